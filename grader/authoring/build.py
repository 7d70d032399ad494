"""Builds nbgrader's source notebook from the text of an assignment. The same text gives the same bytes.

The text is py:percent. A cell's heading gives its name and its role:
``# %% grade_dense_backward role="tests" points=30``; the role sets nbgrader's metadata (schema 3).
"""

import json
import logging
import re
from pathlib import Path
from typing import Any

from grader.atomic_write import write_atomically
from grader.authoring.insert_solutions import insert_solution
from grader.authoring.markers import BEGIN_HIDDEN, END_HIDDEN
from grader.authoring.nbgrader_config import write_settings
from grader.paths import ASSIGNMENTS
from grader.read_file import read_file

_LOG = logging.getLogger(__name__)
FLAGS = {  # role: grade, solution, locked
    "solution": (False, True, False),
    "tests": (True, False, True),
    "written": (True, True, False),
    "readonly": (False, False, True),
}
OPTIONS: dict[str | None, set[str]] = {
    "solution": {"reference"},
    "tests": {"points"},
    "written": {"points"},
    "readonly": set(),
    None: set(),
}
CELL_TYPES = {"solution": "code", "tests": "code", "written": "markdown"}
JUPYTEXT_OPTIONS = {"cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker"}  # set by jupytext itself
NAME = re.compile(r"[A-Za-z0-9_-]{1,48}")
# The student's function itself, or adapted by a function that the notebook gives: `ask.operation(add)`.
PROBE = r'probe\("[\w.]+", (?:\w+|\w+\.\w+\(\w+\))\)'
HIDDEN = re.compile(rf"^{BEGIN_HIDDEN}\n{PROBE}\n{END_HIDDEN}$", re.MULTILINE)


def build(course_dir: Path, names: list[str] | None = None) -> list[Path]:
    """Build the source notebooks of a course folder, and ``nbgrader_config.py`` and ``course.toml`` where missing.

    Parameters
    ----------
    course_dir : pathlib.Path
        Holds texts such as ``p6_backprop.py``; one that is missing is taken from this clone.
    names : list of str, optional
        Assignments; when left out, all in the folder, or all of this clone if there are none.

    Returns
    -------
    list of pathlib.Path
        ``course_dir/source/A/A.ipynb``, one for each assignment.

    Raises
    ------
    ValueError
        Names the file, the cell, what was met and what was expected. Nothing is written then.
    """
    own_texts = _texts(course_dir)
    texts = _texts(ASSIGNMENTS) | own_texts
    for name in names or []:
        if name not in texts:
            raise ValueError(f"got the assignment {name!r}, expected one of {', '.join(texts) or 'none'}")
    built = {}
    for name in names or own_texts or texts:
        notebook = notebook_from_text(_content(texts[name]), texts[name].name)
        text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        built[course_dir / "source" / name / f"{name}.ipynb"] = text.encode()
    write_settings(course_dir)
    for path, data in built.items():
        write_atomically(path, data)
        _LOG.info("built %s", path)
    return list(built)


def _texts(folder: Path) -> dict[str, Path]:
    """The texts of assignments in a folder, by name."""
    return {path.stem: path for path in sorted(folder.glob("p[0-9]*_*.py"))}


def _content(text: Path) -> str:
    try:
        return read_file(text).decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"{text.name}: got bytes that are no UTF-8 ({error}), expected a text.") from None


def notebook_from_text(text: str, file_name: str) -> dict[str, Any]:
    """Make a notebook of a py:percent text.

    Parameters
    ----------
    text : str
    file_name : str
        For error messages.

    Returns
    -------
    dict
        Of nbformat 4.5.

    Raises
    ------
    ValueError
        Names the file, the cell, what was met and what was expected.
    """
    import jupytext  # takes a second, which ``--help`` should not wait for

    ids, last_name, unnamed = set(), "top", 0
    cells = []
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        options = {key: value for key, value in cell.metadata.items() if key not in JUPYTEXT_OPTIONS}
        name = options.pop("title", None)
        if name:
            last_name, unnamed = name, 0
        else:
            unnamed += 1
        cell_id = name or f"{last_name}-{unnamed}"
        try:
            if cell_id in ids:
                raise ValueError(f"got the name {cell_id} twice, expected every cell to have its own")
            ids.add(cell_id)
            cells.append(_cell(cell.cell_type, name, options, cell.source, cell_id))
        except ValueError as error:
            raise ValueError(f"{file_name}, cell {cell_id}: {error}.") from error
    return python_notebook(cells)


def python_notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """A notebook of these cells for the Python kernel, in nbformat 4.5; its metadata belong to it alone."""
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(cell_type: str, name: str | None, options: dict[str, Any], source: str, cell_id: str) -> dict[str, Any]:
    role = options.pop("role", None)
    _check(cell_type, name, role, options)
    if role == "solution":
        source = insert_solution(source, options["reference"])
    if role == "tests":
        _check_hidden(source)
    cell: dict[str, Any] = {
        "cell_type": cell_type,
        "id": cell_id,
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    if role:
        grade, solution, locked = FLAGS[role]
        cell["metadata"]["nbgrader"] = {
            "grade": grade,
            "grade_id": name,
            "locked": locked,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        if grade:
            cell["metadata"]["nbgrader"]["points"] = options["points"]
    return cell


def _check(cell_type: str, name: str | None, role: str | None, options: dict[str, Any]) -> None:
    if role not in OPTIONS:
        raise ValueError(f"got the role {role!r}, expected one of {', '.join(FLAGS)}")
    if name is not None and not NAME.fullmatch(name):
        raise ValueError(f"got the name {name!r}, expected at most 48 letters, digits, _ and -")
    if role and not name:
        raise ValueError(f'got role="{role}" without a name, expected one before it: # %% name role="{role}"')
    if options.keys() != OPTIONS[role]:
        got, expected = ", ".join(sorted(options)) or "none", ", ".join(OPTIONS[role]) or "none"
        raise ValueError(f"got the options {got}, expected {expected} beside role={role!r}")
    if role in CELL_TYPES and cell_type != CELL_TYPES[role]:
        raise ValueError(f"got a {cell_type} cell, expected a {CELL_TYPES[role]} cell for role={role!r}")
    points = options.get("points", 1)
    if isinstance(points, bool) or not isinstance(points, int | float) or not points > 0:
        raise ValueError(f"got points={points!r}, expected a number above 0")


def _check_hidden(source: str) -> None:
    if not HIDDEN.search(source) or source.count("HIDDEN TESTS") != 2:
        marked = [line for line in source.splitlines() if "HIDDEN TESTS" in line or line.startswith("probe(")]
        raise ValueError(
            f"got the hidden lines {marked}, expected {BEGIN_HIDDEN}, one line "
            f'like probe("p6.dense_backward", dense_backward), {END_HIDDEN}'
        )
