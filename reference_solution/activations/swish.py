"""Swish: the input times its own sigmoid, which acts as a gate."""

from reference_solution.activations.sigmoid_family import sigmoid


def swish(Z, beta=1.0):
    """``z sigma(beta z)``: z / 2 for beta = 0, nearly the ReLU for large beta.

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activations.
    beta : float
        How sharply the gate opens.

    Returns
    -------
    ndarray of the shape of Z
        Never below ``-0.27846 / beta`` for beta > 0, the value at ``z = -1.27846 / beta``.

    Notes
    -----
    Source: S2-14. With beta = 1 it is also called SiLU.

    Examples
    --------
    >>> import numpy as np
    >>> swish(np.array([-1000.0, 0.0, 1000.0]), beta=2.0)
    array([  -0.,    0., 1000.])
    """
    return Z * sigmoid(beta * Z)


def swish_derivative(Z, beta=1.0):
    """``beta f + sigma(beta z) (1 - beta f)`` with ``f = z sigma(beta z)``, the swish itself.

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activations.
    beta : float
        As in `swish`.

    Returns
    -------
    ndarray of the shape of Z

    Notes
    -----
    Source: S2-14, printed as ``beta g(beta z) + sigma(beta z) (1 - beta g(beta z))`` with ``g(z) = z sigma(beta z)``:
    right for beta = 1 only, where it makes no difference which g is meant (E14).

    Examples
    --------
    >>> import numpy as np
    >>> swish_derivative(np.array([-1000.0, 0.0, 1000.0]), beta=2.0)
    array([0. , 0.5, 1. ])
    """
    f = swish(Z, beta)
    return beta * f + sigmoid(beta * Z) * (1.0 - beta * f)
