"""The number of linear pieces of a ReLU network: counted on a line, and bounded."""

from math import prod

import numpy as np

from reference_solution.logic.half_planes import region_bound
from reference_solution.networks.network import mlp_forward


def count_linear_pieces(params, low, high):
    """Count the linear pieces of a ReLU network with one input, between two points.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; the first W of shape (1, n).
    low, high : float

    Returns
    -------
    int

    Notes
    -----
    Source: S3-13. Between neighbouring kinks of the layers so far, every pre-activation of the next layer is linear, so
    its zeros can be computed. A piece ends where the slope of an output changes by more than 1e-9 of the largest slope.

    Examples
    --------
    >>> absolute = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    >>> count_linear_pieces(absolute, -1.0, 1.0)
    2
    """
    return len(linear_corners(params, low, high)) - 1


def linear_corners(params, low, high):
    """The ends of the linear pieces of a ReLU network with one input.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; the first W of shape (1, n).
    low, high : float

    Returns
    -------
    ndarray of shape (pieces + 1,)
        From `low` to `high`, increasing.

    Notes
    -----
    Source: S3-13; see `count_linear_pieces`.

    Examples
    --------
    >>> absolute = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    >>> linear_corners(absolute, -1.0, 1.0)
    array([-1.,  0.,  1.])
    """
    x = np.array([low, high], dtype=float)
    for layer in range(1, len(params)):
        Z = mlp_forward(params[:layer], x[:, None], "relu")[0]
        left, right = Z[:-1], Z[1:]
        interval, unit = np.nonzero(left * right < 0)
        share = left[interval, unit] / (left - right)[interval, unit]
        x = np.unique(np.concatenate([x, x[interval] + share * np.diff(x)[interval]]))
        x = x[np.append(True, np.diff(x) > 1e-12 * (high - low))]  # a kink found twice is one kink
    slopes = np.diff(mlp_forward(params, x[:, None], "relu")[0], axis=0) / np.diff(x)[:, None]
    bends = np.abs(np.diff(slopes, axis=0)) > 1e-9 * np.abs(slopes).max()
    return x[np.concatenate([[True], np.any(bends, axis=1), [True]])]


def montufar_bound(sizes):
    """A number of linear regions that some deep ReLU network of these widths has.

    Parameters
    ----------
    sizes : list of int
        The number of inputs n_0, then the widths n_1, …, n_L of the hidden layers, each at least n_0.

    Returns
    -------
    int
        ``(product over i < L of floor(n_i / n_0)**n_0) * (C(n_L, 0) + … + C(n_L, n_0))``.

    Notes
    -----
    Source: S3-13 (Montúfar et al. 2014). All but the last hidden layer fold the space, each ``floor(n_i / n_0)`` times
    along every input; the last one cuts the folded space, and the cuts appear in every copy. A shallow network of n
    ReLUs has at most `region_bound` (n, n_0) regions.

    Examples
    --------
    >>> [montufar_bound([2] + [4] * L) for L in (1, 2, 3, 4)]
    [11, 44, 176, 704]
    >>> [region_bound(4 * L, 2) for L in (1, 2, 3, 4)]  # as many units in one layer
    [11, 37, 79, 137]
    """
    n_in, *folding, last = sizes
    return prod((n // n_in) ** n_in for n in folding) * region_bound(last, n_in)
