"""What running a cell comes to: outputs and failures as the process reports them, or its end."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from course.notebook.failure import Failure
from grader.execution.machine_paths import without_machine_paths
from grader.execution.output_types import Output

J = TypeVar("J")  # what an examination returns

_MAX_ERROR_LENGTH = 500
_MAX_FAILURES = 50


@dataclass
class CellResult(Generic[J]):
    """The result of running one cell.

    Attributes
    ----------
    outputs : list of Output
        Those that are valid, as of `grader.execution.validate_outputs`.
    error : str
        Type and message of the first exception that the cell raised; empty if none.
    failures : tuple of Failure
        The statements that raised; those after them ran all the same.
    judgement : J or None
        The result of the examination, if the cell probed its exercise.
    status : str
        ``"graded"``, or what went wrong.
    """

    outputs: list[Output]
    error: str = ""
    failures: tuple[Failure, ...] = ()
    judgement: J | None = None
    status: str = "graded"


class SessionEnded(Exception):
    """The process ended, or was killed, while a cell ran.

    Attributes
    ----------
    status : str
        ``"timeout"``, ``"memory"`` or ``"crashed"``.
    judgement : object or None
        The result of an examination that had begun.
    killed_externally : bool
        Neither the session nor the process caused the end, and the process kept within its limits: the submission may
        not be to blame.
    """

    def __init__(self, status: str, text: str, killed_externally: bool = False) -> None:
        super().__init__(text)
        self.status, self.killed_externally = status, killed_externally
        self.judgement: Any = None


def failures_of(values: object) -> tuple[Failure, ...]:
    """Read the failures that the process reports, as far as they are what they should be."""
    found = []
    for value in values[:_MAX_FAILURES] if isinstance(values, list) else ():
        if isinstance(value, dict) and type(value.get("line")) is int:
            keys = ("kind", "message", "newer_python")
            kind, message, newer = (text_of(value.get(key)) for key in keys)
            message = without_machine_paths(message)
            unparsed, alone = value.get("unparsed") is True, value.get("alone") is not False
            found.append(Failure(value["line"], kind, message, newer, unparsed, alone))
    return tuple(found)


def text_of(value: object) -> str:
    """Read a text that came from a student's process, cut; printing anything else in its place could take long."""
    return value[:_MAX_ERROR_LENGTH] if isinstance(value, str) else ""
