"""What a made student hands in: the released notebook, with the functions of an overlay in its solution cells."""

import ast
import copy
import re
from pathlib import Path

OVERLAYS = Path(__file__).parent / "overlays"
_SOLVE = "solve_"
_MARKER = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def fill_in(released, source, overlay=None):
    """A filled-in notebook.

    Parameters
    ----------
    released, source : dict
        The students' version of a notebook, and the one with the answers.
    overlay : str, optional
        The text of a file of `OVERLAYS`. Each of its functions that has a solution cell is put into that cell, with
        what stands above it; the other solution cells get the answers.

    Returns
    -------
    dict
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


def _pieces(text, names):
    """The overlay without its docstring, cut below each function that has a solution cell."""
    tree, lines, pieces = ast.parse(text), text.split("\n"), {}
    start = tree.body[0].end_lineno if ast.get_docstring(tree) is not None else 0
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            pieces[node.name] = "\n".join(lines[start : node.end_lineno]).strip("\n")
            start = node.end_lineno
    if "".join(lines[start:]).strip():
        raise ValueError(f"got lines below the last function that has a solution cell: {lines[start:]}")
    return pieces
