"""Softmax, its logarithm, and the logarithm of a sum of exponentials, one example a row."""

import numpy as np


def logsumexp(Z, temperature=1.0):
    """Smooth maximum of each row: ``T log sum_j exp(z_j / T)``.

    Parameters
    ----------
    Z : ndarray of shape (N, K)
        Logits.
    temperature : float
        T > 0. The result lies between the largest logit and that plus ``T log K``.

    Returns
    -------
    ndarray of shape (N,)

    Notes
    -----
    Source: S2-06. The largest logit of the row is subtracted first, so exp never overflows.

    Examples
    --------
    >>> logsumexp(np.array([[1000.0, 0.0], [-1000.0, -1000.0]])).round(6).tolist()
    [1000.0, -999.306853]
    """
    top = Z.max(axis=1, keepdims=True)
    return top[:, 0] + temperature * np.log(np.exp((Z - top) / temperature).sum(axis=1))


def log_softmax(Z, temperature=1.0):
    """Logarithm of the softmax: ``z_i / T - log sum_j exp(z_j / T)``.

    Parameters
    ----------
    Z : ndarray of shape (N, K)
        Logits.
    temperature : float
        T > 0.

    Returns
    -------
    log_P : ndarray of shape (N, K)
        In nats; finite also where the probability itself is too small for a float.

    Notes
    -----
    Source: S2-06, printed as ``z_i - log sum_i exp(z_j)``: the sum goes over j (E20).

    Examples
    --------
    >>> log_softmax(np.array([[1000.0, 0.0]]))
    array([[    0., -1000.]])
    """
    shifted = (Z - Z.max(axis=1, keepdims=True)) / temperature
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def softmax(Z, temperature=1.0):
    """Probabilities from logits: ``exp(z_i / T) / sum_j exp(z_j / T)``.

    Parameters
    ----------
    Z : ndarray of shape (N, K)
        Logits.
    temperature : float
        T > 0: near 0 the largest logit has probability 1, for large T all classes are equally likely.

    Returns
    -------
    P : ndarray of shape (N, K)
        Every row sums to 1.

    Notes
    -----
    Source: S2-06. Adding a constant to a row changes nothing; without subtracting the largest logit ``exp(1000)`` is
    infinite.

    Examples
    --------
    >>> softmax(np.array([[1000.0, 1000.0], [1000.0, 0.0]]))
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    return np.exp(log_softmax(Z, temperature))
