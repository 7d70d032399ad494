"""Inputs of p3: logits and targets that make the known bugs visible and tell them apart."""

import numpy as np

from course.types import Array, Layer

# All exponentials overflow in the first and third row, and are 0 in the others; within a row the smallest share is 0.
LARGE: Array = np.array([[2500.0], [-2500.0], [1800.0], [-1800.0]]) + np.array([-800.0, 0.0, 300.0])


def logits(rng: np.random.Generator, N: int, K: int) -> Array:
    """Logits of moderate size, shape (N, K); no two rows have the same sum of exponentials."""
    return 2.0 * rng.normal(size=(N, K))


def large_logits(rng: np.random.Generator) -> Array:
    """Logits of shape (4, 3): rows differ by thousands, entries within a row by hundreds."""
    return rng.permuted(LARGE, axis=1) + rng.uniform(-20.0, 20.0, size=LARGE.shape)


def logits_far_from_zero(rng: np.random.Generator) -> Array:
    """Logits of shape (5, 3) around 1400.

    Divided by a temperature of 3, less their own maximum, they are harmless; less an undivided one they underflow.
    """
    return 1400.0 + 10.0 * logits(rng, 5, 3)


def one_hot(rng: np.random.Generator, N: int, K: int) -> Array:
    """One-hot targets of shape (N, K)."""
    targets: Array = np.eye(K)[rng.integers(0, K, size=N)]
    return targets


def smoothed(rng: np.random.Generator, N: int, K: int) -> Array:
    """Smoothed targets of shape (N, K): every class has a positive share, and rows sum to 1."""
    return 0.8 * one_hot(rng, N, K) + 0.2 * rng.dirichlet(np.ones(K), size=N)


def outputs_and_targets(rng: np.random.Generator, shape: tuple[int, ...]) -> Layer:
    """Random outputs and targets of one shape."""
    return rng.normal(size=shape), rng.normal(size=shape)


def sure_and_wrong(rng: np.random.Generator) -> Layer:
    """Logits of hundreds, and targets 0 and 1, some of which contradict them; both of shape (4, 2)."""
    Z = rng.uniform(720.0, 900.0, size=(4, 2)) * np.array([[1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0]])
    return Z, np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
