"""Folding: a deep narrow ReLU network with exponentially many pieces."""

import numpy as np


def tent_net(L):
    """The tent map on [0, 1], applied L times.

    Parameters
    ----------
    L : int
        Hidden layers, at least 1.

    Returns
    -------
    params : list of (W, b)
        One input, L hidden layers of two ReLUs each, one output, for `mlp_forward`.

    Notes
    -----
    Source: S3-13, S2-27. One tent is ``2 relu(x) - 4 relu(x - 1/2)``: it folds the interval and stretches it to its old
    length, so each layer doubles the pieces: 2**L pieces from 2L units. One hidden layer of n ReLUs has at most n + 1.

    Examples
    --------
    >>> from reference_solution.networks.network import mlp_forward
    >>> mlp_forward(tent_net(2), np.array([[0.0], [0.25], [0.5], [0.75], [1.0]]), "relu")[0].ravel()
    array([0., 1., 0., 1., 0.])
    """
    fold = np.array([[2.0], [-4.0]])
    split, bend = np.array([[1.0, 1.0]]), np.array([0.0, -0.5])
    return [(split, bend)] + [(fold @ split, bend)] * (L - 1) + [(fold, np.zeros(1))]


def behind_folds(W, b, folds):
    """A layer applied to the folded unit cube, so that its regions appear in every copy.

    Parameters
    ----------
    W : ndarray of shape (n_in, n_hidden)
    b : ndarray of shape (n_hidden,)
        The layer.
    folds : int
        How often to fold along every input, at least 1.

    Returns
    -------
    list of (W, b)
        `folds` layers of 2 n_in ReLUs, then the layer itself.

    Notes
    -----
    Source: S3-13, the construction behind `montufar_bound`: 4**folds copies of the square.

    Examples
    --------
    >>> [V.shape for V, c in behind_folds(np.ones((2, 5)), np.zeros(5), folds=2)]
    [(2, 4), (4, 4), (4, 5)]
    """
    n_in = len(W)
    *tents, (fold, _) = tent_net(folds)
    folding = [(np.kron(np.eye(n_in), V), np.tile(c, n_in)) for V, c in tents]
    return [*folding, (np.kron(np.eye(n_in), fold) @ W, b)]
