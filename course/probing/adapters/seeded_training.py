"""Adapters for training functions that take a random generator: called with a seed, they return plain values.

Students may shuffle the examples in any way. The adapters therefore return which examples were used, and when.
"""

import copy
import functools
from collections.abc import Iterator
from typing import Any

import numpy as np

from course.probing.stand_ins import Adapted
from course.types import Array, Integers, Network, StudentFunction

_SEEDS = 2**31


def two_epochs(minibatches: StudentFunction) -> StudentFunction:
    """Draw two epochs from one generator, and the first epoch again from a new generator with the same seed.

    Parameters
    ----------
    minibatches : callable
        ``minibatches(X, labels, batch_size, rng)``, which returns or yields the batches of an epoch.

    Returns
    -------
    callable
        ``asked(X, labels, batch_size, seed)``, which returns the three lists of batches.

    Examples
    --------
    >>> in_order = lambda X, labels, batch_size, rng: [(X, labels)]
    >>> len(two_epochs(in_order)(np.ones((2, 1)), np.ones(2), 2, 0))
    3
    """

    def asked(X: Array, labels: Integers, batch_size: int, seed: int) -> list[Any]:
        # Only the first call gets the original arrays: shuffling them in place must spoil neither of the others.
        examples = [(X, labels), copy.deepcopy((X, labels)), copy.deepcopy((X, labels))]
        one, other = np.random.default_rng(seed), np.random.default_rng(seed)
        pairs = zip(examples, (one, one, other), strict=True)
        return [_all_of(minibatches(*arrays, batch_size, rng)) for arrays, rng in pairs]

    def stand_in(remote: StudentFunction, X: Array, labels: Integers, batch_size: int, rng: np.random.Generator) -> Any:
        return remote(X, labels, batch_size, int(rng.integers(_SEEDS)))[0]

    return Adapted(asked, asked, lambda remote: {"": functools.partial(stand_in, remote)})


def _all_of(batches: Any) -> Any:
    return list(batches) if isinstance(batches, Iterator) else batches


def recorded(train: StudentFunction) -> StudentFunction:
    """Run two trainings with the same seed, and record the gradient calls of the first.

    Both minimise `distance_to_the_mean`, a quadratic, so that each step can be recomputed.

    Parameters
    ----------
    train : callable
        ``train(gradient, params, X, labels, lr, batch_size, epochs, rng)``.

    Returns
    -------
    callable
        ``asked(params, X, labels, lr, batch_size, epochs, seed)``, which returns what the first training returned, the
        arguments ``(params, X_batch, labels_batch)`` of each of its gradient calls, and what the second one returned.

    Examples
    --------
    >>> lazy = lambda gradient, params, *rest: (params, gradient(params, *rest[:2])[0])
    >>> (params, loss), calls, again = recorded(lazy)(
    ...     [(np.ones((1, 1)), np.zeros(1))], np.ones((4, 1)), np.zeros(4), 0.1, 2, 1, 0
    ... )
    >>> loss, len(calls)
    (0.0, 1)
    """

    def asked(
        params: Network, X: Array, labels: Integers, lr: float, batch_size: int, epochs: int, seed: int
    ) -> tuple[Any, list[Any], Any]:
        calls = []

        def gradient(*arguments: Any) -> tuple[float, Network]:
            calls.append(copy.deepcopy(arguments))
            return distance_to_the_mean(*arguments)

        again = copy.deepcopy((params, X, labels))
        first = train(gradient, params, X, labels, lr, batch_size, epochs, np.random.default_rng(seed))
        second = train(distance_to_the_mean, *again, lr, batch_size, epochs, np.random.default_rng(seed))
        return first, calls, second

    return asked


def distance_to_the_mean(params: Network, X: Array, labels: Integers) -> tuple[float, Network]:
    """Quadratic loss with its minimum where W is the mean of X and b the mean of the labels, and its gradient.

    Parameters
    ----------
    params : list of one (W, b)
        W of shape (n, 1), b of shape (1,).
    X : ndarray of shape (N, n)
    labels : ndarray of shape (N,)

    Returns
    -------
    loss : float
        Half the mean squared distance of the examples from W and of the labels from b.
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
