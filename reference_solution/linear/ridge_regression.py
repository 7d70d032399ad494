"""Least squares with a price on long weight vectors."""

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
        Price of a squared unit of weight.
    penalise_bias : bool
        Whether the bias pays too, as in the deck's formula.

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
    Source: S1-05, ``w = (lam I + X^T X)^-1 X^T y``. The last entry of I is 0 here unless the bias pays: whoever adds 5
    to every target expects 5 more in every prediction. For the *mean* of the squares the same w belongs to ``lam * N``.

    Examples
    --------
    >>> X, y = np.array([[-1.0], [1.0]]), np.array([1.0, 5.0])
    >>> ridge(X, y, lam=0.0), ridge(X, y, lam=2.0), ridge(X, y, lam=2.0, penalise_bias=True)
    (array([2., 3.]), array([1., 3.]), array([1. , 1.5]))
    """
    A = add_bias(X)
    pays = np.ones(A.shape[1])
    pays[-1] = penalise_bias
    return np.linalg.solve(lam * np.diag(pays) + A.T @ A, A.T @ y)
