"""Which changes are small enough to be a slip, and which of those that make a function right are kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from grader.explain.code import Edit

_ABOUT, _MUCH, _SMALL, _LONG, _PUT_IN = 4, 5, 20, 500, 10  # words
_IDIOMS = {"logarithm", "place"}  # one idea in many words
_WORD = re.compile(r"[^\W\d]\w*|\d[\w.]*|[^\w\s().]+")
_NUMBER_SET = re.compile(r"\s*\w+ = \(*-?[\d.]+\)*")
_SHALLOW = re.compile(r"\blist\(|\.copy\(|\[:\]|\[\*")


@dataclass(frozen=True)
class Hit:
    """Edits that together make a function right, and the text that has them."""

    edits: tuple[Edit, ...]
    text: str


def smallest(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Those that are about as small as the smallest.

    What makes up for a slip in a later line puts something in, so if taking away or replacing does it, only that is
    kept; of the places of a missing statement or copy the last, or that of a copy which is not deep enough. The fewest
    changes in the fewest lines are kept.
    """
    words = _count(text)
    if any(len(hit.edits) > 1 and _only_takes_away(text, hit.text) for hit in hits):
        # Two lines with something too many: what is put into a third only makes up for them.
        hits = [hit for hit in hits if _count(hit.text) <= words]
    counts = [(len({edit.line for edit in hit.edits}), len(hit.edits)) for hit in hits]
    hits = [hit for hit, count in zip(hits, counts, strict=True) if count == min(counts)]
    sizes = [1 if hit.edits[-1].kind in _IDIOMS else sum(_sizes(text, hit.text)) for hit in hits]
    hits = [hit for hit, size in zip(hits, sizes, strict=True) if size <= min(sizes) + _ABOUT]
    growing = [hit.edits[-1].kind not in _IDIOMS and _count(hit.text) > words for hit in hits]
    lines = text.split("\n")
    kept: list[Hit] = []
    last: Hit | None = None
    for hit, grows in zip(hits, growing, strict=True):
        if grows and not all(growing):
            continue
        if hit.edits[-1].kind not in ("missing", "copy"):
            kept.append(hit)
        elif last is None or _rank(hit, lines) > _rank(last, lines):
            last = hit
    there = any(hit.edits[-1].kind == "statement" for hit in kept)
    if last is not None and last.edits[-1].kind == "copy":  # other calls make new arrays, too
        kept = [hit for hit in kept if hit.edits[-1].line != last.edits[-1].line]
    return kept if last is None or there else [*kept, last]


def is_small(original: str, text: str, variant: str, edit: Edit) -> bool:
    """Whether a change is small enough to be about one thing: much in more places is another code.

    Parameters
    ----------
    original : str
        The student's code.
    text : str
        What `edit` changes: the student's code, or a variant of it.
    variant : str
        What it becomes.
    edit : Edit
    """
    if edit.kind in _IDIOMS:
        return True
    if _makes_up_for_its_uses(text, variant, edit):
        return False
    sizes, places = _sizes(original, variant), len(edit.all)
    return sum(sizes) <= _SMALL * places and sum(size >= _MUCH for size in sizes) <= places


def _makes_up_for_its_uses(text: str, variant: str, edit: Edit) -> bool:
    """Whether a change of a variable only undoes what other lines do with it.

    So ``m = 1`` does for two lines that divide by m, and a long factor or term of a variable for the line that sets it.
    """
    lines = text.split("\n"), variant.split("\n")
    if len(lines[0]) == len(lines[1]):
        pairs = zip(*lines, strict=True)
        if any(_NUMBER_SET.fullmatch(new) and not _NUMBER_SET.fullmatch(old) for old, new in pairs):
            return True
    if edit.kind not in ("factor", "term") or _count(variant) - _count(text) <= _PUT_IN * len(edit.all):
        return False
    data = text.encode()
    return all(data[first:end].decode().isidentifier() for first, end, _ in edit.changes)


def _only_takes_away(text: str, variant: str) -> bool:
    return all(put_in < taken for taken, put_in in _places(text, variant))


def _rank(hit: Hit, lines: Sequence[str]) -> tuple[bool, int]:
    """By which one of several places of a missing statement or copy is chosen."""
    edit = hit.edits[-1]
    return edit.kind == "copy" and bool(_SHALLOW.search(lines[edit.line - 1])), edit.line


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def _sizes(before: str, after: str) -> list[int]:
    """How many words are taken away or put in, place by place."""
    return [max(place) for place in _places(before, after)]


def _places(before: str, after: str) -> Iterator[tuple[int, int]]:
    """For each place that differs, how many words are taken away and how many are put in."""
    lines = before.split("\n"), after.split("\n")
    for tag, a, b, c, d in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _places_of_words(_words(lines[0][a:b]), _words(lines[1][c:d]))


def _places_of_words(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    first = _length_of_same(old, new)
    last = _length_of_same(old[first:][::-1], new[first:][::-1])
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(old), len(new)) > _LONG:  # to compare words takes the square of their number
        yield len(old), len(new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield b - a, d - c


def _length_of_same(old: list[str], new: list[str]) -> int:
    """How many words are the same at the beginning."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _words(lines: list[str]) -> list[str]:
    return _WORD.findall("\n".join(lines))
