"""The gradient of one layer for one example, factor by factor, as on the slides."""

import numpy as np

from reference_solution.activations.sigmoid_family import sigmoid, sigmoid_derivative


def single_layer_steps(x, t, W, b):
    """Every quantity between the loss ``E = 1/2 ||o - t||**2`` of a sigmoid layer and its weights.

    Parameters
    ----------
    x : ndarray of shape (n_in,)
        One example.
    t : ndarray of shape (n_out,)
        Its targets.
    W : ndarray of shape (n_in, n_out)
        Weights.
    b : ndarray of shape (n_out,)
        Biases.

    Returns
    -------
    dict of ndarray
        ``z``, ``o``; ``delta_o = dE/do``; ``slope = do/dz``; ``delta_z = delta_o * slope``; ``dW`` with entries
        ``delta_z_k x_i``; ``db = delta_z``.

    Notes
    -----
    Source: S3-25. Printed as "computable for any continuous activation and error" (S3-26): they must have slopes, at
    least almost everywhere, and a convention where not; continuity is not enough (E15). S1-26 is printed with
    ``dE/da_i da_i/dz_j`` in this product: the weight from i to j moves the unit j, so both carry j, and only the last
    factor is ``a_i`` (E07).

    Examples
    --------
    >>> steps = single_layer_steps(np.array([2.0, 3.0]), np.array([0.0]), np.zeros((2, 1)), np.zeros(1))
    >>> steps["delta_o"], steps["slope"], steps["delta_z"]
    (array([0.5]), array([0.25]), array([0.125]))
    >>> steps["dW"]
    array([[0.25 ],
           [0.375]])
    """
    z = W.T @ x + b
    o = sigmoid(z)
    delta_o = o - t
    slope = sigmoid_derivative(z)
    delta_z = delta_o * slope
    dW = np.outer(x, delta_z)
    return {"z": z, "o": o, "delta_o": delta_o, "slope": slope, "delta_z": delta_z, "dW": dW, "db": delta_z}
