"""Sums of bumps: the visual proof of universal approximation on a line, and towers in more dimensions."""

import math

import numpy as np


def nielsen_curve(x):
    """The curve on [0, 1] that Nielsen's visual proof rebuilds: ``0.2 + 0.4 x² + 0.3 x sin(15 x) + 0.05 cos(50 x)``.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    ndarray of the shape of x

    Notes
    -----
    Source: S2-26 (Neural Networks and Deep Learning, chapter 4).

    Examples
    --------
    >>> float(nielsen_curve(np.array(0.0)))
    0.25
    """
    return 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15 * x) + 0.05 * np.cos(50 * x)


def bump_net(edges, heights, steepness):
    """One bump for each interval between neighbouring edges, side by side.

    Parameters
    ----------
    edges : ndarray of shape (n + 1,)
        Increasing.
    heights : ndarray of shape (n,)
        Output of the network between ``edges[i]`` and ``edges[i + 1]``.
    steepness : float
        Slope of the pre-activations. It does not matter for steps; sigmoids approach steps as it grows.

    Returns
    -------
    params : list of (W, b)
        One input, 2n hidden units, one linear output: for `threshold_forward`, or for `mlp_forward` with sigmoids.

    Notes
    -----
    Source: S3-07, a bump is the difference of two steps; S3-08, a function is a sum of bumps. If each height
    is f in the middle of its interval, the error is at most half an interval times the largest slope of f.

    Examples
    --------
    >>> from reference_solution.logic.threshold import threshold_forward
    >>> params = bump_net(np.array([0.0, 1.0, 2.0]), np.array([5.0, -3.0]), steepness=1.0)
    >>> threshold_forward(params, np.array([[-1.0], [0.5], [1.5], [3.0]])).ravel()
    array([ 0.,  5., -3.,  0.])
    """
    ups, downs = edges[:-1], edges[1:]
    W = np.full((1, 2 * len(heights)), float(steepness))
    b = -steepness * np.concatenate([ups, downs])
    return [(W, b), (np.concatenate([heights, -heights])[:, None], np.zeros(1))]


def tower_net(low, high, heights):
    """One box-shaped tower for each pair of opposite corners, in any number of dimensions.

    Parameters
    ----------
    low, high : ndarray of shape (n, n_in)
        Corners of each box.
    heights : ndarray of shape (n,)
        Output of the network in each box.

    Returns
    -------
    params : list of (W, b)
        Three layers for `threshold_forward`: 2 n n_in steps, n steps, one linear output.

    Notes
    -----
    Source: S3-07. In two dimensions a bump along x1 plus a bump along x2 is a cross, 2 in the middle and 1 on the arms;
    removing the arms takes a second hidden layer: a box is the AND of its bumps.

    Examples
    --------
    >>> from reference_solution.logic.threshold import threshold_forward
    >>> params = tower_net(np.array([[0.0, 0.0]]), np.array([[1.0, 1.0]]), np.array([7.0]))
    >>> threshold_forward(params, np.array([[0.5, 0.5], [0.5, 2.0], [2.0, 2.0]])).ravel()
    array([7., 0., 0.])
    """
    n, n_in = low.shape
    directions = np.tile(np.eye(n_in), n)  # unit i * n_in + j looks at input j for box i
    W1 = np.hstack([directions, directions])
    b1 = -np.concatenate([low.ravel(), high.ravel()])
    to_box = np.repeat(np.eye(n), n_in, axis=0)
    W2 = np.vstack([to_box, -to_box])
    b2 = np.full(n, 0.5 - n_in)
    return [(W1, b1), (W2, b2), (heights[:, None], np.zeros(1))]


def towers_needed(error, lipschitz, n_in):
    """Number of towers that suffices to approximate a function on the unit cube within `error`.

    Parameters
    ----------
    error : float
        The largest difference allowed.
    lipschitz : float
        Lipschitz constant of the function with respect to the largest change of an input.
    n_in : int
        Dimensions.

    Returns
    -------
    int
        A grid of cubes whose sides are at most ``2 error / lipschitz``.

    Notes
    -----
    Source: S0-27, "you may need a very large network"; S2-25, "exponential size in worst case": exponential in the
    number of inputs.

    Examples
    --------
    >>> [towers_needed(0.05, 1.0, n_in) for n_in in (1, 2, 6)]
    [10, 100, 1000000]
    """
    return math.ceil(lipschitz / (2 * error)) ** n_in
