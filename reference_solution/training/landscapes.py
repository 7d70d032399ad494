"""Two losses that are not convex: one with a local minimum, one with a saddle point."""


def double_well(w, tilt=0.2):
    """``J = 1/4 (w^2 - 1)^2 + tilt w``: two minima, of which the left one is the global one for a positive tilt.

    Parameters
    ----------
    w : ndarray of any shape
    tilt : float
        Below ``2 / (3 sqrt 3)``, about 0.385, there are two minima; above it only one.

    Returns
    -------
    J, dJ : ndarray of the shape of w
        Value and derivative.

    Notes
    -----
    Source: S1-20.

    Examples
    --------
    >>> import numpy as np
    >>> double_well(np.array([-1.0, 1.0]))
    (array([-0.2,  0.2]), array([0.2, 0.2]))
    """
    return (w**2 - 1) ** 2 / 4 + tilt * w, w**3 - w + tilt


def saddle(w, x=1.0, t=1.0):
    """``J = 1/2 (w_1 w_2 x - t)^2``: a linear network with one hidden unit, and a saddle point at the origin.

    Parameters
    ----------
    w : ndarray of shape (2,)
        The weights of the two layers.
    x, t : float
        Input and target.

    Returns
    -------
    J : float
    dJ : ndarray of shape (2,)

    Notes
    -----
    Source: S1-20. At the origin both derivatives are 0 and the Hessian has the eigenvalues ``t x`` and ``-t x``.

    Examples
    --------
    >>> import numpy as np
    >>> J, dJ = saddle(np.array([1.0, 0.0]))
    >>> float(J), dJ
    (0.5, array([-0., -1.]))
    """
    error = w[0] * w[1] * x - t
    return error**2 / 2, error * x * w[::-1]
