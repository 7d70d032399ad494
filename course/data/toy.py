"""Toy data sets: point clouds in the plane, and a noisy curve. The same generator state gives the same points."""

import numpy as np

from course.types import Array, Integers


def xor_blobs(N: int, rng: np.random.Generator, spread: float = 0.2) -> tuple[Array, Integers]:
    """Draw four clouds at the corners of a square; opposite corners belong to one class.

    Parameters
    ----------
    N : int
    rng : numpy.random.Generator
    spread : float, optional
        Standard deviation of a cloud. The coordinates of the corners are 0 and 1.

    Returns
    -------
    X : ndarray of shape (N, 2)
    labels : ndarray of shape (N,)
        1 where exactly one coordinate of the corner is 1.

    Examples
    --------
    >>> X, labels = xor_blobs(4, np.random.default_rng(0), spread=0.0)
    >>> sorted(zip(X.tolist(), labels.tolist()))
    [([0.0, 0.0], 0), ([0.0, 1.0], 1), ([1.0, 0.0], 1), ([1.0, 1.0], 0)]
    """
    corner = rng.permutation(np.arange(N) % 4)
    first, second = corner // 2, corner % 2
    X = np.column_stack([first, second]) + rng.normal(scale=spread, size=(N, 2))
    return X, first ^ second


def two_moons(N: int, rng: np.random.Generator, spread: float = 0.1) -> tuple[Array, Integers]:
    """Draw two interleaving half circles.

    Parameters
    ----------
    N : int
    rng : numpy.random.Generator
    spread : float, optional
        Standard deviation around the half circles, whose radius is 1.

    Returns
    -------
    X : ndarray of shape (N, 2)
    labels : ndarray of shape (N,)
        0 for the upper moon, 1 for the lower one.
    """
    labels = rng.permutation(np.arange(N) % 2)
    angle = rng.uniform(0, np.pi, size=N)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    X = np.where(labels[:, None] == 0, upper, lower)
    return X + rng.normal(scale=spread, size=(N, 2)), labels


def circles(N: int, rng: np.random.Generator, spread: float = 0.1) -> tuple[Array, Integers]:
    """Draw a small circle inside a large one.

    Parameters
    ----------
    N : int
    rng : numpy.random.Generator
    spread : float, optional
        Standard deviation around the circles, whose radii are 1/2 and 1.

    Returns
    -------
    X : ndarray of shape (N, 2)
    labels : ndarray of shape (N,)
        0 for the large circle, 1 for the small one.
    """
    labels = rng.permutation(np.arange(N) % 2)
    angle, radius = rng.uniform(0, 2 * np.pi, size=N), np.where(labels == 0, 1.0, 0.5)
    X = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return X + rng.normal(scale=spread, size=(N, 2)), labels


def spirals(
    N: int, rng: np.random.Generator, arms: int = 2, turns: float = 1.5, spread: float = 0.02
) -> tuple[Array, Integers]:
    """Draw spiral arms around the origin; each arm is a class.

    Parameters
    ----------
    N : int
    rng : numpy.random.Generator
    arms : int, optional
    turns : float, optional
        Number of turns of an arm, which ends at radius 1.
    spread : float, optional
        Standard deviation around the arms.

    Returns
    -------
    X : ndarray of shape (N, 2)
    labels : ndarray of shape (N,)
        Number of the arm, from 0 to arms - 1.
    """
    labels = rng.permutation(np.arange(N) % arms)
    radius = np.sqrt(rng.uniform(size=N))
    angle = 2 * np.pi * (turns * radius + labels / arms)
    X = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return X + rng.normal(scale=spread, size=(N, 2)), labels


def noisy_sine(N: int, rng: np.random.Generator, spread: float = 0.2) -> tuple[Array, Array]:
    """Draw noisy points on one period of the sine.

    Parameters
    ----------
    N : int
    rng : numpy.random.Generator
    spread : float, optional
        Standard deviation of the noise.

    Returns
    -------
    x : ndarray of shape (N,)
        Uniform between 0 and 1, in ascending order.
    y : ndarray of shape (N,)
        ``sin(2 pi x)`` plus noise.

    Examples
    --------
    >>> x, y = noisy_sine(5, np.random.default_rng(0), spread=0.0)
    >>> bool(np.allclose(y, np.sin(2 * np.pi * x)))
    True
    """
    x = np.sort(rng.uniform(size=N))
    return x, np.sin(2 * np.pi * x) + rng.normal(scale=spread, size=N)
