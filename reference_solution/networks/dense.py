"""The fully connected layer, forward and backward."""


def dense_forward(X, W, b):
    """Apply a dense layer to every row: ``Z = X @ W + b``.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.
    W : ndarray of shape (n_in, n_out)
        Weights.
    b : ndarray of shape (n_out,)
        Biases, added to every row.

    Returns
    -------
    Z : ndarray of shape (N, n_out)
        Pre-activations.
    cache : tuple (X, W)
        What `dense_backward` needs; the arrays themselves, not copies.

    Raises
    ------
    ValueError
        From numpy, if the shapes do not fit.

    Notes
    -----
    Source: S0-07 and S4-16, whose ``z = W^T x + b`` is one row of this.

    Examples
    --------
    >>> import numpy as np
    >>> Z, cache = dense_forward(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 3.0], [0.0, 1.0, 1.0]]), np.ones(3))
    >>> Z
    array([[2., 3., 6.]])
    """
    Z = X @ W + b
    return Z, (X, W)


def dense_backward(dZ, cache):
    """Send the gradient back through a dense layer.

    Parameters
    ----------
    dZ : ndarray of shape (N, n_out)
        Gradient of the loss with respect to ``Z = X @ W + b``.
    cache : tuple (X, W)
        From `dense_forward`.

    Returns
    -------
    dX : ndarray of shape (N, n_in)
        ``dZ @ W.T``: the error signal goes back along the edges of the forward pass.
    dW : ndarray of shape (n_in, n_out)
        ``X.T @ dZ``: the outer products of S4-17, summed over the examples.
    db : ndarray of shape (n_out,)
        b is added to every example, so the rows of dZ are summed.

    Notes
    -----
    Source: S4-17, S4-19 and S4-23; BP3 and BP4 of S1-25; index form in S0-43.

    Examples
    --------
    >>> import numpy as np
    >>> X, W = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 3.0], [0.0, 1.0, 1.0]])
    >>> dX, dW, db = dense_backward(np.array([[1.0, 10.0, 0.0]]), (X, W))
    >>> dX
    array([[ 1., 10.]])
    >>> dW
    array([[ 1., 10.,  0.],
           [ 2., 20.,  0.]])
    >>> db
    array([ 1., 10.,  0.])
    """
    X, W = cache
    dX = dZ @ W.T
    dW = X.T @ dZ
    db = dZ.sum(axis=0)
    return dX, dW, db
