"""Finds complex numbers in the code of an answer: a gradient by complex steps has all digits, so only its code tells.

J. R. R. A. Martins, P. Sturdza, J. J. Alonso, "The complex-step derivative approximation", ACM TOMS 29 (2003).
"""

import ast
import re
from collections.abc import Sequence

from grader.exercises.model import Exercise
from grader.explain.program import program_of
from grader.intake.repair import Cell

_NAMES = frozenset({"complex", "complex64", "complex128", "cdouble", "csingle", "clongdouble", "emath", "imag"})
_PERHAPS = re.compile(r"\d\.?[jJ]\b|" + "|".join(_NAMES))


def line_with_complex_numbers(cells: Sequence[Cell], exercise: Exercise) -> str | None:
    """Find a line with complex numbers in what one function of a submission needs.

    Parameters
    ----------
    cells : sequence of Cell
        Of the submission, in the order in which they run.
    exercise : Exercise

    Returns
    -------
    str or None
        The first such line; None if there is none, or if the code cannot be read.
    """
    if not any(_PERHAPS.search(cell.source) for cell in cells if cell.cell_type == "code"):
        return None
    program = program_of(cells, exercise)
    if program is None:
        return None
    lines = program.needed.split("\n")
    places = [
        node.lineno for node in ast.walk(ast.parse(program.needed)) if isinstance(node, ast.expr) and _is_complex(node)
    ]
    return lines[min(places) - 1].strip() if places else None


def _is_complex(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, complex) or node.value in ("complex", "complex64", "complex128")
    return getattr(node, "attr", None) in _NAMES or getattr(node, "id", None) in _NAMES
