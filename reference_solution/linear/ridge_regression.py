"""Least squares with an L2 penalty (ridge regression)."""

import numpy as np

from reference_solution.linear.least_squares import add_bias


def ridge(X, y, lam, penalise_bias=False):
    """Weights and bias that minimise ``sum((X @ w + b - y)**2) + lam * sum(w**2)``.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        One example a row, without the column of ones.
    y : ndarray of shape (N,)
        Targets.
    lam : float
        Strength of the L2 penalty.
    penalise_bias : bool
        Whether the bias is penalised too, as in the deck's formula.

    Returns
    -------
    w : ndarray of shape (n + 1,)
        The bias comes last.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `lam` is 0 and the columns depend on each other: then no single w is the best.

    Notes
    -----
    Source: S1-05, ``w = (lam I + X^T X)^-1 X^T y``. The last entry of I is 0 here unless the bias is penalised:
    5 more in every target should give 5 more in every prediction. An objective with the *mean* of the squares and the
    strength ``lam`` has the same minimum as this one with ``lam * N``.

    Examples
    --------
    >>> X, y = np.array([[-1.0], [1.0]]), np.array([1.0, 5.0])
    >>> ridge(X, y, lam=0.0), ridge(X, y, lam=2.0), ridge(X, y, lam=2.0, penalise_bias=True)
    (array([2., 3.]), array([1., 3.]), array([1. , 1.5]))
    """
    A = add_bias(X)
    penalised = np.ones(A.shape[1])
    penalised[-1] = penalise_bias
    return np.linalg.solve(lam * np.diag(penalised) + A.T @ A, A.T @ y)
