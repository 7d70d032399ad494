"""Inputs of p7: quadratic losses, parameters with gradients and optimiser states, and examples for batches."""

from typing import TypeAlias

import numpy as np

from course.types import Array, Integers, Network

Shapes: TypeAlias = tuple[tuple[int, int], ...]
"""Of the W of each layer."""

# Two layers of one shape, whose states can be mixed up without an error, and one of another shape.
SHAPES: Shapes = ((3, 3), (3, 3), (3, 2))


def bowl(rng: np.random.Generator, n: int) -> Array:
    """A random positive definite H of shape (n, n), not diagonal."""
    factor = rng.normal(size=(n, n))
    return factor @ factor.T + 0.3 * np.eye(n)


def arrays(rng: np.random.Generator, shapes: Shapes = SHAPES, size: float = 1.0) -> Network:
    """Normal numbers of a size in the shapes of a network."""
    return [(size * rng.normal(size=shape), size * rng.normal(size=shape[1])) for shape in shapes]


def squares(rng: np.random.Generator, shapes: Shapes = SHAPES) -> Network:
    """Positive numbers in the shapes of a network."""
    return [(W**2 + 0.1, b**2 + 0.1) for W, b in arrays(rng, shapes)]


def zeros(shapes: Shapes = SHAPES) -> Network:
    """Zeros in the shapes of a network."""
    return [(np.zeros(shape), np.zeros(shape[1])) for shape in shapes]


def examples(rng: np.random.Generator, N: int, n: int) -> tuple[Array, Integers]:
    """X of shape (N, n) and labels of shape (N,); all rows and all labels differ."""
    return rng.normal(size=(N, n)), rng.permutation(3 * N)[:N]
