"""Gradient descent, and its critical step size on a quadratic bowl."""

import numpy as np


def gd_quadratic(H, c, w, lr, steps):
    """Minimise ``J(w) = 1/2 w^T H w - c^T w`` by steps against its gradient ``H w - c``.

    Parameters
    ----------
    H : ndarray of shape (n, n)
        The Hessian; symmetric.
    c : ndarray of shape (n,)
        Zero puts the minimum at the origin.
    w : ndarray of shape (n,)
        Starting point.
    lr : float
        Step size.
    steps : int

    Returns
    -------
    path : ndarray of shape (steps + 1, n)
        The starting point, and the point after each step.

    Notes
    -----
    Source: S0-31 and S1-21; one index t for the whole vector, where S1-17 prints ``w_{i+1} = w_i + dw_k`` (E06).
    The step goes against the gradient of J with respect to w; E05 is the deck's slip of saying along it.
    Mean squared error is such a bowl, with ``H = 2/N X^T X`` and ``c = 2/N X^T y``.

    Examples
    --------
    >>> gd_quadratic(np.eye(1), np.zeros(1), np.array([8.0]), lr=0.5, steps=3)
    array([[8.],
           [4.],
           [2.],
           [1.]])
    """
    path = [w]
    for _ in range(steps):
        w = w - lr * (H @ w - c)
        path.append(w)
    return np.array(path)


def critical_lr(H):
    """The step size at which gradient descent on a bowl stops converging: ``2 / lambda_max``.

    Parameters
    ----------
    H : ndarray of shape (n, n)
        Symmetric, positive definite or semi-definite but not zero.

    Returns
    -------
    float

    Notes
    -----
    Source: S1-19. Along an eigenvector of H each step multiplies the distance to the minimum by ``1 - lr * lambda``,
    which is below 1 in size only for ``lr < 2 / lambda``; the direction of largest curvature decides.

    Examples
    --------
    >>> round(critical_lr(np.diag([1.0, 10.0])), 12)
    0.2
    """
    return 2.0 / float(np.linalg.eigvalsh(H)[-1])


def gradient_descent(gradient, w, lr, steps):
    """Gradient descent with any function that computes gradients.

    Parameters
    ----------
    gradient : callable
        Maps a point, ndarray of shape (n,), to the gradient there, of the same shape.
    w : ndarray of shape (n,)
        Starting point.
    lr : float
        Step size.
    steps : int

    Returns
    -------
    path : ndarray of shape (steps + 1, n)
        The starting point, and the point after each step.

    Notes
    -----
    Source: S0-31 and S3-22.

    Examples
    --------
    >>> gradient_descent(lambda w: 2 * w, np.array([1.0]), lr=0.25, steps=2)
    array([[1.  ],
           [0.5 ],
           [0.25]])
    """
    path = [w]
    for _ in range(steps):
        w = w - lr * gradient(w)
        path.append(w)
    return np.array(path)
