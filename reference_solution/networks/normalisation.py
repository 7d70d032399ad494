"""Batch and layer normalisation: bring numbers to mean 0 and variance 1, over the examples or over the units."""

import numpy as np


def normalise_forward(X, gamma, beta, axis, eps=1e-5):
    """Bring X to mean 0 and variance 1 along an axis, then scale and shift each unit: ``Y = gamma * Z + beta``.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        One example a row.
    gamma, beta : ndarray of shape (n,)
        Learned scale and shift of each unit.
    axis : {0, 1}
        0 for batch normalisation, over the examples; 1 for layer normalisation, over the units of one example.
    eps : float
        Added to the variance.

    Returns
    -------
    Y : ndarray of shape (N, n)
    cache : tuple
        What `normalise_backward` needs.

    Notes
    -----
    Source: Ioffe and Szegedy, 2015 (batch); Ba, Kiros and Hinton, 2016 (layer). When a batch-normalised network is
    used, running means of training take the place of the batch's mean and variance.

    Examples
    --------
    >>> Y, _ = normalise_forward(np.array([[1.0, 10.0], [3.0, 30.0]]), np.ones(2), np.zeros(2), axis=0, eps=0.0)
    >>> Y
    array([[-1., -1.],
           [ 1.,  1.]])
    """
    size = np.sqrt(X.var(axis=axis, keepdims=True) + eps)
    Z = (X - X.mean(axis=axis, keepdims=True)) / size
    return gamma * Z + beta, (Z, size, gamma, axis)


def normalise_backward(dY, cache):
    """Send the gradient back through a normalisation.

    Parameters
    ----------
    dY : ndarray of shape (N, n)
        Gradient of the loss with respect to Y.
    cache : tuple
        From `normalise_forward`.

    Returns
    -------
    dX : ndarray of shape (N, n)
        Mean and variance depend on all entries along the axis, so the part of dZ along the constant vector and the
        part along Z are taken out.
    dgamma, dbeta : ndarray of shape (n,)

    Examples
    --------
    >>> _, cache = normalise_forward(np.array([[1.0], [3.0]]), np.ones(1), np.zeros(1), axis=0, eps=0.0)
    >>> normalise_backward(np.array([[5.0], [7.0]]), cache)  # two examples are -1 and 1, whatever they were
    (array([[0.],
           [0.]]), array([2.]), array([12.]))
    """
    Z, size, gamma, axis = cache
    dZ = dY * gamma
    along = Z * (dZ * Z).mean(axis=axis, keepdims=True)
    dX = (dZ - dZ.mean(axis=axis, keepdims=True) - along) / size
    return dX, (dY * Z).sum(axis=0), dY.sum(axis=0)
