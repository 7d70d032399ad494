"""Dropout: units that are switched off at random while the network trains."""


def dropout(A, rate, rng):
    """Switch each entry off with probability `rate`, and divide the others by ``1 - rate``.

    Parameters
    ----------
    A : ndarray
        Activations, of any shape.
    rate : float
        From 0 to below 1.
    rng : numpy.random.Generator

    Returns
    -------
    out : ndarray
        Like A; its expectation is A, so nothing has to be changed when the trained network is used.
    mask : ndarray
        0 or ``1 / (1 - rate)``. Going back, ``dA = dout * mask``.

    Notes
    -----
    Source: Srivastava and others, 2014, in the form that scales while training ("inverted dropout").

    Examples
    --------
    >>> import numpy as np
    >>> out, mask = dropout(np.array([1.0, 2.0, 3.0, 4.0]), 0.5, np.random.default_rng(0))
    >>> mask
    array([2., 0., 0., 0.])
    >>> out
    array([2., 0., 0., 0.])
    """
    mask = (rng.random(A.shape) >= rate) / (1 - rate)
    return A * mask, mask
