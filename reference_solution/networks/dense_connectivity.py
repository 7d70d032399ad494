"""Dense connectivity: a layer's output is concatenated with its input, and the next layer gets both."""

import numpy as np

from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.networks.dense import dense_backward, dense_forward


def concatenated_forward(X, W, b, kind):
    """``Y = [X, f(X @ W + b)]``, side by side.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.
    W : ndarray of shape (n_in, n_out)
    b : ndarray of shape (n_out,)
    kind : {"identity", "sigmoid", "tanh", "relu"}
        The activation f.

    Returns
    -------
    Y : ndarray of shape (N, n_in + n_out)
    cache : tuple
        What `concatenated_backward` needs.

    Notes
    -----
    Source: S3-16, after Huang and others, 2017.

    Examples
    --------
    >>> Y, cache = concatenated_forward(np.array([[1.0, -2.0]]), np.zeros((2, 1)), np.ones(1), "relu")
    >>> Y
    array([[ 1., -2.,  1.]])
    """
    Z, dense_cache = dense_forward(X, W, b)
    return np.concatenate([X, activation(Z, kind)], axis=1), (dense_cache, Z, kind)


def concatenated_backward(dY, cache):
    """Split the gradient where the forward pass concatenates, and add up the two parts that reach X.

    Parameters
    ----------
    dY : ndarray of shape (N, n_in + n_out)
        Gradient of the loss with respect to the output.
    cache : tuple
        From `concatenated_forward`.

    Returns
    -------
    dX : ndarray of shape (N, n_in)
    dW : ndarray of shape (n_in, n_out)
    db : ndarray of shape (n_out,)

    Notes
    -----
    Source: S3-16.

    Examples
    --------
    >>> _, cache = concatenated_forward(np.array([[1.0, -2.0]]), np.zeros((2, 1)), np.ones(1), "relu")
    >>> concatenated_backward(np.array([[3.0, 4.0, 5.0]]), cache)
    (array([[3., 4.]]), array([[  5.],
           [-10.]]), array([5.]))
    """
    dense_cache, Z, kind = cache
    n_in = dY.shape[1] - Z.shape[1]
    dX, dW, db = dense_backward(activation_backward(dY[:, n_in:], Z, kind), dense_cache)
    return dY[:, :n_in] + dX, dW, db
