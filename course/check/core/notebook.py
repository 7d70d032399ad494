"""Run the visible checks of a notebook from top to bottom in this process, without a browser or a kernel."""

import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.check.core.given_cells import is_changed, usual_imports
from course.check.core.report import collected
from course.check.core.watchdog import MEGABYTES, SECONDS, Stopped, watched
from course.notebook.failure import Failure
from course.notebook.given_names import GivenNames
from course.notebook.reading import MAX_BYTES, ReadCell, Unreadable, read_cells
from course.notebook.run_order import is_check, run_order
from course.notebook.statement_shell import StatementShell

_EMPTY = ("", "YOUR ANSWER HERE")
_CHECKS = "from course.check import"
_PUT_BACK = "The grader uses them as they were given out, so its verdict may differ from this check's."
_IN_PLAIN_WORDS = {
    "EOFError": "asks for input, and nobody is there to type",
    "SystemExit": "would end the notebook",
}


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


def tasks(path: str | Path, seconds: float = SECONDS, megabytes: float = MEGABYTES) -> Iterator[Task]:
    """Run a notebook as the grader does, and yield the state of each task as soon as its cell has run.

    Parameters
    ----------
    path : str or Path
        Its folder becomes the working directory, as in Jupyter.
    seconds, megabytes : float, optional
        Limits of each cell.

    Yields
    ------
    Task

    Raises
    ------
    NotANotebook
        If the file does not exist or is not a notebook.
    KeyboardInterrupt
    """
    try:
        with open(path, "rb") as file:
            cells, remarks = read_cells(file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        raise NotANotebook(f"there is no file {path}") from None
    except (OSError, Unreadable) as error:
        raise NotANotebook(f"{path}: {error}") from None
    yield from (Task("the file", "remark", f"the file\n  • {remark}") for remark in remarks)
    with contextlib.chdir(Path(path).resolve().parent), _as_nobody_is_there():
        shell: Any = StatementShell()
        shell.showtraceback = lambda *args, **kwargs: None  # slow to format; `_run` reports exceptions in one line
        tracked, given = any(cell.nbgrader for cell in cells), GivenNames()
        changed = [str(cell.nbgrader.get("grade_id")) for cell in cells if is_changed(cell)]
        if changed:
            yield Task("given cells", "remark", f"given cells\n  • Changed: {', '.join(changed)}. {_PUT_BACK}")
        if changed or not any(_CHECKS in cell.source for cell in cells):
            given.always_put_back(usual_imports(cells))
            shell.run_statements(given.to_put_back)
        for cell in run_order([_restored(cell) for cell in cells]):
            if cell.cell_type == "markdown" and cell.nbgrader.get("solution"):
                yield _written(cell)
            elif cell.cell_type == "code":
                graded = bool(cell.nbgrader.get("grade")) if tracked else is_check(cell)
                if graded:
                    shell.run_statements(given.to_put_back)
                yield from _run(shell, cell, graded, watched(seconds, megabytes))
                if not graded:
                    (given.give if _gives_names(cell, tracked) else given.see)(_as_python(shell, cell.source))


@contextlib.contextmanager
def _as_nobody_is_there() -> Iterator[None]:
    """As in the grader, nobody answers `input`, and modules beside the notebook are not there."""
    stdin, path, finders = sys.stdin, list(sys.path), list(sys.meta_path)
    sys.stdin = io.StringIO()
    sys.path[:] = [place for place in path if place and Path(place).resolve() != Path.cwd()]
    try:
        yield
    finally:
        sys.stdin, sys.path[:], sys.meta_path[:] = stdin, path, finders


def _restored(cell: ReadCell) -> ReadCell:
    """A cell of the type that its place in the assignment asks for: some turn code into text by mistake."""
    marks = cell.nbgrader
    if marks.get("solution") or marks.get("grade"):
        cell.cell_type = "markdown" if marks.get("solution") and marks.get("grade") else "code"
    return cell


def _as_python(shell: Any, source: str) -> str:
    """A cell without IPython's own syntax; as it is where its lines are indented in no possible way."""
    try:
        return str(shell.transform_cell(source))
    except SyntaxError:
        return source


def _gives_names(cell: ReadCell, tracked: bool) -> bool:
    return bool(cell.nbgrader.get("locked")) if tracked else _CHECKS in cell.source


def _written(cell: ReadCell) -> Task:
    name = str(cell.nbgrader.get("grade_id", ""))
    if cell.source.strip() in _EMPTY and not cell.attachments:
        return Task(name, "open", f"{name}\n  ✗ Nothing is written here yet.")
    return Task(name, "written")


def _run(
    shell: StatementShell, cell: ReadCell, graded: bool, watch: contextlib.AbstractContextManager[None]
) -> Iterator[Task]:
    late: list[Failure] = []
    with (
        collected() as reports,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        try:
            with watch:
                shell.run_statements(cell.source)
        except Stopped as error:  # while the shell was at work between two statements
            late.append(Failure(1, type(error).__name__, str(error)))
    for report in reports:
        state = "done" if not report.failed else "open" if graded else "remark"
        yield Task(report.title, state, str(report))
    for failure in (*shell.failures, *late):
        if failure.kind == "KeyboardInterrupt":
            raise KeyboardInterrupt
        if failure.kind != "NotImplementedError":
            yield _failed(cell, failure, graded)


def _failed(cell: ReadCell, failure: Failure, graded: bool) -> Task:
    first = cell.source.strip().partition("\n")[0]
    grade_id = str(cell.nbgrader.get("grade_id", ""))
    name = grade_id.removeprefix("grade_") or f"the cell that begins with `{first[:60]}`"
    words = f"Line {failure.line} raises {failure.kind}: {failure.message}"
    if failure.kind in ("TookTooLong", "TookTooMuch"):
        words = f"Line {failure.line} {failure.message}."
    if failure.kind in _IN_PLAIN_WORDS:
        words = f"Line {failure.line} {_IN_PLAIN_WORDS[failure.kind]}."
    if graded and failure.kind == "NameError":
        words = f"{failure.message}: no cell defines it, or the cell that does cannot run."
    return Task(name, "open", f"{name}\n  ✗ {words}") if graded else Task(name, "remark", f"{name}\n  • {words}")
