"""Pieces of the reference's code, from which a missing piece of a student's code may be taken.

They are put into variants, which run in a locked process of their own and are shown to nobody.
"""

import ast
import builtins
import copy
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Any

from grader.exercises.model import Reference
from grader.explain.program import Program

_MAX_PIECE = 120  # characters
_MAX_FUNCTIONS = 12
_MAX_FITTED = 60
_PIECES = ast.BinOp | ast.Call | ast.Subscript | ast.UnaryOp | ast.Compare | ast.IfExp | ast.Attribute | ast.List
_SYMBOLS = {ast.Mult: "*", ast.Div: "/", ast.Add: "+", ast.Sub: "-", ast.Mod: "%"}
_FREE = frozenset({"np", *dir(builtins)})


@dataclass(frozen=True)
class Piece:
    """An expression or a statement.

    Attributes
    ----------
    text : str
    names : frozenset of str
        The names that it reads or writes, without numpy and what is built in.
    """

    text: str
    names: frozenset[str]

    def fitted(self, own: Sequence[str], known: frozenset[str], most: int) -> Iterator[str]:
        """The text, with expressions of one's own in place of at most so many names that are not known there."""
        unknown = sorted(self.names - known)
        if not unknown:
            yield self.text
        elif len(unknown) <= most and len(own) ** len(unknown) <= _MAX_FITTED:
            for others in permutations(own, len(unknown)):
                yield self._with(dict(zip(unknown, others, strict=True)))

    def _with(self, texts: Mapping[str, str]) -> str:
        found, end = [], 0
        for start, name, is_set in self._places:
            text = texts.get(name, name)
            found += [self.text[end:start], name if is_set and not text.isidentifier() else text]
            end = start + len(name)
        return "".join([*found, self.text[end:]])

    @cached_property
    def _places(self) -> list[tuple[int, str, bool]]:
        """Where each name stands, and whether something is set there: only another name can take its place."""
        tree = ast.parse(self.text)
        filled = {n.value for n in ast.walk(tree) if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store)}
        names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
        return sorted((n.col_offset, n.id, isinstance(n.ctx, ast.Store) or n in filled) for n in names)


@dataclass(frozen=True)
class Donors:
    """Pieces of code for variants.

    Attributes
    ----------
    functions : tuple of str
        Names of functions of the notebook.
    signatures : tuple of (str, tuple of str)
        Those among them with more than one parameter, with the parameters' names.
    expressions, statements : tuple of Piece
        Of the reference.
    operands : tuple of (str, Piece)
        What the reference multiplies by, divides by, adds or subtracts, each after the sign of that.
    """

    functions: tuple[str, ...] = ()
    signatures: tuple[tuple[str, tuple[str, ...]], ...] = ()
    expressions: tuple[Piece, ...] = ()
    statements: tuple[Piece, ...] = ()
    operands: tuple[tuple[str, Piece], ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """Names that are known everywhere in the notebook."""
        return frozenset(self.functions)


def donors_of(program: Program) -> Donors:
    """The pieces for one function of a submission."""
    return Donors(program.functions, _signatures(program), *_pieces(program.setup.exercise.reference))


def _signatures(program: Program) -> tuple[tuple[str, tuple[str, ...]], ...]:
    functions = [node for node in ast.parse(program.needed).body if isinstance(node, ast.FunctionDef)]
    parameters = {node.name: tuple(arg.arg for arg in node.args.args) for node in functions}
    return tuple((name, names) for name, names in parameters.items() if len(names) > 1)


def names_in_reference(reference: Reference) -> frozenset[str]:
    """All names in the pieces of a reference."""
    return frozenset().union(*(piece.names for piece in (*_pieces(reference)[0], *_pieces(reference)[1])))


@lru_cache(maxsize=64)
def _pieces(reference: Reference) -> tuple[tuple[Piece, ...], tuple[Piece, ...], tuple[tuple[str, Piece], ...]]:
    """Expressions, simple statements and operands of a function and of what it calls."""
    expressions: list[str] = []
    statements: list[str] = []
    operands: dict[str, list[str]] = {symbol: [] for symbol in _SYMBOLS.values()}
    for function in _functions(reference):
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        except (OSError, TypeError, SyntaxError):
            continue
        for version in (tree, _with_locals_put_in(tree)):
            for node in ast.walk(version):
                if isinstance(node, _PIECES) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                    expressions.append(ast.unparse(node))
                elif isinstance(node, ast.Assign | ast.AugAssign):
                    statements.append(ast.unparse(node))
                if isinstance(node, ast.BinOp) and type(node.op) in _SYMBOLS:
                    symbol = _SYMBOLS[type(node.op)]
                    operands[symbol].append(ast.unparse(node.right))
                    if symbol != "%":
                        operands["*" if symbol in "*/" else "+"].append(ast.unparse(node.left))
    pairs = [(symbol, piece) for symbol, texts in operands.items() for piece in _short(texts)]
    return _short(expressions), _short(statements), tuple(pairs)


def _functions(reference: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The functions of `reference_solution` that a reference is, is made of or calls."""
    seen: list[Any] = [reference]
    for function in seen:
        if isinstance(function, functools.partial):
            parts: list[Any] = [function.func, *function.args]
        elif inspect.isfunction(function):
            inside = inspect.getclosurevars(function)
            parts = [*inside.nonlocals.values(), *inside.globals.values()]
        else:  # an adapter
            parts = list(getattr(function, "__dict__", {}).values())
        seen += [part for part in parts if callable(part) and _is_ours(part) and part not in seen][:_MAX_FUNCTIONS]
    return [one for one in seen if (getattr(one, "__module__", "") or "").startswith("reference_solution")]


def _is_ours(part: Any) -> bool:
    module = (getattr(part, "__module__", None) or type(part).__module__).partition(".")[0]
    return module in ("reference_solution", "grader", "course", "functools")


def _with_locals_put_in(tree: ast.Module) -> ast.Module:
    """The code with the expressions of local variables in their place, where they are set once."""
    values: dict[str, ast.expr | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            values[node.id] = None if node.id in values else ast.Name(node.id)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and values[node.targets[0].id]:
            values[node.targets[0].id] = node.value
    simple = {k: v for k, v in values.items() if v is not None and not isinstance(v, ast.Name | ast.List)}
    tree = copy.deepcopy(tree)
    for _ in range(2):
        tree = _Put(simple).visit(tree)
    return tree


class _Put(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, ast.expr | None]) -> None:
        self._values = values

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):  # what is written to keeps its name
            value = self._values.get(node.value.id)
            name = value.id if isinstance(value, ast.Name) else node.value.id
            return ast.Subscript(ast.Name(name, ast.Load()), self.visit(node.slice), node.ctx)
        return self.generic_visit(node)  # type: ignore[return-value] # an expression again

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self._values.get(node.id)
        if isinstance(value, ast.Name):
            return ast.Name(value.id, node.ctx)
        return copy.deepcopy(value) if value is not None and isinstance(node.ctx, ast.Load) else node


def _short(texts: list[str]) -> tuple[Piece, ...]:
    found = []
    for text in filter(str.isascii, dict.fromkeys(sorted(texts, key=len))):
        if (len(text) < _MAX_PIECE and "\n" not in text and not text.startswith(("np.", "ValueError"))) or "(" in text:
            tree = ast.parse(text)
            names = frozenset(n.id for n in ast.walk(tree) if isinstance(n, ast.Name))
            bound = {
                n.id
                for n in ast.walk(tree)
                if isinstance(n, ast.comprehension)
                for n in ast.walk(n.target)
                if isinstance(n, ast.Name)
            }
            if len(text) < _MAX_PIECE and not any(isinstance(n, ast.JoinedStr) for n in ast.walk(tree)):
                found.append(Piece(text, names - _FREE - bound))
    return tuple(found)
