"""Identity and its derivative, and the derivative of the step; the step itself is in `logic.threshold`."""

import numpy as np


def identity(Z):
    """``f(z) = z``: a linear unit (S2-01, S2-09). Returns a new array of the shape of Z.

    Examples
    --------
    >>> identity(np.array([-2.0, 3.0]))
    array([-2.,  3.])
    """
    return 1.0 * Z


def identity_derivative(Z):
    """``f'(z) = 1`` (S2-09). Returns an array of the shape of Z.

    Examples
    --------
    >>> identity_derivative(np.array([-2.0, 3.0]))
    array([1., 1.])
    """
    return np.ones(np.shape(Z))


def step_derivative(Z):
    """Derivative of the step: 0 everywhere; at 0, where there is none, 0 by convention (S0-10, S2-09).

    So gradient descent cannot train the weights before a step.

    Examples
    --------
    >>> step_derivative(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 0.])
    """
    return np.zeros(np.shape(Z))
