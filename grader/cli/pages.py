"""Commands that write pages: for students, on a class, on a term, on pairs of submissions."""

import sys
from pathlib import Path

import click

from grader.cli.options import (
    DONE,
    SOME_NOT_GRADED,
    call,
    db_option,
    jobs_option,
    known_assignments,
    say,
    students_option,
)


@click.command()
@click.argument("assignment", callback=known_assignments)
@students_option
@jobs_option
@db_option
@click.pass_obj
def feedback(course_dir: Path, assignment: str, students: tuple[str, ...], jobs: int, db_url: str | None) -> None:
    """Write the feedback pages of ASSIGNMENT."""
    from grader.gradebook.light_import import skip_nbgrader_apps

    skip_nbgrader_apps()  # before nbgrader's first import
    from grader.reports import feedback
    from grader.returning import exchange

    done = call(feedback.feedback, course_dir, assignment, list(students) or None, db_url, jobs)
    for path in done.pages:
        exchange.copy_stamps(course_dir, assignment, path.parts[-3])
        say(str(path))
    for sentence in done.left:
        say(f"no page: {sentence}")
    sys.exit(SOME_NOT_GRADED if done.left else DONE)


@click.command()
@click.argument("assignment", required=False, callback=known_assignments)
@click.option("--all", "everything", is_flag=True, help="The whole term, over all assignments that are graded.")
@db_option
@click.pass_obj
def report(course_dir: Path, assignment: str | None, everything: bool, db_url: str | None) -> None:
    """Write one page on the whole class: scores, questions, who shares which misconception, who needs a look.

    With --all: each student's course, which misconceptions stayed, who is falling behind.
    """
    if bool(assignment) == everything:
        raise click.UsageError("give an ASSIGNMENT, or --all")
    from grader.reports.class_report import page as class_page
    from grader.reports.term import page as term_page

    if assignment:
        say(str(call(class_page.class_report, course_dir, assignment, db_url)))
    else:
        say(str(call(term_page.term_report, course_dir, db_url)))


@click.command()
@click.argument("assignment", callback=known_assignments)
@click.option("--at", "address", default="http://localhost:8888", help="The Jupyter server with the formgrader.")
@db_option
@click.pass_obj
def waiting(course_dir: Path, assignment: str, address: str, db_url: str | None) -> None:
    """List the answers to ASSIGNMENT that wait for a person, by question, with links into the formgrader."""
    from grader.reports import waiting

    queues, page = call(waiting.waiting, course_dir, assignment, address, db_url)
    for queue in queues:
        say(f"{queue.question}: {len(queue.answers)} wait")
    say(f"with links: {page}" if queues else "Nothing waits.")


@click.command()
@click.argument("assignment", callback=known_assignments)
@click.option("--most", type=click.IntRange(1), default=20, help="How many pairs to show; 20 by default.")
@jobs_option
@click.pass_obj
def similar(course_dir: Path, assignment: str, most: int, jobs: int) -> None:
    """Rank pairs of submissions of ASSIGNMENT by what they share beyond what was given out, for a person to look at."""
    from grader.reports.similar import compare

    done = call(compare.similar, course_dir, assignment, most, jobs)
    for line in (*compare.table_lines(done), *done.left):
        say(line)
    sys.exit(SOME_NOT_GRADED if done.left else DONE)
