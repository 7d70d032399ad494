"""The decision boundary of a single unit: a plane, and the distance of examples to it."""

import numpy as np


def boundary_distance(X, w, b):
    """Signed distance of every example to the plane ``x @ w + b = 0``.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.
    w : ndarray of shape (n_in,)
        Not all zero; it is normal to the plane.
    b : float

    Returns
    -------
    ndarray of shape (N,)
        ``z / |w|``, in the units of x: positive on the side of class 1.

    Notes
    -----
    Source: S3-01, printed without a bias as ``P(y = 1 | x) = sigmoid(w^T x)``, whose boundary goes through the origin.
    The probability depends on x through this distance alone, so its contours are parallel planes.

    Examples
    --------
    >>> boundary_distance(np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([3.0, 4.0]), -5.0)
    array([ 4., -1.])
    """
    return (X @ w + b) / np.linalg.norm(w)
