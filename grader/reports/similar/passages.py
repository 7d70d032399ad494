"""Cuts what a student wrote into short passages, in which names, layout and case do not count."""

import builtins
import hashlib
import keyword
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pygments.lexers import PythonLexer
from pygments.token import Comment, Literal, Token

_TOKENS = 10  # of code in a passage
_WORDS = 6  # of prose in a passage
_MAX_CELL = 30_000  # characters; longer cells hold data
_KEPT = frozenset(keyword.kwlist) | frozenset(dir(builtins))
_WORD = re.compile(r"\w+")
_lexer = PythonLexer(stripnl=False, ensurenl=False)


@dataclass(frozen=True)
class Written:
    """A cell that a student wrote or filled in: its name, whether it is code, and its text."""

    name: str
    is_code: bool
    text: str


@dataclass(frozen=True)
class Passage:
    """A passage; `key` is equal for equal ones. Its lines in the cell, from 0, with the last."""

    key: str
    cell: int
    first: int
    last: int


def passages(cells: Sequence[Written]) -> list[Passage]:
    """Cut cells into overlapping passages: ten tokens of code, or six words of comments, texts and prose.

    Parameters
    ----------
    cells : sequence of Written

    Returns
    -------
    list of Passage
        In code, names that the student can choose are all the same; keywords, built-ins and attributes are not.
    """
    found = []
    for i, cell in enumerate(cells):
        text = cell.text[:_MAX_CELL]
        code, prose = _code_and_prose(text) if cell.is_code else ([], list(_words(text, 0)))
        found += [Passage(key, i, *lines) for key, *lines in _cut(code, _TOKENS)]
        found += [Passage(key, i, *lines) for key, *lines in _cut(prose, _WORDS)]
    return found


def _code_and_prose(text: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Tokens of the code, and words of its comments and texts, each with its line."""
    code: list[tuple[str, int]] = []
    prose: list[tuple[str, int]] = []
    line, after_dot = 0, False
    for kind, value in _lexer.get_tokens(text):
        if kind in Literal.String.Doc:
            pass  # given out with the question
        elif kind in Comment or kind in Literal.String:
            prose += _words(value, line)
        elif not value.isspace():
            chosen = kind in Token.Name and value not in _KEPT and not after_dot and kind not in Token.Name.Builtin
            code.append(("name" if chosen else value, line))
            after_dot = value == "."
        line += value.count("\n")
    return code, prose


def _words(text: str, line: int) -> Iterator[tuple[str, int]]:
    for i, one in enumerate(text.split("\n")):
        yield from ((word.lower(), line + i) for word in _WORD.findall(one))


def _cut(tokens: Sequence[tuple[str, int]], length: int) -> Iterable[tuple[str, int, int]]:
    for i in range(len(tokens) - length + 1):
        part = tokens[i : i + length]
        key = hashlib.blake2b("\0".join(token for token, _ in part).encode(errors="replace"), digest_size=8)
        yield key.hexdigest(), part[0][1], part[-1][1]
