"""Run the visible checks of a notebook from top to bottom in this process, without a browser or a kernel."""

import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from course.check.core.report import collected

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
        ``"done"``, ``"open"``, or ``"written"`` for an answer that a person reads.
    text : str
        What the check printed, or the exception that stopped it.
    """

    name: str
    state: str
    text: str = ""


def read(path: str | Path) -> list[tuple[str, str, dict[str, Any]]]:
    """Read the cells of a notebook file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    list of (type, source, metadata)

    Raises
    ------
    NotANotebook
        If the file does not exist or is not a notebook.
    """
    try:
        cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
        return [(cell["cell_type"], "".join(cell["source"]), cell.get("metadata", {})) for cell in cells]
    except FileNotFoundError:
        raise NotANotebook(f"there is no file {path}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotANotebook(f"{path} is not a notebook ({type(error).__name__}: {error}): save it again?") from None


def tasks(path: str | Path) -> Iterator[Task]:
    """Run a notebook and yield the state of each task as soon as its cell has run.

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
    cells = read(path)
    with contextlib.chdir(Path(path).resolve().parent):
        shell: Any = InteractiveShell()
        shell.showtraceback = lambda *args, **kwargs: None  # slow to format; `_run` reports exceptions in one line
        for kind, source, metadata in cells:
            marks = metadata.get("nbgrader", {})
            name = str(marks.get("grade_id", ""))
            if kind == "markdown" and marks.get("solution"):
                empty = source.strip() in _EMPTY
                yield (
                    Task(name, "open", f"{name}\n  ✗ Nothing is written here yet.") if empty else Task(name, "written")
                )
            elif kind == "code":
                yield from _run(shell, source, name if marks.get("grade") else "")


def _run(shell: InteractiveShell, source: str, name: str) -> Iterator[Task]:
    with collected() as reports, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(source)
    for report in reports:
        yield Task(report.title, "open" if report.failed else "done", str(report))
    error = result.error_before_exec or result.error_in_exec
    if error is not None and not isinstance(error, NotImplementedError):
        first = source.strip().partition("\n")[0]
        where = name or f"the cell that begins with `{first[:60]}`"
        yield Task(where, "open", f"{where}\n  ✗ It raises {type(error).__name__}: {error}")
