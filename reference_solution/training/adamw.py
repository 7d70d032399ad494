"""Adam with weight decay that is kept apart from the gradient."""

from reference_solution.training.optimisers import adam_step


def adamw_step(params, grads, mean, square, t, lr=1e-3, decay=0.01):
    """A step of AdamW: shrink all weights by ``1 - lr * decay``, then make Adam's step; biases do not shrink.

    Parameters
    ----------
    params, grads : list of (W, b) and (dW, db)
        The gradients are those of the loss alone, without a penalty.
    mean, square : list of (array, array)
        Adam's running means; both start at zero.
    t : int
        Number of this step, 1 for the first.
    lr, decay : float

    Returns
    -------
    params, mean, square : list of (array, array)

    Notes
    -----
    Source: Loshchilov and Hutter, 2019. A penalty in the gradient would be divided by the root of `square` with it, so
    that weights with large gradients would hardly shrink. Their paper shrinks biases as well; this course never does.

    Examples
    --------
    >>> import numpy as np
    >>> params, zero = [(np.array([[1.0]]), np.array([1.0]))], [(np.zeros((1, 1)), np.zeros(1))]
    >>> params, _, _ = adamw_step(params, zero, zero, zero, t=1, lr=0.1, decay=0.5)
    >>> params[0]
    (array([[0.95]]), array([1.]))
    """
    shrunk = [((1 - lr * decay) * W, b) for W, b in params]
    return adam_step(shrunk, grads, mean, square, t, lr)
