"""When two arrays agree, and a gradient that knows nothing but the function."""

import numpy as np


def assert_agree(got, expected, relative=1e-12):
    """Equal shapes, and every entry within `relative` of the largest expected one."""
    got, expected = np.asarray(got), np.asarray(expected)
    assert got.shape == expected.shape
    assert got.dtype == np.float64
    np.testing.assert_allclose(got, expected, rtol=0, atol=relative * np.abs(expected).max())


def central_differences(f, V, h=1e-5):
    """Gradient of the scalar ``f()`` with respect to the array V, which f reads."""
    gradient = np.empty_like(V)
    for i in np.ndindex(V.shape):
        kept = V[i]
        V[i] = kept + h
        above = f()
        V[i] = kept - h
        below = f()
        V[i] = kept
        gradient[i] = (above - below) / (2 * h)
    return gradient
