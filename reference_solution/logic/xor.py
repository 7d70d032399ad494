"""XOR by hand: two hidden units, first with steps, then with logistic units."""

import numpy as np


def xor_params():
    """The network that computes XOR as "OR and not AND".

    Returns
    -------
    params : list of (W, b)
        Two inputs, two hidden units, one output, for `threshold_forward`; the step of the logit is the answer.

    Notes
    -----
    Source: S0-24. ``h1 = [x1 + x2 - 0.5 > 0]`` is OR, ``h2 = [x1 + x2 - 1.5 > 0]`` is AND, and the output is
    ``[h1 - h2 - 0.5 > 0]``, which is ``[h1 + (1 - h2) - 1.5 > 0]``.

    Examples
    --------
    >>> from reference_solution.logic.threshold import step, threshold_forward
    >>> step(threshold_forward(xor_params(), np.array([[0, 0], [0, 1], [1, 0], [1, 1]]))).ravel()
    array([0., 1., 1., 0.])
    """
    hidden = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([-0.5, -1.5])
    output = np.array([[1.0], [-1.0]]), np.array([-0.5])
    return [hidden, output]


def xor_logistic(k):
    """The same network for logistic units: every weight and every bias times k.

    Parameters
    ----------
    k : float
        The larger k, the nearer a logistic unit is to a step.

    Returns
    -------
    params : list of (W, b)
        For `mlp_forward` with sigmoid hidden units; the sigmoid of the logit is the answer.

    Notes
    -----
    Source: S0-25. ``sigmoid(k z)`` differs from ``step(z)`` by ``sigmoid(-k |z|)``, so it is near where z is far from
    0: the bias must grow with the weights, or z = 0 moves. Hidden units have ``|z| >= 1/2`` here, thus an error of at
    most ``e = sigmoid(-k/2)``; the output's pre-activation is off by at most 2e, and the answer by at most
    ``sigmoid(-k (1/2 - 2e))``.

    Examples
    --------
    >>> from reference_solution.activations.by_name import activation
    >>> from reference_solution.networks.network import mlp_forward
    >>> logits, _ = mlp_forward(xor_logistic(10), np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), "sigmoid")
    >>> activation(logits, "sigmoid").ravel().round(4)
    array([0.0072, 0.9924, 0.9924, 0.0072])
    """
    return [(k * W, k * b) for W, b in xor_params()]
