"""A course folder with a class in it: p6_backprop solved, right and with one slip each."""

import json
import shutil
from itertools import cycle, islice
from pathlib import Path

from grader.builder import build

ASSIGNMENT = "p6_backprop"
_CLONE = Path(__file__).parents[2]

# What is replaced in the solved notebook, and by what. Half of them are right.
_VARIANTS = (
    (),
    (("dW = X.T @ dZ", "dW = np.einsum('ni,no->io', X, dZ)"),),
    (("dX = dZ @ W.T", "dX = dZ @ W"),),
    (("dW = X.T @ dZ", "dW = np.stack([x @ dZ for x in X.T])"),),
    (("db = dZ.sum(axis=0)", "db = dZ.mean(axis=0)"),),
    (),
    (("slope = A * (1.0 - A)", "slope = A"),),
    (("dlogits = (np.exp(log_P) - Y) / N", "dlogits = np.exp(log_P) - Y"),),
)


PERIOD = len(_VARIANTS)
"""After so many submissions the variants come again."""


def write_course(folder, count):
    """Make a course folder with submissions.

    Parameters
    ----------
    folder : pathlib.Path
        Made.
    count : int
        Submissions.

    Returns
    -------
    list of str
        The students.
    """
    folder.mkdir(parents=True)
    shutil.copy(_CLONE / "assignments" / f"{ASSIGNMENT}.py", folder)
    [source] = build(folder, [ASSIGNMENT])
    solved = json.loads(source.read_text(encoding="utf-8"))
    students = [f"student{i:03d}" for i in range(count)]
    for student, variant in zip(students, islice(cycle(_VARIANTS), count), strict=False):
        path = folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(_with(solved, variant)), encoding="utf-8")
    return students


def _with(notebook, variant):
    for old, new in variant:
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and _has(cell, old)]
        if not cells:
            raise ValueError(f"got no cell with {old!r}, expected one: the reference has changed, adapt the variant")
        changed = {id(cell): "".join(cell["source"]).replace(old, new) for cell in cells}
        notebook = notebook | {
            "cells": [c | {"source": changed[id(c)]} if id(c) in changed else c for c in notebook["cells"]]
        }
    return notebook


def _has(cell, text):
    return text in "".join(cell["source"])
