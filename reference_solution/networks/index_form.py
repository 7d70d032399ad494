"""Backpropagation through one hidden layer, written out index by index, as on the slides; slow, and easy to verify."""

import numpy as np

from reference_solution.activations.sigmoid_family import sigmoid


def forward_by_index(x, W1, b1, W2, b2):
    """One example through a network with sigmoid hidden units and linear outputs.

    Parameters
    ----------
    x : ndarray of shape (n_0,)
        One example.
    W1, b1, W2, b2 : ndarray of shape (n_0, n_1), (n_1,), (n_1, n_2) and (n_2,)

    Returns
    -------
    h : ndarray of shape (n_1,)
        ``h_j = sigma(b1_j + sum_i x_i W1_ij)``
    y : ndarray of shape (n_2,)
        ``y_k = b2_k + sum_j h_j W2_jk``

    Notes
    -----
    Source: S3-19 and S1-24. The deck's ``v_ji`` has the index of the unit first and of its input second; ours are in
    the opposite order.

    Examples
    --------
    >>> forward_by_index(np.array([1.0]), np.array([[2.0]]), np.array([-2.0]), np.array([[4.0]]), np.array([1.0]))
    (array([0.5]), array([3.]))
    """
    n_0, n_1, n_2 = len(x), len(b1), len(b2)
    h, y = np.zeros(n_1), np.zeros(n_2)
    for j in range(n_1):
        z_j = b1[j]
        for i in range(n_0):
            z_j += x[i] * W1[i, j]
        h[j] = sigmoid(z_j)
    for k in range(n_2):
        y[k] = b2[k]
        for j in range(n_1):
            y[k] += h[j] * W2[j, k]
    return h, y


def backward_by_index(x, t, W1, b1, W2, b2):
    """Gradients of ``1/2 sum_k (y_k - t_k)**2`` for one example.

    Parameters
    ----------
    x : ndarray of shape (n_0,)
        One example.
    t : ndarray of shape (n_2,)
        Its targets.
    W1, b1, W2, b2 : ndarray of shape (n_0, n_1), (n_1,), (n_1, n_2) and (n_2,)

    Returns
    -------
    dW1, db1, dW2, db2 : ndarray
        In the shapes of the parameters.

    Notes
    -----
    Source: S0-43, in the order of the slide. A hidden unit feeds every output, so its gradient is a sum over them.

    Examples
    --------
    >>> one = np.array([1.0])
    >>> dW1, db1, dW2, db2 = backward_by_index(one, one, np.array([[2.0]]), np.array([-2.0]), np.array([[4.0]]), one)
    >>> dW1, db1, dW2, db2
    (array([[2.]]), array([2.]), array([[1.]]), array([2.]))
    """
    n_0, n_1, n_2 = len(x), len(b1), len(b2)
    h, y = forward_by_index(x, W1, b1, W2, b2)
    dW1, db1, dW2, db2 = (np.zeros_like(array) for array in (W1, b1, W2, b2))
    for k in range(n_2):
        dy_k = y[k] - t[k]
        db2[k] = dy_k
        for j in range(n_1):
            dW2[j, k] = dy_k * h[j]
    for j in range(n_1):
        dh_j = 0.0
        for k in range(n_2):
            dh_j += (y[k] - t[k]) * W2[j, k]
        dz_j = dh_j * h[j] * (1.0 - h[j])
        db1[j] = dz_j
        for i in range(n_0):
            dW1[i, j] = dz_j * x[i]
    return dW1, db1, dW2, db2
