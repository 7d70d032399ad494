"""Functions that draw at random, asked with a seed; what they did comes back as plain values.

How examples are shuffled is the student's own affair. So what is looked at is which of them were met, and when.
"""

import copy
from collections.abc import Iterator

import numpy as np


def two_epochs(minibatches):
    """Two epochs drawn from one generator, and the first again from a new one with the same seed.

    Returns
    -------
    callable
        ``asked(X, labels, batch_size, seed)``, which returns the three lists of batches, one after another.

    Examples
    --------
    >>> in_order = lambda X, labels, batch_size, rng: [(X, labels)]
    >>> len(two_epochs(in_order)(np.ones((2, 1)), np.ones(2), 2, 0))
    3
    """

    def asked(X, labels, batch_size, seed):
        # Only the first call meets the given arrays: one that shuffles them in place is told that and nothing else.
        given = [(X, labels), copy.deepcopy((X, labels)), copy.deepcopy((X, labels))]
        one, other = np.random.default_rng(seed), np.random.default_rng(seed)
        pairs = zip(given, (one, one, other), strict=True)
        return [_all_of(minibatches(*arrays, batch_size, rng)) for arrays, rng in pairs]

    return asked


def _all_of(batches):
    return list(batches) if isinstance(batches, Iterator) else batches


def recorded(train):
    """Two trainings with the same seed, and the gradients that the first one asked for.

    The gradient is that of `distance_to_the_mean`: a bowl, so that everything can be replayed.

    Returns
    -------
    callable
        ``asked(params, X, labels, lr, batch_size, epochs, seed)``, which returns what the first training returned, the
        arguments ``(params, X_batch, labels_batch)`` of each of its gradients, and what the second one returned.

    Examples
    --------
    >>> lazy = lambda gradient, params, *rest: (params, gradient(params, *rest[:2])[0])
    >>> (params, loss), calls, again = recorded(lazy)(
    ...     [(np.ones((1, 1)), np.zeros(1))], np.ones((4, 1)), np.zeros(4), 0.1, 2, 1, 0
    ... )
    >>> loss, len(calls)
    (0.0, 1)
    """

    def asked(params, X, labels, lr, batch_size, epochs, seed):
        calls = []

        def gradient(*arguments):
            calls.append(copy.deepcopy(arguments))
            return distance_to_the_mean(*arguments)

        again = copy.deepcopy((params, X, labels))
        first = train(gradient, params, X, labels, lr, batch_size, epochs, np.random.default_rng(seed))
        second = train(distance_to_the_mean, *again, lr, batch_size, epochs, np.random.default_rng(seed))
        return first, calls, second

    return asked


def distance_to_the_mean(params, X, labels):
    """A loss that is least where W is the mean of X and b the mean of the labels, and its gradient.

    Parameters
    ----------
    params : list of one (W, b)
        W of shape (n, 1), b of shape (1,).
    X : ndarray of shape (N, n)
    labels : ndarray of shape (N,)

    Returns
    -------
    loss : float
        Half the mean square of the distances.
    grads : list of one (dW, db)

    Examples
    --------
    >>> distance_to_the_mean([(np.array([[3.0]]), np.array([1.0]))], np.array([[1.0], [1.0]]), np.array([0, 2]))
    (2.5, [(array([[2.]]), array([0.]))])
    """
    [(W, b)] = params
    from_X, from_labels = W.T - X, b - labels
    loss = ((from_X**2).sum() + (from_labels**2).sum()) / (2 * len(X))
    return float(loss), [(from_X.mean(axis=0)[:, None], np.array([from_labels.mean()]))]
