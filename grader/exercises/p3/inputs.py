"""Inputs for p3: what makes the known bugs visible, and tells them apart."""

import numpy as np

from course.types import Array, Layer

# Each exponential is infinite in the first and third row, and 0 in the others; within a row, the smallest share is 0.
LARGE: Array = np.array([[2500.0], [-2500.0], [1800.0], [-1800.0]]) + np.array([-800.0, 0.0, 300.0])


def logits(rng: np.random.Generator, N: int, K: int) -> Array:
    """Logits of moderate size, of which no two rows have the same sum of exponentials."""
    return 2.0 * rng.normal(size=(N, K))


def large_logits(rng: np.random.Generator) -> Array:
    """Four rows, thousands apart from each other, and hundreds within."""
    return rng.permuted(LARGE, axis=1) + rng.uniform(-20.0, 20.0, size=LARGE.shape)


def one_hot(rng: np.random.Generator, N: int, K: int) -> Array:
    """Targets that are sure; float64."""
    targets: Array = np.eye(K)[rng.integers(0, K, size=N)]
    return targets


def smoothed(rng: np.random.Generator, N: int, K: int) -> Array:
    """Targets that leave something for every class, and sum to 1."""
    return 0.8 * one_hot(rng, N, K) + 0.2 * rng.dirichlet(np.ones(K), size=N)


def outputs_and_targets(rng: np.random.Generator, shape: tuple[int, ...]) -> Layer:
    """Numbers on either side of each other."""
    return rng.normal(size=shape), rng.normal(size=shape)


def sure_and_wrong(rng: np.random.Generator) -> Layer:
    """Logits of hundreds, with targets of which some are on the wrong side."""
    Z = rng.uniform(720.0, 900.0, size=(4, 2)) * np.array([[1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0]])
    return Z, np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
