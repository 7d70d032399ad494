"""Hessian-vector products: how the gradient changes along a direction."""

from reference_solution.networks.network import mlp_backward


def hessian_vector_product(params, direction, X, labels, kind, lam, h=1e-5):
    """The Hessian of the loss times a direction, from two backward passes.

    Parameters
    ----------
    params, direction : list of (W, b) and (vW, vb)
        First layer first.
    X : ndarray of shape (N, n_0)
        One example a row.
    labels : ndarray of shape (N,)
        Integer classes 0 .. n_L - 1.
    kind : {"identity", "sigmoid", "tanh"}
        Activation of every hidden layer; it must be smooth.
    lam : float
        Strength of the L2 penalty on the weights.
    h : float
        Step of the central difference, as a multiple of the direction.

    Returns
    -------
    list of (HW, Hb)
        With the shapes of `params`.

    Notes
    -----
    Source: S3-39. The Hessian of P parameters has P^2 entries; its product with a vector needs none of them. The error
    is about ``h**2`` from truncation and ``1e-16 / h`` from rounding.

    Examples
    --------
    >>> import numpy as np
    >>> params = [(np.zeros((1, 2)), np.zeros(2))]
    >>> direction = [(np.zeros((1, 2)), np.array([1.0, 0.0]))]
    >>> X, labels = np.zeros((1, 1)), np.array([0])
    >>> hessian_vector_product(params, direction, X, labels, "tanh", 0.0)[0][1].round(9)  # diag(p) - p p^T, at 1/2
    array([ 0.25, -0.25])
    """
    ahead, behind = (
        mlp_backward(
            [(W + step * vW, b + step * vb) for (W, b), (vW, vb) in zip(params, direction, strict=True)],
            X,
            labels,
            kind,
            lam,
        )[1]
        for step in (h, -h)
    )
    return [
        ((dW - dW_behind) / (2 * h), (db - db_behind) / (2 * h))
        for (dW, db), (dW_behind, db_behind) in zip(ahead, behind, strict=True)
    ]
