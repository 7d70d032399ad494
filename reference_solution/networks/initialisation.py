"""Initialisation: random weights whose variance fits the width of the layer, and zero biases."""

import numpy as np


def init_params(sizes, scheme, rng):
    """Draw the parameters of a network.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.
    scheme : {"lecun", "xavier", "he"}
        Variance of a weight: ``1 / n_in``, ``2 / (n_in + n_out)`` or ``2 / n_in``.
    rng : numpy.random.Generator

    Returns
    -------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), normally distributed, b of shape (n_out,), zero.

    Raises
    ------
    ValueError
        If `scheme` is none of the three.

    Notes
    -----
    Source: S1-29, "initialise differently?". A sum of n_in terms has n_in times the variance of one, so 1 / n_in
    keeps the variance of the signal from layer to layer where f is nearly linear. A ReLU sets half of it to zero, hence
    the 2 of "he". Equal weights would be worse than small ones: units that start equal stay equal.

    Examples
    --------
    >>> params = init_params([3, 5, 2], "he", np.random.default_rng(0))
    >>> [(W.shape, b.tolist()) for W, b in params]
    [((3, 5), [0.0, 0.0, 0.0, 0.0, 0.0]), ((5, 2), [0.0, 0.0])]
    """
    params = []
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        if scheme == "lecun":
            variance = 1 / n_in
        elif scheme == "xavier":
            variance = 2 / (n_in + n_out)
        elif scheme == "he":
            variance = 2 / n_in
        else:
            raise ValueError(f"got the scheme {scheme!r}, expected 'lecun', 'xavier' or 'he': check the spelling")
        params.append((rng.normal(scale=np.sqrt(variance), size=(n_in, n_out)), np.zeros(n_out)))
    return params
