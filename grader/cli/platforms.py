"""Commands that exchange files with learning platforms."""

import sys
from pathlib import Path

import click

from grader.cli.options import DONE, SOME_NOT_GRADED, call, db_option, jobs_option, known_assignments, say


@click.command()
@click.argument("assignment", callback=known_assignments)
@click.argument("archives", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def collect(course_dir: Path, assignment: str, archives: tuple[Path, ...]) -> None:
    """Take the submissions of ASSIGNMENT out of what a learning platform exported: zip files or folders.

    Moodle, Canvas, Gradescope, Blackboard or Brightspace. With Moodle's grading worksheet (CSV) beside its archive,
    the times of submission are kept as well.
    """
    from grader.intake.lms import collect

    done = call(collect.collect, course_dir, assignment, archives)
    say(f"{len(done.taken)} of {len(done.taken) + len(done.left)} taken.")
    for sentence in done.left:
        say(f"not taken: {sentence}")
    for sentence in done.notes:
        say(f"note: {sentence}", err=True)
    sys.exit(SOME_NOT_GRADED if done.left else DONE)


@click.command("return")
@click.argument("assignment", callback=known_assignments)
@click.option(
    "--to",
    "way",
    type=click.Choice(["moodle", "canvas", "exchange", "folder"]),
    required=True,
    help="How it goes back.",
)
@click.option("--everything", is_flag=True, help="Give back all pages, also those that students have.")
@jobs_option
@db_option
@click.pass_obj
def return_(course_dir: Path, assignment: str, way: str, everything: bool, jobs: int, db_url: str | None) -> None:
    """Give the feedback pages of ASSIGNMENT back to the students; only those that are new since the last time."""
    from grader.gradebook.light_import import skip_nbgrader_apps

    skip_nbgrader_apps()  # before nbgrader's first import
    from grader.returning import give_back

    done = call(give_back.give_back, course_dir, assignment, way, everything, db_url, jobs)
    if done.students:
        say(f"{len(done.students)} pages: {done.where}")
    else:
        say("No page is given back." if done.left else "No page is new.")
    for sentence in (*done.changes, *(f"not given back: {sentence}" for sentence in done.left)):
        say(sentence)
    if done.waiting:
        say(f"note: on {len(done.waiting)} of the pages an answer still waits to be graded by hand.", err=True)
    sys.exit(SOME_NOT_GRADED if done.left else DONE)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--missing", metavar="ASSIGNMENT", help="List who has not handed in ASSIGNMENT.")
@db_option
@click.pass_obj
def roster(course_dir: Path, files: tuple[Path, ...], missing: str | None, db_url: str | None) -> None:
    """Read lists of students (CSV) of Moodle, Canvas, Gradescope, Blackboard or Brightspace into roster.csv.

    One student is then the same one on every platform, known by number, login or e-mail address, and in nbgrader.
    """
    from grader.gradebook import students

    if files:
        say(call(students.read_lists, course_dir, files, db_url))
    if missing:
        for line in call(students.missing_lines, course_dir, missing):
            say(line)
    if not files and not missing:
        raise click.UsageError("give a FILE to read, or --missing ASSIGNMENT")


@click.command()
@click.argument("assignment", required=False, callback=known_assignments)
@click.option(
    "--to",
    "platform",
    type=click.Choice(["moodle", "canvas", "gradescope", "blackboard", "brightspace"]),
    required=True,
    help="Who is to read it.",
)
@click.option("--all", "everything", is_flag=True, help="All assignments, and the total by the weights of course.toml.")
@db_option
@click.pass_obj
def export(course_dir: Path, assignment: str | None, platform: str, everything: bool, db_url: str | None) -> None:
    """Print the grades of ASSIGNMENT, or of all, as the CSV that a learning platform reads."""
    if bool(assignment) == everything:
        raise click.UsageError("give an ASSIGNMENT, or --all")
    from grader.gradebook import lms_export

    if assignment:
        done = call(lms_export.export, course_dir, assignment, platform, db_url)
    else:
        done = call(lms_export.export_all, course_dir, platform, db_url)
    click.echo(done.text, nl=False)
    for warning in done.warnings:
        say(f"grader: {warning}", err=True)
