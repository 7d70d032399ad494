"""Finds the known bugs that explain a student's answers, by running the faulty references on the same inputs."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.probing import copied
from grader.exercises.model import Bug, Exercise, Reference
from grader.judging.compare import Answer, Reply, judged_result
from grader.judging.quantities import Quantity, quantities
from grader.judging.views import view_of

# The number of bugs up to which all pairs are tried, and the most that are tried in pairs.
_FEW, _MAX_PAIRED = 16, 48
_TOLERANCE = 1e-6


_RAISED = object()
"""Stands for the result of a function that raised."""


class _Judged:
    """An answer beside the right result for its case, whose view is taken once."""

    def __init__(self, exercise: Exercise, answer: Answer, expected: Reply) -> None:
        self._exercise, self.answer, self._expected = exercise, answer, expected

    @cached_property
    def right(self) -> Any:
        """What is compared of the right result."""
        return judged_result(self._exercise, self.answer.case, self._expected)

    @cached_property
    def _telling(self) -> Quantity | None:
        """A wrong quantity of the answer, which most known bugs do not give."""
        if self._exercise.view is not None:
            return None
        return next((q for q in self.answer.result_quantities if not q.is_right and q.got is not None), None)

    def result_of(self, function: Reference) -> Any:
        """What another function returns; `_RAISED` if it raises."""
        try:
            return function(*copied(self.answer.case.args))
        except Exception:
            return _RAISED

    def quantities(self, result: Any) -> Iterator[Quantity]:
        """The quantities of another function's result."""
        result = view_of(self._exercise, self.answer.case, result, self._expected["results"][0])
        return quantities((result,), (self.right,), lambda path: "")

    def is_excluded(self, result: Any) -> bool:
        """Whether another function's result differs from the answer where that is wrong: a quick look at one array."""
        telling = self._telling
        if telling is None or telling.got is None:
            return False
        _, *steps = telling.path
        try:
            for step in steps:
                result = result[step]
        except (TypeError, LookupError):
            return False
        got, expected = telling.got, telling.expected
        if type(result) is not np.ndarray or (result.dtype, result.shape) != (expected.dtype, got.shape):
            return False
        return not _close(result, got, expected)


@contextmanager
def _quiet() -> Iterator[None]:
    """Faulty references may overflow, as the student's function does."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def explanations(
    exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]
) -> Sequence[tuple[Bug, ...]]:
    """Find the sets of bugs that each explain all answers.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
        At least one of them not right.
    expecteds : sequence of Reply
        Of the reference, in the same order.

    Returns
    -------
    sequence of tuple of Bug
        Single bugs if any fits, else pairs, else nothing. With more than one, these inputs cannot tell them apart.
    """
    with _quiet():
        return _explanations(exercise, answers, expecteds)


def _explanations(
    exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]
) -> Sequence[tuple[Bug, ...]]:
    # Cheap cases first: most bugs are excluded by the first few.
    order = _cheap_first(exercise, answers, expecteds)
    wrong = [one for one in order if not _is_right(one.answer)]
    right = [one for one in order if _is_right(one.answer)]
    if all(one.answer.raised for one in wrong):
        return []  # exceptions alone do not tell one cause from another
    if not exercise.view and any(
        q.got is None for one in wrong if not one.answer.raised for q in one.answer.result_quantities
    ):
        return []  # a faulty reference always returns numbers
    singles = [(bug,) for bug in exercise.bugs if _explains((bug,), exercise, wrong, right)]
    if singles:
        return singles
    partners = exercise.bugs
    if len(partners) > _FEW:
        # This may miss a pair: two bugs can cancel in a case in which each alone shows.
        partners = tuple(bug for bug in partners if _fits((bug,), exercise, right))[:_MAX_PAIRED]
    pairs = [pair for pair in combinations(partners, 2) if _explains(pair, exercise, wrong, right)]
    return [pair for pair in pairs if not _cancel(*pair, exercise, order)]


def reproduced(function: Reference, exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> bool:
    """Whether another function gives all of a student's answers.

    Parameters
    ----------
    function : Reference
    exercise : Exercise
    answers : sequence of Answer
    expecteds : sequence of Reply
        Of the reference, in the same order.

    Returns
    -------
    bool
    """
    with _quiet():
        return all(_reproduces(function, one) for one in _cheap_first(exercise, answers, expecteds))


def _cheap_first(exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> list[_Judged]:
    order = sorted(zip(answers, expecteds, strict=True), key=lambda pair: _size(pair[0]))
    return [_Judged(exercise, *pair) for pair in order]


def _explains(bugs: tuple[Bug, ...], exercise: Exercise, wrong: Sequence[_Judged], right: Sequence[_Judged]) -> bool:
    return all(_shows(bug, wrong) for bug in bugs) and _fits(bugs, exercise, [*wrong, *right])


def _fits(bugs: tuple[Bug, ...], exercise: Exercise, judged: Sequence[_Judged]) -> bool:
    faulty = exercise.faulty(frozenset(bug.name for bug in bugs))
    return all(_reproduces(faulty, one) for one in judged)


def _shows(bug: Bug, wrong: Sequence[_Judged]) -> bool:
    """Whether a wrong result shows what the sentence about a bug claims."""
    if bug.shows is None:
        return True
    answers = [one.answer for one in wrong if one.answer.raised is None]
    try:
        return any(bug.shows(answer.result, *copied(answer.case.args)) for answer in answers)
    except Exception:
        return False  # a result that cannot be read


def _cancel(one: Bug, other: Bug, exercise: Exercise, judged: Sequence[_Judged]) -> bool:
    """Whether a quantity is right wherever each of two bugs alone makes it wrong, as by twice and half."""
    alone = [exercise.faulty(frozenset({bug.name})) for bug in (one, other)]
    right_again: dict[str, list[bool]] = {}
    for one_case in judged:
        results = [one_case.result_of(function) for function in alone]
        if any(result is _RAISED for result in results):
            continue
        first, second = map(one_case.quantities, results)
        for q, p, r in zip(one_case.answer.result_quantities, first, second, strict=True):
            # Of yes and no, two mistakes always make what is right again.
            if not p.is_right and not r.is_right and not np.isin(q.expected, (0, 1)).all():
                right_again.setdefault(q.label, []).append(q.is_right)
    return any(map(all, right_again.values()))


def _reproduces(faulty: Reference, judged: _Judged) -> bool:
    """Whether a faulty reference gives this answer."""
    result = judged.result_of(faulty)
    if result is _RAISED or judged.answer.raised is not None:
        # Any exception will do: with shapes that do not fit, a matrix product and a loop raise different ones.
        return result is _RAISED and judged.answer.raised is not None
    if judged.is_excluded(result):
        return False
    # Most differ in their first quantity, so the others are not made.
    return all(map(_same_value, judged.quantities(result), judged.answer.result_quantities))


def _is_right(answer: Answer) -> bool:
    return answer.raised is None and all(q.is_right for q in answer.result_quantities)


def _size(answer: Answer) -> tuple[int, int]:
    """Number of quantities and of numbers: an estimate of how long a faulty reference takes on this case."""
    return len(answer.quantities), sum(q.expected.size for q in answer.quantities)


def _same_value(p: Quantity, q: Quantity) -> bool:
    if p.got is None or q.got is None:
        return p.got is q.got and p.problem == q.problem
    if p.got.shape != q.got.shape:
        return False
    return _close(p.got, q.got, p.expected)


def _close(one: NDArray[Any], other: NDArray[Any], expected: NDArray[Any]) -> bool:
    """Whether two arrays agree to a fraction of what is right; where they are not finite, exactly."""
    gaps = np.abs(np.subtract(one, other, dtype=np.float64))
    close = gaps <= _TOLERANCE * (np.abs(expected).max(initial=0.0) or 1.0)
    if close.all() or np.isfinite(gaps).all():
        return bool(close.all())
    return bool((close | (one == other) | (np.isnan(one) & np.isnan(other))).all())
