"""Tells whether another function gives a student's answers: the same numbers, wrong ones included."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.probing import copied
from grader.exercises.model import Exercise, Reference
from grader.judging.compare import Answer, Reply, judged_result
from grader.judging.quantities import Quantity, quantities
from grader.judging.views import view_of
from grader.quiet import quiet

_TOLERANCE = 1e-6
RAISED = object()
"""Stands for the result of a function that raised."""


class AnsweredCase:
    """A student's answer to a case, with which results of other functions are compared. To be used within `quiet`.

    Parameters
    ----------
    exercise : Exercise
    answer : Answer
    expected : Reply
        Of the reference.
    """

    def __init__(self, exercise: Exercise, answer: Answer, expected: Reply) -> None:
        self._exercise, self.answer, self._expected = exercise, answer, expected

    @property
    def is_right(self) -> bool:
        """Whether the function returned the right result."""
        return self.answer.raised is None and all(q.is_right for q in self.answer.result_quantities)

    def result_of(self, function: Reference) -> Any:
        """What another function returns in this case; `RAISED` if it raises."""
        try:
            return function(*copied(self.answer.case.args))
        except Exception:
            return RAISED

    def quantities(self, result: Any) -> Iterator[Quantity]:
        """Split the result of another function as the answer is split."""
        result = view_of(self._exercise, self.answer.case, result, self._expected["results"][0])
        return quantities((result,), (self._right,), lambda path: "")

    def is_given_by(self, result: Any) -> bool:
        """Whether the result of another function is this answer."""
        if result is RAISED or self.answer.raised is not None:
            # Any exception will do: with shapes that do not fit, a matrix product and a loop raise different ones.
            return result is RAISED and self.answer.raised is not None
        if self._differs_in_one(result):
            return False
        # Most differ in their first quantity, so the others are not made.
        return all(map(_same_value, self.quantities(result), self.answer.result_quantities))

    @cached_property
    def _right(self) -> Any:
        return judged_result(self._exercise, self.answer.case, self._expected)

    @cached_property
    def _telling(self) -> Quantity | None:
        """A wrong quantity, which most known bugs do not give."""
        if self._exercise.view is not None:
            return None
        return next((q for q in self.answer.result_quantities if not q.is_right and q.got is not None), None)

    def _differs_in_one(self, result: Any) -> bool:
        """Whether a quick look at a single array shows a difference."""
        if self._telling is None or self._telling.got is None:
            return False
        _, *steps = self._telling.path
        try:
            for step in steps:
                result = result[step]
        except (TypeError, LookupError):
            return False
        got, expected = self._telling.got, self._telling.expected
        if type(result) is not np.ndarray or (result.dtype, result.shape) != (expected.dtype, got.shape):
            return False
        return not _close(result, got, expected)


def cheap_first(exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> list[AnsweredCase]:
    """Put first the cases on which a function takes little time: the first few exclude most functions."""
    order = sorted(zip(answers, expecteds, strict=True), key=lambda pair: _size(pair[0]))
    return [AnsweredCase(exercise, *pair) for pair in order]


def reproduced(function: Reference, exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> bool:
    """Tell whether another function gives all of a student's answers.

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
    with quiet():
        return all(one.is_given_by(one.result_of(function)) for one in cheap_first(exercise, answers, expecteds))


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
