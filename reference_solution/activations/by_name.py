"""The activations of a multilayer perceptron, chosen by name, and their backward pass."""

import numpy as np


def activation(Z, kind):
    """Apply an activation to every entry: ``A = f(Z)``.

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activations.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Which function f to apply.

    Returns
    -------
    A : ndarray of the shape of Z
        A new array, also for the identity.

    Raises
    ------
    ValueError
        If `kind` is none of the four.

    Notes
    -----
    Source: decks S0-11, S0-12, S2-09 to S2-18. The sigmoid is written with ``exp(-|z|)``, which is never
    larger than 1, so no z overflows and small values keep all their digits.

    Examples
    --------
    >>> activation(np.array([-2.0, 0.0, 2.0]), "relu")
    array([0., 0., 2.])
    >>> activation(np.array([-1000.0, 0.0, 1000.0]), "sigmoid")
    array([0. , 0.5, 1. ])
    """
    if kind == "identity":
        return 1.0 * Z
    if kind == "sigmoid":
        E = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, E) / (1.0 + E)
    if kind == "tanh":
        return np.tanh(Z)
    if kind == "relu":
        return np.maximum(Z, 0.0)
    raise ValueError(
        f"got the activation {kind!r}, expected 'identity', 'sigmoid', 'tanh' or 'relu': check the spelling"
    )


def activation_backward(dA, Z, kind):
    """Send the gradient back through an activation: ``dZ = dA * f'(Z)``.

    Parameters
    ----------
    dA : ndarray of any shape
        Gradient of the loss with respect to ``A = f(Z)``.
    Z : ndarray of the shape of dA
        Pre-activations of the forward pass.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Which f was applied.

    Returns
    -------
    dZ : ndarray of the shape of Z
        A new array. At 0, its kink, the ReLU has the derivative 0.

    Raises
    ------
    ValueError
        If `kind` is none of the four.

    Notes
    -----
    Source: the elementwise factor of S1-25 (BP2) and S4-21.

    Examples
    --------
    >>> activation_backward(np.array([5.0, 5.0, 5.0]), np.array([-2.0, 0.0, 2.0]), "relu")
    array([0., 0., 5.])
    >>> activation_backward(np.array([8.0]), np.array([0.0]), "sigmoid")
    array([2.])
    """
    if kind == "identity":
        slope = 1.0
    elif kind == "relu":
        slope = Z > 0
    else:
        A = activation(Z, kind)
        slope = A * (1.0 - A) if kind == "sigmoid" else 1.0 - A**2
    return dA * slope


def activation_derivative(Z, kind):
    """Derivative of an activation at every entry: ``f'(Z)``.

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activations.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Which function f to differentiate.

    Returns
    -------
    ndarray of the shape of Z

    Raises
    ------
    ValueError
        If `kind` is none of the four.

    Notes
    -----
    Source: decks S0-11, S0-12, S2-09 to S2-18.

    Examples
    --------
    >>> activation_derivative(np.array([-1000.0, 0.0]), "tanh")
    array([0., 1.])
    """
    return activation_backward(np.ones_like(Z), Z, kind)
