"""How close a number has to be to count as right: the same for the visible checks and for the grader."""

from typing import Any

import numpy as np

SIX_DIGITS = 1e-6  # of the largest number in an array
SINGLE_PRECISION = 2e-5  # for answers in float32


def agrees(got: Any, expected: Any, tolerance: float = SIX_DIGITS) -> bool:
    """Tell whether numbers agree with the expected ones, relative to the largest of these.

    Parameters
    ----------
    got, expected : array_like
    tolerance : float, optional

    Returns
    -------
    bool
        False for another shape, and for NaN.

    Examples
    --------
    >>> agrees([1.0, 2.0 + 1e-6], [1.0, 2.0]), agrees([1.0, 2.0 + 1e-5], [1.0, 2.0])
    (True, False)
    """
    if np.shape(got) != np.shape(expected):
        return False
    got, expected = np.asarray(got), np.asarray(expected)  # masked arrays know no `initial`
    largest = float(np.abs(expected).max(initial=0.0)) or 1.0
    return bool(np.abs(np.subtract(got, expected)).max(initial=0.0) <= tolerance * largest)
