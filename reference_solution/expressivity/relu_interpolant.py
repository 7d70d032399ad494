"""ReLUs join the dots: an exact piecewise-linear curve through given points."""

import numpy as np


def relu_interpolant(x, y):
    """The network whose graph is the broken line through the points (x, y).

    Parameters
    ----------
    x : ndarray of shape (n + 1,)
        Increasing.
    y : ndarray of shape (n + 1,)

    Returns
    -------
    params : list of (W, b)
        One input, n ReLUs, one output, for `mlp_forward`. Constant to the left of ``x[0]``; to the right of ``x[n]``
        the last piece goes on.

    Notes
    -----
    Source: S0-23. Unit i bends the line at ``x[i]``, so its weight is the *change* of slope there; S0-22: for a curve
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
