"""Fills in a released notebook: the functions of an overlay go into its solution cells, right answers into the rest.

An overlay is a file in ``overlays/`` with the functions that one made-up student writes differently.
"""

import ast
import copy
import re
from collections.abc import Container
from pathlib import Path
from typing import Any

OVERLAYS = {path.stem: path for path in (Path(__file__).parent / "overlays").glob("*/*.py")}
_SOLVE = "solve_"
_MARKER = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def fill_in(released: dict[str, Any], source: dict[str, Any], overlay: str | None = None) -> dict[str, Any]:
    """Fill in the solution cells of a notebook.

    Parameters
    ----------
    released, source : dict
        The students' version of a notebook, and the one with the answers.
    overlay : str, optional
        Content of an overlay. Each of its functions that has a solution cell goes into that cell,
        together with the lines above it.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        The overlay has lines after its last such function.
    """
    answers = {
        cell["id"].removeprefix(_SOLVE): _MARKER.sub("", "".join(cell["source"]))
        for cell in source["cells"]
        if cell["id"].startswith(_SOLVE)
    }
    answers |= _pieces(overlay or "", answers)
    notebook = copy.deepcopy(released)
    for cell in notebook["cells"]:
        if cell["id"].startswith(_SOLVE):
            cell["source"] = answers[cell["id"].removeprefix(_SOLVE)]
    return notebook


def _pieces(text: str, names: Container[str]) -> dict[str, str]:
    """Cut the overlay, without its docstring, after each function that has a solution cell."""
    tree, lines, pieces = ast.parse(text), text.split("\n"), {}
    start = tree.body[0].end_lineno if ast.get_docstring(tree) is not None else 0
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            pieces[node.name] = "\n".join(lines[start : node.end_lineno]).strip("\n")
            start = node.end_lineno
    if "".join(lines[start:]).strip():
        raise ValueError(f"got lines below the last function that has a solution cell: {lines[start:]}")
    return pieces
