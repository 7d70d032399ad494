"""Data preparation: standardised features, and a split that keeps the share of every class."""

import numpy as np


def standardise(X_train, X):
    """Shift and scale every feature to mean 0 and standard deviation 1 over the training examples.

    Parameters
    ----------
    X_train : ndarray of shape (N, n)
        Mean and standard deviation are taken from these alone: held-out examples must not influence them.
    X : ndarray of shape (M, n)
        What to transform; X_train itself, or anything held out.

    Returns
    -------
    ndarray of shape (M, n)
        A feature that is the same in all training examples becomes 0 there.

    Notes
    -----
    Source: S1-29; why it helps is S1-18 and S1-19: the largest feature sets the critical step size.

    Examples
    --------
    >>> standardise(np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([[5.0, 6.0]]))
    array([[3., 1.]])
    """
    std = X_train.std(axis=0)
    return (X - X_train.mean(axis=0)) / np.where(std > 0, std, 1.0)


def split(labels, share, rng):
    """Hold out the same share of every class.

    Parameters
    ----------
    labels : ndarray of shape (N,)
        Integer classes.
    share : float
        Share of each class to hold out, rounded to whole examples.
    rng : numpy.random.Generator

    Returns
    -------
    train, held_out : ndarray of int
        Row numbers, shuffled; each row is in exactly one of the two.

    Examples
    --------
    >>> train, held_out = split(np.array([0, 0, 0, 0, 1, 1]), 0.5, np.random.default_rng(0))
    >>> len(train), len(held_out), int((held_out >= 4).sum())
    (3, 3, 1)
    """
    held_out = np.zeros(len(labels), dtype=bool)
    for k in np.unique(labels):
        rows = rng.permutation(np.flatnonzero(labels == k))
        held_out[rows[: round(share * len(rows))]] = True
    return rng.permutation(np.flatnonzero(~held_out)), rng.permutation(np.flatnonzero(held_out))
