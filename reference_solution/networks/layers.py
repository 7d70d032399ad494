"""Layers as objects: each keeps what its backward pass needs, and knows nothing of the others."""

from functools import reduce

from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.initialisation import init_params


class Dense:
    """``Z = X @ W + b`` (S0-07). After `backward`, `dW` and `db` are the gradients.

    Parameters
    ----------
    W : ndarray of shape (n_in, n_out)
    b : ndarray of shape (n_out,)
    """

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        Z, self.cache = dense_forward(X, self.W, self.b)
        return Z

    def backward(self, dZ):
        dX, self.dW, self.db = dense_backward(dZ, self.cache)
        return dX


class Activation:
    """``A = f(Z)`` for every entry (S3-18: simple, non-linear, differentiable almost everywhere).

    Parameters
    ----------
    kind : {"identity", "sigmoid", "tanh", "relu"}
    """

    def __init__(self, kind):
        self.kind = kind

    def forward(self, Z):
        self.Z = Z
        return activation(Z, self.kind)

    def backward(self, dA):
        return activation_backward(dA, self.Z, self.kind)


class MLP:
    """A sequence of layers, ``f_L ∘ … ∘ f_1``; the backward pass takes them in reverse order.

    Parameters
    ----------
    layers : list
        Objects with ``forward(A)`` and ``backward(dA)``; an MLP is one itself, so networks can be chained.

    Notes
    -----
    Source: S0-08, S0-13, S3-17, S3-18.

    Examples
    --------
    >>> import numpy as np
    >>> net = MLP([Dense(np.array([[2.0]]), np.array([-1.0])), Activation("relu")])
    >>> net.forward(np.array([[3.0], [0.0]]))
    array([[5.],
           [0.]])
    >>> net.backward(np.array([[1.0], [1.0]]))
    array([[2.],
           [0.]])
    """

    def __init__(self, layers):
        self.layers = layers

    def forward(self, X):
        return reduce(lambda A, layer: layer.forward(A), self.layers, X)

    def backward(self, dA):
        return reduce(lambda dA, layer: layer.backward(dA), reversed(self.layers), dA)


def mlp(sizes, acts, rng):
    """Stack fully connected layers with random weights.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.
    acts : list of str
        Activation after each of the L dense layers.
    rng : numpy.random.Generator

    Returns
    -------
    MLP

    Raises
    ------
    ValueError
        If there is not one activation for each layer.

    Notes
    -----
    Source: S0-08.

    Examples
    --------
    >>> import numpy as np
    >>> net = mlp([3, 4, 2], ["tanh", "identity"], np.random.default_rng(0))
    >>> [type(layer).__name__ for layer in net.layers]
    ['Dense', 'Activation', 'Dense', 'Activation']
    """
    if len(acts) != len(sizes) - 1:
        raise ValueError(f"got {len(acts)} activations, expected {len(sizes) - 1}: one after each layer, not the input")
    layers = []
    for (W, b), kind in zip(init_params(sizes, "lecun", rng), acts, strict=True):
        layers += [Dense(W, b), Activation(kind)]
    return MLP(layers)
