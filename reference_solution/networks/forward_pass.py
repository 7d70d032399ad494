"""The forward pass, layer by layer, which keeps all pre-activations and activations."""

import numpy as np


def forward(params, X, f=np.tanh):
    """Run a network whose output layer is linear: ``Z_l = A_{l-1} @ W_l + b_l``, ``A_l = f(Z_l)``.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        One example a row.
    f : callable
        Activation of every hidden layer, applied to every entry.

    Returns
    -------
    cache : dict
        ``cache["A"]`` is the list X, A_1, …, A_L, where the last is the output; ``cache["Z"]`` the list Z_1, …, Z_L.

    Raises
    ------
    ValueError
        From numpy, if the shapes do not fit.

    Notes
    -----
    Source: S0-13, S2-22, S3-19, S3-20 and S4-12. S4-12 is printed as ``Z = W A + W_0``; with its own W of n_in rows and
    n_out columns it must be ``W^T A + W_0`` (E02), of which a row of ours is the transpose.

    Examples
    --------
    >>> params = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.array([[1.0], [1.0]]), np.array([0.5]))]
    >>> cache = forward(params, np.array([[-3.0]]), f=lambda Z: np.maximum(Z, 0.0))
    >>> cache["Z"]
    [array([[-3.,  3.]]), array([[3.5]])]
    >>> cache["A"]
    [array([[-3.]]), array([[0., 3.]]), array([[3.5]])]
    """
    cache = {"A": [X], "Z": []}
    for layer, (W, b) in enumerate(params):
        Z = cache["A"][-1] @ W + b
        cache["Z"].append(Z)
        cache["A"].append(f(Z) if layer < len(params) - 1 else Z)
    return cache
