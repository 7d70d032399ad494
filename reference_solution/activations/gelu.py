"""GELU: the input times the probability that a standard normal variable is smaller."""

import numpy as np


def normal_cdf(Z):
    """Probability that a standard normal variable is at most z: ``(1 + erf(z / sqrt 2)) / 2``.

    Parameters
    ----------
    Z : ndarray of any shape

    Returns
    -------
    ndarray of the shape of Z

    Notes
    -----
    ``1 + erf(x)`` is computed as ``erfc(-x)``, because for negative z it is a difference of two numbers near
    1. numpy has neither; Python's own function is called for each entry.

    Examples
    --------
    >>> normal_cdf(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    from math import erfc

    return np.vectorize(erfc, otypes=[float])(-Z / np.sqrt(2.0)) / 2.0


def gelu(Z):
    """``z Phi(z) = z / 2 (1 + erf(z / sqrt 2))``, Phi the distribution function of the standard normal.

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activations.

    Returns
    -------
    ndarray of the shape of Z
        Never below -0.16998, the value at ``z = -0.75179``.

    Notes
    -----
    Source: S2-18. Two approximations are in use: ``z / 2 (1 + tanh(sqrt(2 / pi) (z + 0.044715 z**3)))``, wrong by up to
    4.7e-4, and ``z sigma(1.702 z)``, wrong by up to 0.0203.

    Examples
    --------
    >>> gelu(np.array([-1000.0, 0.0, 1000.0]))
    array([  -0.,    0., 1000.])
    """
    return Z * normal_cdf(Z)


def gelu_derivative(Z):
    """``Phi(z) + z phi(z)``, phi the normal density ``exp(-z**2 / 2) / sqrt(2 pi)``.

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activations.

    Returns
    -------
    ndarray of the shape of Z
        Largest, 1.1289, at ``z = sqrt 2``.

    Notes
    -----
    Source: S2-18, where it is a plot.

    Examples
    --------
    >>> gelu_derivative(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    return normal_cdf(Z) + Z * np.exp(-(Z**2) / 2.0) / np.sqrt(2.0 * np.pi)
