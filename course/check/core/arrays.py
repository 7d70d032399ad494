"""Is what a function returned an array of the right kind and shape? If not, one sentence says why."""

import numpy as np


def unpack(report, function_name, result, names):
    """The parts of a returned tuple, or a stopped report that says what was expected.

    Parameters
    ----------
    report : Report
    function_name : str
    result : object
    names : sequence of str
        What the parts are called, e.g. ``("dX", "dW", "db")``.
    """
    expected = f"({', '.join(names)})"
    if not isinstance(result, tuple | list):
        report.stop(f"{function_name} returned one {type(result).__name__}; expected {len(names)} values: {expected}.")
    if len(result) != len(names):
        report.stop(f"{function_name} returned {len(result)} values; expected {len(names)}: {expected}.")
    return result


def read_array(report, name, value, shape, like="", N=None):
    """The array, if it is finite, floating and of the expected shape; None after a failure is told.

    Parameters
    ----------
    report : Report
    name : str
    value : object
        What the student returned under that name.
    shape : tuple of int
    like : str
        Where the shape comes from, e.g. ``"the shape of W"``.
    N : int, optional
        Number of examples, to recognise a forgotten sum over the batch.
    """
    if value is None:
        return report.fail(f"{name} is None: was it computed but not returned?")
    if not isinstance(value, np.ndarray | np.generic):
        return report.fail(f"{name} is a {type(value).__name__}; expected a numpy array of shape {shape}.")
    if value.dtype.kind in "iub":
        return report.fail(
            f"{name} holds {value.dtype} values, so every fraction is cut off; expected float64. Did it start as an "
            "integer array (np.zeros_like of integers, or dtype=int)?"
        )
    if value.dtype.kind != "f":
        return report.fail(f"{name} has dtype {value.dtype}; expected float64.")
    if value.shape != shape:
        of = f", {like}" if like else ""
        return report.fail(f"{name} has shape {value.shape}, expected {shape}{of}{_shape_slip(value.shape, shape, N)}")
    if not np.isfinite(value).all():
        return report.fail(
            f"{name} contains {np.count_nonzero(~np.isfinite(value))} entries that are NaN or infinite, out of "
            f"{value.size}: an overflow (exp of a large number) or 0/0?"
        )
    if value.dtype != np.float64:
        report.note(
            f"{name} is {value.dtype}: compared more coarsely. Keep float64; a gradient check needs the digits."
        )
    return value


def read_number(report, name, value):
    """A finite real number as float; None after a failure is told."""
    if value is None:
        return report.fail(f"{name} is None: was it computed but not returned?")
    if isinstance(value, np.ndarray) and value.size != 1:
        return report.fail(f"{name} has shape {value.shape}; expected one number, the mean over the batch.")
    if isinstance(value, str | bool | list | tuple | dict) or not np.isrealobj(value):
        return report.fail(f"{name} is a {type(value).__name__}; expected one number (float).")
    try:
        number = float(np.asarray(value, dtype=float).reshape(()))
    except (TypeError, ValueError):
        return report.fail(f"{name} is a {type(value).__name__}; expected one number (float).")
    if not np.isfinite(number):
        return report.fail(f"{name} is {number}: an overflow (exp of a large number), or log(0)?")
    return number


def _shape_slip(got, expected, N):
    if len(expected) == 2 and got == expected[::-1]:
        return ": are the factors of the product swapped, or is a .T missing?"
    if got == ():
        return ": everything was summed into one number; sum over the examples only (axis=0)."
    if got == (1, *expected):
        return ": sum over the examples without keepdims."
    if N is not None and got[:1] == (N,) and expected[:1] != (N,):
        return ": there is still one row per example; a sum over the batch (axis=0) is missing."
    if len(got) != len(expected):
        return f": {len(got)} axes instead of {len(expected)}."
    return ": which sizes does the formula give? Write them under each factor."
