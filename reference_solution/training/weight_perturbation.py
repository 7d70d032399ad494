"""Weight perturbation: estimate the gradient from the effect of a random change of all weights."""

from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.network import mlp_forward


def perturbed_gradient(params, X, labels, kind, size, rng):
    """An estimate of the gradient from two forward passes and one random direction.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        One example a row.
    labels : ndarray of shape (N,)
        Integer classes 0 .. n_L - 1.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer.
    size : float
        Standard deviation of the perturbation.
    rng : numpy.random.Generator

    Returns
    -------
    grads : list of (dW, db)
        The slope of the loss along the direction, times the direction.

    Notes
    -----
    Source: S0-45 and S3-40. On average the estimate is the gradient. But a random direction in P
    dimensions is nearly orthogonal to it: the squared length of the noise is P times that of the gradient, so steps
    must be small.
    """
    direction = [(rng.normal(size=W.shape), rng.normal(size=b.shape)) for W, b in params]
    above, below = (
        softmax_cross_entropy(
            mlp_forward(
                [(W + step * vW, b + step * vb) for (W, b), (vW, vb) in zip(params, direction, strict=True)], X, kind
            )[0],
            labels,
        )[0]
        for step in (size, -size)
    )
    slope = (above - below) / (2 * size)
    return [(slope * vW, slope * vb) for vW, vb in direction]
