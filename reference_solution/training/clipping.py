"""Gradients that are too long are shortened before a step."""

import numpy as np


def clip_gradients(grads, longest):
    """Shorten all gradients by one factor, so that together they are no longer than `longest`.

    Parameters
    ----------
    grads : list of (dW, db)
    longest : float
        Largest Euclidean length of all entries together.

    Returns
    -------
    list of (dW, db)
        In the same direction.

    Notes
    -----
    Source: Pascanu, Mikolov and Bengio, 2013.

    Examples
    --------
    >>> clip_gradients([(np.array([[3.0]]), np.array([4.0]))], longest=1.0)
    [(array([[0.6]]), array([0.8]))]
    """
    length = np.sqrt(sum(np.sum(gradient**2) for layer in grads for gradient in layer))
    share = 1.0 if length <= longest else longest / length
    return [tuple(share * gradient for gradient in layer) for layer in grads]
