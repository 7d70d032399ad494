"""Changes that put a piece of right code into a student's: an expression, a factor or term, a statement."""

import ast
import builtins
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits.values import names_in_scope, with_operands

_MAX_OPERAND = 80  # characters
_MAX_OWN = 7
_NO_VARIABLES = frozenset({"np", "numpy", *dir(builtins)})
_WORD = re.compile(r"[^\W\d][\w.]*|\d[\w.]*|[^\w\s()]+")


def expressions(code: Code, donors: Donors, strict: bool) -> Iterator[Edit]:
    """An expression of right code in the place of a number, or of one that has something in common with it.

    Only such that need no other variables; or, if not `strict`, with parts of the student's expression in place of one
    or two variables.
    """
    for node in code.expressions():
        if isinstance(node, ast.Tuple) or (isinstance(node, ast.Constant) and not _may_be_more(code, node)):
            continue
        if not strict and isinstance(code.parents[node], ast.For):
            continue  # another way through a loop may do the work of a line that is missing after it
        mine, idle = code.of(node), _idle(code, node)
        own = [*_parts(code, node), *idle]
        here = donors.known | set(names_in_scope(code, node) if strict else [*_arguments(code, node), *own])
        for piece in donors.expressions:
            if (piece.names <= here) is not strict:
                continue
            for text in piece.fitted(own, here, 2):
                if text not in mine and (isinstance(node, ast.Constant) or _is_near(mine, text, idle)):
                    yield Edit(_kind(text, mine), node.lineno, (code.put(node, f"({text})"),))


def _may_be_more(code: Code, node: ast.Constant) -> bool:
    """Whether a number or a truth value may stand where more belongs: set, passed on, returned or tested as it is."""
    parent = code.parents[node]
    alone = ast.Assign | ast.Return | ast.Call | ast.Tuple | ast.List | ast.If | ast.While | ast.IfExp | ast.ListComp
    return isinstance(node.value, int | float) and isinstance(parent, alone)


def _arguments(code: Code, node: ast.expr) -> list[str]:
    function = code.function_of(node)
    return [arg.arg for arg in function.args.args] if function else []


def _parts(code: Code, node: ast.expr) -> list[str]:
    """The variables in an expression and its elements, attributes and calls."""
    wanted = ast.Name | ast.Subscript | ast.Attribute | ast.Call
    inside = [n for n in ast.walk(node) if isinstance(n, wanted) and not code.is_fixed(n)]
    texts = (code.of(n) for n in inside if n is not node)
    return list(dict.fromkeys(text[1:-1] if text.startswith("(") else text for text in texts))[:_MAX_OWN]


def _idle(code: Code, node: ast.expr) -> list[str]:
    """Variables that the function sets and never reads."""
    function = code.function_of(node)
    names = [n for n in ast.walk(function) if isinstance(n, ast.Name)] if function else []
    read = {n.id for n in names if isinstance(n.ctx, ast.Load)}
    return list(dict.fromkeys(n.id for n in names if n.id not in read and n.id != "_"))


def operands(code: Code, donors: Donors) -> Iterator[Edit]:
    """A factor, a divisor or a term that right code has."""
    short = [(symbol, piece) for symbol, piece in donors.operands if len(piece.text) < _MAX_OPERAND]
    for node in code.expressions():
        here = donors.known | set(names_in_scope(code, node))
        found = [(symbol, f"({piece.text})") for symbol, piece in short if piece.names <= here]
        yield from with_operands(code, node, found)


def statements(code: Code, donors: Donors) -> Iterator[Edit]:
    """A statement that right code has: before one of the student's, or in place of one that sets the same name."""
    for node in ast.walk(code.tree):
        if not isinstance(node, ast.stmt) or isinstance(node, ast.FunctionDef):
            continue
        indent = code.indent(node)
        if not indent:
            continue
        scope, own = names_in_scope(code, node), _set_by(node)
        for piece in donors.statements:
            for text in piece.fitted(scope, donors.known | set(scope), 1):
                target = _set_by(ast.parse(text).body[0])
                start = code.at_line(node.lineno)
                if isinstance(node, ast.Pass):
                    yield Edit("statement", node.lineno, (code.put(node, text),))
                elif target and target == own:
                    if not _is_near(code.of(node), text):
                        continue
                    yield Edit("expression", node.lineno, (code.put(node, text),))
                elif target not in scope:
                    yield Edit("missing", node.lineno, ((start, start, f"{indent}{text}\n"),))


def _set_by(statement: ast.stmt) -> str:
    """The one name that a statement sets, or an entry of; empty if it does something else."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return f"{name}[]"
        case ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name))):
            return f"{name}[]"
    return ""


def _is_near(mine: str, other: str, idle: Sequence[str] = ()) -> bool:
    """Whether one text has all words of the other and more, or the same variables, or idle ones, in another formula.

    Other variables would be another method, and the line not wrong.
    """
    a, b = _WORD.findall(mine), _WORD.findall(other)
    alone = {word for word in b if word.isidentifier()}
    return (
        _has_all(a, b)
        or _has_all(b, a)
        or alone <= {*a, *idle, *dir(builtins)}
        or _variables(other) <= {*_variables(mine), *idle}
    )


@lru_cache(20_000)
def _variables(text: str) -> frozenset[str]:
    found = (node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name))
    return frozenset(found) - _NO_VARIABLES


def _has_all(words: list[str], others: list[str]) -> bool:
    """Whether some words stand among others in their order."""
    rest = iter(others)
    return all(word in rest for word in words)


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
