"""Powers of one number as features, for linear models that are curves."""

import numpy as np


def polynomial_features(x, degree):
    """The powers ``x, x**2, …, x**degree``, one example a row.

    Parameters
    ----------
    x : ndarray of shape (N,)
        One number for each example.
    degree : int
        Highest power.

    Returns
    -------
    ndarray of shape (N, degree)
        Without the power 0, which is the column of ones that `add_bias` appends.

    Notes
    -----
    Source: S0-28 and S1-08. With ``degree >= N - 1`` a polynomial goes through all N points; with more, many do.

    Examples
    --------
    >>> polynomial_features(np.array([1.0, 2.0, 3.0]), 3)
    array([[ 1.,  1.,  1.],
           [ 2.,  4.,  8.],
           [ 3.,  9., 27.]])
    """
    return x[:, None] ** np.arange(1, degree + 1)
