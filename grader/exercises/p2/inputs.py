"""Inputs of p2: truth tables, point clouds, polygons."""

import numpy as np
from numpy.typing import ArrayLike

from course.types import Array, Integers
from reference_solution.logic.boolean import boolean_inputs


def tables(rng: np.random.Generator, n: int, count: int) -> list[Integers]:
    """Distinct random truth tables of n inputs, none of them constant."""
    numbers = rng.choice(np.arange(1, 2 ** (2**n) - 1), size=count, replace=False)
    return [(int(number) >> np.arange(2**n)) & 1 for number in numbers]


def separable_table(rng: np.random.Generator, n: int) -> tuple[Array, Integers]:
    """The truth table of a threshold unit whose weights are so unequal that the class means do not separate it."""
    X = boolean_inputs(n)
    while True:
        w = rng.permutation([1.0, 2.0, 4.0][:n]) * rng.choice([-1.0, 1.0], size=n)
        y = (X @ w > rng.uniform(-3, 3)).astype(int)
        if 0 < y.sum() < len(y):
            return X, y


def separated_clouds(rng: np.random.Generator, shift: float) -> tuple[Array, Integers]:
    """Two separable clouds of points in the plane, with labels -1 and 1; their border lies `shift` from the origin."""
    angle = rng.uniform(0, 2 * np.pi)
    normal, along = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    y = np.repeat([1, -1], 6)
    # Each cloud lies mostly at one end of the border, so the difference of the means points nearly along it.
    across, ends = y * rng.uniform(0.3, 0.6, size=12), y * rng.uniform(0.5, 2.0, size=12)
    ends[[0, 6]] = -2.0 * y[[0, 6]]
    return (across + shift)[:, None] * normal + ends[:, None] * along, y


def zigzag(rng: np.random.Generator) -> tuple[Array, Integers]:
    """Points close to a line, on alternate sides of it: a perceptron needs many epochs to separate them."""
    angle = rng.uniform(0, 2 * np.pi)
    normal, along = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    y = np.tile([1, -1], 5)
    across, ends = y * rng.uniform(0.15, 0.2, size=10), np.linspace(-2, 2, 10)
    return across[:, None] * normal + ends[:, None] * along, y


def mixed_clouds(rng: np.random.Generator) -> tuple[Array, Integers]:
    """A point with label 0 inside a triangle with label 1: not separable."""
    corners = rng.uniform(-2, 2) + np.array([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]]) * rng.uniform(0.7, 1.3)
    return np.vstack([corners, corners.mean(axis=0)]), np.array([1, 1, 1, 0])


def polygon(rng: np.random.Generator, n: int, centre: ArrayLike, anticlockwise: bool = True) -> Array:
    """The vertices of a convex polygon without short sides, array of shape (n, 2)."""
    angles = 2 * np.pi * (np.arange(n) + rng.uniform(-0.25, 0.25, size=n)) / n
    corners = np.asarray(centre) + rng.uniform(1.0, 3.0) * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return corners if anticlockwise else corners[::-1].copy()
