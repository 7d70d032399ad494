"""The command line. Each command parses its arguments, imports what it needs, and calls one function."""

import sys
from pathlib import Path

import click

from grader.cli import assignments, grading, pages, platforms
from grader.cli.options import COULD_NOT_START, INTERRUPTED, say
from grader.log import log_to_stderr
from grader.paths import ASSIGNMENTS

_NEED_NO_FOLDER = ("build", "demo", "doctor")


class _Commands(click.Group):
    """Turns Ctrl-C, and a Python without our packages, into one sentence instead of a traceback."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            same = "the same command, without --force," if "--force" in sys.argv else "the same command"
            say(f"\ngrader: stopped. What was finished is kept: {same} goes on from there.", err=True)
            sys.exit(INTERRUPTED)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in ("course", "grader", "lectures", "reference_solution"):
                raise
            say(
                f"grader: this Python lacks the package {error.name}: activate the environment with "
                "`. .venv/bin/activate`, which `make test` makes.",
                err=True,
            )
            sys.exit(COULD_NOT_START)


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
    if not context.obj.is_dir() and context.invoked_subcommand not in _NEED_NO_FOLDER:
        say(f"grader: there is no course folder {course_dir}: `build` makes one.", err=True)
        sys.exit(COULD_NOT_START)
    if verbose:
        log_to_stderr()


for _commands in (assignments, grading, pages, platforms):
    for _command in vars(_commands).values():
        if isinstance(_command, click.Command):
            main.add_command(_command)
