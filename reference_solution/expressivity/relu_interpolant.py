"""A ReLU network that interpolates given points by a piecewise linear function."""

import numpy as np


def relu_interpolant(x, y):
    """The network that is piecewise linear between the points (x, y) and goes through all of them.

    Parameters
    ----------
    x : ndarray of shape (n + 1,)
        Increasing.
    y : ndarray of shape (n + 1,)

    Returns
    -------
    params : list of (W, b)
        One input, n ReLUs, one output, for `mlp_forward`. Constant to the left of ``x[0]``; the last piece
        continues to the right of ``x[n]``.

    Notes
    -----
    Source: S0-23. Unit i has its kink at ``x[i]``, so its weight is the *change* of slope there; S0-22: for a curve
    with second derivative at most M the error is at most ``M h² / 8``, where h is the widest gap.

    Examples
    --------
    >>> from reference_solution.networks.network import mlp_forward
    >>> params = relu_interpolant(np.array([0.0, 1.0, 3.0]), np.array([1.0, 3.0, 2.0]))
    >>> mlp_forward(params, np.array([[0.0], [0.5], [1.0], [3.0]]), "relu")[0].ravel()
    array([1., 2., 3., 2.])
    >>> params[1][0].ravel()
    array([ 2. , -2.5])
    """
    slopes = np.diff(y) / np.diff(x)
    bends = np.diff(slopes, prepend=0.0)
    return [(np.ones((1, len(bends))), -x[:-1]), (bends[:, None], y[:1])]
