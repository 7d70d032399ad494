"""The same change in two places that are alike: lines for W and for b, entries of a pair, two means."""

import ast
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from grader.explain.code import Change, Code, Edit

Node: TypeAlias = ast.expr | ast.stmt
_WORD = re.compile(r"[^\W\d]\w*")
_MAX_TOGETHER = 500
_MAX_CROSSED = 6
_LEAST = 3  # nodes: less is alike by chance


def parallel(code: Code, families: tuple[Callable[[Code], Iterator[Edit]], ...]) -> Iterator[Edit]:
    """Every edit of some families that has a counterpart in a place that is alike, together with it."""
    found = [(a, b, names) for a, b in _alike(code) if (names := _renamed(a, b)) is not None]
    pairs = [(a, b, _with_those_of(names, found)) for a, b, names in found]
    for family in families if pairs else ():
        for edit in family(code):
            for one, other, names in pairs:
                changes = _in_the_other(code, edit, one, other, names)
                if changes:
                    yield replace(edit, also=(Edit(edit.kind, other.lineno, changes),))


def together(code: Code, family: Callable[[Code], Iterator[Edit]]) -> Iterator[Edit]:
    """Any two edits of a family that are of one kind and in the same place of two neighbours that are alike."""
    at: dict[tuple[int, int], list[Edit]] = {}
    pairs = list(_alike(code))
    for edit in family(code) if pairs else ():
        if len(edit.changes) == 1:
            at.setdefault(edit.changes[0][:2], []).append(edit)
    for one, other in pairs:
        places = _places(code, one, other)
        both = ((a, b) for place, a in _of_all(at) if place in places for b in at.get(places[place], ()))
        same = ((a, b) for a, b in both if a.kind == b.kind and a.changes[0][0] < b.changes[0][0])
        for a, b in itertools.islice(same, _MAX_TOGETHER):
            yield replace(a, also=(b,))


def exchanged(code: Code) -> Iterator[Edit]:
    """Numbers or variables exchanged between two neighbours that are alike, such as the axes of two sums."""
    for one, other in _alike(code):
        for a, b in zip(ast.walk(one), ast.walk(other), strict=True):
            if not isinstance(a, ast.Name | ast.Constant) or not isinstance(b, ast.Name | ast.Constant):
                continue
            if code.of(a) != code.of(b) and not code.is_fixed(a) and not code.is_fixed(b):
                kind = "constant" if isinstance(a, ast.Constant) else "variable"
                changed = Edit(kind, b.lineno, (code.put(b, code.of(a)),))
                yield Edit(kind, a.lineno, (code.put(a, code.of(b)),), (changed,))


def crossed(code: Code) -> Iterator[Edit]:
    """Two variables exchanged in one sum or product, in which each of them stands once."""
    for node in code.expressions():
        if not isinstance(node, ast.BinOp) or isinstance(code.parents[node], ast.BinOp):
            continue
        names = [part for part in ast.walk(node) if isinstance(part, ast.Name) and not code.is_fixed(part)]
        counts = Counter(name.id for name in names)
        once = [name for name in names if counts[name.id] == 1 and not isinstance(code.parents[name], ast.Call)]
        for a, b in itertools.combinations(once[:_MAX_CROSSED], 2):
            yield Edit("variable", a.lineno, (code.put(a, b.id), code.put(b, a.id)))


def _of_all(at: dict[tuple[int, int], list[Edit]]) -> Iterator[tuple[tuple[int, int], Edit]]:
    yield from ((place, edit) for place, edits in at.items() for edit in edits)


def _places(code: Code, one: Node, other: Node) -> dict[tuple[int, int], tuple[int, int]]:
    """Where in one neighbour something stands, and where its counterpart in the other."""
    nodes = zip(ast.walk(one), ast.walk(other), strict=True)
    return {code.span(a): code.span(b) for a, b in nodes if isinstance(a, Node) and isinstance(b, Node)}


def _alike(code: Code) -> Iterator[tuple[Node, Node]]:
    """Pairs of neighbours of the same shape: statements of a block, parts of a tuple, a list or a sum."""
    for node in ast.walk(code.tree):
        for block in (getattr(node, "body", None), getattr(node, "elts", None), getattr(node, "values", None)):
            if isinstance(block, list) and not isinstance(node, ast.Module):
                for one, other in itertools.combinations(block, 2):
                    if not isinstance(one, ast.FunctionDef) and _shape(one) == _shape(other):
                        yield one, other


def _shape(node: Node) -> list[str]:
    return [type(inner).__name__ for inner in ast.walk(node)]


def _renamed(one: Node, other: Node) -> dict[str, str] | None:
    """Which name of one stands where in the other; None if a name has two counterparts, or there is too little."""
    found: dict[str, str] = {}
    count = 0
    for a, b in zip(ast.walk(one), ast.walk(other), strict=True):
        count += isinstance(a, ast.expr)
        if isinstance(a, ast.Name) and isinstance(b, ast.Name) and found.setdefault(a.id, b.id) != b.id:
            return None
    return found if count >= _LEAST or isinstance(one, ast.stmt) else None


def _with_those_of(names: dict[str, str], pairs: list[tuple[Node, Node, dict[str, str]]]) -> dict[str, str]:
    """Counterparts of names, with those of other pairs that agree with them in at least one."""
    found = dict(names)
    for _, _, others in pairs:
        shared = [found[name] == other for name, other in others.items() if name in found and name != other]
        if shared and all(shared):
            found = others | found
    return found


def _in_the_other(code: Code, edit: Edit, one: Node, other: Node, names: dict[str, str]) -> tuple[Change, ...]:
    """The changes of an edit as they are in a place that is alike; nothing if the edit reaches out of its own."""
    places = _places(code, one, other)
    first, end = code.span(one)
    found = []
    for start, stop, text in edit.changes:
        if not first <= start <= stop <= end or (start, stop) not in places:
            return ()
        found.append((*places[start, stop], _WORD.sub(lambda word: names.get(word[0], word[0]), text)))
    return tuple(found)
