"""Many small networks trained on XOR at once, to count how many of them learn it."""

import numpy as np

from reference_solution.activations.by_name import activation, activation_backward

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([[0.0], [1.0], [1.0], [0.0]])


def xor_success(hidden, kind, seeds, lr=1.0, steps=1000):
    """Which networks with one hidden layer learn XOR by gradient descent.

    Parameters
    ----------
    hidden : int
        Number of hidden units H.
    kind : {"sigmoid", "tanh", "relu"}
        Their activation; the output is a sigmoid with cross-entropy.
    seeds : int
        Number S of initialisations: weights from a standard normal distribution, biases zero.
    lr : float
    steps : int

    Returns
    -------
    ndarray of bool, of shape (S,)
        True where all four outputs end on the right side of 1/2.

    Notes
    -----
    Source: S0-26 and S4-11, that a differentiable network can be trained; S1-20 and S0-27, that it may fail. The
    arrays are those of one network with an additional first axis: W1 (S, 2, H), W2 (S, H, 1).

    Examples
    --------
    >>> bool(xor_success(1, "tanh", seeds=10).any())  # one hidden unit cannot
    False
    """
    rng = np.random.default_rng(0)
    W1, b1 = rng.normal(size=(seeds, 2, hidden)), np.zeros((seeds, 1, hidden))
    W2, b2 = rng.normal(size=(seeds, hidden, 1)), np.zeros((seeds, 1, 1))
    for _ in range(steps):
        Z1 = X @ W1 + b1
        A1 = activation(Z1, kind)
        Z2 = A1 @ W2 + b2
        dZ2 = (activation(Z2, "sigmoid") - T) / len(X)
        dZ1 = activation_backward(dZ2 @ W2.swapaxes(1, 2), Z1, kind)
        W2, b2 = W2 - lr * A1.swapaxes(1, 2) @ dZ2, b2 - lr * dZ2.sum(axis=1, keepdims=True)
        W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=1, keepdims=True)
    Z2 = activation(X @ W1 + b1, kind) @ W2 + b2
    return np.all((Z2 > 0) == (T > 0.5), axis=(1, 2))
