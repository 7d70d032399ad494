"""Logarithms of probabilities that were rounded to 0 or 1, clipped or shifted, taken of the logits instead."""

import ast
from collections.abc import Iterator

from grader.explain.code import Change, Code, Edit
from grader.explain.edits.values import names_in_scope

_BOUNDS = ("clip", "maximum", "minimum")
_SHIFTED = "({z} - {z}.max(axis=1, keepdims=True))"
_LOG_SOFTMAX = f"({_SHIFTED} - np.log(np.exp({_SHIFTED}).sum(axis=1, keepdims=True)))"


def logarithms(code: Code) -> Iterator[Edit]:
    """All logarithms of a function as those of sigmoids, or each as that of a softmax."""
    for function in dict.fromkeys(code.function_of(node) for node in code.expressions()):
        logs = [n for n in code.expressions() if code.function_of(n) is function and _is_log(n)]
        for z in names_in_scope(code, logs[0]) if logs else []:
            changes: list[Change] = []
            for node in logs:
                sign = "" if _is_complement(_probability(node)) else "-"
                changes.append(code.put(node, f"(-np.logaddexp(0, {sign}{z}))"))
            yield Edit("logarithm", min(node.lineno for node in logs), tuple(changes))
            for node in logs:
                inner = _probability(node)
                index = f"[{_index(code, inner)}]" if isinstance(inner, ast.Subscript) else ""
                change = code.put(node, f"{_LOG_SOFTMAX.format(z=z)}{index}")
                yield Edit("logarithm", node.lineno, (change,))


def _is_log(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "log"
        and len(node.args) == 1
    )


def _probability(node: ast.expr) -> ast.expr:
    """What a logarithm is taken of, without bounds and without a small number that is added."""
    assert isinstance(node, ast.Call)
    inner = node.args[0]
    while True:
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in _BOUNDS:
            inner = inner.args[0]
        elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Add) and isinstance(inner.right, ast.Constant):
            inner = inner.left
        else:
            return inner


def _is_complement(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and isinstance(node.left, ast.Constant)


def _index(code: Code, node: ast.Subscript) -> str:
    first, end = code.span(node.slice)
    return code.text.encode()[first:end].decode()
