"""Random networks and batches, and the grid of shapes on which the reference is tried."""

from itertools import pairwise

import numpy as np

KINDS = ["identity", "sigmoid", "tanh", "relu"]
SIZES = [[3, 4], [4, 4], [3, 5, 4], [4, 4, 4], [3, 4, 4, 5, 3]]
DENSE_SHAPES = [(1, 3, 5), (7, 3, 5), (1, 4, 4), (7, 4, 4), (7, 7, 7), (7, 5, 1)]


def draw_network(sizes, N, seed=0):
    """Parameters, inputs and labels, with every pre-activation at least 1e-3 away from the kink of the ReLU."""
    rng = np.random.default_rng([seed, N, *sizes])
    while True:
        params = [(rng.normal(size=(n, m)), rng.normal(size=m)) for n, m in pairwise(sizes)]
        X = rng.normal(size=(N, sizes[0]))
        if all(distance_to_kink(params, X, f) > 1e-3 for f in (np.tanh, lambda Z: np.maximum(Z, 0))):
            return params, X, rng.integers(sizes[-1], size=N)


def distance_to_kink(params, X, f):
    nearest = np.inf
    for W, b in params[:-1]:
        Z = X @ W + b
        nearest = min(nearest, np.abs(Z).min())
        X = f(Z)
    return nearest
