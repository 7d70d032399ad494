"""Brackets that are missing or too many, wherever they could open and close in an expression."""

import ast
import io
import itertools
import tokenize
from collections.abc import Iterator

from grader.explain.code import Code, Edit

_OPERATORS = {"+", "-", "*", "/", "@", "**", "//", "%"}
_MAX_OPERANDS = 9


def missing(code: Code) -> Iterator[Edit]:
    """A pair of brackets around some neighbours of a sum or product."""
    for node in code.expressions():
        if isinstance(node, ast.BinOp):
            start, end = code.span(node)
            operands = _operands(code.text.encode()[start:end].decode())
            for (first, _), (_, last) in itertools.combinations(operands[:_MAX_OPERANDS], 2):
                changes = ((start + first, start + first, "("), (start + last, start + last, ")"))
                yield Edit("brackets", node.lineno, changes)


def too_many(code: Code) -> Iterator[Edit]:
    """The brackets around a part of an expression left out."""
    data = code.text.encode()
    for node in code.expressions():
        start, end = code.span(node)
        inside = isinstance(node, ast.BinOp) and isinstance(code.parents[node], ast.BinOp | ast.UnaryOp)
        if inside and (data[start - 1 : start], data[end : end + 1]) == (b"(", b")"):
            yield Edit("brackets", node.lineno, ((start - 1, start, ""), (end, end + 1, "")))


def _operands(text: str) -> list[tuple[int, int]]:
    """First byte of each operand of an expression on one line, outside all brackets, and the byte after its last."""
    if "\n" in text or not text.isascii():
        return []
    found, depth, first, last = [], 0, 0, 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        depth += (token.string in "([{") - (token.string in ")]}") if token.type == tokenize.OP else 0
        if token.string in _OPERATORS and depth == 0 and last > first:
            found.append((first, last))
            first = last = token.end[1]
        elif token.type not in (tokenize.NEWLINE, tokenize.ENDMARKER):
            first = token.start[1] if last <= first and last != token.end[1] and not text[first:last].strip() else first
            last = token.end[1]
    return [*found, (first, last)]
