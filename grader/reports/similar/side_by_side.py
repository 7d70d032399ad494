"""Puts what two submissions share side by side: the cells it is in, with the lines of shared passages marked."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

from grader.reports.similar.pairs import Pair
from grader.reports.similar.passages import Passage, Written


@dataclass(frozen=True)
class Submission:
    """What a student wrote: the cells, and the passages in them."""

    cells: list[Written]
    passages: list[Passage]


@dataclass(frozen=True)
class Line:
    """A line of a cell, and whether it is in a shared passage."""

    text: str
    shared: bool


@dataclass(frozen=True)
class SideBySide:
    """A pair, and what it shares.

    Attributes
    ----------
    pair : Pair
    counts : dict
        By name of a cell: how many shared passages it has, the most first.
    cells : tuple
        For each of these names, the lines of the cells of that name, of the one student and of the other.
    """

    pair: Pair
    counts: dict[str, int]
    cells: tuple[tuple[str, list[Line], list[Line]], ...]


def side_by_side(pair: Pair, one: Submission, other: Submission, given: Set[str]) -> SideBySide:
    """Find where two submissions share passages.

    Parameters
    ----------
    pair : Pair
    one, other : Submission
    given : set of str
        Keys of passages that do not count.

    Returns
    -------
    SideBySide
    """
    keys = ({p.key for p in one.passages} & {p.key for p in other.passages}) - given
    counts = Counter[str]()
    seen = {(p.key, s.cells[p.cell].name) for s in (one, other) for p in s.passages if p.key in keys}
    for _, name in seen:
        counts[name] += 1
    names = sorted(counts, key=lambda name: (-counts[name], name))
    cells = tuple((name, _lines(one, name, keys), _lines(other, name, keys)) for name in names)
    return SideBySide(pair, {name: counts[name] for name in names}, cells)


def _lines(submission: Submission, name: str, keys: Set[str]) -> list[Line]:
    """The lines of all cells of a name that have shared passages."""
    marked: dict[int, set[int]] = {}
    for passage in submission.passages:
        if passage.key in keys:
            marked.setdefault(passage.cell, set()).update(range(passage.first, passage.last + 1))
    return [
        Line(text, k in marked[i])
        for i, cell in enumerate(submission.cells)
        if cell.name == name and i in marked
        for k, text in enumerate(cell.text.split("\n"))
    ]
