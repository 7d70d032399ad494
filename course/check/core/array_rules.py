"""Check what holds for every function of arrays: any shape, whole numbers as inputs, a new array as result."""

from typing import Any

import numpy as np

from course.check.core.arrays import read_array
from course.check.core.calling import call, guarded, name_of
from course.check.core.gradients import agree
from course.check.core.report import Report
from course.probing.adapters.new_arrays import result_kept
from course.types import Array, StudentFunction


def any_shape(report: Report, function: StudentFunction, examples: list[Array], pieces: bool = False) -> None:
    """Report whether a function gives for arrays of other shapes what it gives for the same numbers in two axes.

    Parameters
    ----------
    report : Report
    function : callable
        Of one array.
    examples : list of ndarray
    pieces : bool, optional
        Whether the last axis belongs together, as that of the pieces of a maxout unit; else all entries stand alone.
    """
    for Z in examples:
        if report.failed:
            return
        alike = call(report, function, Z.reshape(-1, Z.shape[-1]) if pieces else Z.reshape(1, -1))
        shape = Z.shape[:-1] if pieces and np.ndim(alike) == 1 else Z.shape
        name = f"{name_of(function)}(Z) for Z of shape {Z.shape}"
        _compare(report, name, call(report, function, Z), np.reshape(alike, shape))
    if not report.failed:
        told = ", ".join(str(Z.shape) for Z in examples)
        report.ok(name_of(function), f"works for arrays of other shapes, too: {told}")


def whole_numbers(report: Report, function: StudentFunction, Z: Array) -> None:
    """Report whether a function gives the same numbers for an integer array as for a float array.

    Parameters
    ----------
    report : Report
    function : callable
        Of one array.
    Z : ndarray
        Whole numbers.
    """
    if report.failed:
        return
    expected = call(report, function, Z.astype(float))
    value = call(report, function, Z.astype(int))
    if not np.array_equal(value, expected):  # whole numbers may stay whole, as long as no fraction is lost
        _compare(report, f"{name_of(function)}(Z) for whole numbers in Z", value, expected)
    if not report.failed:
        report.ok(name_of(function), "gives the same for whole numbers in an integer array")


def new_array(report: Report, function: StudentFunction, Z: Array) -> None:
    """Report whether the result of a function shares no memory with its argument."""
    if report.failed:
        return
    if not np.array_equal(result_kept(guarded(report, function), Z), call(report, function, Z)):
        report.fail(
            f"{name_of(function)} returned the array that it was given, or a part of it: to change the one would "
            "change the other. Return a new array."
        )


def _compare(report: Report, name: str, value: Any, expected: Any) -> None:
    if isinstance(value, float) or getattr(value, "dtype", None) == np.float32:
        value = np.asarray(value, dtype=float)  # that it is float32 was said before
    value = read_array(report, name, value, np.shape(expected))
    if value is not None and not agree(value, np.asarray(expected)):
        report.fail(f"{name} is not what comes out for the same numbers as floats in two axes.")
