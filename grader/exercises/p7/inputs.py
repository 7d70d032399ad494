"""Inputs of p7: bowls, networks with everything that a step needs, and examples that can be told apart."""

import numpy as np

# Two layers of one shape, where their states can be mixed up silently, and one where they cannot.
SHAPES = ((3, 3), (3, 3), (3, 2))


def bowl(rng, n):
    """A positive definite H of shape (n, n) that is not diagonal."""
    factor = rng.normal(size=(n, n))
    return factor @ factor.T + 0.3 * np.eye(n)


def arrays(rng, shapes=SHAPES):
    """A list of pairs like params: normal numbers."""
    return [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes]


def squares(rng, shapes=SHAPES):
    """The same, all numbers above 0."""
    return [(W**2 + 0.1, b**2 + 0.1) for W, b in arrays(rng, shapes)]


def zeros(shapes=SHAPES):
    """The same, all 0."""
    return [(np.zeros(shape), np.zeros(shape[1])) for shape in shapes]


def examples(rng, N, n):
    """X of shape (N, n) and labels of shape (N,): no two rows and no two labels are the same."""
    return rng.normal(size=(N, n)), rng.permutation(3 * N)[:N]
