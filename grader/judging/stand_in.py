"""The reference in place of a student's earlier function, asked from the student's process within bounds."""

import inspect
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

import numpy as np

from grader.exercises.model import Exercise
from grader.judging.views import leaves
from grader.quiet import quiet

_MAX_CALLS = 10_000
_MAX_SECONDS = 5.0
# A call inside a later function may be somewhat larger than the cases of both exercises, not by far.
_TIMES, _FEW, _FEW_IN_ONE = 4, 10_000, 1_000_000
_DRAWS = 3
_RANDOM, _SEEDS = ("seed", "rng"), 2**32  # a seed may be any number below that


@dataclass(frozen=True)
class Flawed:
    """An exercise whose function lost points, or earned all with a remark, such as on lists in place of arrays.

    Attributes
    ----------
    exercise : Exercise
    stuck : bool
        Whether a call of the function does not come back: it takes too long or ends the process.
    lost : bool
        Whether it lost points.
    """

    exercise: Exercise
    stuck: bool = False
    lost: bool = True


class StandIn:
    """A reference that answers for a student's function.

    Parameters
    ----------
    exercise : Exercise
    later : Exercise
        The exercise whose function calls it.

    Attributes
    ----------
    exercise : Exercise
    used : bool
        Whether it was asked.
    """

    def __init__(self, exercise: Exercise, later: Exercise) -> None:
        self.exercise, self.used = exercise, False
        self._later = later
        self._calls, self._seconds = 0, 0.0

    def __call__(self, *args: Any) -> Any:
        """Call the reference.

        Raises
        ------
        ValueError
            It was asked too often, for too long, or with inputs far larger than those of both exercises.
        """
        self.used = True
        self._calls += 1
        if self._calls > _MAX_CALLS or self._seconds > _MAX_SECONDS:
            raise ValueError(f"{self.exercise.function} was called too often")
        if not self._bounds.allow(args):
            raise ValueError(f"{self.exercise.function} was called with very large inputs")
        start = time.process_time()
        with quiet():
            result = self.exercise.reference(*args)
        self._seconds += time.process_time() - start
        return result

    @cached_property
    def _bounds(self) -> "_Bounds":
        own, other = _sizes(self.exercise), _sizes(self._later)
        names = inspect.signature(self.exercise.reference).parameters
        return _Bounds(
            max(_TIMES * max(own.numbers, other.numbers), _FEW),
            max(_TIMES * max(own.outer, other.outer), _FEW_IN_ONE),
            tuple(
                _SEEDS if name in _RANDOM else _TIMES * n for name, n in zip_longest(names, own.integers, fillvalue=0)
            ),
        )


@dataclass(frozen=True)
class _Bounds:
    """How large inputs may be.

    Attributes
    ----------
    numbers : int
        In all arguments together.
    outer : int
        In an array that all of them could be broadcast to.
    integers : tuple of int
        In each argument. The counts and sizes among them decide how long the reference takes.
    """

    numbers: int
    outer: int
    integers: tuple[int, ...]

    def allow(self, args: tuple[Any, ...]) -> bool:
        return (
            len(args) <= len(self.integers)
            and _numbers(args) <= self.numbers
            and _outer(args) <= self.outer
            and all(max(_integers(arg), default=0) <= most for arg, most in zip(args, self.integers, strict=False))
        )


@lru_cache(maxsize=128)
def _sizes(exercise: Exercise) -> _Bounds:
    """The largest of an exercise's own inputs, in a few draws of them."""
    args = [case.args for seed in range(_DRAWS) for case in exercise.cases(np.random.default_rng(seed))]
    integers = [max((n for arg in position for n in _integers(arg)), default=0) for position in zip_longest(*args)]
    if exercise.cost:
        args.append(exercise.cost.args(np.random.default_rng(0)))
    return _Bounds(max(map(_numbers, args)), max(map(_outer, args)), tuple(integers))


def _numbers(value: Any) -> int:
    return sum(math.prod(max(n, 1) for n in np.shape(leaf)) for leaf in leaves(value))


def _outer(value: Any) -> int:
    shapes = [reversed(np.shape(leaf)) for leaf in leaves(value)]
    return math.prod(map(max, zip_longest(*shapes, fillvalue=1)))


def _integers(value: Any) -> Iterator[int]:
    """Sizes of all integers; one that comes over the wire may be an array."""
    for leaf in leaves(value):
        array = np.asarray(leaf)
        if array.dtype.kind in "iu" and array.size:
            yield max(abs(int(array.max())), abs(int(array.min())))
