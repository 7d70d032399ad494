"""Tells the slope of a smooth function by differences from a derived one, by the noise in its last digits.

Where the input moves a little, a derived slope is off by another rounding. A difference quotient divides the roundings
of the function by the step; and a step that is long enough to keep them small spoils the other digits.
"""

from collections.abc import Callable

import numpy as np

from course.types import Array
from grader.exercises.model import Case, Exercise
from grader.judging.compare import Answer, Reply, compare, right_reply
from grader.judging.quantities import Quantity

# In units of the last place of 1. For slopes in many styles the noise is at most 0.6, for differences of up to nine
# points hardly less than 3.
_MOST = 2.0
# Inputs of up to about 20, rounded to float32, change the slope of a flat activation by some roundings of its own.
_OF_ROUNDED_INPUTS = 8.0
_EPS, _EPS_OF_SINGLE = float(np.finfo(float).eps), float(np.finfo(np.float32).eps)


def noisy_slopes(
    exercise: Exercise, rng: np.random.Generator, ask: Callable[[Exercise, Case], tuple[Reply, float]]
) -> set[str]:
    """Names of the aspects whose derivatives are noisy.

    Parameters
    ----------
    exercise : Exercise
    rng : numpy.random.Generator
    ask : callable
        ``ask(exercise, case)`` calls the student's function; raises `NoAnswer`.

    Returns
    -------
    set of str
    """

    def answer(case: Case) -> Answer:
        return compare(exercise, case, right_reply(exercise, case), ask(exercise, case)[0])

    if exercise.moved_a_little is None:
        return set()
    noisy = set[str]()
    for pairs in exercise.moved_a_little(rng):
        noise: dict[str, list[Array]] = {}
        for pair in pairs:
            for one, other in zip(*(answer(case).result_quantities for case in pair), strict=True):
                noise.setdefault(one.label, []).append(_noise(one, other))
        labels = [label for label, parts in noise.items() if _mean_of_most(np.concatenate(parts)) > _MOST]
        derivatives = [aspect for aspect in exercise.aspects if aspect.derivative]
        group = pairs[0][0].group
        noisy |= {aspect.name for aspect in derivatives if any(aspect.covers(group, label) for label in labels)}
    return noisy


def _mean_of_most(noise: Array) -> float:
    """The mean without the largest tenth: in float32 a single number may jump."""
    return float(np.sort(noise)[: max(1, noise.size * 9 // 10)].mean()) if noise.size else 0.0


def _noise(one: Quantity, other: Quantity) -> Array:
    """How far each error changes, or the answer itself if that changes less, as where inputs are in float32."""
    if one.expected.dtype.kind != "f" or one.got is None or other.got is None:
        return np.zeros(0)
    change = one.got - other.got
    of_error = change - (one.expected - other.expected)
    unit = _EPS * np.maximum(1.0, np.abs(one.expected))
    if np.array_equal(one.got, one.got.astype(np.float32)):
        unit += _OF_ROUNDED_INPUTS * _EPS_OF_SINGLE * np.abs(one.expected)
    return np.ravel(np.minimum(np.abs(change), np.abs(of_error)) / unit)
