"""The training loop for any function that computes gradients."""

import numpy as np

from reference_solution.training.minibatches import minibatches
from reference_solution.training.optimisers import sgd_step


def train(gradient, params, X, labels, lr, batch_size, epochs, rng):
    """Gradient descent on minibatches.

    Parameters
    ----------
    gradient : callable
        ``gradient(params, X_batch, labels_batch) -> (loss, grads)``, the loss a mean over the batch.
    params : list of (W, b)
        Initial parameters; not changed.
    X : ndarray of shape (N, n_in)
        One example a row.
    labels : ndarray of shape (N, ...)
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
        After the last step.
    losses : ndarray of shape (steps,)
        Loss of each batch before the step made on it.

    Notes
    -----
    Source: S1-28, S4-14, S3-22; that an optimiser takes gradients from anywhere is S0-44.

    Examples
    --------
    >>> def towards_3(params, X, labels):
    ...     (W, b), = params
    ...     return float((W[0, 0] - 3) ** 2) / 2, [(W - 3, 0 * b)]
    >>> start = [(np.array([[11.0]]), np.zeros(1))]
    >>> params, losses = train(towards_3, start, np.ones((4, 1)), np.ones(4), 0.5, 2, 1, np.random.default_rng(0))
    >>> params[0][0], losses
    (array([[5.]]), array([32.,  8.]))
    """
    losses = []
    for _ in range(epochs):
        for X_batch, labels_batch in minibatches(X, labels, batch_size, rng):
            loss, grads = gradient(params, X_batch, labels_batch)
            losses.append(loss)
            params = sgd_step(params, grads, lr)
    return params, np.array(losses)
