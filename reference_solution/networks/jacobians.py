"""The Jacobians of a dense layer, for inspection; the backward pass never builds them."""

import numpy as np


def dense_jacobians(x, W):
    """All derivatives of ``a = W^T x + b`` in denominator layout: first the axes of the input, last the axis of a.

    Parameters
    ----------
    x : ndarray of shape (n_in,)
        One example.
    W : ndarray of shape (n_in, n_out)
        Weights.

    Returns
    -------
    by_x : ndarray of shape (n_in, n_out)
        W itself.
    by_W : ndarray of shape (n_in, n_out, n_out)
        Entry (j, k, p) is ``x_j`` where output p is that of the weight, p = k, and zero elsewhere.
    by_b : ndarray of shape (n_out, n_out)
        The identity.

    Notes
    -----
    Source: S4-16 to S4-18. Multiplied from the left to ``da``, the gradient with respect to a, they give the gradients
    with respect to x, W and b. S3-27 is printed with factors that end in ``x^T``: in this order the shapes do not
    compose, and ``dW = x da^T`` is what is meant (E16).

    Examples
    --------
    >>> by_x, by_W, by_b = dense_jacobians(np.array([5.0, 7.0]), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    >>> da = np.array([1.0, 0.0, 10.0])
    >>> by_x @ da, by_W @ da, by_b @ da
    (array([31., 64.]), array([[ 5.,  0., 50.],
           [ 7.,  0., 70.]]), array([ 1.,  0., 10.]))
    """
    by_b = np.eye(W.shape[1])
    by_W = x[:, None, None] * by_b
    return W.copy(), by_W, by_b
