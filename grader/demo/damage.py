"""What no overlay can say: files that are broken, and cells that are not where or what they were."""

import copy
import json


def truncated(notebook):
    """An upload that broke off."""
    data = json.dumps(notebook, indent=1).encode()
    return data[: len(data) // 2]


def not_a_notebook(notebook):
    """A printout of the notebook instead of the notebook."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Type /Catalog >> endobj\n"


def empty_file(notebook):
    """Nothing at all."""
    return b""


def duplicated(notebook):
    """A solution cell and its test copied to the end."""
    return _with_cells(notebook, lambda cells: cells + [c for c in cells if c["id"].endswith("_dense_backward")])


def without_tests(notebook):
    """All test cells deleted."""
    return _with_cells(notebook, lambda cells: [c for c in cells if not c["id"].startswith("grade_")])


def reordered(notebook):
    """The cells in the reverse order."""
    return _with_cells(notebook, lambda cells: cells[::-1])


def retyped(notebook):
    """A solution cell and a test cell turned into text."""
    wanted = ("solve_dense_backward", "grade_dense_backward")
    return _each(notebook, lambda c: {**c, "cell_type": "markdown"} if c["id"] in wanted else c)


def easier_tests(notebook):
    """Test cells that print full marks."""
    return _each(notebook, lambda c: {**c, "source": "30.0"} if c["id"].startswith("grade_") else c)


def trains_briefly(notebook):
    """Fewer steps in the cells that train a network, as by someone whose gradient is slow and who will not wait."""
    fewer = {"predict_spoiled": ("1.0, 40)", "1.0, 2)"), "learns": ("1.5, 80", "1.5, 4")}
    return _each(notebook, lambda c: {**c, "source": "".join(c["source"]).replace(*fewer.get(c["id"], ("", "")))})


def _each(notebook, change):
    return _with_cells(notebook, lambda cells: [change(cell) for cell in cells])


def _with_cells(notebook, change):
    return {**notebook, "cells": copy.deepcopy(change(notebook["cells"]))}
