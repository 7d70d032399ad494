"""Right, and noisy on stderr: stock nbgrader would give 0 for each cell that warns."""

import sys
import warnings


def dense_backward(dZ, cache):
    warnings.warn("I am not sure about the transpose", stacklevel=1)
    print("dense_backward was here", file=sys.stderr)
    X, W = cache
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)
