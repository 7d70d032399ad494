"""Changes that put a piece of right code into a student's: an expression, a factor or term, a statement."""

import ast
from collections.abc import Iterator

from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits.values import companions_put, names_in_scope

_MAX_COMPANION = 50  # characters


def expressions(code: Code, donors: Donors, strict: bool) -> Iterator[Edit]:
    """An expression of right code in the place of one that has something in common with it.

    Only such that need no other variables; or, if not `strict`, one other.
    """
    for node in code.expressions():
        if isinstance(node, ast.Constant | ast.Tuple):
            continue
        mine = code.of(node)
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - {"np"}
        scope = names_in_scope(code, node)
        here = donors.known | set(scope)
        for piece in donors.expressions:
            if (piece.names <= here) is not strict:
                continue
            for text in piece.fitted(scope, donors.known):
                if text not in mine and (names & piece.names or _same_shape(mine, text)):
                    yield Edit(_kind(text, mine), node.lineno, (code.put(node, f"({text})"),))


def companions(code: Code, donors: Donors) -> Iterator[Edit]:
    """A factor, a divisor or a term that right code has."""
    short = [piece for piece in donors.expressions if len(piece.text) < _MAX_COMPANION]
    for node in code.expressions():
        here = donors.known | set(names_in_scope(code, node))
        yield from companions_put(code, node, [f"({piece.text})" for piece in short if piece.names <= here])


def statements(code: Code, donors: Donors) -> Iterator[Edit]:
    """A statement that right code has, before one of the student's."""
    for node in ast.walk(code.tree):
        indent = code.indent(node) if isinstance(node, ast.stmt) else ""
        if not indent or isinstance(node, ast.FunctionDef):
            continue
        scope = names_in_scope(code, node)
        for piece in donors.statements:
            for text in piece.fitted(scope, donors.known):
                start = code.at_line(node.lineno)
                if isinstance(node, ast.Pass):
                    yield Edit("statement", node.lineno, (code.put(node, text),))
                else:
                    yield Edit("missing", node.lineno, ((start, start, f"{indent}{text}\n"),))


def _same_shape(mine: str, other: str) -> bool:
    """Whether two texts share more than half of the shorter one's words."""
    a, b = set(mine.replace("(", " ").replace(")", " ").split()), set(other.replace("(", " ").replace(")", " ").split())
    return 2 * len(a & b) > min(len(a), len(b))


def _kind(new: str, old: str) -> str:
    old = old.strip("()")
    if old and old in new:
        rest = new.replace(old, "", 1).strip(" ()")
        if rest[:1] in "*/" or rest[-1:] == "*":
            return "factor"
        if rest[:1] in "+-" or rest[-1:] in "+-":
            return "term"
        return "call" if "(" in new else "expression"
    return "expression"
