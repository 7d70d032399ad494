"""Searches for small changes of a function's code that make it right in every case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias

from grader.errors import NoAnswer
from grader.explain.code import Code, Edit
from grader.explain.donors import Donors
from grader.explain.edits.in_order import edits
from grader.explain.smallest import Hit, is_small, smallest
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
                if is_small(run.text, text, variant, edit) and not run.overflows_now(variant):
                    found = True
                    yield Hit((*before, *edit.all), variant)
            elif (wrong, edit.line) not in seen and variant.count("\n") == text.count("\n"):  # lines keep their numbers
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
