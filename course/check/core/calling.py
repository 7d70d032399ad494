"""Call a student's function and explain its exceptions in sentences."""

import copy
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

import course
from course.check.core.report import Report
from course.check.core.watchdog import Stopped, watched
from course.types import StudentFunction

PACKAGE = Path(course.__path__[0])


def call(report: Report, function: StudentFunction, *arguments: Any) -> Any:
    """Call a student's function on copies of its arguments, and report whether it changed them.

    Parameters
    ----------
    report : Report
    function : callable
    *arguments
        The function gets deep copies of them.

    Returns
    -------
    object
        What the function returned.

    Raises
    ------
    course.check.core.report.Stop
        If the function raised, returned None or changed its arguments.
    """
    copies = copy.deepcopy(arguments)
    # What some cell set by `np.seterr` is not a mistake of the function.
    default = np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")
    with default, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = guarded(report, function)(*copies)
    for message in {str(warning.message) for warning in caught}:
        report.note(f"While {name_of(function)} ran, numpy warned: {message}.")
    if result is None:
        report.stop(f"{name_of(function)} returned None: is the `return` line missing?")
    if not same(copies, arguments):
        report.stop(
            f"{name_of(function)} changed the arrays it was given. Others still need them: use `a = a * m` instead of "
            "`a *= m`, or work on a copy."
        )
    return result


def guarded(report: Report, function: StudentFunction) -> StudentFunction:
    """Wrap a function so that an exception becomes a sentence and stops the report."""

    def call_it(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except (Exception, SystemExit, Stopped) as error:
            report.stop(explain(error, name_of(function), arguments))

    return call_it


@contextmanager
def try_it() -> Iterator[None]:
    """Run a demonstration of the student's own functions; print which of them is missing instead of a traceback.

    Examples
    --------
    >>> def dense_forward(X, W, b):
    ...     raise NotImplementedError()
    >>> with try_it():
    ...     dense_forward(1, 2, 3)
    ○ Fill in dense_forward first, then run this cell again.
    """
    try:
        with watched():
            yield
    except NotImplementedError as error:
        print(f"○ Fill in {frames(error)[-1].name} first, then run this cell again.")
    except (Exception, Stopped) as error:
        print(f"○ {explain(error, 'This cell')}")


def explain(error: BaseException, name: str, arguments: Sequence[Any] = ()) -> str:
    """Explain an exception of a student's function in one or two sentences.

    Parameters
    ----------
    error : BaseException
    name : str
        Name of the function that was called.
    arguments : sequence, optional
        What it was called with; the sentence contains their shapes.

    Returns
    -------
    str
    """
    where = frames(error)
    if isinstance(error, NotImplementedError):
        inner = where[-1].name if where else name
        if inner == name:
            return f"{name} is not filled in yet: write its body and run its cell first."
        return f"{name} calls {inner}, which is not filled in yet."
    line = f" in the line `{where[-1].line}`" if where and where[-1].line else ""
    if isinstance(error, Stopped):
        return f"{name} {error}; it was stopped{line}."
    said = f"{name} raised {type(error).__name__}{line}: {str(error).strip().rstrip('.')}."
    shapes = f" It was called with {shapes_of(arguments)}." if arguments else ""
    return f"{said}{shapes} {advice(error)}".rstrip()


def advice(error: BaseException) -> str:
    """Return the likely mistake behind an exception; an empty string if there is none to name."""
    text = str(error)
    if isinstance(error, NameError):
        return "Run the cells from the top, or look for a typing error in that name."
    if isinstance(error, ValueError) and ("matmul" in text or "aligned" in text):
        return (
            "Write the shape under each factor: the two inner sizes must be equal. Is a .T missing, or the order wrong?"
        )
    if isinstance(error, ValueError) and "broadcast" in text:
        return "Write both shapes down: in which axis do they differ?"
    if isinstance(error, ValueError) and "unpack" in text:
        return "Something was unpacked into the wrong number of names: see the docstring for what is passed in."
    if isinstance(error, TypeError) and "NoneType" in text:
        return "Something in it is None: does a function that you call lack its `return`?"
    if isinstance(error, TypeError) and "positional argument" in text:
        return "Keep the arguments as they stand in the `def` line of the cell."
    if isinstance(error, IndexError):
        line = frames(error)[-1].line or "" if frames(error) else ""
        layers = ": layers are params[0] … params[L - 1]" if "params[" in line else ""
        return f"An index runs past the end{layers}."
    if isinstance(error, RecursionError):
        return "The function calls itself without end: a loop over the layers is enough."
    return ""


def frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the frames of a traceback that belong to the student, neither to this package nor to a library.

    A frame is ours if its file lies in the folder of this package. The name of a notebook or of a cell never counts.
    """
    return [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not Path(frame.filename).is_relative_to(PACKAGE) and "site-packages" not in frame.filename
    ]


def name_of(function: StudentFunction) -> str:
    """Return the name under which the student knows a function."""
    return getattr(function, "__name__", "the function")


def shapes_of(value: Sequence[Any]) -> str:
    """Write the shapes of arrays in nested tuples and lists; other values as they are.

    >>> shapes_of((np.zeros((2, 3)), [(np.zeros(4), "relu")]))
    '(2, 3), [((4,), relu)]'
    """
    return ", ".join(_shape_of(item) for item in value)


def _shape_of(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return str(value.shape)
    if isinstance(value, tuple):
        return f"({shapes_of(value)})"
    if isinstance(value, list):
        return f"[{shapes_of(value)}]"
    return str(value) if isinstance(value, int | float | str) else type(value).__name__


def same(one: Any, other: Any) -> bool:
    """Return whether two nested structures of arrays are equal, NaN being equal to NaN; other values are ignored."""
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return True
