"""Maxout: a unit that is the largest of several linear pieces."""

import numpy as np


def maxout(Z):
    """The largest of the k pieces of every unit: ``A = max_p Z[..., p]``.

    Parameters
    ----------
    Z : ndarray of shape (..., k)
        Pre-activations, the pieces of a unit in the last axis.

    Returns
    -------
    A : ndarray of shape (...)

    Notes
    -----
    Source: S1-12, ``max(w1^T x + b1, w2^T x + b2)``. With the pieces (z, 0) it is the ReLU, with (z, 0.1 z) the leaky
    ReLU, with (z, -z) the absolute value.

    Examples
    --------
    >>> maxout(np.array([[-2.0, 0.0], [3.0, 1.0]]))
    array([0., 3.])
    """
    return 1.0 * np.max(Z, axis=-1)


def maxout_derivative(Z):
    """Derivative of every unit with respect to its pieces: 1 for the largest, 0 for the rest.

    Parameters
    ----------
    Z : ndarray of shape (..., k)
        Pre-activations, the pieces of a unit in the last axis.

    Returns
    -------
    ndarray of the shape of Z
        Sums to 1 over the last axis; of several largest pieces the first gets the 1.

    Notes
    -----
    Source: S1-12; the max node of S3-37.

    Examples
    --------
    >>> maxout_derivative(np.array([[-2.0, 0.0], [3.0, 1.0], [5.0, 5.0]]))
    array([[0., 1.],
           [1., 0.],
           [1., 0.]])
    """
    return np.eye(np.shape(Z)[-1])[np.argmax(Z, axis=-1)]


def maxout_forward(X, W, b):
    """A layer of maxout units: each has k weight vectors and k biases, so k times the parameters of a dense layer.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.
    W : ndarray of shape (k, n_in, n_out)
        One weight matrix for each piece.
    b : ndarray of shape (k, n_out)
        Biases.

    Returns
    -------
    A : ndarray of shape (N, n_out)
    cache : tuple (X, W, Z)
        With the pieces Z of shape (N, n_out, k).

    Notes
    -----
    Source: S1-12.

    Examples
    --------
    >>> W, b = np.array([[[1.0]], [[-1.0]]]), np.zeros((2, 1))
    >>> maxout_forward(np.array([[-3.0], [2.0]]), W, b)[0]  # max(x, -x) = |x|
    array([[3.],
           [2.]])
    """
    Z = np.einsum("ij,pjk->ikp", X, W) + b.T
    return maxout(Z), (X, W, Z)


def maxout_backward(dA, cache):
    """Send the gradient back through a layer of maxout units, to the largest piece of each.

    Parameters
    ----------
    dA : ndarray of shape (N, n_out)
        Gradient of the loss with respect to the output.
    cache : tuple (X, W, Z)
        From `maxout_forward`.

    Returns
    -------
    dX : ndarray of shape (N, n_in)
    dW : ndarray of shape (k, n_in, n_out)
    db : ndarray of shape (k, n_out)

    Notes
    -----
    Source: S1-12; for each piece it is the backward pass of a dense layer (S4-23).

    Examples
    --------
    >>> W, b = np.array([[[1.0]], [[-1.0]]]), np.zeros((2, 1))
    >>> _, cache = maxout_forward(np.array([[-3.0], [2.0]]), W, b)
    >>> dX, dW, db = maxout_backward(np.array([[1.0], [1.0]]), cache)
    >>> dX.tolist(), dW.tolist(), db.tolist()
    ([[-1.0], [1.0]], [[[2.0]], [[-3.0]]], [[1.0], [1.0]])
    """
    X, W, Z = cache
    dZ = dA[..., None] * maxout_derivative(Z)
    dX = np.einsum("ikp,pjk->ij", dZ, W)
    dW = np.einsum("ij,ikp->pjk", X, dZ)
    db = dZ.sum(axis=0).T
    return dX, dW, db
