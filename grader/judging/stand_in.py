"""The reference in place of a student's earlier function, asked from the student's process within bounds."""

import math
import time
import warnings
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from grader.exercises.model import Exercise

_MAX_CALLS = 20_000
_MAX_SECONDS = 5.0
# A call inside a later function may be somewhat larger than the exercise's own cases, not by far.
_TIMES_NUMBERS, _TIMES_INTEGER = 20, 4


class StandIn:
    """A reference that answers for a student's function.

    Parameters
    ----------
    exercise : Exercise

    Attributes
    ----------
    exercise : Exercise
    used : bool
        Whether it was asked.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise, self.used = exercise, False
        self._calls, self._seconds = 0, 0.0

    def __call__(self, *args: Any) -> Any:
        """Call the reference.

        Raises
        ------
        ValueError
            It was asked too often, for too long, or with inputs far larger than those of its exercise.
        """
        self.used = True
        self._calls += 1
        if self._calls > _MAX_CALLS or self._seconds > _MAX_SECONDS:
            raise ValueError(f"{self.exercise.function} was called too often")
        largest_integer, numbers = self._bounds
        if _numbers(args) > numbers or any(abs(n) > largest_integer for n in _integers(args)):
            raise ValueError(f"{self.exercise.function} was called with very large inputs")
        start = time.process_time()
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = self.exercise.reference(*args)
        self._seconds += time.process_time() - start
        return result

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        cases = [case.args for case in self.exercise.cases(np.random.default_rng(0))]
        largest = max((abs(n) for args in cases for n in _integers(args)), default=0)
        return _TIMES_INTEGER * largest, _TIMES_NUMBERS * max(map(_numbers, cases), default=0)


def _numbers(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_numbers, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_numbers, value))
    return math.prod(max(n, 1) for n in np.shape(value)) if isinstance(value, np.ndarray) else 1


def _integers(value: Any) -> Iterator[int]:
    """Integers that stand alone: counts and sizes, not entries of arrays. Seeds among them are bounded as well."""
    if isinstance(value, list | tuple):
        for part in value:
            yield from _integers(part)
    elif isinstance(value, int | np.integer) and not isinstance(value, bool):
        yield int(value)
