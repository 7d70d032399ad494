"""The training loop of a classifier, and early stopping."""

import numpy as np

from reference_solution.networks.network import mlp_backward
from reference_solution.training.minibatches import minibatches
from reference_solution.training.optimisers import sgd_step


def train(params, X, labels, kind, lam, lr, batch_size, epochs, rng):
    """Train a network by gradient descent on minibatches.

    Parameters
    ----------
    params : list of (W, b)
        Initial parameters; not changed.
    X : ndarray of shape (N, n_0)
        One example a row.
    labels : ndarray of shape (N,)
        Integer classes 0 .. n_L - 1.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer.
    lam : float
        Strength of the L2 penalty on the weights.
    lr : float
        Step size.
    batch_size : int
        N for plain gradient descent.
    epochs : int
        Number of passes over all examples.
    rng : numpy.random.Generator

    Returns
    -------
    params : list of (W, b)
    losses : ndarray of shape (steps,)
        Loss of each batch in nats, with the penalty, before the step made on it.

    Notes
    -----
    Source: S1-28, S4-14, S3-22.

    Examples
    --------
    >>> X, labels = np.array([[-1.0], [1.0]]), np.array([0, 1])
    >>> start = [(np.zeros((1, 2)), np.zeros(2))]
    >>> params, losses = train(start, X, labels, "tanh", 0.0, 1.0, 2, 3, np.random.default_rng(0))
    >>> losses.round(3)
    array([0.693, 0.313, 0.195])
    """
    losses = []
    for _ in range(epochs):
        for X_batch, labels_batch in minibatches(X, labels, batch_size, rng):
            loss, grads = mlp_backward(params, X_batch, labels_batch, kind, lam)
            params = sgd_step(params, grads, lr)
            losses.append(loss)
    return params, np.array(losses)


def early_stopping(history, patience):
    """Stop when the loss has not improved for `patience` epochs, and return the parameters of the best epoch.

    Parameters
    ----------
    history : iterable of (params, loss)
        The parameters after each epoch, and the loss on examples that are not trained on. A generator that trains as
        it is read is stopped early; in a finished list the later epochs are ignored.
    patience : int
        How many epochs in a row may pass without a new best loss.

    Returns
    -------
    params : list of (W, b)
        Copies of the best ones, because training may change its arrays. None if no loss was a finite number.
    best : int
        Number of that epoch; 0 is the first of the history.

    Notes
    -----
    Source: S0-30. An implicit regularisation: the loss has no penalty, and yet the weights stay small.

    Examples
    --------
    >>> losses = [3.0, 2.0, 1.0, 1.5, 1.2, 0.5]
    >>> history = [([(np.array([[loss]]), np.zeros(1))], loss) for loss in losses]
    >>> params, best = early_stopping(history, patience=2)
    >>> best, params[0][0]
    (2, array([[1.]]))
    """
    lowest, best, kept = np.inf, 0, None
    for epoch, (params, loss) in enumerate(history):
        if loss < lowest:
            lowest, best, kept = loss, epoch, [(W.copy(), b.copy()) for W, b in params]
        elif epoch - best >= patience:
            break
    return kept, best
