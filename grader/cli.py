"""The command line. Each command parses its arguments, imports what it needs, and calls one function."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from grader.errors import CannotStart, explained
from grader.log import log_to_stderr
from grader.paths import ASSIGNMENTS
from grader.printable import printable

_LOG = logging.getLogger(__name__)
_DONE, _SOME_NOT_GRADED, _COULD_NOT_START, _INTERRUPTED = 0, 1, 2, 130

_students = click.option("--student", "students", multiple=True, help="Only this one; may be given several times.")
_jobs = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Processes side by side; one a core by default."
)
_db = click.option("--db", "db_url", help="The gradebook's URL; by default gradebook.db in the course folder.")

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Commands(click.Group):
    """Turns Ctrl-C into one sentence instead of a traceback."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            same = "the same command, without --force," if "--force" in sys.argv else "the same command"
            click.echo(f"\ngrader: stopped. What was finished is kept: {same} goes on from there.", err=True)
            sys.exit(_INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--course-dir",
    type=click.Path(path_type=Path),
    default=ASSIGNMENTS,
    help="The course folder; by default assignments/ of this clone.",
)
@click.option("-v", "--verbose", is_flag=True, help="Log each step on standard error.")
@click.pass_context
def main(context: click.Context, course_dir: Path, verbose: bool) -> None:
    """Release assignments, grade submissions, and say why."""
    context.obj = course_dir.resolve()
    if verbose:
        log_to_stderr()


@main.command()
@click.argument("assignments", nargs=-1)
@click.pass_obj
def build(course_dir: Path, assignments: tuple[str, ...]) -> None:
    """Make nbgrader's source notebooks from the text sources; all of them if none is named."""
    from grader.authoring.build import build
    from grader.authoring.nbgrader_config import lacks_settings

    for path in _call(build, course_dir, list(assignments) or None):
        click.echo(path)
    if warning := _call(lacks_settings, course_dir):
        click.echo(f"grader: {warning}", err=True)


@main.command()
@click.argument("assignment")
@_db
@click.pass_obj
def release(course_dir: Path, assignment: str, db_url: str | None) -> None:
    """Make the students' version of ASSIGNMENT, and one zip of it."""
    from grader.gradebook import release

    click.echo(_call(release.release, course_dir, assignment, db_url))


@main.command()
@click.argument("assignments", nargs=-1, required=True)
@_students
@_jobs
@click.option("--scheduler", help="Address of a Dask scheduler, such as tcp://10.0.0.1:8786, to grade on its workers.")
@_db
@click.option("--force", is_flag=True, help="Grade again what has a verdict.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output instead of the table, one object each.")
@click.option("--unsafe-no-sandbox", is_flag=True, help="Run student code without any lock. Every verdict will say so.")
@click.option(
    "--explain",
    "seconds",
    type=click.FloatRange(0),
    default=3.0,
    help="Processor seconds for the wrong line of a function, when all points are recorded; 0 looks for none.",
)
@click.pass_obj
def autograde(
    course_dir: Path,
    assignments: tuple[str, ...],
    students: tuple[str, ...],
    jobs: int,
    scheduler: str | None,
    db_url: str | None,
    force: bool,
    as_json: bool,
    unsafe_no_sandbox: bool,
    seconds: float,
) -> None:
    """Grade the submissions of each of ASSIGNMENTS, and record the grades."""
    from grader.course_config import read_course_config
    from grader.gradebook import students as roster_students
    from grader.pipeline import autograde, explain, progress
    from grader.reports import console_table, run_summary

    options = autograde.Options(jobs, locked=not unsafe_no_sandbox, force=force, db_url=db_url, scheduler=scheduler)
    not_graded = False
    for assignment in assignments:
        with progress.progress(assignment) as report:
            rows = _call(autograde.autograde, course_dir, assignment, list(students), options, report)
        if seconds and explain.to_search(rows, seconds):
            with progress.progress(f"{assignment}, wrong lines") as report:
                rows = _call(explain.explain, course_dir, assignment, rows, seconds, options, report)
        click.echo(run_summary.summary_line(assignment, rows), err=True)
        if as_json:
            click.echo(console_table.as_json(assignment, rows, read_course_config(course_dir).site_url))
        else:
            console_table.print_table(rows)
            for line in (*run_summary.changed_scores(rows), *roster_students.missing_summary(course_dir, assignment)):
                click.echo(line)
        not_graded |= any(row.not_graded for row in rows)
    sys.exit(_SOME_NOT_GRADED if not_graded else _DONE)


@main.command()
@click.argument("assignment")
@_students
@_jobs
@_db
@click.pass_obj
def plan(course_dir: Path, assignment: str, students: tuple[str, ...], jobs: int, db_url: str | None) -> None:
    """Show what grading ASSIGNMENT again would change, and why. Nothing is written."""
    from grader.pipeline import autograde, plan
    from grader.reports import run_summary

    options = autograde.Options(jobs, db_url=db_url)
    for line in run_summary.plan_lines(assignment, _call(plan.plan, course_dir, assignment, list(students), options)):
        click.echo(line)


@main.command()
@click.argument("assignment")
@_students
@_jobs
@_db
@click.pass_obj
def feedback(course_dir: Path, assignment: str, students: tuple[str, ...], jobs: int, db_url: str | None) -> None:
    """Write the feedback pages of ASSIGNMENT."""
    from grader.gradebook.light_import import skip_nbgrader_apps

    skip_nbgrader_apps()  # before nbgrader's first import
    from grader.reports import feedback
    from grader.returning import exchange

    for path in _call(feedback.feedback, course_dir, assignment, list(students) or None, db_url, jobs):
        exchange.copy_stamps(course_dir, assignment, path.parts[-3])
        click.echo(printable(str(path)))


@main.command()
@click.argument("assignment", required=False)
@click.option("--all", "everything", is_flag=True, help="The whole term, over all assignments that are graded.")
@_db
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
        click.echo(_call(class_page.class_report, course_dir, assignment, db_url))
    else:
        click.echo(_call(term_page.term_report, course_dir, db_url))


@main.command()
@click.argument("assignment")
@click.option("--at", "address", default="http://localhost:8888", help="The Jupyter server with the formgrader.")
@_db
@click.pass_obj
def waiting(course_dir: Path, assignment: str, address: str, db_url: str | None) -> None:
    """List the answers to ASSIGNMENT that wait for a person, by question, with links into the formgrader."""
    from grader.reports import waiting

    queues, page = _call(waiting.waiting, course_dir, assignment, address, db_url)
    for queue in queues:
        click.echo(printable(f"{queue.question}: {len(queue.answers)} wait"))
    click.echo(f"with links: {page}" if queues else "Nothing waits.")


@main.command()
@click.argument("assignment")
@click.option("--most", type=click.IntRange(1), default=20, help="How many pairs to show; 20 by default.")
@_jobs
@click.pass_obj
def similar(course_dir: Path, assignment: str, most: int, jobs: int) -> None:
    """Rank pairs of submissions of ASSIGNMENT by what they share beyond what was given out, for a person to look at."""
    from grader.reports.similar import compare

    done = _call(compare.similar, course_dir, assignment, most, jobs)
    for line in (*compare.table_lines(done), *done.left):
        click.echo(printable(line))
    sys.exit(_SOME_NOT_GRADED if done.left else _DONE)


@main.command()
@click.argument("assignment")
@_db
@click.pass_obj
def unexplained(course_dir: Path, assignment: str, db_url: str | None) -> None:
    """List the wrong answers to ASSIGNMENT whose cause nobody found, without names, to add what the grader knows."""
    from grader.reports import unexplained

    for text in _call(unexplained.unexplained_answers, course_dir, assignment, db_url):
        click.echo(text)


@main.command()
@click.argument("assignment")
@click.argument("archives", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def collect(course_dir: Path, assignment: str, archives: tuple[Path, ...]) -> None:
    """Take the submissions of ASSIGNMENT out of what a learning platform exported: zip files or folders.

    Moodle, Canvas, Gradescope, Blackboard or Brightspace. With Moodle's grading worksheet (CSV) beside its archive,
    the times of submission are kept as well.
    """
    from grader.intake.lms import collect

    done = _call(collect.collect, course_dir, assignment, archives)
    click.echo(f"{len(done.taken)} of {len(done.taken) + len(done.left)} taken.")
    for sentence in done.left:
        click.echo(printable(f"not taken: {sentence}"))
    for sentence in done.notes:
        click.echo(printable(f"note: {sentence}"), err=True)
    sys.exit(_SOME_NOT_GRADED if done.left else _DONE)


@main.command("return")
@click.argument("assignment")
@click.option(
    "--to",
    "way",
    type=click.Choice(["moodle", "canvas", "exchange", "folder"]),
    required=True,
    help="How it goes back.",
)
@click.option("--everything", is_flag=True, help="Give back all pages, also those that students have.")
@_jobs
@_db
@click.pass_obj
def return_(course_dir: Path, assignment: str, way: str, everything: bool, jobs: int, db_url: str | None) -> None:
    """Give the feedback pages of ASSIGNMENT back to the students; only those that are new since the last time."""
    from grader.gradebook.light_import import skip_nbgrader_apps

    skip_nbgrader_apps()  # before nbgrader's first import
    from grader.returning import give_back

    done = _call(give_back.give_back, course_dir, assignment, way, everything, db_url, jobs)
    click.echo(f"{len(done.students)} pages: {done.where}" if done.where else "No page is new.")
    for sentence in (*done.changes, *(f"not given back: {sentence}" for sentence in done.left)):
        click.echo(printable(sentence))
    if done.waiting:
        click.echo(f"note: on {len(done.waiting)} of the pages an answer still waits to be graded by hand.", err=True)
    sys.exit(_SOME_NOT_GRADED if done.left else _DONE)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--missing", metavar="ASSIGNMENT", help="List who has not handed in ASSIGNMENT.")
@_db
@click.pass_obj
def roster(course_dir: Path, files: tuple[Path, ...], missing: str | None, db_url: str | None) -> None:
    """Read lists of students (CSV) of Moodle, Canvas, Gradescope, Blackboard or Brightspace into roster.csv.

    One student is then the same one on every platform, known by number, login or e-mail address, and in nbgrader.
    """
    from grader.gradebook import students

    if files:
        click.echo(_call(students.read_lists, course_dir, files, db_url))
    if missing:
        for line in _call(students.missing_lines, course_dir, missing):
            click.echo(line)
    if not files and not missing:
        raise click.UsageError("give a FILE to read, or --missing ASSIGNMENT")


@main.command()
@click.argument("assignment", required=False)
@click.option(
    "--to",
    "platform",
    type=click.Choice(["moodle", "canvas", "gradescope", "blackboard", "brightspace"]),
    required=True,
    help="Who is to read it.",
)
@click.option("--all", "everything", is_flag=True, help="All assignments, and the total by the weights of course.toml.")
@_db
@click.pass_obj
def export(course_dir: Path, assignment: str | None, platform: str, everything: bool, db_url: str | None) -> None:
    """Print the grades of ASSIGNMENT, or of all, as the CSV that a learning platform reads."""
    if bool(assignment) == everything:
        raise click.UsageError("give an ASSIGNMENT, or --all")
    from grader.gradebook import lms_export

    if assignment:
        done = _call(lms_export.export, course_dir, assignment, platform, db_url)
    else:
        done = _call(lms_export.export_all, course_dir, platform, db_url)
    click.echo(done.text, nl=False)
    for warning in done.warnings:
        click.echo(f"grader: {warning}", err=True)


@main.command()
@click.pass_obj
def doctor(course_dir: Path) -> None:
    """Check whether this machine can grade, say what is missing and how to get it, and which rules the course has."""
    from grader import course_config, doctor

    works = doctor.report()
    for line in _call(course_config.rule_lines, course_dir):
        click.echo(f"{course_config.FILE}: {line}")
    sys.exit(_DONE if works else _COULD_NOT_START)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_jobs
def demo(folder: Path, jobs: int) -> None:
    """Make a course in FOLDER, grade a class of made-up students, and compare with what is expected."""
    from grader.demo import run

    sys.exit(_DONE if _call(run.demo, folder.resolve(), jobs) else _SOME_NOT_GRADED)


def _call(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Call a function; an error that staff can fix ends the program with one sentence instead of a traceback."""
    try:
        return function(*args, **kwargs)
    except (CannotStart, ValueError, RuntimeError, OSError) as error:
        _LOG.debug("stopped by an error", exc_info=True)
        click.echo(printable(f"grader: {explained(error)}"), err=True)
        sys.exit(_COULD_NOT_START)
