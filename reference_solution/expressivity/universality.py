"""What given hidden units can approximate: the best output layer, by least squares."""

import numpy as np


def fit_output_layer(H, y):
    """Fit the output layer of a network by least squares, with its hidden units fixed.

    Parameters
    ----------
    H : ndarray of shape (N, n_hidden)
        Activations of the last hidden layer.
    y : ndarray of shape (N, n_out)
        Targets.

    Returns
    -------
    W : ndarray of shape (n_hidden, n_out)
    b : ndarray of shape (n_out,)
        Minimise the squared error of ``H @ W + b``.

    Notes
    -----
    Source: S0-22, S2-24, S3-10. Printed as "any function arbitrarily well" and "any continuous function" (E11). What is
    true (Cybenko 1989, Hornik 1991, Leshno et al. 1993): for every *continuous* function on a *compact* set and every
    error there are a number of hidden units and weights, biases among them, that stay within it everywhere, if the
    activation is continuous and *no polynomial*, and the output is *linear*. Nothing is said about how many units or
    how to find the weights. Leave out any one hypothesis and it fails.

    Examples
    --------
    >>> W, b = fit_output_layer(np.array([[0.0], [1.0], [2.0]]), np.array([[1.0], [3.0], [5.0]]))
    >>> round(W.item(), 12), round(b.item(), 12)
    (2.0, 1.0)
    """
    with_ones = np.column_stack([H, np.ones(len(H))])
    solution = np.linalg.lstsq(with_ones, y)[0]
    return solution[:-1], solution[-1]
