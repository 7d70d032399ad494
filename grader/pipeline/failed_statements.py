"""Says what failed beside the answers: a statement of a cell, or a cell that is no Python."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from course.notebook.definitions import defined_names
from course.notebook.failure import Failure
from grader.authoring.assignment import Assignment
from grader.execution.cell_result import CellResult
from grader.intake.repair import Cell, Submission

_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
_SHOWN = 3  # failures of one cell
_EXPECTED = ("NotImplementedError", "KeyboardInterrupt")  # not filled in; interrupted, which is said elsewhere


def statements_that_failed(
    assignment: Assignment, submission: Submission, results: Mapping[int, CellResult[Any]]
) -> Iterator[str]:
    """Remarks on answers and added cells in which something failed; demonstrations of the assignment are left out.

    Parameters
    ----------
    assignment : Assignment
    submission : Submission
    results : mapping of int to CellResult
        By position in the submission.

    Yields
    ------
    str
        A sentence for each cell.
    """
    released = {tuple(cell.source.split()) for cell in assignment.cells}
    for i, result in sorted(results.items()):
        cell = submission.cells[i]
        of_student = tuple(cell.source.split()) not in released and not (cell.original and cell.original.locked)
        if of_student and result.status == "graded":
            failures = [failure for failure in result.failures if failure.kind not in _EXPECTED]
            if failures:
                yield f"The cell {cell.title}: {_in_words(cell, failures)}."


def answers_that_failed(submission: Submission, results: Mapping[int, CellResult[Any]]) -> dict[str, str]:
    """For each name that a cell with a failure defines in its text: what failed in that cell."""
    found: dict[str, str] = {}
    for i, result in sorted(results.items()):
        cell = submission.cells[i]
        failures = [failure for failure in result.failures if failure.kind not in _EXPECTED]
        if failures and cell.cell_type == "code":
            found |= dict.fromkeys(defined_names(cell.source), f"in its cell, {_in_words(cell, failures)}")
    return found


def _in_words(cell: Cell, failures: list[Failure]) -> str:
    if not failures[0].alone:
        return f"nothing of it could run, for {_unparsed(cell, failures[0])}"
    said = "; ".join(_raised(cell, failure) for failure in failures[:_SHOWN])
    more = f"; and {len(failures) - _SHOWN} more" if len(failures) > _SHOWN else ""
    return f"{said}{more}; the rest of it ran"


def _unparsed(cell: Cell, failure: Failure) -> str:
    text = f"line {failure.line}{_quoted(cell, failure.line)} is not Python ({failure.message})"
    if failure.newer_python:
        return f"{text}; this grader runs Python {_PYTHON}, and it looks like syntax of {failure.newer_python}"
    return text


def _raised(cell: Cell, failure: Failure) -> str:
    if failure.unparsed:
        return _unparsed(cell, failure)
    line = f"line {failure.line}{_quoted(cell, failure.line)}"
    if failure.kind == "EOFError":
        return f"{line} asks for input, and nobody is there to type"
    if failure.kind == "SystemExit":
        return f"{line} would end the notebook"
    message = f" ({failure.message.strip().rstrip('.')})" if failure.message.strip() else ""
    return f"{line} raised {failure.kind}{message}"


def _quoted(cell: Cell, line: int) -> str:
    lines = cell.source.split("\n")
    text = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
    code = text.replace("`", "'")  # one of its own would end the code
    return f", `{code}`," if code else ""
