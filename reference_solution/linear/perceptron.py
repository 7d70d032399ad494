"""The perceptron: its loss, its learning rule, and a bound on its mistakes."""

import numpy as np


def perceptron_loss(s, y):
    """``max(0, -y s)``: zero for every score of the right sign, however small.

    Parameters
    ----------
    s : ndarray of shape (N,)
        Scores ``X @ w``.
    y : ndarray of shape (N,)
        Labels -1 or +1.

    Returns
    -------
    loss, ds : ndarray of shape (N,)
        `ds` is a subgradient: -y on a mistake, 0 elsewhere. A score of 0 counts as a mistake, or w = 0 would never
        learn.

    Notes
    -----
    Source: S1-11.

    Examples
    --------
    >>> perceptron_loss(np.array([2.0, -3.0, 0.0]), np.array([1.0, 1.0, -1.0]))
    (array([0., 3., 0.]), array([ 0., -1.,  1.]))
    """
    mistake = y * s <= 0
    return np.where(mistake, -y * s, 0.0), np.where(mistake, -y, 0.0)


def perceptron_fit(X, y, max_epochs):
    """Train a perceptron: go through the examples in order, and add ``y x`` to the weights at every mistake.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row; a column of ones among the features gives a bias.
    y : ndarray of shape (N,)
        Labels -1 or +1.
    max_epochs : int
        Training ends after so many epochs at the latest.

    Returns
    -------
    w : ndarray of shape (n_in,)
        The sum of ``y[i] * X[i]`` for every i in `mistakes`.
    mistakes : ndarray of int
        The misclassified examples, in the order of the mistakes.
    converged : bool
        True if there was an epoch without a mistake; then w separates the classes.

    Notes
    -----
    Source: S1-13 and S1-15: stochastic gradient descent on the loss of S1-11, step size 1.

    Examples
    --------
    >>> X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    >>> w, mistakes, converged = perceptron_fit(X, np.array([-1, 1, 1, 1]), max_epochs=10)
    >>> w, converged
    (array([ 2., 2., -1.]), True)
    """
    w, mistakes = np.zeros(X.shape[1]), []
    for _ in range(max_epochs):
        mistakes_before = len(mistakes)
        for i in range(len(X)):
            if y[i] * (X[i] @ w) <= 0:
                w = w + y[i] * X[i]
                mistakes.append(i)
        if len(mistakes) == mistakes_before:
            return w, np.array(mistakes, dtype=int), True
    return w, np.array(mistakes, dtype=int), False


def novikoff_bound(X, y, w):
    """The perceptron makes at most ``(R / gamma)**2`` mistakes, in whatever order the examples come.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row, as the perceptron sees them.
    y : ndarray of shape (N,)
        Labels -1 or +1.
    w : ndarray of shape (n_in,)
        Any weights that separate the classes; the wider the margin, the better the bound.

    Returns
    -------
    float
        R is the length of the longest example, gamma the distance of the nearest one to the plane ``x @ w = 0``.

    Raises
    ------
    ValueError
        If w does not separate the classes.

    Notes
    -----
    Source: S1-15 (Novikoff 1962). Each mistake adds at least gamma to the length of the learnt weights along w, and at
    most R**2 to the square of their length: after m mistakes ``m gamma <= length <= sqrt(m) R``.

    Examples
    --------
    >>> novikoff_bound(np.array([[3.0, 4.0], [-2.5, -1.0]]), np.array([1, -1]), np.array([5.0, 0.0]))
    4.0
    """
    gamma = np.min(y * (X @ w)) / np.linalg.norm(w)
    if not gamma > 0:
        raise ValueError(f"got a smallest margin of {gamma:.3g}, expected weights w that separate the classes")
    R = np.max(np.linalg.norm(X, axis=1))
    return float((R / gamma) ** 2)
