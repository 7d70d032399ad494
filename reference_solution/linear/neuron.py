"""One unit: a weighted sum, a bias, an activation."""


def neuron(X, w, b, f):
    """Activation of a single unit for every row: ``a = f(X @ w + b)``.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.
    w : ndarray of shape (n_in,)
        Weights: one direction in the space of the inputs.
    b : float
        Bias.
    f : callable
        Activation, applied to every entry: ``f(Z) -> A``.

    Returns
    -------
    a : ndarray of shape (N,)
        Activations; ``z = X @ w + b`` is called the pre-activation.

    Raises
    ------
    ValueError
        From numpy, if the shapes do not fit.

    Notes
    -----
    Source: S0-03, S4-05 and S2-03. With the sigmoid for f this is logistic regression (S4-07), with the identity linear
    regression (S2-01). S2-03's picture is printed as "a: pre-activation, y: activation" beside ``a = g(z)``; here z is
    the pre-activation and a the activation, as that deck itself says later (E13, S2-08).

    Examples
    --------
    >>> import numpy as np
    >>> neuron(np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([2.0, 1.0]), -4.0, lambda Z: np.maximum(Z, 0.0))
    array([0., 1.])
    """
    return f(X @ w + b)
