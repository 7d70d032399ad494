"""Run the visible checks of a notebook from top to bottom in this process, without a browser or a kernel."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.check.core.report import collected
from course.check.core.watchdog import watched
from course.notebook.failure import Failure
from course.notebook.reading import MAX_BYTES, ReadCell, Unreadable, read_cells
from course.notebook.statement_shell import StatementShell

_EMPTY = ("", "YOUR ANSWER HERE")


class NotANotebook(Exception):
    """The file cannot be read as a notebook; the message says why."""


@dataclass(frozen=True)
class Task:
    """State of one task of a notebook.

    Attributes
    ----------
    name : str
    state : str
        ``"done"``, ``"open"``, ``"written"`` for an answer that a person reads, or ``"remark"`` for what failed beside
        the answers and costs nothing.
    text : str
        What the check printed, or what failed.
    """

    name: str
    state: str
    text: str = ""


def tasks(path: str | Path) -> Iterator[Task]:
    """Run a notebook as the grader does, and yield the state of each task as soon as its cell has run.

    Parameters
    ----------
    path : str or Path
        Its folder becomes the working directory, as in Jupyter.

    Yields
    ------
    Task

    Raises
    ------
    NotANotebook
        If the file does not exist or is not a notebook.
    """
    try:
        with open(path, "rb") as file:
            cells, remarks = read_cells(file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        raise NotANotebook(f"there is no file {path}") from None
    except (OSError, Unreadable) as error:
        raise NotANotebook(f"{path}: {error}") from None
    yield from (Task("the file", "remark", f"the file\n  • {remark}") for remark in remarks)
    with contextlib.chdir(Path(path).resolve().parent):
        shell: Any = StatementShell()
        shell.showtraceback = lambda *args, **kwargs: None  # slow to format; `_run` reports exceptions in one line
        for cell in cells:
            if cell.cell_type == "markdown" and cell.nbgrader.get("solution"):
                yield _written(cell)
            elif cell.cell_type == "code":
                yield from _run(shell, cell)


def _written(cell: ReadCell) -> Task:
    name = str(cell.nbgrader.get("grade_id", ""))
    if cell.source.strip() in _EMPTY and not cell.attachments:
        return Task(name, "open", f"{name}\n  ✗ Nothing is written here yet.")
    return Task(name, "written")


def _run(shell: StatementShell, cell: ReadCell) -> Iterator[Task]:
    graded = bool(cell.nbgrader.get("grade"))
    with (
        collected() as reports,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        watched(),
    ):
        failures = shell.run_statements(cell.source)
    for report in reports:
        state = "done" if not report.failed else "open" if graded else "remark"
        yield Task(report.title, state, str(report))
    for failure in failures:
        if failure.kind != "NotImplementedError":
            yield _failed(cell, failure, graded)


def _failed(cell: ReadCell, failure: Failure, graded: bool) -> Task:
    first = cell.source.strip().partition("\n")[0]
    name = str(cell.nbgrader.get("grade_id", "")) or f"the cell that begins with `{first[:60]}`"
    words = f"Line {failure.line} raises {failure.kind}: {failure.message}"
    if failure.kind in ("TookTooLong", "TookTooMuch"):
        words = f"Line {failure.line} {failure.message}."
    return Task(name, "open", f"{name}\n  ✗ {words}") if graded else Task(name, "remark", f"{name}\n  • {words}")
