"""Inputs of p1: data for regression, data to separate, scores."""

import numpy as np

from course.types import Array, Integers, Layer
from reference_solution.logic.boolean import boolean_inputs


def regression(rng: np.random.Generator, N: int, n: int) -> Layer:
    """X of shape (N, n) whose columns have different means, and y far from 0, so that a bias matters."""
    X = rng.normal(size=(N, n)) + rng.uniform(1, 2, size=n) * rng.choice([-1.0, 1.0], size=n)
    y = X @ rng.normal(size=n) + 4.0 + rng.normal(scale=0.5, size=N)
    return X, y


def small_features(rng: np.random.Generator, N: int, n: int) -> Layer:
    """As `regression`, with features of size 1/100: a rank that is found by an absolute limit is too low."""
    X, y = regression(rng, N, n)
    return X / 100, y


def dependent(rng: np.random.Generator, N: int, n: int) -> Layer:
    """As `regression`, with two equal columns: many weights fit equally well."""
    X, y = regression(rng, N, n)
    X[:, -1] = X[:, 0]
    return X, y


def sparse_problem(
    rng: np.random.Generator, N: int, n: int, nonzero: int, orthonormal: bool = False, longest: float = 1.2
) -> tuple[Array, Array, float]:
    """A lasso problem (X, y, lam) whose optimum has a known number of nonzero weights, none of them nearly zero.

    The singular values of X lie between 1 and `longest`; the further apart they are, the more steps it takes.

    The optimum is chosen first, and y such that it meets the conditions of the optimum.
    """
    left, _ = np.linalg.qr(rng.normal(size=(N, n)))
    right, _ = np.linalg.qr(rng.normal(size=(n, n)))
    X = left if orthonormal else left * np.linspace(1, rng.uniform(0.9, 1) * longest, n) @ right
    order = rng.permutation(n)
    signs = np.empty(n)
    signs[order] = rng.choice([-1.0, 1.0]) * np.resize([1.0, -1.0], n)
    w, pull = np.zeros(n), 0.7 * signs * rng.random(n)
    chosen = order[:nonzero]
    w[chosen], pull[chosen] = signs[chosen] * rng.uniform(0.5, 2, size=nonzero), signs[chosen]
    lam = float(rng.uniform(0.5, 1.5))
    noise = rng.normal(scale=0.3, size=N)
    noise -= left @ (left.T @ noise)
    return X, X @ w + lam / 2 * X @ np.linalg.solve(X.T @ X, pull) + noise, lam


def separable(rng: np.random.Generator, N: int, n: int, gamma: float) -> tuple[Array, Integers]:
    """(X, y) with labels -1 and 1, separated by a plane through the origin with a margin of at least gamma."""
    u = rng.normal(size=n)
    u /= np.linalg.norm(u)
    X = rng.normal(size=(N, n))
    y = rng.permutation(np.where(np.arange(N) % 2 == 0, 1, -1))
    along = y * (gamma + np.abs(X @ u))
    return X + np.outer(along - X @ u, u), y


def apart(rng: np.random.Generator, N: int) -> tuple[Array, Integers]:
    """(X, y) with an axis for each example: each is a mistake once, in whatever order they come, and never again."""
    X = np.diag(rng.uniform(1, 2, size=N))[rng.permutation(N)]
    return X, rng.permutation(np.where(np.arange(N) % 2 == 0, 1, -1))


def corners(ones: tuple[int, ...]) -> tuple[Array, Integers]:
    """The four corners of the unit square with a column of ones; label 1 for the rows in `ones`, -1 for the others."""
    y = np.full(4, -1)
    y[list(ones)] = 1
    return np.column_stack([boolean_inputs(2), np.ones(4)]), y


def scores(rng: np.random.Generator, N: int, largest: float) -> tuple[Array, Integers]:
    """Scores of both signs and labels -1 and 1; both signs of the margin occur if N > 1."""
    y = rng.permutation(np.where(np.arange(N) % 2 == 0, 1, -1))
    s = rng.uniform(0.2, 1, size=N) * largest * y
    s[rng.permutation(N)[: (N + 1) // 2]] *= -1
    return s, y
