"""Least squares with an L1 penalty (the lasso), which makes some weights exactly zero."""

import numpy as np


def soft_threshold(v, t):
    """Move every entry towards zero by t; an entry that would cross zero becomes zero.

    Parameters
    ----------
    v : ndarray of any shape
    t : float
        Not negative.

    Returns
    -------
    ndarray of the shape of v
        The w that minimises ``(w - v)**2 / 2 + t * abs(w)`` in every entry.

    Notes
    -----
    Source: S1-06. For orthonormal columns the lasso is ``soft_threshold(X.T @ y, lam / 2)``. Printed as "no closed
    form": true in general, not here (E27).

    Examples
    --------
    >>> soft_threshold(np.array([-3.0, 0.5, 2.0]), 1.0)
    array([-2.,  0.,  1.])
    """
    return v - np.clip(v, -t, t)


def lasso_ista(X, y, lam, steps=1000):
    """Minimise ``sum((X @ w - y)**2) + lam * sum(abs(w))`` by proximal gradient descent (ISTA), from w = 0.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        One example a row. There is no bias: subtract the means of X and y first.
    y : ndarray of shape (N,)
        Targets.
    lam : float
        Strength of the L1 penalty.
    steps : int
        How many steps to take; each lowers the objective.

    Returns
    -------
    w : ndarray of shape (n,)
        All zero if ``lam >= 2 * max(abs(X.T @ y))``.

    Notes
    -----
    Source: S1-06. Each step follows the gradient of the squares alone, ``2 X^T (X w - y)``, and then applies
    `soft_threshold` for the penalty. L is the largest curvature of the squares, ``2 lambda_max(X^T X)``; a step size of
    1 / L never overshoots, and the threshold is the step size times the strength of the penalty, ``lam / L``.

    Examples
    --------
    >>> lasso_ista(np.eye(3), np.array([-3.0, 0.5, 2.0]), lam=2.0)
    array([-2.,  0.,  1.])
    """
    L = 2 * np.linalg.norm(X, 2) ** 2
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = soft_threshold(w - 2 / L * X.T @ (X @ w - y), lam / L)
    return w
