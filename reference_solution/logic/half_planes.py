"""Threshold units as half-planes: the regions they cut, and the shapes that the next layer makes of these."""

from math import comb

import numpy as np


def at_least(k, W, b):
    """A network that fires where at least k of its hidden units do.

    Parameters
    ----------
    k : int
        1 makes an OR of the half-planes, their number an AND, more than half of it a majority.
    W : ndarray of shape (n_in, n)
        One half-plane a column: the hidden unit fires where ``x @ w + b > 0``.
    b : ndarray of shape (n,)

    Returns
    -------
    params : list of (W, b)
        Two layers for `threshold_forward`; the step of the logit is the answer.

    Notes
    -----
    Source: S4-01, weights 1, 1 and -0.5: OR of two; S4-02, weights 1, 1, 1 and -0.5: OR of three, where -2.5 makes AND.
    The first layer says in which region the input is, the second which regions count (S4-03).

    Examples
    --------
    >>> at_least(2, np.eye(2), np.zeros(2))[1]
    (array([[1.],
           [1.]]), array([-1.5]))
    """
    return [(W, b), (np.ones((W.shape[1], 1)), np.array([0.5 - k]))]


def polygon_net(vertices):
    """A network that fires inside a convex polygon: the AND of one half-plane for each side.

    Parameters
    ----------
    vertices : ndarray of shape (n, 2)
        Corners in order, either way round.

    Returns
    -------
    params : list of (W, b)
        Two layers, n hidden units, for `threshold_forward`; the step of the logit is 1 inside and 0 on the border and
        outside.

    Raises
    ------
    ValueError
        If the corners are not those of a convex polygon, in order.

    Notes
    -----
    Source: S3-06.

    Examples
    --------
    >>> from reference_solution.logic.threshold import step, threshold_forward
    >>> triangle = polygon_net(np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]]))
    >>> step(threshold_forward(triangle, np.array([[1.0, 1.0], [3.0, 3.0]]))).ravel()
    array([1., 0.])
    """
    sides = np.roll(vertices, -1, axis=0) - vertices
    W = np.stack([-sides[:, 1], sides[:, 0]])  # each side, turned left by a right angle
    b = -np.sum(W.T * vertices, axis=1)
    inwards = np.sign(vertices.mean(axis=0) @ W + b)
    W, b = W * inwards, b * inwards
    if np.any(inwards == 0) or np.any(vertices @ W + b < -1e-9 * np.abs(W).max() * np.ptp(vertices)):
        raise ValueError(f"got {len(vertices)} vertices that bend both ways, expected a convex polygon's, in order")
    return [(W, b), (np.ones((len(vertices), 1)), np.array([0.5 - len(vertices)]))]


def region_bound(n, n_in):
    """The largest number of regions into which n hidden units can cut the space of n_in inputs.

    Parameters
    ----------
    n : int
        Hidden units: hyperplanes.
    n_in : int
        Dimensions.

    Returns
    -------
    int
        ``C(n, 0) + C(n, 1) + … + C(n, n_in)``.

    Notes
    -----
    Source: S3-06; in the plane ``1 + n + C(n, 2)``. Lines in general position reach it.

    Examples
    --------
    >>> [region_bound(n, 2) for n in range(6)]
    [1, 2, 4, 7, 11, 16]
    """
    return sum(comb(n, j) for j in range(n_in + 1))


def count_regions(W, b):
    """Count the regions into which hidden units cut the plane.

    Parameters
    ----------
    W : ndarray of shape (2, n)
        One line a column.
    b : ndarray of shape (n,)

    Returns
    -------
    int

    Notes
    -----
    Source: S3-06. A new line is cut by the lines before it into pieces, one more than it has crossings with them, and
    each piece cuts a region in two. Parallel lines do not cross; a line drawn twice cuts nothing. Crossings that follow
    each other along the line within 1e-9 count as one.

    Examples
    --------
    >>> count_regions(np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]), np.array([0.0, 0.0, -1.0]))
    7
    >>> count_regions(np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]), np.zeros(3))  # all through one point
    6
    """
    lines = (np.vstack([W, b]) / np.linalg.norm(W, axis=0)).T
    regions = 1
    for j, line in enumerate(lines):
        x, y, z = np.cross(lines[:j], line).T  # they cross at (x, y) / z
        parallel = np.abs(z) <= 1e-9
        if np.any(parallel & (np.abs(x) < 1e-9) & (np.abs(y) < 1e-9)):
            continue  # the same line again
        along = np.sort((line[0] * y - line[1] * x)[~parallel] / z[~parallel])
        regions += 1 + int(np.count_nonzero(np.diff(along, prepend=-np.inf) > 1e-9))
    return regions
