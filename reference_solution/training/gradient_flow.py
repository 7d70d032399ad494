"""How the norm of the gradient changes on its way back through a deep stack of equal layers."""

import numpy as np

from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.networks.dense import dense_forward
from reference_solution.networks.residual import residual_block_backward, residual_block_forward


def gradient_norms(params, X, dY, kind, residual=False):
    """Norm of the gradient with respect to the input of each layer, and to the output.

    Parameters
    ----------
    params : list of (W, b)
        All of shape (n, n) and (n,); every layer has its activation, the last one too.
    X : ndarray of shape (N, n)
    dY : ndarray of shape (N, n)
        Gradient of the loss with respect to the output.
    kind : {"identity", "sigmoid", "tanh", "relu"}
    residual : bool
        Whether each layer is a residual block.

    Returns
    -------
    ndarray of shape (L + 1,)
        The first entry belongs to the input, the last is the norm of `dY`.

    Notes
    -----
    Source: S3-16, "information may not be able to propagate easily". Without the shortcut each layer multiplies the
    norm by about the same factor, so it shrinks or grows exponentially with the depth.

    Examples
    --------
    >>> halves = [(0.5 * np.eye(2), np.zeros(2))] * 3
    >>> gradient_norms(halves, np.zeros((1, 2)), np.array([[0.0, 8.0]]), "tanh")
    array([1., 2., 4., 8.])
    >>> gradient_norms(halves, np.zeros((1, 2)), np.array([[0.0, 8.0]]), "tanh", residual=True)
    array([27., 18., 12.,  8.])
    """
    A, caches = X, []
    for W, b in params:
        if residual:
            A, cache = residual_block_forward(A, W, b, kind)
        else:
            Z, _ = dense_forward(A, W, b)
            A, cache = activation(Z, kind), (Z, W)
        caches.append(cache)
    dA, norms = dY, [np.linalg.norm(dY)]
    for cache in reversed(caches):
        if residual:
            dA = residual_block_backward(dA, cache)[0]
        else:
            Z, W = cache
            dA = activation_backward(dA, Z, kind) @ W.T
        norms.append(np.linalg.norm(dA))
    return np.array(norms[::-1])
