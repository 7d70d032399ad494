"""Dead ReLUs, which are inactive for every example, and the share of active ones."""

import numpy as np

from reference_solution.networks.network import mlp_forward


def dead_units(params, X):
    """Which hidden units of a ReLU network are dead: ``z <= 0`` for every example.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        All training examples: a unit that is inactive for one batch only is not dead.

    Returns
    -------
    list of ndarray of bool, of shape (n_l,)
        One array for each hidden layer.

    Notes
    -----
    Source: S2-17. Printed as: inactive units "will never update" (E19). Only a unit that is inactive for all examples
    has no gradient; in the first layer, whose inputs are fixed, gradient descent on these examples cannot revive it,
    but a deeper one may become active when the layers below it change.

    Examples
    --------
    >>> params = [(np.array([[1.0, -1.0, 0.0]]), np.array([0.0, 0.0, -1.0])), (np.ones((3, 2)), np.zeros(2))]
    >>> dead_units(params, np.array([[1.0], [-1.0]]))
    [array([False, False,  True])]
    """
    dead, A = [], X
    for W, b in params[:-1]:
        Z = A @ W + b
        dead.append((Z <= 0).all(axis=0))
        A = np.maximum(Z, 0.0)
    return dead


def active_share(params, X):
    """For each hidden layer of a ReLU network, the share of its pre-activations that are above 0.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)

    Returns
    -------
    list of float

    Notes
    -----
    Source: S2-15, biases that start at 0.1 instead of 0.

    Examples
    --------
    >>> active_share([(np.array([[1.0, 1.0]]), np.array([0.0, -5.0])), (np.ones((2, 1)), np.zeros(1))], np.ones((3, 1)))
    [0.5]
    """
    _, caches = mlp_forward(params, X, "relu")
    return [float((Z > 0).mean()) for _, Z, _ in caches[:-1]]
