"""One logistic neuron with squared error and an L2 penalty, every quantity by its name."""

import numpy as np


def logistic_least_squares(w, b, x, t, lam):
    """Forward pass and backward pass of ``L_reg = 1/2 (sigmoid(w x + b) - t)^2 + lam/2 w^2``.

    Parameters
    ----------
    w, b : float
        Weight and bias.
    x, t : float
        Input and target.
    lam : float
        Strength of the L2 penalty.

    Returns
    -------
    dict of float
        Forward ``z, y, L, R, L_reg``; backward ``dL_reg, dR, dL, dy, dz, dw, db``, each the derivative of L_reg with
        respect to the quantity it names.

    Notes
    -----
    Source: S0-35, S0-38 and S0-42; S3-29 writes the same with delta for the bar, and S3-34 leaves it blank. w is used
    twice, in z and in R, so dw is the sum of two gradients (S3-31).

    Examples
    --------
    >>> numbers = logistic_least_squares(w=0.5, b=-0.3, x=2.0, t=1.0, lam=0.1)
    >>> round(float(numbers["dw"]), 7), round(float(numbers["db"]), 7)
    (-0.0971341, -0.073567)
    """
    z = w * x + b
    y = np.exp(-np.logaddexp(0, -z))  # the sigmoid; no z overflows
    L = (y - t) ** 2 / 2
    R = w**2 / 2
    L_reg = L + lam * R

    dL_reg = 1.0
    dR = dL_reg * lam
    dL = dL_reg
    dy = dL * (y - t)
    dz = dy * y * (1 - y)
    dw = dz * x + dR * w
    db = dz
    return dict(z=z, y=y, L=L, R=R, L_reg=L_reg, dL_reg=dL_reg, dR=dR, dL=dL, dy=dy, dz=dz, dw=dw, db=db)
