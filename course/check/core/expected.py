"""Compare with numbers known beforehand: worked by hand, or given to five decimals."""

import numpy as np

from course.check.core.arrays import read_array, read_number


def known_array(report, name, value, expected, where, like="", slips=()):
    """Compare an array with numbers known beforehand (to five decimals); `slips` are known wrong answers."""
    value = read_array(report, name, value, expected.shape, like)
    if value is not None:
        _settle(report, name, value, expected, where, slips, lambda array: array.round(5).tolist())


def known_number(report, name, value, expected, where, slips=()):
    """Compare a number with one known beforehand (to five decimals); `slips` are known wrong answers."""
    value = read_number(report, name, value)
    if value is not None:
        _settle(report, name, value, expected, where, slips, lambda number: f"{number:.5f}")


def _settle(report, name, value, expected, where, slips, show):
    if _close(value, expected):
        return report.ok(name, f"right ({where})")
    slip = next((f" {sentence}" for wrong, sentence in slips if _close(value, wrong)), "")
    report.fail(f"{name} is wrong ({where}): got {show(value)}, expected {show(expected)}.{slip}")


def _close(value, expected):
    return np.shape(value) == np.shape(expected) and np.abs(value - expected).max() < 2e-5
