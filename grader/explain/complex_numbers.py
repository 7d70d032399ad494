"""Finds complex numbers in the code of an answer: a gradient by complex steps has all digits, so only its code tells.

J. R. R. A. Martins, P. Sturdza, J. J. Alonso, "The complex-step derivative approximation", ACM TOMS 29 (2003).
"""

import ast
import re
from collections.abc import Iterator, Sequence

from grader.exercises.model import Exercise
from grader.explain.program import program_of
from grader.intake.repair import Cell

_NAMES = frozenset({"complex", "complex64", "complex128", "cdouble", "csingle", "clongdouble", "emath", "imag"})
_OF_ANGLES = frozenset({"exp", "sin", "cos", "sinh", "cosh"})
_NO_STEP = 0.01  # steps that give six digits are smaller
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
    places = [node.lineno for node in _steps(ast.parse(program.needed))]
    return lines[min(places) - 1].strip() if places else None


def _steps(tree: ast.AST) -> list[ast.expr]:
    """What makes complex numbers, or takes their imaginary part; not angles, as in ``np.exp(1j * t).imag``."""
    angles = set(_angles(tree))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.expr) and _is_complex(node)]
    return [node for node in found if node not in angles and not (angles and _name(node) == "imag")]


def _angles(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _OF_ANGLES:
            for argument in node.args:
                numbers = [factor for factor in _factors(argument) if isinstance(factor, ast.Constant)]
                complex_ones = [number for number in numbers if isinstance(number.value, complex)]
                if all(isinstance(n.value, int | float | complex) and abs(n.value) >= _NO_STEP for n in numbers):
                    yield from complex_ones


def _factors(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        return [*_factors(node.left), *_factors(node.right)]
    return _factors(node.operand) if isinstance(node, ast.UnaryOp) else [node]


def _is_complex(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, complex) or node.value in ("complex", "complex64", "complex128")
    return _name(node) in _NAMES


def _name(node: ast.expr) -> str:
    return str(getattr(node, "attr", None) or getattr(node, "id", ""))
