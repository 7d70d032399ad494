"""Commands that make what students get."""

from pathlib import Path

import click

from grader.cli.options import call, db_option, known_assignments, say


@click.command()
@click.argument("assignments", nargs=-1)
@click.pass_obj
def build(course_dir: Path, assignments: tuple[str, ...]) -> None:
    """Make nbgrader's source notebooks from the text sources; all of them if none is named."""
    from grader.authoring.build import build
    from grader.authoring.nbgrader_config import lacks_settings

    for path in call(build, course_dir, list(assignments) or None):
        say(str(path))
    if warning := call(lacks_settings, course_dir):
        say(f"grader: {warning}", err=True)


@click.command()
@click.argument("assignment", callback=known_assignments)
@db_option
@click.pass_obj
def release(course_dir: Path, assignment: str, db_url: str | None) -> None:
    """Make the students' version of ASSIGNMENT, and one zip of it."""
    from grader.gradebook import release

    say(str(call(release.release, course_dir, assignment, db_url)))
