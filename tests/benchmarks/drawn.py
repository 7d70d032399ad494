"""A network and a batch to train it on."""

import itertools

import numpy as np


def drawn(sizes, N, dtype):
    """He's weights, zero biases, inputs and labels; always the same."""
    rng = np.random.default_rng(0)
    params = [
        (rng.normal(scale=(2 / n_in) ** 0.5, size=(n_in, n_out)).astype(dtype), np.zeros(n_out, dtype))
        for n_in, n_out in itertools.pairwise(sizes)
    ]
    return params, rng.normal(size=(N, sizes[0])).astype(dtype), rng.integers(sizes[-1], size=N)
