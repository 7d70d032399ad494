"""Training a ReLU network on digits."""

import numpy as np

from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.training.minibatches import minibatches


def network_logits(params, X):
    """Logits of a network with ReLUs.

    Parameters
    ----------
    params : list of (W, b)
        First layer first.
    X : ndarray of shape (N, n_0)

    Returns
    -------
    ndarray of shape (N, n_L)

    Examples
    --------
    >>> network_logits([(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))], np.array([[-3.0]]))
    array([[3.]])
    """
    return mlp_forward(params, X, "relu")[0]


def network_gradient(params, X, labels):
    """Mean cross-entropy of a network with ReLUs, and its gradients.

    Parameters
    ----------
    params : list of (W, b)
        First layer first.
    X : ndarray of shape (N, n_0)
    labels : ndarray of shape (N,)

    Returns
    -------
    loss : float
    grads : list of (dW, db)

    Examples
    --------
    >>> network_gradient([(np.zeros((1, 2)), np.zeros(2))], np.ones((1, 1)), np.array([0]))[1]
    [(array([[-0.5,  0.5]]), array([-0.5,  0.5]))]
    """
    return mlp_backward(params, X, labels, "relu", 0.0)


def train_digits(X, labels, rng):
    """Train a network that tells the ten digits apart.

    Parameters
    ----------
    X : ndarray of shape (N, n)
        Standardised pictures, one a row.
    labels : ndarray of shape (N,)
        0 .. 9.
    rng : numpy.random.Generator
        The only source of randomness.

    Returns
    -------
    params : list of (W, b)
        Of hidden layers of ReLUs and a linear output layer with 10 units.

    Notes
    -----
    Source: S1-28 to S1-30: the loop, the initialisation, and what can go wrong with either.

    Examples
    --------
    >>> X, labels = np.repeat(np.eye(10), 5, axis=0), np.repeat(np.arange(10), 5)
    >>> params = train_digits(X, labels, np.random.default_rng(0))
    >>> network_logits(params, np.eye(10)).argmax(axis=1)
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    params = []
    for n_in, n_out in [(X.shape[1], 64), (64, 10)]:
        params.append((rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in), np.zeros(n_out)))
    for _ in range(10):
        for X_batch, labels_batch in minibatches(X, labels, 20, rng):
            _, grads = network_gradient(params, X_batch, labels_batch)
            params = [(W - 0.2 * dW, b - 0.2 * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    return params
