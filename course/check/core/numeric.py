"""Central differences: what a gradient is, measured (S3-24; curriculum: best near h = 1e-5 in float64)."""

import numpy as np


def central_differences(loss, V, h=1e-5):
    """Measure the gradient of `loss` with respect to every entry of `V`.

    Parameters
    ----------
    loss : callable
        Takes no argument, reads `V`, returns a number.
    V : ndarray
        Moved by +h and -h, one entry at a time, and restored to the bit.
    h : float

    Returns
    -------
    ndarray of the shape of V

    Examples
    --------
    >>> V = np.array([1.0, 2.0])
    >>> central_differences(lambda: (V**2).sum(), V).round(6)
    array([2., 4.])
    """
    gradient = np.empty_like(V)
    for index in np.ndindex(V.shape):
        kept = V[index]
        V[index] = kept + h
        above = float(loss())
        V[index] = kept - h
        below = float(loss())
        V[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient
