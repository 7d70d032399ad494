"""A residual block: the input skips the layer and is added to its output."""

from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.networks.dense import dense_backward, dense_forward


def residual_block_forward(X, W, b, kind):
    """``Y = X + f(X @ W + b)``.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        One example a row.
    W : ndarray of shape (n, n)
    b : ndarray of shape (n,)
    kind : {"identity", "sigmoid", "tanh", "relu"}
        The activation f.

    Returns
    -------
    Y : ndarray of shape (N, n)
    cache : tuple
        What `residual_block_backward` needs.

    Notes
    -----
    Source: S3-16, after He and others, 2016.

    Examples
    --------
    >>> import numpy as np
    >>> Y, cache = residual_block_forward(np.array([[1.0, -2.0]]), np.zeros((2, 2)), np.zeros(2), "tanh")
    >>> Y
    array([[ 1., -2.]])
    """
    Z, dense_cache = dense_forward(X, W, b)
    return X + activation(Z, kind), (dense_cache, Z, kind)


def residual_block_backward(dY, cache):
    """Send the gradient back through a residual block, along both paths.

    Parameters
    ----------
    dY : ndarray of shape (N, n)
        Gradient of the loss with respect to the block's output.
    cache : tuple
        From `residual_block_forward`.

    Returns
    -------
    dX : ndarray of shape (N, n)
        ``dY`` itself plus what comes through the layer: X is used twice, so two gradients add up.
    dW : ndarray of shape (n, n)
    db : ndarray of shape (n,)

    Notes
    -----
    Source: S3-16; the sum is S0-40. Even with small weights dX is not small: that is why very deep networks train.

    Examples
    --------
    >>> import numpy as np
    >>> _, cache = residual_block_forward(np.array([[1.0, -2.0]]), np.zeros((2, 2)), np.zeros(2), "tanh")
    >>> residual_block_backward(np.array([[3.0, 4.0]]), cache)[0]
    array([[3., 4.]])
    """
    dense_cache, Z, kind = cache
    dX, dW, db = dense_backward(activation_backward(dY, Z, kind), dense_cache)
    return dY + dX, dW, db
