"""A network as a linear model of features: fixed quadratic ones, or those of its hidden layers."""

from itertools import combinations_with_replacement

import numpy as np

from reference_solution.networks.network import mlp_forward


def quadratic_features(X):
    """The inputs and all products of two inputs: features that do not depend on the data.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.

    Returns
    -------
    ndarray of shape (N, n_in + n_in (n_in + 1) / 2)
        ``x1, x2, …``, then ``x1 x1, x1 x2, …, x2 x2, …``.

    Notes
    -----
    Source: S1-22, "sigmoid + polynomial transform". The product ``x1 x2`` separates XOR, the squares a circle; this is
    the hard-coded map of S0-18.

    Examples
    --------
    >>> quadratic_features(np.array([[2.0, 3.0]]))
    array([[2., 3., 4., 6., 9.]])
    """
    pairs = combinations_with_replacement(range(X.shape[1]), 2)
    return np.column_stack([X] + [X[:, i] * X[:, j] for i, j in pairs])


def hidden_features(params, X, kind):
    """The activations of the last hidden layer, which are the features of the output layer.

    Parameters
    ----------
    params : list of (W, b)
        First layer first, two layers at least.
    X : ndarray of shape (N, n_0)
        One example a row.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer.

    Returns
    -------
    H : ndarray of shape (N, n_hidden)
        The logits of the network are ``H @ W + b`` with the W and b of its last layer.

    Notes
    -----
    Source: S0-15, "neural nets can be viewed as a way of learning features".

    Examples
    --------
    >>> params = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    >>> hidden_features(params, np.array([[3.0]]), "relu")
    array([[3., 0.]])
    """
    _, caches = mlp_forward(params, X, kind)
    (H, _), _, _ = caches[-1]
    return H
