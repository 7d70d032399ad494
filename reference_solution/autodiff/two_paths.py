"""The multivariate chain rule on its smallest example: two paths from t to f."""

import numpy as np


def two_paths(t):
    """Derivative of ``f = y + exp(x y)`` with ``x = cos t`` and ``y = t^2``.

    Parameters
    ----------
    t : float

    Returns
    -------
    dict of float
        ``x, y, f``; ``dx, dy``, the derivatives of f with respect to x and y; ``through_x, through_y``, the
        contribution of each path; and ``dt``, their sum.

    Notes
    -----
    Source: S0-39 and S0-40; S3-32 in the notation of delta.

    Examples
    --------
    >>> numbers = two_paths(1.0)
    >>> float(numbers["dt"] - numbers["through_x"] - numbers["through_y"])
    0.0
    """
    x, y = np.cos(t), t**2
    f = y + np.exp(x * y)
    dx = y * np.exp(x * y)
    dy = 1 + x * np.exp(x * y)
    through_x = dx * -np.sin(t)
    through_y = dy * 2 * t
    dt = through_x + through_y
    return dict(x=x, y=y, f=f, dx=dx, dy=dy, through_x=through_x, through_y=through_y, dt=dt)
