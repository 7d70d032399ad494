"""Linear separability, decided exactly by Fourier-Motzkin elimination."""

import numpy as np


def is_linearly_separable(X, y):
    """Whether there are w and b with ``x @ w + b > 0`` for all examples of class 1 and ``< 0`` for all others.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.
    y : ndarray of shape (N,)
        1 for one class; anything else, 0 or -1, for the other.

    Returns
    -------
    bool

    Notes
    -----
    Source: S3-02, there without a bias. Subtract the inequality of an example of the other class from that of one of
    class 1, and b is gone: ``(x₊ - x₋) @ w > 0`` for every pair. Then the weights are eliminated one by one, the last
    first (Fourier and Motzkin): add two inequalities in which it has opposite signs, each times the size of the other's
    coefficient. With one weight left, all its coefficients must have the same sign. For XOR this ends in
    ``0 > 0``, the proof by contradiction of S0-20.

    Nothing is divided, so the answer is exact for integer inputs of moderate size. Each weight may square the number
    of inequalities: fast enough for truth tables, and for a hundred points in the plane.

    Examples
    --------
    >>> corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> is_linearly_separable(corners, np.array([0, 0, 0, 1]))
    True
    >>> is_linearly_separable(corners, np.array([0, 1, 1, 0]))
    False
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    differences = X[y == 1][:, None] - X[y != 1]
    V = differences.reshape(-1, X.shape[1])  # each row v means v @ w > 0
    while V.shape[1] > 1:
        V = np.unique(V, axis=0)
        above, level, below = (V[keep] for keep in (V[:, -1] > 0, V[:, -1] == 0, V[:, -1] < 0))
        sums = above[:, None] * -below[:, -1:] + above[:, None, -1:] * below
        V = np.concatenate([level, sums.reshape(-1, V.shape[1])])[:, :-1]
    return bool(np.all(V > 0) or np.all(V < 0))
