"""Run a student's function; put whatever goes wrong into a sentence that helps."""

import copy
import traceback
import warnings
from contextlib import contextmanager
from pathlib import Path

import numpy as np

CHECKS = Path(__file__).resolve().parents[1]


def call(report, function, *arguments):
    """Call a student's function on copies, and say so if it changed them.

    Parameters
    ----------
    report : Report
    function : callable
    *arguments
        What to call it with; the student's function only ever gets copies.

    Returns
    -------
    object
        What the function returned; on any error the report is stopped instead.
    """
    given = copy.deepcopy(arguments)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = guarded(report, function)(*given)
    for message in {str(warning.message) for warning in caught}:
        report.note(f"While {name_of(function)} ran, numpy warned: {message}.")
    if result is None:
        report.stop(f"{name_of(function)} returned None: is the `return` line missing?")
    if not same(given, arguments):
        report.stop(
            f"{name_of(function)} changed the arrays it was given. Others still need them: use `a = a * m` instead of "
            "`a *= m`, or work on a copy."
        )
    return result


def guarded(report, function):
    """The same function, but its exceptions become a sentence and stop the report."""

    def call_it(*arguments):
        try:
            return function(*arguments)
        except (Exception, SystemExit) as error:
            report.stop(explain(error, name_of(function), arguments))

    return call_it


@contextmanager
def try_it():
    """Run a demonstration that needs the student's own functions; say in words what is still missing.

    Examples
    --------
    >>> def dense_forward(X, W, b):
    ...     raise NotImplementedError()
    >>> with try_it():
    ...     dense_forward(1, 2, 3)
    ○ Fill in dense_forward first, then run this cell again.
    """
    try:
        yield
    except NotImplementedError as error:
        print(f"○ Fill in {frames(error)[-1].name} first, then run this cell again.")
    except Exception as error:
        print(f"○ {explain(error, 'This cell')}")


def explain(error, name, arguments=()):
    """One sentence or two on an exception that a student's function raised.

    Parameters
    ----------
    error : BaseException
    name : str
        The function that was called.
    arguments : sequence
        What it was called with; their shapes are told where they help.
    """
    where = frames(error)
    if isinstance(error, NotImplementedError):
        inner = where[-1].name if where else name
        if inner == name:
            return f"{name} is not filled in yet: write its body and run its cell first."
        return f"{name} calls {inner}, which is not filled in yet."
    line = f" in the line `{where[-1].line}`" if where and where[-1].line else ""
    said = f"{name} raised {type(error).__name__}{line}: {str(error).strip().rstrip('.')}."
    shapes = f" It was called with {shapes_of(arguments)}." if arguments else ""
    return f"{said}{shapes} {advice(error)}".rstrip()


def advice(error):
    """The likely slip behind an exception, or nothing."""
    text = str(error)
    if isinstance(error, NameError):
        return "Run the cells from the top, or look for a typing error in that name."
    if isinstance(error, ValueError) and ("matmul" in text or "aligned" in text):
        return (
            "Write the shape under each factor: the two inner sizes must be equal. Is a .T missing, or the order wrong?"
        )
    if isinstance(error, ValueError) and "broadcast" in text:
        return "Write both shapes down: a sum over the batch (axis=0) or a .T may be missing."
    if isinstance(error, ValueError) and "unpack" in text:
        return "Something was unpacked into the wrong number of names: see the docstring for what is passed in."
    if isinstance(error, TypeError) and "NoneType" in text:
        return "Something in it is None: does a function that you call lack its `return`?"
    if isinstance(error, TypeError) and "positional argument" in text:
        return "Keep the arguments as they stand in the `def` line of the cell."
    if isinstance(error, IndexError):
        return "An index runs past the end: layers are params[0] … params[L - 1]."
    if isinstance(error, RecursionError):
        return "The function calls itself without end: a loop over the layers is enough."
    return ""


def frames(error):
    """The frames of a traceback that are the student's: neither in this package nor in a library."""
    return [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not Path(frame.filename).resolve().is_relative_to(CHECKS) and "site-packages" not in frame.filename
    ]


def name_of(function):
    """The name a student knows a function by."""
    return getattr(function, "__name__", "the function")


def shapes_of(value):
    """Shapes of arrays in nested tuples, lists; other values as they are.

    >>> shapes_of((np.zeros((2, 3)), [(np.zeros(4), "relu")]))
    '(2, 3), [((4,), relu)]'
    """
    return ", ".join(_shape_of(item) for item in value)


def _shape_of(value):
    if isinstance(value, np.ndarray):
        return str(value.shape)
    if isinstance(value, tuple):
        return f"({shapes_of(value)})"
    if isinstance(value, list):
        return f"[{shapes_of(value)}]"
    return str(value) if isinstance(value, int | float | str) else type(value).__name__


def same(one, other):
    """Are two nested structures of arrays equal to the bit?"""
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return True
