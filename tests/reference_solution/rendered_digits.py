"""Rendered digits, drawn once for all tests that train on them."""

from functools import cache

import numpy as np

from course.data.rendered_digits import rendered_digits


@cache
def digits(N, side=8, seed=0):
    """X (N, side * side) and labels (N,), read-only."""
    X, labels = rendered_digits(N, np.random.default_rng(seed), side)
    X.flags.writeable = labels.flags.writeable = False
    return X, labels
