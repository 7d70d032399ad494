"""A notebook's visible checks from the command line: run top to bottom, with no browser and no kernel."""

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

from course.check.core.report import collected

_EMPTY = ("", "YOUR ANSWER HERE")


class NotANotebook(Exception):
    """The file cannot be read as a notebook; says what was met."""


@dataclass(frozen=True)
class Task:
    """What a notebook says of one of its tasks.

    Attributes
    ----------
    name : str
    state : str
        ``"done"``, ``"open"``, or ``"written"`` for an answer that a person reads.
    text : str
        What the check prints, or what stopped it.
    """

    name: str
    state: str
    text: str = ""


def read(path):
    """The cells of a notebook file.

    Raises
    ------
    NotANotebook
    """
    try:
        cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
        return [(cell["cell_type"], "".join(cell["source"]), cell.get("metadata", {})) for cell in cells]
    except FileNotFoundError:
        raise NotANotebook(f"there is no file {path}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotANotebook(f"{path} is not a notebook ({type(error).__name__}: {error}): save it again?") from None


def tasks(path):
    """Run a notebook and yield its tasks, each as soon as it is known.

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
    """
    cells = read(path)
    with contextlib.chdir(Path(path).resolve().parent):
        shell = InteractiveShell()
        shell.showtraceback = lambda *args, **kwargs: None  # said in one line, below
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


def _run(shell, source, name):
    with collected() as reports, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(source)
    for report in reports:
        yield Task(report.title, "open" if report.failed else "done", str(report))
    error = result.error_before_exec or result.error_in_exec
    if error is not None and not isinstance(error, NotImplementedError):
        first = source.strip().partition("\n")[0]
        where = name or f"the cell that begins with `{first[:60]}`"
        yield Task(where, "open", f"{where}\n  ✗ It raises {type(error).__name__}: {error}")
