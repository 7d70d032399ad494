"""ReLU, leaky ReLU and ELU, which leave positive numbers as they are.

Every function takes an array of any shape and returns a new float64 array of that shape. At z = 0 the derivative is
that from the left: for the ReLU 0, as in the frameworks. S2-09 is printed with 1 there; any value between the
derivatives from both sides is a subgradient, so this is a convention and not a fact (E18).
"""

import numpy as np


def relu(Z):
    """``max(0, z)`` (S2-09).

    Examples
    --------
    >>> relu(np.array([-2.0, 0.0, 2.0]))
    array([0., 0., 2.])
    """
    return np.maximum(Z, 0.0)


def relu_derivative(Z):
    """``1 if z > 0 else 0`` (S2-09, E18).

    Examples
    --------
    >>> relu_derivative(np.array([-2.0, 0.0, 2.0]))
    array([0., 0., 1.])
    """
    return np.where(Z > 0, 1.0, 0.0)


def leaky_relu(Z, alpha=0.01):
    """``z if z > 0 else alpha z`` (S2-12).

    S1-12 is printed as ``max(0.1 z, z)``: the same for alpha up to 1 and no further (E30).

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 0.0, 2.0]), alpha=0.1)
    array([-0.2,  0. ,  2. ])
    """
    return np.where(Z > 0, Z, alpha * Z)


def leaky_relu_derivative(Z, alpha=0.01):
    """``1 if z > 0 else alpha`` (S2-12).

    Examples
    --------
    >>> leaky_relu_derivative(np.array([-2.0, 0.0, 2.0]), alpha=0.1)
    array([0.1, 0.1, 1. ])
    """
    return np.where(Z > 0, 1.0, alpha)


def elu(Z, alpha=1.0):
    """``z if z > 0 else alpha (exp(z) - 1)`` (S2-13).

    `expm1` keeps the digits near 0; its argument is clipped at 0, because `where` computes both branches everywhere.

    Examples
    --------
    >>> elu(np.array([-1000.0, 0.0, 1000.0]), alpha=2.0)
    array([  -2.,    0., 1000.])
    """
    return np.where(Z > 0, Z, alpha * np.expm1(np.minimum(Z, 0.0)))


def elu_derivative(Z, alpha=1.0):
    """``1 if z > 0 else alpha exp(z)``, which on the left is ``elu(z) + alpha`` (S2-13). No jump only for alpha = 1.

    Examples
    --------
    >>> elu_derivative(np.array([-1000.0, 0.0, 1000.0]), alpha=2.0)
    array([0., 2., 1.])
    """
    return np.where(Z > 0, 1.0, alpha * np.exp(np.minimum(Z, 0.0)))
