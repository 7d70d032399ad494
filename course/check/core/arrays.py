"""Validate what a student's function returned: number of values, type, dtype, shape, finiteness."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.check.core.report import Report
from course.kind_of import kind_of
from course.types import Array


def unpack(report: Report, function_name: str, result: Any, names: Sequence[str]) -> Sequence[Any]:
    """Return the parts of a returned tuple or list.

    Parameters
    ----------
    report : Report
    function_name : str
    result : object
        What the function returned.
    names : sequence of str
        Names of the parts, such as ``("dX", "dW", "db")``.

    Returns
    -------
    sequence of object
        As long as `names`.

    Raises
    ------
    course.check.core.report.Stop
        If the result is not a tuple or list of this length.
    """
    expected = f"({', '.join(names)})"
    if not isinstance(result, tuple | list):
        report.stop(f"{function_name} returned one {type(result).__name__}; expected {len(names)} values: {expected}.")
    if len(result) != len(names):
        report.stop(f"{function_name} returned {len(result)} values; expected {len(names)}: {expected}.")
    return result


def read_array(
    report: Report, name: str, value: Any, shape: tuple[int, ...], like: str = "", N: int | None = None
) -> Array | None:
    """Return an array if it is floating, finite and of the expected shape; else report the failure.

    Parameters
    ----------
    report : Report
    name : str
        Name of the array for the student, such as ``"dW"``.
    value : object
        What the student returned under that name.
    shape : tuple of int
    like : str, optional
        Where the shape comes from, such as ``"the shape of W"``.
    N : int, optional
        Number of examples, to recognise a missing sum over the batch.

    Returns
    -------
    ndarray or None
        None after a failure. A float32 array is returned as it is, with a note; lists of numbers as an array.
    """
    if isinstance(value, list | tuple):
        numbers = _as_array(value)
        if numbers is not None:
            report.note("Lists of numbers count as arrays here; later functions need numpy arrays, so return these.")
            value = numbers
    failure = _array_failure(name, value, shape, like, N)
    if failure:
        report.fail(failure)
        return None
    if value.dtype != np.float64:
        report.note(
            f"{name} is {value.dtype}: compared more coarsely. Keep float64; a gradient check needs the digits."
        )
    array: Array = value
    return array


def _as_array(value: Sequence[Any]) -> Array | None:
    """Nested lists of numbers as an array of floats; None for anything else."""
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        return None
    return array.astype(float) if array.dtype.kind in "iuf" and array.size else None


def _array_failure(name: str, value: Any, shape: tuple[int, ...], like: str, N: int | None) -> str:
    if value is None:
        return f"{name} is None: was it computed but not returned?"
    if not isinstance(value, np.ndarray | np.generic):
        return f"{name} is {kind_of(value)}; expected a numpy array of shape {shape}."
    if value.dtype.kind == "b":
        return f"{name} holds True and False; expected numbers, float64."
    if value.dtype.kind in "iu":
        return (
            f"{name} holds {value.dtype} values, so every fraction is cut off; expected float64. Did it start as an "
            "integer array (np.zeros_like of integers, or dtype=int)?"
        )
    if value.dtype.kind != "f":
        return f"{name} has dtype {value.dtype}; expected float64."
    if value.shape != shape:
        of = f", {like}" if like else ""
        return f"{name} has shape {value.shape}, expected {shape}{of}{_shape_slip(value.shape, shape, N)}"
    if not np.isfinite(value).all():
        return (
            f"{name} contains {np.count_nonzero(~np.isfinite(value))} entries that are NaN or infinite, out of "
            f"{value.size}: an overflow (exp of a large number) or 0/0?"
        )
    return ""


def read_number(report: Report, name: str, value: Any) -> float | None:
    """Return a finite real number as a float; else report the failure.

    Parameters
    ----------
    report : Report
    name : str
    value : object
        What the student returned under that name; an array of one number counts.

    Returns
    -------
    float or None
        None after a failure.
    """
    failure = _number_failure(name, value)
    if failure:
        report.fail(failure)
        return None
    return float(np.asarray(value, dtype=float).reshape(()))


def _number_failure(name: str, value: Any) -> str:
    no_number = f"{name} is {kind_of(value)}; expected one number (float)."
    if value is None:
        return f"{name} is None: was it computed but not returned?"
    if isinstance(value, np.ndarray) and value.size != 1:
        mean = ", the mean over the batch" if "loss" in name else ""
        return f"{name} has shape {value.shape}; expected one number{mean}."
    if isinstance(value, str | bool | list | tuple | dict) or not np.isrealobj(value):
        return no_number
    try:
        number = float(np.asarray(value, dtype=float).reshape(()))
    except (TypeError, ValueError):
        return no_number
    if not np.isfinite(number):
        return f"{name} is {number}: an overflow (exp of a large number), or log(0)?"
    return ""


def _shape_slip(got: tuple[int, ...], expected: tuple[int, ...], N: int | None) -> str:
    if len(expected) == 2 and got == expected[::-1]:
        product = "are the factors of the product swapped, or is a .T missing?"
        return f": {product}" if N is not None else ": rows and columns are exchanged."
    if got == ():
        return f": that is one number{'; sum over the examples only (axis=0)' if N is not None else ''}."
    if N is not None and got == (1, *expected):
        return ": sum over the examples without keepdims."
    if N is not None and got[:1] == (N,) and expected[:1] != (N,):
        return ": there is still one row per example; a sum over the batch (axis=0) is missing."
    if len(got) != len(expected):
        return f": it has {len(got)} {'axis' if len(got) == 1 else 'axes'} instead of {len(expected)}."
    return ": which sizes does the formula give? Write them under each factor." if N is not None else "."
