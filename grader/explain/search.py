"""Searches for small changes of a function's code that make it right in every case."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice
from typing import Any, TypeAlias

from grader.errors import NoAnswer
from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits.in_order import edits
from grader.explain.trial import Trial
from grader.judging.compare import Answer

Label: TypeAlias = tuple[str, str]
"""Name and place of a quantity of a result."""
Wrong: TypeAlias = frozenset[tuple[int, Label]]
"""Number of the case and label of each quantity that is not right."""

_MAX_EDITS, _MAX_PARTIAL = 3, 4
_FIRST_ROUNDS = 1  # whose changes are all tried before any together
_SHARE = 0.4  # of the time that is left, for what follows one partial edit
_AFTER_A_HIT = 0.35  # of the time that the first one took: others may be in other lines
_LEAST_AFTER = 0.8  # seconds
_BATCH_SECONDS = 0.3
_CHEAP = 2.0  # times as long as the shortest case
_ABOUT, _MUCH, _SMALL, _LONG, _PUT_IN = 4, 5, 20, 500, 10  # words
_IDIOMS = {"logarithm", "place"}  # one idea in many words
_SET = re.compile(rb"\s*\w+ = ")
_NUMBER = re.compile(r"\(*-?[\d.]+\)*")
_WORD = re.compile(r"[^\W\d]\w*|\d[\w.]*|[^\w\s().]+")
_SHALLOW = re.compile(r"\blist\(|\.copy\(|\[:\]|\[\*")


@dataclass(frozen=True)
class Found:
    """What the search came to.

    Attributes
    ----------
    hits : tuple of tuple of Edit
        Each makes the function right in every case; more than one edit where each alone makes a part right.
    cases : int
        Number of cases.
    tried : int
        Number of variants.
    seconds : float
        Processor time.
    """

    hits: tuple[tuple[Edit, ...], ...]
    cases: int
    tried: int
    seconds: float

    def to_fields(self) -> dict[str, Any]:
        """As plain values, without the text of any change."""
        hits = [[(edit.kind, edit.line) for edit in hit] for hit in self.hits]
        return {"hits": hits, "cases": self.cases, "tried": self.tried, "seconds": self.seconds}

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Found":
        """Of plain values, which may come from JSON; the edits have no changes."""
        hits = tuple(tuple(Edit(kind, line, ()) for kind, line in hit) for hit in fields["hits"])
        return cls(hits, fields["cases"], fields["tried"], fields["seconds"])


class _OutOfTime(Exception):
    pass


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
    if any(len(hit.edits) > 1 and _only_takes_away(text, hit) for hit in hits):
        # Two lines with something too many: what is put into a third only makes up for them.
        hits = [hit for hit in hits if len(_WORD.findall(hit.text)) <= len(_WORD.findall(text))]
    counts = [(len({edit.line for edit in hit.edits}), len(hit.edits)) for hit in hits]
    hits = [hit for hit, count in zip(hits, counts, strict=True) if count == min(counts)]
    sizes = [1 if hit.edits[-1].kind in _IDIOMS else _size(text, hit.text) for hit in hits]
    hits = [hit for hit, size in zip(hits, sizes, strict=True) if size <= min(sizes) + _ABOUT]
    words = len(_WORD.findall(text))
    growing = [hit.edits[-1].kind not in _IDIOMS and len(_WORD.findall(hit.text)) > words for hit in hits]
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


def _only_takes_away(text: str, hit: Hit) -> bool:
    data = text.encode()
    changes = [change for edit in hit.edits for change in edit.changes]
    return all(len(_WORD.findall(new)) < len(_WORD.findall(data[a:b].decode())) for a, b, new in changes)


def _rank(hit: Hit, lines: Sequence[str]) -> tuple[bool, int]:
    """By which one of several places of a missing statement or copy is chosen."""
    edit = hit.edits[-1]
    return edit.kind == "copy" and bool(_SHALLOW.search(lines[edit.line - 1])), edit.line


def _size(before: str, after: str) -> int:
    """How many words are taken away or put in."""
    return sum(_sizes(before, after))


def _is_small(before: str, after: str, edit: Edit) -> bool:
    """Whether a change is small enough to be about one thing: much in more places is another code.

    A long factor or term of a variable would make up for a slip in the line where that is set.
    """
    if any(_makes_a_number(before, *change) for change in edit.changes):
        return False
    sizes, places = _sizes(before, after), len(edit.all)
    grown = len(_WORD.findall(after)) - len(_WORD.findall(before))
    if edit.kind in ("factor", "term") and grown > _PUT_IN * places:
        data = before.encode()
        if all(data[first:end].decode().isidentifier() for first, end, _ in edit.changes):
            return False
    return sum(sizes) <= _SMALL * places and sum(size >= _MUCH for size in sizes) <= places


def _makes_a_number(text: str, first: int, end: int, new: str) -> bool:
    """Whether a variable's value becomes a number: ``m = 1`` would make up for two lines that divide by m."""
    data = text.encode()
    start, stop = data.rfind(b"\n", 0, first) + 1, data.find(b"\n", end)
    is_value = _SET.fullmatch(data[start:first]) and not data[end:stop].strip()
    return bool(is_value and _NUMBER.fullmatch(new) and not _NUMBER.fullmatch(data[first:end].decode()))


def _sizes(before: str, after: str) -> list[int]:
    """How many words are taken away or put in, place by place."""
    lines = before.split("\n"), after.split("\n")
    blocks = [block for block in SequenceMatcher(None, *lines, autojunk=False).get_opcodes() if block[0] != "equal"]
    pairs = ((_words(lines[0][a:b]), _words(lines[1][c:d])) for _, a, b, c, d in blocks)
    return [size for old, new in pairs for size in _sizes_of_words(old, new)]


def _sizes_of_words(old: list[str], new: list[str]) -> list[int]:
    first = _length_of_same(old, new)
    last = _length_of_same(old[first:][::-1], new[first:][::-1])
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(old), len(new)) > _LONG:  # to compare words takes the square of their number
        return [max(len(old), len(new))]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _length_of_same(old: list[str], new: list[str]) -> int:
    """How many words are the same at the beginning."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _words(lines: list[str]) -> list[str]:
    return _WORD.findall("\n".join(lines))


@dataclass
class _Search:
    trial: Trial
    text: str
    until: float
    donors: Donors
    tried: int = 0
    costs: dict[int, float] = field(default_factory=dict)

    def wrong(self, code: str, number: int) -> frozenset[Label]:
        """Labels of what is not right in a case."""
        self.count(1)
        return _labels(self.trial.answer(code, number))

    def wrong_once(self, codes: Sequence[str], number: int) -> list[frozenset[Label] | None]:
        """As `wrong`, for many codes that are called once each; None if nothing of the first is mended."""
        self.count(len(codes))
        return [None if answer is None else _labels(answer) for answer in self.trial.answers_once(codes, number)]

    def overflows_now(self, code: str) -> bool:
        """Whether a variant overflows where the student's code does not: that mends nothing."""
        cases = range(len(self.trial.cases))
        return any(self.trial.overflows(code, n) and not self.trial.overflows(self.text, n) for n in cases)

    def count(self, variants: int) -> None:
        if self.trial.used > self.until:
            raise _OutOfTime
        self.tried += variants


def search(trial: Trial, text: str, seconds: float, donors: Donors) -> Found:
    """Look for edits that make a function right.

    Parameters
    ----------
    trial : Trial
    text : str
        The code that may be changed.
    seconds : float
        Processor time.
    donors : Donors

    Returns
    -------
    Found
    """
    run = _Search(trial, text, seconds, donors)
    hits: list[Hit] = []
    try:
        for hit in _hits(run, text):
            if not hits:
                run.until = min(seconds, run.trial.used * (1 + _AFTER_A_HIT) + _LEAST_AFTER)
            hits.append(hit)
    except (_OutOfTime, NoAnswer):
        pass
    return Found(tuple(hit.edits for hit in smallest(text, hits)), len(trial.cases), run.tried, trial.used)


def _hits(run: _Search, text: str) -> Iterator[Hit]:
    base = {}
    for number in range(len(run.trial.cases)):
        before = run.trial.used
        base[number] = run.wrong(text, number)
        run.costs[number] = run.trial.used - before
    if any(base.values()):
        yield from _level(run, text, base, (), _MAX_EDITS)


def _level(
    run: _Search, text: str, base: dict[int, frozenset[Label]], before: tuple[Edit, ...], depth: int
) -> Iterator[Hit]:
    """Edits of a code that make it right, alone or after one that makes a part of it right."""
    failing = sorted((n for n in base if base[n]), key=run.costs.__getitem__)
    right = sorted((n for n in base if not base[n]), key=run.costs.__getitem__)
    order, code = [*failing, *right], Code(text)
    # The first of those that cost little: what comes late among the cases may be wrong for two reasons.
    pivot = next(n for n in base if base[n] and run.costs[n] <= _CHEAP * run.costs[failing[0]])
    lines = code.statements_at(run.trial.lines(text, pivot))
    seen: set[tuple[Wrong, int]] = set()
    partial: list[tuple[Edit, str, Wrong]] = []
    found = False
    for number, round_of_edits in enumerate(edits(code, run.donors, lines)):
        for edit, variant in _promising(run, code, round_of_edits, pivot, base[pivot]):
            wrong = _everywhere(run, variant, base, order)
            if wrong is None or (edit.kind == "logarithm" and not _is_about_rounding(base, wrong)):
                continue
            if not wrong:
                small = edit.kind in _IDIOMS or _is_small(run.text, variant, edit)
                if small and not run.overflows_now(variant):
                    found = True
                    yield Hit((*before, *edit.all), variant)
            elif (wrong, edit.line) not in seen and variant.count("\n") == text.count(
                "\n"
            ):  # the lines keep their numbers
                seen.add((wrong, edit.line))
                partial.append((edit, variant, wrong))
        if found or number < _FIRST_ROUNDS:  # one change is likelier than two
            continue
        for edit, variant, wrong in sorted(partial, key=lambda one: len(one[2]))[: _MAX_PARTIAL if depth > 1 else 0]:
            after = {n: frozenset(label for m, label in wrong if m == n) for n in base}
            for hit in _within(run, _level(run, variant, after, (*before, *edit.all), depth - 1)):
                found = True
                yield hit  # a single change may still follow
        partial = []


def _within(run: _Search, hits: Iterator[Hit]) -> Iterator[Hit]:
    """The hits that come within a part of the time that is left."""
    until = run.until
    run.until = part = run.trial.used + _SHARE * (until - run.trial.used)
    try:
        yield from hits
    except _OutOfTime:
        pass
    finally:
        if run.until == part:  # else a hit has set another end
            run.until = until


def _promising(
    run: _Search, code: Code, candidates: Iterator[Edit], pivot: int, base: frozenset[Label]
) -> Iterator[tuple[Edit, str]]:
    """Edits that make something right in a case, and nothing wrong."""
    once = bool(run.wrong_once([code.text], pivot)[0])  # not if only a second call or a changed input is wrong
    size = min(run.trial.batch(pivot), 1 + int(_BATCH_SECONDS / max(run.costs[pivot], 1e-3))) if once else 1
    while batch := list(islice(candidates, size)):
        variants = [code.changed(edit) for edit in batch]
        found = run.wrong_once([code.text, *variants], pivot)[1:] if once else [run.wrong(variants[0], pivot)]
        mended = zip(batch, variants, found, strict=True)
        yield from ((edit, v) for edit, v, left in mended if left is not None and left < base)


def _everywhere(run: _Search, variant: str, base: dict[int, frozenset[Label]], order: Sequence[int]) -> Wrong | None:
    """What is wrong in all cases; None if something is that was right."""
    wrong = set()
    for number in order:
        labels = run.wrong(variant, number)
        if not labels <= base[number]:
            return None
        wrong |= {(number, label) for label in labels}
    return frozenset(wrong)


def _is_about_rounding(base: dict[int, frozenset[Label]], wrong: Wrong) -> bool:
    """Whether all that a change mends was right in some cases: rounding shows only where numbers are large."""
    mended = {label for number, labels in base.items() for label in labels if (number, label) not in wrong}
    return all(any(label not in labels for labels in base.values()) for label in mended)


def _labels(answer: Answer) -> frozenset[Label]:
    repeated = () if answer.input_changed else answer.repeated
    return frozenset((q.label, str(q.path)) for q in (*answer.quantities, *repeated) if not q.is_right)
