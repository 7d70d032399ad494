"""Compare results with numbers known beforehand, most of them worked out by hand."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.check.core.arrays import read_array, read_number
from course.check.core.report import Report
from course.tolerance import SINGLE_PRECISION, SIX_DIGITS, agrees
from course.types import Array


def known_array(
    report: Report,
    name: str,
    value: Any,
    expected: Array,
    where: str,
    like: str = "",
    slips: Sequence[tuple[Any, str]] = (),
    N: int | None = None,
) -> None:
    """Compare an array with a known one.

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
        Known wrong answers, to five decimals, each with the sentence that explains it.
    N : int, optional
        Number of examples, where the array is a sum over them or a product.
    """
    array = read_array(report, name, value, expected.shape, like, N)
    if array is not None:
        _compare(report, name, array, expected, where, slips, lambda shown, places: shown.round(places).tolist())


def known_number(
    report: Report, name: str, value: Any, expected: float, where: str, slips: Sequence[tuple[Any, str]] = ()
) -> None:
    """Compare a number with a known one.

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
        Known wrong answers, to five decimals, each with the sentence that explains it.
    """
    number = read_number(report, name, value)
    if number is not None:
        whole = number.is_integer() and float(expected).is_integer()
        _compare(report, name, number, expected, where, slips, lambda n, places: f"{n:.{0 if whole else places}f}")


def _compare(
    report: Report,
    name: str,
    value: Any,
    expected: Any,
    where: str,
    slips: Sequence[tuple[Any, str]],
    show: Callable[[Any, int], object],
) -> None:
    single = getattr(value, "dtype", None) in (np.float16, np.float32)
    if agrees(value, expected, SINGLE_PRECISION if single else SIX_DIGITS):
        report.ok(name, f"right ({where})")
        return
    slip = next((f" {sentence}" for wrong, sentence in slips if _near(value, wrong)), "")
    places = 5 if show(value, 5) != show(expected, 5) else 9
    report.fail(f"{name} is wrong ({where}): got {show(value, places)}, expected {show(expected, places)}.{slip}")


def _near(value: Any, wrong: Any) -> bool:
    return np.shape(value) == np.shape(wrong) and bool(np.abs(value - wrong).max() < 2e-5)
