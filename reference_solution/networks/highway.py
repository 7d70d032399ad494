"""A highway layer: a gate decides, unit by unit, how much is computed and how much is carried past."""

from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.networks.dense import dense_backward, dense_forward


def highway_forward(X, W, b, W_gate, b_gate, kind):
    """``Y = T * H + (1 - T) * X`` with ``H = f(X @ W + b)`` and the gate ``T = sigmoid(X @ W_gate + b_gate)``.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        One example a row.
    W, W_gate : ndarray of shape (n, n)
    b, b_gate : ndarray of shape (n,)
    kind : {"identity", "sigmoid", "tanh", "relu"}
        The activation f.

    Returns
    -------
    Y : ndarray of shape (N, n)
    cache : tuple
        What `highway_backward` needs.

    Notes
    -----
    Source: S3-16, after Srivastava and others, 2015.

    Examples
    --------
    >>> import numpy as np
    >>> zeros, shut = np.zeros((2, 2)), np.full(2, -1000.0)
    >>> Y, cache = highway_forward(np.array([[1.0, -2.0]]), zeros, np.zeros(2), zeros, shut, "tanh")
    >>> Y
    array([[ 1., -2.]])
    """
    Z, dense_cache = dense_forward(X, W, b)
    Z_gate, gate_cache = dense_forward(X, W_gate, b_gate)
    H, T = activation(Z, kind), activation(Z_gate, "sigmoid")
    return T * H + (1 - T) * X, (X, H, T, Z, Z_gate, dense_cache, gate_cache, kind)


def highway_backward(dY, cache):
    """Send the gradient back through a highway layer: X is used three times, so three gradients add up.

    Parameters
    ----------
    dY : ndarray of shape (N, n)
        Gradient of the loss with respect to the layer's output.
    cache : tuple
        From `highway_forward`.

    Returns
    -------
    dX : ndarray of shape (N, n)
    dW, db, dW_gate, db_gate : ndarray
        With the shapes of the parameters.

    Notes
    -----
    Source: S3-16.

    Examples
    --------
    >>> import numpy as np
    >>> zeros, shut = np.zeros((2, 2)), np.full(2, -1000.0)
    >>> _, cache = highway_forward(np.array([[1.0, -2.0]]), zeros, np.zeros(2), zeros, shut, "tanh")
    >>> highway_backward(np.array([[3.0, 4.0]]), cache)[0]
    array([[3., 4.]])
    """
    X, H, T, Z, Z_gate, dense_cache, gate_cache, kind = cache
    dX_layer, dW, db = dense_backward(activation_backward(dY * T, Z, kind), dense_cache)
    dX_gate, dW_gate, db_gate = dense_backward(activation_backward(dY * (H - X), Z_gate, "sigmoid"), gate_cache)
    return dY * (1 - T) + dX_layer + dX_gate, dW, db, dW_gate, db_gate
