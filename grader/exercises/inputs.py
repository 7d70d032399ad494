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


def largest(factor: float) -> float:
    """The largest number of a precision that holds the square of a factor: a step beyond it is too long."""
    single, double = (float(np.finfo(kind).max) for kind in (np.float32, np.float64))
    return single if factor**2 < single else double


def least(factor: float) -> float:
    """The least number above 0 of the precision of `largest`."""
    single, double = (float(np.finfo(kind).smallest_subnormal) for kind in (np.float32, np.float64))
    return single if largest(factor) < np.finfo(np.float64).max else double


def in_drawn_order(cases: list[Case], rng: np.random.Generator) -> list[Case]:
    """The cases in an order drawn for each student: whoever counts the calls does not know the plain answers."""
    return [cases[i] for i in rng.permutation(len(cases))]


def bent(rng: np.random.Generator, size: int) -> tuple[Array, Array]:
    """Numbers where the common activations bend, and nearly the same ones.

    They move by so little that a slope that is right to six digits keeps its error.
    """
    return and_moved(rng, rng.uniform(1.0, 3.0, size), 1e-10)


def flat(rng: np.random.Generator, size: int, start: float) -> tuple[Array, Array]:
    """Numbers where a bounded activation is flat, from `start` on, and nearly the same ones.

    There a slope is so small that float32 does not hide the noise of differences.
    """
    return and_moved(rng, rng.uniform(start, 1.25 * start, size), 1e-6)


FLAT_FROM = {"sigmoid": 16.0, "tanh": 8.0}


def and_moved(rng: np.random.Generator, Z: Array, by: float) -> tuple[Array, Array]:
    """Numbers, and the same ones moved by a part of themselves, up or down."""
    return Z, Z * (1 + by * rng.choice([-1.0, 1.0], Z.size))
