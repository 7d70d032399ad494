"""The loss of logistic regression for labels -1 and +1."""

import numpy as np


def logistic_loss_pm1(s, y):
    """Logistic loss of every score, and its derivative.

    Parameters
    ----------
    s : ndarray of shape (N,)
        Scores ``X @ w + b``: the log-odds that the model gives to the label +1.
    y : ndarray of shape (N,)
        Labels -1 or +1.

    Returns
    -------
    loss : ndarray of shape (N,)
        ``log(1 + exp(-y s)) = -log sigma(y s)`` in nats, one for each example.
    ds : ndarray of shape (N,)
        ``-y sigma(-y s)``.

    Notes
    -----
    Source: S1-14, in one formula for both branches; S0-05. With the labels ``(y + 1) / 2``, which are 0 and 1, it is
    `bce_with_logits` (E31). ``exp(-|s|)`` never overflows.

    Examples
    --------
    >>> loss, ds = logistic_loss_pm1(np.array([0.0, 800.0, 800.0]), np.array([1.0, 1.0, -1.0]))
    >>> loss.round(6).tolist(), ds.tolist()
    ([0.693147, 0.0, 800.0], [-0.5, -0.0, 1.0])
    """
    margin = y * s
    e = np.exp(-np.abs(margin))
    loss = np.logaddexp(0.0, -margin)
    ds = -y * np.where(margin >= 0, e, 1.0) / (1.0 + e)
    return loss, ds
