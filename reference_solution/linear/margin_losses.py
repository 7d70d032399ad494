"""Losses of a score s for labels y = -1 and +1, as functions of the margin ``y s``.

`reference_solution.linear.logistic_loss` has the logistic one, `reference_solution.linear.perceptron` the perceptron's.
"""

import numpy as np


def zero_one_loss(s, y):
    """1 for a mistake, 0 otherwise; a score of 0 is a mistake.

    Parameters
    ----------
    s : ndarray of shape (N,)
        Scores.
    y : ndarray of shape (N,)
        Labels -1 or +1.

    Returns
    -------
    loss, ds : ndarray of shape (N,)
        `ds` is zero everywhere, so gradient descent cannot minimise this loss, the one that matters (S0-05).

    Examples
    --------
    >>> zero_one_loss(np.array([2.0, -0.1, 0.0]), np.array([1.0, 1.0, -1.0]))
    (array([0., 1., 1.]), array([0., 0., 0.]))
    """
    loss = np.where(y * s > 0, 0.0, 1.0)
    return loss, np.zeros_like(loss)


def hinge_loss(s, y):
    """``max(0, 1 - y s)``: zero from a margin of 1 on.

    Parameters
    ----------
    s : ndarray of shape (N,)
        Scores.
    y : ndarray of shape (N,)
        Labels -1 or +1.

    Returns
    -------
    loss, ds : ndarray of shape (N,)
        At the kink, the margin 1, `ds` is 0.

    Notes
    -----
    Source: S0-05.

    Examples
    --------
    >>> hinge_loss(np.array([2.0, 0.5, -1.0]), np.array([1.0, 1.0, 1.0]))
    (array([0. , 0.5, 2. ]), array([ 0., -1., -1.]))
    """
    margin = y * s
    return np.maximum(0.0, 1.0 - margin), np.where(margin < 1, -y, 0.0)


def squared_loss(s, y):
    """``(s - y)**2 / 2``, which for labels -1 and +1 is ``(1 - y s)**2 / 2``: it also penalises margins above 1.

    Parameters
    ----------
    s : ndarray of shape (N,)
        Scores.
    y : ndarray of shape (N,)
        Labels -1 or +1.

    Returns
    -------
    loss, ds : ndarray of shape (N,)

    Notes
    -----
    Source: S0-05.

    Examples
    --------
    >>> squared_loss(np.array([3.0, 1.0, 0.0]), np.array([1.0, 1.0, -1.0]))
    (array([2. , 0. , 0.5]), array([2., 0., 1.]))
    """
    residual = s - y
    return residual**2 / 2, residual
