"""Compare results with numbers known beforehand: worked out by hand, or given to five decimals."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.check.core.arrays import read_array, read_number
from course.check.core.report import Report
from course.types import Array


def known_array(
    report: Report,
    name: str,
    value: Any,
    expected: Array,
    where: str,
    like: str = "",
    slips: Sequence[tuple[Any, str]] = (),
) -> None:
    """Compare an array with one known to five decimals.

    Parameters
    ----------
    report : Report
    name : str
    value : object
        What the student returned; any type.
    expected : ndarray
    where : str
        The case, such as ``"2 examples, by hand"``.
    like : str, optional
        Where the shape comes from, such as ``"the shape of Z"``.
    slips : sequence of (ndarray, str), optional
        Known wrong answers, each with the sentence that explains it.
    """
    array = read_array(report, name, value, expected.shape, like)
    if array is not None:
        _compare(report, name, array, expected, where, slips, lambda shown: shown.round(5).tolist())


def known_number(
    report: Report, name: str, value: Any, expected: float, where: str, slips: Sequence[tuple[Any, str]] = ()
) -> None:
    """Compare a number with one known to five decimals.

    Parameters
    ----------
    report : Report
    name : str
    value : object
        What the student returned; any type.
    expected : float
    where : str
        The case.
    slips : sequence of (float, str), optional
        Known wrong answers, each with the sentence that explains it.
    """
    number = read_number(report, name, value)
    if number is not None:
        _compare(report, name, number, expected, where, slips, lambda shown: f"{shown:.5f}")


def _compare(
    report: Report,
    name: str,
    value: Any,
    expected: Any,
    where: str,
    slips: Sequence[tuple[Any, str]],
    show: Callable[[Any], object],
) -> None:
    if _close(value, expected):
        report.ok(name, f"right ({where})")
        return
    slip = next((f" {sentence}" for wrong, sentence in slips if _close(value, wrong)), "")
    report.fail(f"{name} is wrong ({where}): got {show(value)}, expected {show(expected)}.{slip}")


def _close(value: Any, expected: Any) -> bool:
    return np.shape(value) == np.shape(expected) and bool(np.abs(value - expected).max() < 2e-5)
