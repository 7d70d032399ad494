"""Threshold units: the step function, networks of steps, and the logic gates that are a single unit."""

import numpy as np


def step(Z):
    """Fire where the pre-activation is above 0: ``f(z) = 1 if z > 0 else 0``.

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activations.

    Returns
    -------
    ndarray of the shape of Z
        Zeros and ones, float64. At 0 the unit is silent.

    Notes
    -----
    Source: S0-10. Its derivative is 0 wherever there is one, so gradient descent cannot train the weights before it.
    Printed as ``sign(a)`` in S2-09 (E17); but the sign is -1, 0 or 1, and the step is ``(sign + 1) / 2`` except at 0.

    Examples
    --------
    >>> step(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 1.])
    """
    return np.where(Z > 0, 1.0, 0.0)


def threshold_forward(params, X):
    """Run a network whose hidden units are steps; the output layer is linear.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        One example a row.

    Returns
    -------
    logits : ndarray of shape (N, n_L)
        Their `step` is the decision of the network.

    Notes
    -----
    Source: S0-13 with the step of S0-10.

    Examples
    --------
    >>> both = [(np.eye(2), np.zeros(2)), (np.ones((2, 1)), np.array([-1.5]))]
    >>> step(threshold_forward(both, np.array([[3.0, -1.0], [0.5, 2.0]])))
    array([[0.],
           [1.]])
    """
    A = X
    for W, b in params[:-1]:
        A = step(A @ W + b)
    W, b = params[-1]
    return A @ W + b


def gate(name):
    """Weights and bias of the threshold unit ``step(x @ w + b)`` that computes a logic gate.

    Parameters
    ----------
    name : {"and", "or", "nand", "nor", "not"}
        Which gate.

    Returns
    -------
    w : ndarray of shape (2,), or (1,) for "not"
    b : float

    Raises
    ------
    ValueError
        If no single unit is known by that name.

    Notes
    -----
    Source: S1-09 for NAND, S0-24 for OR and AND. Every bias lies halfway between the inputs that must fire and those
    that must not, so the value of the step at 0 does not matter; any positive multiple is the same gate.

    Examples
    --------
    >>> w, b = gate("nand")
    >>> step(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]) @ w + b)
    array([1., 1., 1., 0.])
    """
    gates = {
        "and": ([1.0, 1.0], -1.5),
        "or": ([1.0, 1.0], -0.5),
        "nand": ([-2.0, -2.0], 3.0),
        "nor": ([-1.0, -1.0], 0.5),
        "not": ([-1.0], 0.5),
    }
    if name not in gates:
        raise ValueError(
            f"got the gate {name!r}, expected one of {', '.join(gates)}: the others need more than one threshold unit"
        )
    w, b = gates[name]
    return np.array(w), b
