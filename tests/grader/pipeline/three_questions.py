"""Three questions and the derivation of the real p6, as staff, as students and as the grader have them."""

import copy
import json
from functools import cache

from grader.authoring.assignment import read_assignment
from grader.authoring.build import notebook_from_text
from grader.demo.hand_in import fill_in
from tests.paths import ASSIGNMENTS

FUNCTIONS = ("dense_forward", "dense_backward", "mac_counts")
_CELLS = {"setup", "written_derivation", *(f"{what}_{name}" for what in ("solve", "grade") for name in FUNCTIONS)}
WRONG = "def dense_backward(dZ, cache):\n    X, W = cache\n    return dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)"


@cache
def _made():
    text = ASSIGNMENTS / "p6_backprop.py"
    notebook = notebook_from_text(text.read_text(encoding="utf-8"), text.name)
    source = {**notebook, "cells": [cell for cell in notebook["cells"] if cell["id"] in _CELLS]}
    assignment = read_assignment("p6_backprop", json.dumps(source).encode())
    released = [
        {**cell, "source": known.visible} for cell, known in zip(source["cells"], assignment.cells, strict=True)
    ]
    return assignment, source, {**source, "cells": released}


def assignment():
    """The assignment of these questions."""
    return _made()[0]


def blank():
    """The notebook that students get."""
    return copy.deepcopy(_made()[2])


def solved():
    """The notebook with the right answers."""
    _, source, released = _made()
    return fill_in(released, source)


def cell(notebook, name):
    """The cell of this name."""
    return next(c for c in notebook["cells"] if c["id"] == name)


def answer(function):
    """The source of a right answer."""
    return cell(solved(), f"solve_{function}")["source"]


def code(source):
    """A cell that a student adds."""
    return {"cell_type": "code", "id": "", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def text(source, **more):
    """A text that a student adds."""
    return {"cell_type": "markdown", "id": "", "metadata": {}, "source": source, **more}


def insert(notebook, new, after):
    """Put a cell after the one of this name, or at the top."""
    names = [c["id"] for c in notebook["cells"]]
    notebook["cells"].insert(names.index(after) + 1 if after else 0, new)


def lost(verdict):
    """The functions that lost points."""
    cells = {c.grade_id.removeprefix("grade_"): c for c in verdict.cells}
    return {name for name, c in cells.items() if c.score is not None and c.score < c.max_score}


def as_bytes(notebook):
    """A notebook as it is saved."""
    return json.dumps(notebook, indent=1).encode()


def strip_names(notebook):
    """Take away ids and metadata, as some editors do."""
    for c in notebook["cells"]:
        c.pop("id", None)
        c["metadata"] = {}
    return notebook
