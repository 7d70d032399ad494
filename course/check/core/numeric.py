"""Numerical gradients by central differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.types import Array, StudentFunction


def central_differences(loss: Callable[[], float], V: NDArray[np.floating], h: float = 1e-5) -> Array:
    """Approximate the gradient of a loss with respect to an array by central differences.

    Parameters
    ----------
    loss : callable
        Takes no argument, reads `V`, returns a number.
    V : ndarray
        Changed by +h and -h, one entry at a time, and restored exactly.
    h : float, optional
        The default is near the optimum for float64.

    Returns
    -------
    ndarray of the shape of V
        The gradient dV.

    Notes
    -----
    Source: S3-24.

    Examples
    --------
    >>> V = np.array([1.0, 2.0])
    >>> central_differences(lambda: (V**2).sum(), V).round(6)
    array([2., 4.])
    """
    gradient = np.empty_like(V)
    for index in np.ndindex(V.shape):
        value = V[index]
        V[index] = value + h
        above = float(loss())
        V[index] = value - h
        below = float(loss())
        V[index] = value
        gradient[index] = (above - below) / (2 * h)
    return gradient


def first_value(function: StudentFunction, *arguments: Any) -> Callable[[], Any]:
    """Make a loss for `central_differences` from a function that returns the loss and more.

    Parameters
    ----------
    function : callable
    *arguments
        Not copied: the loss follows changes of these arrays.

    Returns
    -------
    callable
        Takes no argument, returns the first value of ``function(*arguments)``.
    """
    return lambda: function(*arguments)[0]
