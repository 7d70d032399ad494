"""What several commands share: options, exit codes, and errors in one sentence."""

import logging
import os
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click

from grader.course_config import check_assignment
from grader.errors import CannotStart, explained
from grader.printable import printable

_LOG = logging.getLogger(__name__)
DONE, SOME_NOT_GRADED, COULD_NOT_START, INTERRUPTED = 0, 1, 2, 130

students_option = click.option(
    "--student", "students", multiple=True, help="Only this one; may be given several times."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Processes side by side; one a core by default."
)
db_option = click.option("--db", "db_url", help="The gradebook's URL; by default gradebook.db in the course folder.")

_P = ParamSpec("_P")
_T = TypeVar("_T")


def known_assignments(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Stop at the name of an assignment that there is not (a callback of arguments)."""
    for name in (value,) if isinstance(value, str) else value or ():
        call(check_assignment, context.obj, name)
    return value


def call(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Call a function; an error that staff can fix ends the program with one sentence instead of a traceback."""
    try:
        return function(*args, **kwargs)
    except (CannotStart, ValueError, RuntimeError, OSError) as error:
        _LOG.debug("stopped by an error", exc_info=True)
        say(f"grader: {explained(error)}", err=True)
        sys.exit(COULD_NOT_START)


def say(text: str, err: bool = False) -> None:
    """Print what people read: no name or path in it moves a terminal's cursor or hides others."""
    click.echo(printable(text), err=err)
