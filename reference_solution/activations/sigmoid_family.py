"""Sigmoid, tanh, which is a sigmoid rescaled, and softplus, whose derivative is the sigmoid.

Every function takes an array of any shape and returns a new float64 array of that shape.
"""

import numpy as np


def sigmoid(Z):
    """``1 / (1 + exp(-z))``, the logistic function (S0-11, S2-09).

    Written with ``exp(-|z|)``, which is never larger than 1: nothing overflows, and small values keep all their digits.

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1.0, E) / (1.0 + E)


def sigmoid_derivative(Z):
    """``sigma(z) (1 - sigma(z))``, at most 1/4 (S0-11, S2-09).

    ``1 - sigma(z)`` is computed as ``sigma(-z)``, because a difference of two numbers near 1 loses digits.

    Examples
    --------
    >>> sigmoid_derivative(np.array([-1000.0, 0.0, 1000.0]))
    array([0.  , 0.25, 0.  ])
    """
    return sigmoid(Z) * sigmoid(-Z)


def tanh(Z):
    """``(exp(z) - exp(-z)) / (exp(z) + exp(-z)) = 2 sigma(2z) - 1`` (S0-12, S2-09).

    Examples
    --------
    >>> tanh(np.array([-1000.0, 0.0, 1000.0]))
    array([-1.,  0.,  1.])
    """
    return np.tanh(Z)


def tanh_derivative(Z):
    """``1 - tanh(z)**2 = 4 sigma'(2z)`` (S0-12, S2-09); the second form keeps its digits where tanh is near 1.

    Examples
    --------
    >>> tanh_derivative(np.array([-1000.0, 0.0, 1000.0]))
    array([0., 1., 0.])
    """
    return 4.0 * sigmoid_derivative(2.0 * Z)


def softplus(Z):
    """``log(1 + exp(z))``, the soft ReLU (S0-09, S2-11).

    S0-09 is printed as ``log 1 + e^z``, without the brackets, which would be ``e^z`` (E24).

    Examples
    --------
    >>> softplus(np.array([-1000.0, 1000.0]))
    array([   0., 1000.])
    """
    return np.logaddexp(0.0, Z)


def softplus_derivative(Z):
    """``1 / (1 + exp(-z))``: the sigmoid (S2-11).

    Examples
    --------
    >>> softplus_derivative(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    return sigmoid(Z)
