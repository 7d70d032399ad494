"""Commands that grade, and say what grading would change."""

import sys
from pathlib import Path

import click

from grader.cli.options import (
    COULD_NOT_START,
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
@click.argument("assignments", nargs=-1, required=True, callback=known_assignments)
@students_option
@jobs_option
@click.option("--scheduler", help="Address of a Dask scheduler, such as tcp://10.0.0.1:8786, to grade on its workers.")
@db_option
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
            rows = call(autograde.autograde, course_dir, assignment, list(students), options, report)
        if seconds and explain.to_search(rows, seconds):
            with progress.progress(f"{assignment}, wrong lines") as report:
                rows = call(explain.explain, course_dir, assignment, rows, seconds, options, report)
        say(run_summary.summary_line(assignment, rows), err=True)
        if as_json:
            click.echo(console_table.as_json(assignment, rows, read_course_config(course_dir).site_url))
        else:
            console_table.print_table(rows)
            for line in (*run_summary.changed_scores(rows), *roster_students.missing_summary(course_dir, assignment)):
                say(line)
        not_graded |= any(row.not_graded for row in rows)
    sys.exit(SOME_NOT_GRADED if not_graded else DONE)


@click.command()
@click.argument("assignment", callback=known_assignments)
@students_option
@jobs_option
@db_option
@click.pass_obj
def plan(course_dir: Path, assignment: str, students: tuple[str, ...], jobs: int, db_url: str | None) -> None:
    """Show what grading ASSIGNMENT again would change, and why. Nothing is written."""
    from grader.pipeline import autograde, plan
    from grader.reports import run_summary

    options = autograde.Options(jobs, db_url=db_url)
    for line in run_summary.plan_lines(assignment, call(plan.plan, course_dir, assignment, list(students), options)):
        say(line)


@click.command()
@click.argument("assignment", callback=known_assignments)
@db_option
@click.pass_obj
def unexplained(course_dir: Path, assignment: str, db_url: str | None) -> None:
    """List the wrong answers to ASSIGNMENT whose cause nobody found, without names, to add what the grader knows."""
    from grader.reports import unexplained

    for text in call(unexplained.unexplained_answers, course_dir, assignment, db_url):
        say(text)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@jobs_option
def demo(folder: Path, jobs: int) -> None:
    """Make a course in FOLDER, grade a class of made-up students, and compare with what is expected."""
    from grader.demo import run

    sys.exit(DONE if call(run.demo, folder.resolve(), jobs) else SOME_NOT_GRADED)


@click.command()
@click.pass_obj
def doctor(course_dir: Path) -> None:
    """Check whether this machine can grade, say what is missing and how to get it, and which rules the course has."""
    from grader import course_config, doctor
    from grader.intake import roster

    works = doctor.report()
    for line in call(course_config.rule_lines, course_dir):
        say(f"{course_config.FILE}: {line}")
    for sentence in call(roster.strangers_in_rules, course_dir):
        say(f"note: {sentence}")
    sys.exit(DONE if works else COULD_NOT_START)
