"""Inputs of p7: bowls, networks with everything that a step needs, and examples that can be told apart."""

from typing import TypeAlias

import numpy as np

from course.types import Array, Integers, Network

Shapes: TypeAlias = tuple[tuple[int, int], ...]
"""Of the W of each layer."""

# Two layers of one shape, where their states can be mixed up silently, and one where they cannot.
SHAPES: Shapes = ((3, 3), (3, 3), (3, 2))


def bowl(rng: np.random.Generator, n: int) -> Array:
    """A positive definite H of shape (n, n) that is not diagonal."""
    factor = rng.normal(size=(n, n))
    return factor @ factor.T + 0.3 * np.eye(n)


def arrays(rng: np.random.Generator, shapes: Shapes = SHAPES) -> Network:
    """A list of pairs like params: normal numbers."""
    return [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes]


def squares(rng: np.random.Generator, shapes: Shapes = SHAPES) -> Network:
    """The same, all numbers above 0."""
    return [(W**2 + 0.1, b**2 + 0.1) for W, b in arrays(rng, shapes)]


def zeros(shapes: Shapes = SHAPES) -> Network:
    """The same, all 0."""
    return [(np.zeros(shape), np.zeros(shape[1])) for shape in shapes]


def examples(rng: np.random.Generator, N: int, n: int) -> tuple[Array, Integers]:
    """X of shape (N, n) and labels of shape (N,): no two rows and no two labels are the same."""
    return rng.normal(size=(N, n)), rng.permutation(3 * N)[:N]
