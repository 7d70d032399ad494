"""Six faulty trainings and a healthy one, for the diagnosis in `vital_signs`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward
from reference_solution.training.minibatches import minibatches
from reference_solution.training.optimisers import sgd_step

DISEASES = (
    "learning rate too large",
    "dead units",
    "examples not shuffled",
    "features not scaled",
    "labels off by one",
    "wrong gradient",
)


@dataclass(frozen=True)
class Run:
    """Everything that defines a training of a ReLU network.

    Attributes
    ----------
    params : list of (W, b)
        Initial parameters.
    X : ndarray of shape (N, n_0)
        Training examples, in the order of the file.
    labels : ndarray of shape (N,)
    X_held_out : ndarray of shape (M, n_0)
    labels_held_out : ndarray of shape (M,)
    lr : float
    shuffle : bool
        Whether each epoch draws a new order.
    gradient : callable
        Has the parameters and results of `mlp_backward`.
    """

    params: list
    X: np.ndarray
    labels: np.ndarray
    X_held_out: np.ndarray
    labels_held_out: np.ndarray
    lr: float = 0.1
    shuffle: bool = True
    gradient: Callable = mlp_backward


def make_run(disease, train, held_out, rng):
    """A training of a network with 16 hidden units, faulty or healthy.

    Parameters
    ----------
    disease : str
        One of `DISEASES`, or "none".
    train, held_out : tuple (X, labels)
        Features of size about 1.
    rng : numpy.random.Generator

    Returns
    -------
    Run

    Notes
    -----
    Source: the questions of S1-29: learning rate, initialisation, data, features.
    """
    X, labels = train
    K = labels.max() + 1
    params = init_params([X.shape[1], 16, K], "he", rng)
    healthy = Run(params, X, labels, *held_out)
    if disease == "learning rate too large":
        return replace(healthy, lr=10.0)
    if disease == "dead units":
        return replace(healthy, params=[(params[0][0], params[0][1] - 10.0), *params[1:]])
    if disease == "examples not shuffled":
        order = np.argsort(labels, kind="stable")
        return replace(healthy, X=X[order], labels=labels[order], shuffle=False)
    if disease == "features not scaled":
        return replace(healthy, X=255.0 * X, X_held_out=255.0 * held_out[0])
    if disease == "labels off by one":
        return replace(healthy, labels=(labels + 1) % K)
    if disease == "wrong gradient":
        return replace(healthy, gradient=without_biases)
    return healthy


def without_biases(params, X, labels, kind, lam):
    """The gradient without db, as if it were forgotten; it learns nearly as well as the right one."""
    loss, grads = mlp_backward(params, X, labels, kind, lam)
    return loss, [(dW, np.zeros_like(db)) for dW, db in grads]


def epochs(run, number, rng, batch_size=32):
    """The parameters after each epoch of a run.

    Parameters
    ----------
    run : Run
    number : int
        How many epochs.
    rng : numpy.random.Generator
    batch_size : int

    Yields
    ------
    list of (W, b)
    """
    params = run.params
    for _ in range(number):
        if run.shuffle:
            batches = minibatches(run.X, run.labels, batch_size, rng)
        else:
            cuts = [slice(start, start + batch_size) for start in range(0, len(run.X), batch_size)]
            batches = [(run.X[rows], run.labels[rows]) for rows in cuts]
        for X, labels in batches:
            params = sgd_step(params, run.gradient(params, X, labels, "relu", 0.0)[1], run.lr)
        yield params
