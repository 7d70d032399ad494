"""Examples made ready for training."""

import numpy as np


def standardise(X_train, X):
    """Shift and scale every feature as the training examples need it.

    Parameters
    ----------
    X_train : ndarray of shape (N, n)
        Decides mean and spread, alone: what is held out must not be looked at.
    X : ndarray of shape (M, n)
        What to transform; X_train itself, or anything held out.

    Returns
    -------
    ndarray of shape (M, n)
        A feature that is the same in all training examples becomes 0 there.

    Notes
    -----
    Source: S1-29; why it helps is S1-18 and S1-19, for the largest feature sets the critical step.

    Examples
    --------
    >>> standardise(np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([[5.0, 6.0]]))
    array([[3., 1.]])
    """
    spread = X_train.std(axis=0)
    return (X - X_train.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def split(labels, share, rng):
    """Hold out the same share of every class.

    Parameters
    ----------
    labels : ndarray of shape (N,)
        Integer classes.
    share : float
        How much of each class to hold out, rounded to whole examples.
    rng : numpy.random.Generator

    Returns
    -------
    train, held_out : ndarray of int
        Row numbers, shuffled; each row is in one of them.

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
