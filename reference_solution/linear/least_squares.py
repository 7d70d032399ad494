"""Linear regression: its solution by least squares, and the gradient for going there step by step."""

import numpy as np


def add_bias(X):
    """Append a column of ones, so that the last weight is the bias.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        One example a row.

    Returns
    -------
    ndarray of shape (N, n + 1)
        A new float64 array.

    Notes
    -----
    Source: S2-02, ``z = [w b] [x; 1]``, and S1-02. A penalty on the weights must then leave out the last one.

    Examples
    --------
    >>> add_bias(np.array([[2.0], [5.0]]))
    array([[2., 1.],
           [5., 1.]])
    """
    return np.column_stack([X, np.ones(len(X))])


def normal_equation(X, y):
    """Weights and bias with the least sum of squared errors.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        One example a row, without the column of ones.
    y : ndarray of shape (N,)
        Targets.

    Returns
    -------
    w : ndarray of shape (n + 1,)
        The bias comes last. If several w fit equally well (a column is a combination of others, or N <= n), the
        one of smallest norm.

    Notes
    -----
    Source: S1-03, ``X^T X w = X^T y``. Printed as ``w = (X^T X)^-1 X^T y``, without the bias of the slide before
    (E06); the inverse exists only if the columns are independent. `lstsq` finds the w of these equations without
    forming ``X^T X``, which would square the condition number.

    Examples
    --------
    >>> normal_equation(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0])).round(12)
    array([2., 1.])
    """
    return np.linalg.lstsq(add_bias(X), y)[0]


def mse_grad(w, X, y):
    """Gradient of the mean squared error ``mean((X @ w - y)**2)`` with respect to w.

    Parameters
    ----------
    w : ndarray of shape (n,)
        Weights.
    X : ndarray of shape (N, n)
        One example a row; with a column of ones if w has a bias (`add_bias`).
    y : ndarray of shape (N,)
        Targets.

    Returns
    -------
    dw : ndarray of shape (n,)
        ``(2 / N) X^T (X w - y)``.

    Notes
    -----
    Source: S1-17, where no 1/2 stands before the square; so the 2 stays in the gradient.

    Examples
    --------
    >>> mse_grad(np.array([1.0]), np.array([[1.0], [2.0]]), np.array([0.0, 0.0]))
    array([5.])
    """
    return 2 / len(X) * X.T @ (X @ w - y)
