"""A deep network without non-linearities is one layer."""


def collapse_linear(params):
    """The single dense layer that computes the same as a network of linear layers.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).

    Returns
    -------
    W : ndarray of shape (n_0, n_L)
    b : ndarray of shape (n_L,)

    Notes
    -----
    Source: S0-21, printed without biases as ``W' = W3 W2 W1``; for row batches ``W' = W1 W2 W3`` and
    ``b' = b1 W2 W3 + b2 W3 + b3``. The answer to the question of S3-05. The rank of W' is at most the width of the
    narrowest layer.

    Examples
    --------
    >>> import numpy as np
    >>> W, b = collapse_linear([(np.array([[1.0, 2.0]]), np.array([3.0, 4.0])), (np.array([[5.0], [6.0]]), np.ones(1))])
    >>> W, b
    (array([[17.]]), array([40.]))
    """
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b
