"""Finds complex numbers in the code of an answer: a gradient by complex steps has all digits, so only its code tells.

J. R. R. A. Martins, P. Sturdza, J. J. Alonso, "The complex-step derivative approximation", ACM TOMS 29 (2003).
"""

import ast
import re
from collections.abc import Iterator, Sequence

from course.notebook.written_modules import written_module
from grader.exercises.model import Exercise
from grader.explain.program import program_of
from grader.intake.repair import Cell

_NAMES = frozenset({"complex", "complex64", "complex128", "cdouble", "csingle", "clongdouble", "emath", "imag"})
_OF_ANGLES = frozenset({"exp", "sin", "cos", "sinh", "cosh"})
_PARTS = frozenset({"real", "imag"})
_TO_REAL = _PARTS | {"abs", "absolute", "angle"}
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
    modules = [written_module(cell.source) for cell in cells]
    for text in (program.needed, *(text for name, text in modules if name and name in program.needed)):
        places = [node.lineno for node in _steps(_parsed(text))]
        if places:
            return text.split("\n")[min(places) - 1].strip()
    return None


def _parsed(text: str) -> ast.AST:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # a module that cannot be imported either
        return ast.Module([], [])


def _steps(tree: ast.AST) -> list[ast.expr]:
    """What makes complex numbers, or takes their imaginary part; not parts of an angle, as in ``np.exp(1j * t).imag``.

    An angle that is not made real at once could be a step: ``w * np.exp(1j * h)`` is one.
    """
    of_angles = {node for part, call in _real_parts(tree) for node in (part, *_complex_factors(call))}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.expr) and _is_complex(node))
    return [node for node in found if node not in of_angles]


def _real_parts(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.Call]]:
    """The node that takes a real number from a call's value, and the call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _PARTS and isinstance(node.value, ast.Call):
            yield node, node.value
        elif isinstance(node, ast.Call) and _name(node.func) in _TO_REAL:
            yield from ((node.func, argument) for argument in node.args if isinstance(argument, ast.Call))


def _complex_factors(call: ast.Call) -> list[ast.Constant]:
    """The complex numbers in the argument of a function of an angle; none if the argument may be a step."""
    if _name(call.func) not in _OF_ANGLES or len(call.args) != 1:
        return []
    numbers = [factor for factor in _factors(call.args[0]) if isinstance(factor, ast.Constant)]
    if not all(isinstance(n.value, int | float | complex) and abs(n.value) >= _NO_STEP for n in numbers):
        return []
    return [number for number in numbers if isinstance(number.value, complex)]


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
