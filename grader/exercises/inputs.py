"""Random inputs that exercises of several assignments share."""

import numpy as np

from course.types import Array
from grader.exercises.model import Case

KINK = 1e-3  # the smallest distance of a pre-activation from the kink of a ReLU


def away_from_kinks(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Random pre-activations, none within `KINK` of zero."""
    Z = rng.normal(size=shape)
    return np.array(Z + np.copysign(KINK, Z))


def alternating(numbers: Array, factor: float) -> Array:
    """The numbers, every other one of them multiplied by a factor, in rows and in columns."""
    return np.array(numbers * np.where(np.indices(numbers.shape).sum(axis=0) % 2, factor, 1.0))


def in_drawn_order(cases: list[Case], rng: np.random.Generator) -> list[Case]:
    """The cases in an order drawn for each student: whoever counts the calls does not know the plain answers."""
    return [cases[i] for i in rng.permutation(len(cases))]
