"""A student's result, taken apart into named quantities, each held against the expected one."""

from dataclasses import dataclass, replace

import numpy as np

from course.probing.wire import Opaque

# A sum of n products in another order differs by about sqrt(n) roundings; the rest is room for conditioning.
_ROUNDINGS = 2000.0
_SINGLE = float(np.finfo(np.float32).eps)
_SINGLE_ROUNDINGS = 200.0
# Where a result nearly cancels, as P - Y does for a confident prediction, the roundings keep the size of what
# cancelled: a right answer of another style differs by as much.
_LEAST_SCALE = 1e-2
_SHOWN = 80  # characters of what a student returned


ANYTHING = object()
"""In an expected result: a part that is the student's own affair."""


@dataclass(frozen=True)
class Unreadable:
    """In a result: a part with which nothing can be done, and the sentence on why."""

    problem: str


@dataclass(frozen=True)
class Quantity:
    """One part of a result.

    Attributes
    ----------
    label : str
        Its name for the student, such as ``"dW of layer 1"``.
    state : str
        ``"right"``, ``"single"`` (right in float32), ``"imprecise"`` (right to six digits in float64), ``"wrong"``
        or ``"malformed"``.
    got : ndarray or None
        In float64 where numbers are expected; None if there is nothing to compare.
    expected : ndarray
    problem : str
        For a malformed one, a sentence on what it is instead.
    path : tuple
        Keys and positions that lead to it in the expected result.
    input_name : str
        For an input's state after the call, the parameter's name; empty for a part of the result.
    """

    label: str
    state: str
    got: np.ndarray | None
    expected: np.ndarray
    problem: str = ""
    path: tuple = ()
    input_name: str = ""


def quantities(got, expected, label):
    """All quantities of a result.

    Parameters
    ----------
    got : object
        What the student's function returned.
    expected : object
        What the reference returned: nested tuples, lists and dicts of arrays and numbers.
    label : callable
        ``label(path) -> str``.

    Returns
    -------
    list of Quantity
        One for each array or number in `expected`; a part that is missing as a whole makes all of its own malformed.
    """
    return list(_walk(got, expected, (), label))


def _walk(got, expected, path, label):
    if expected is ANYTHING:
        return
    if isinstance(got, Unreadable):
        yield from _all_malformed(expected, path, label, got.problem)
        return
    if isinstance(expected, dict):
        problem = _not_a_dict(got, expected)
        children = [(key, got.get(key) if not problem else None, expected[key]) for key in expected]
    elif isinstance(expected, list | tuple):
        problem = _not_a_sequence(got, expected)
        children = [(i, got[i] if not problem else None, part) for i, part in enumerate(expected)]
    else:
        yield replace(_leaf(got, np.asarray(expected), label(path)), path=path)
        return
    for key, part, expected_part in children:
        if problem:
            yield from _all_malformed(expected_part, (*path, key), label, problem)
        else:
            yield from _walk(part, expected_part, (*path, key), label)


def _all_malformed(expected, path, label, problem):
    if expected is ANYTHING:
        return
    if isinstance(expected, dict | list | tuple):
        items = expected.items() if isinstance(expected, dict) else enumerate(expected)
        for key, part in items:
            yield from _all_malformed(part, (*path, key), label, problem)
    else:
        yield Quantity(label(path), "malformed", None, np.asarray(expected), problem, path)


def enough(numbers):
    """How many numbers a result may hold where a right one holds so many; with more, none of it is looked at.

    A view or a known bug that computed with more could take all the time and memory that there is.
    """
    return 100 * numbers + 10_000


def _leaf(got, expected, name):
    problem = _not_numbers(got, expected, name)
    if problem:
        return Quantity(name, "malformed", None, expected, problem)
    array = np.asarray(got)
    if array.shape != expected.shape:
        wrong = f"{name} has shape {array.shape}, expected {_kind(expected)}"
        kept = _as_floats(array, expected) if array.size <= enough(expected.size) else None
        return Quantity(name, "malformed", kept, expected, wrong)
    return Quantity(name, _state(array, expected), _as_floats(array, expected), expected)


def _as_floats(got, expected):
    with np.errstate(over="ignore"):  # a longdouble holds what a float64 does not
        return got if expected.dtype.kind == "b" else got.astype(np.float64)


def _state(got, expected):
    if expected.dtype.kind in "biu":
        return "right" if np.array_equal(got, expected) else "wrong"
    size = np.sqrt(expected.size) + 1
    largest = float(np.abs(expected).max(initial=0.0))
    scale = max(largest, _LEAST_SCALE) if largest else 1.0
    with np.errstate(all="ignore"):
        gap = float(np.abs(got - expected).max(initial=0.0))
    if gap <= _ROUNDINGS * np.finfo(np.float64).eps * size * scale:
        return "right"
    if gap <= _SINGLE_ROUNDINGS * _SINGLE * size * scale:
        return "single" if got.dtype.itemsize <= 4 and got.dtype.kind == "f" else "imprecise"
    return "wrong"


def _not_numbers(got, expected, name):
    if got is None:
        return f"{name} is None: is there a `return`, and does every path reach it?"
    if isinstance(got, Opaque):
        return f"{name} is of type {got.description}, expected {_kind(expected)}"
    if isinstance(got, str | dict | Opaque):
        return f"{name} is a {type(got).__name__}, expected {_kind(expected)}"
    if isinstance(got, list | tuple):
        return f"{name} is a {type(got).__name__}, expected {_kind(expected)}: did you mean np.array(…)?"
    array = np.asarray(got)
    if array.dtype.kind == "c":
        return f"{name} is complex, expected {_kind(expected)}"
    if array.dtype.kind not in "biuf":
        return f"{name} is of type {type(got).__name__}, expected {_kind(expected)}"
    if expected.dtype.kind == "b" and array.dtype.kind != "b":
        return f"{name} is {str(got)[:_SHOWN]}, expected True or False"
    return ""


def _kind(expected):
    if expected.shape:
        return f"an array of shape {expected.shape}"
    return {"b": "True or False", "i": "a whole number"}.get(expected.dtype.kind, "a number")


def _not_a_sequence(got, expected):
    wanted = f"{type(expected).__name__} of {len(expected)}"
    if got is None:
        return f"the result is None, expected a {wanted}: is there a `return`, and does every path reach it?"
    if not isinstance(got, list | tuple):
        return f"the result is {_describe(got)}, expected a {wanted}: return all parts, in this order"
    if len(got) != len(expected):
        return f"the result is a {type(got).__name__} of {len(got)}, expected a {wanted}"
    return ""


def _not_a_dict(got, expected):
    keys = ", ".join(map(repr, expected))
    if not isinstance(got, dict):
        return f"the result is {_describe(got)}, expected a dict with {keys}"
    missing = [repr(key) for key in expected if key not in got]
    has = ", ".join(map(repr, got)) or "nothing"
    return f"the dict lacks {', '.join(missing)}; it has {has[:_SHOWN]}" if missing else ""


def _describe(got):
    if isinstance(got, Opaque):
        return f"of type {got.description}"
    if isinstance(got, np.ndarray):
        return f"an array of shape {got.shape}"
    return "None" if got is None else f"a {type(got).__name__}"
