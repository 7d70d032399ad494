"""Ways in which students damage a notebook: broken files, and cells that are moved, copied, changed or deleted."""

import copy
import json
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]
Cell = dict[str, Any]


def truncated(notebook: Notebook) -> bytes:
    """An upload that was interrupted."""
    data = json.dumps(notebook, indent=1).encode()
    return data[: len(data) // 2]


def not_a_notebook(notebook: Notebook) -> bytes:
    """A PDF instead of the notebook."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Type /Catalog >> endobj\n"


def empty_file(notebook: Notebook) -> bytes:
    """A file without content."""
    return b""


def duplicated(notebook: Notebook) -> Notebook:
    """A solution cell and its test copied to the end."""
    return _with_cells(notebook, lambda cells: cells + [c for c in cells if c["id"].endswith("_dense_backward")])


def without_tests(notebook: Notebook) -> Notebook:
    """All test cells deleted."""
    return _with_cells(notebook, lambda cells: [c for c in cells if not c["id"].startswith("grade_")])


def reordered(notebook: Notebook) -> Notebook:
    """The cells in reverse order."""
    return _with_cells(notebook, lambda cells: cells[::-1])


def retyped(notebook: Notebook) -> Notebook:
    """A solution cell and a test cell turned into Markdown."""
    wanted = ("solve_dense_backward", "grade_dense_backward")
    return _each(notebook, lambda c: {**c, "cell_type": "markdown"} if c["id"] in wanted else c)


def easier_tests(notebook: Notebook) -> Notebook:
    """Test cells that print full marks."""
    return _each(notebook, lambda c: {**c, "source": "30.0"} if c["id"].startswith("grade_") else c)


def trains_briefly(notebook: Notebook) -> Notebook:
    """Fewer training steps, as a student might set whose gradient is slow."""
    fewer = {"predict_spoiled": ("1.0, 40)", "1.0, 2)"), "learns": ("1.5, 80", "1.5, 4")}
    return _each(notebook, lambda c: {**c, "source": "".join(c["source"]).replace(*fewer.get(c["id"], ("", "")))})


def _each(notebook: Notebook, change: Callable[[Cell], Cell]) -> Notebook:
    return _with_cells(notebook, lambda cells: [change(cell) for cell in cells])


def _with_cells(notebook: Notebook, change: Callable[[list[Cell]], list[Cell]]) -> Notebook:
    return {**notebook, "cells": copy.deepcopy(change(notebook["cells"]))}
