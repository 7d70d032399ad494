"""Splits a result into named quantities and compares each with the expected one."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from course.kind_of import kind_of
from course.probing.wire import Opaque
from grader.exercises.model import Malformed, Path

State: TypeAlias = Literal["right", "single", "approximate", "imprecise", "wrong", "malformed"]
"""``"single"`` is right in float32; ``"approximate"`` right to six digits and earns points, as `precision` decides;
``"imprecise"`` right to some digits."""

# Sums of n products in different orders differ by about sqrt(n) roundings; the factor leaves room for conditioning.
_ROUNDINGS = 2000.0
_SINGLE = float(np.finfo(np.float32).eps)
_SINGLE_ROUNDINGS = 200.0
# Where a result nearly cancels, as P - Y does for a confident prediction, rounding errors have the size of the terms:
# right answers may differ by as much.
_MIN_SCALE = 1e-2
_WHOLE = "the result"
_MAX_SHOWN = 80  # characters of what a student returned


_SEQUENCES = (list, tuple)

NOT_COMPARED = object()
"""Stands in an expected result for a part that is not compared."""


@dataclass(frozen=True)
class Quantity:
    """One array or number of a result.

    Attributes
    ----------
    label : str
        Its name for the student, such as ``"dW of layer 1"``.
    state : State
    got : ndarray or None
        In float64 where numbers are expected; None if there is nothing to compare.
    expected : ndarray
    problem : str
        For a malformed quantity, a sentence on what it is instead.
    path : Path
        Where it stands in the expected result.
    input_name : str
        For an input's state after the call, the parameter's name; empty for a part of the result.
    is_list : bool
        Whether it came as a list of numbers, which counts as an array.
    """

    label: str
    state: State
    got: NDArray[Any] | None
    expected: NDArray[Any]
    problem: str = ""
    path: Path = ()
    input_name: str = ""
    is_list: bool = False

    @property
    def is_right(self) -> bool:
        """Whether it earns points; single precision and six digits do."""
        return self.state in ("right", "single", "approximate")


def quantities(
    got: object, expected: object, label: Callable[[Path], str], input_name: Callable[[Path], str] = lambda path: ""
) -> Iterator[Quantity]:
    """Compare a result with the expected one, part by part.

    Parameters
    ----------
    got : object
        What the student's function returned; `Malformed` for a part that could not be read.
    expected : object
        What the reference returned: nested tuples, lists and dicts of arrays and numbers.
    label : callable
        Names the quantity at a path.
    input_name : callable, optional
        The parameter whose state after the call stands at a path: it must be the same as before. Empty for a part of
        the result.

    Yields
    ------
    Quantity
        One for each array or number in `expected`. Where a part is missing, all of its quantities are malformed.
    """

    def at(path: Path) -> _Place:
        return label(path), path, input_name(path)

    return _walk(got, expected, (), at)


_Place: TypeAlias = tuple[str, Path, str]  # the label, path and input_name of a quantity


def _walk(got: Any, expected: Any, path: Path, at: Callable[[Path], _Place]) -> Iterator[Quantity]:
    if expected is NOT_COMPARED:
        return
    if isinstance(got, Malformed):
        yield from _all_malformed(expected, path, at, str(got))
    elif isinstance(expected, _SEQUENCES):
        if problem := _not_a_sequence(got, expected, path):
            yield from _all_malformed(expected, path, at, problem)
            return
        for i, (part, expected_part) in enumerate(zip(got, expected, strict=True)):
            yield from _walk(part, expected_part, (*path, i), at)
    elif isinstance(expected, dict):
        if problem := _not_a_dict(got, expected, path):
            yield from _all_malformed(expected, path, at, problem)
            return
        for key, expected_part in expected.items():
            yield from _walk(got[key], expected_part, (*path, key), at)
    else:
        yield _compare(got, np.asarray(expected), at(path))


def _all_malformed(expected: Any, path: Path, at: Callable[[Path], _Place], problem: str) -> Iterator[Quantity]:
    if expected is NOT_COMPARED:
        return
    if isinstance(expected, dict | list | tuple):
        items = expected.items() if isinstance(expected, dict) else enumerate(expected)
        for key, part in items:
            yield from _all_malformed(part, (*path, key), at, problem)
    else:
        yield _malformed(at(path), None, np.asarray(expected), problem)


def _malformed(place: _Place, got: NDArray[Any] | None, expected: NDArray[Any], problem: str) -> Quantity:
    label, path, input_name = place
    return Quantity(label, "malformed", got, expected, problem, path, input_name)


def max_size(expected_size: int) -> int:
    """How many numbers a result may hold to be looked at, if the right one holds `expected_size`.

    A view or a known bug that computed with more could use up all time and memory.
    """
    return 100 * expected_size + 10_000


def _compare(got: object, expected: NDArray[Any], place: _Place) -> Quantity:
    if type(got) is np.ndarray and got.dtype == expected.dtype and got.shape == expected.shape:
        return _compared(got, expected, place)
    if expected.shape and isinstance(got, _SEQUENCES):
        array_of = _array_of(got) if _count_numbers(got) <= max_size(expected.size) else None
        if array_of is not None:
            return replace(_compare(array_of, expected, place), is_list=True)
    label = place[0]
    problem = _not_numbers(got, expected, label)
    if problem:
        return _malformed(place, None, expected, problem)
    array = np.asarray(got)
    if array.shape != expected.shape:
        problem = f"{label} has shape {array.shape}, expected {expected.shape or _kind(expected)}"
        numbers = _as_floats(array, expected) if array.size <= max_size(expected.size) else None
        return _malformed(place, numbers, expected, problem)
    return _compared(array, expected, place)


def _compared(array: NDArray[Any], expected: NDArray[Any], place: _Place) -> Quantity:
    """Compare numbers of the expected shape."""
    label, path, input_name = place
    numbers = _as_floats(array, expected)
    state = _state_of_input(numbers, expected) if input_name else _state(array, expected)
    return Quantity(label, state, numbers, expected, "", path, input_name)


def _count_numbers(value: Any) -> float:
    """How many numbers nested lists hold; infinite where anything else stands in them.

    As one array they could take many times the memory in which they came: numpy makes all elements as long as the
    longest text, and of the widest type.
    """
    if isinstance(value, list | tuple):
        return sum(map(_count_numbers, value))
    return float(np.size(value)) if isinstance(value, int | float | np.ndarray | np.generic) else math.inf


def _array_of(numbers: list[Any] | tuple[Any, ...]) -> NDArray[Any] | None:
    """Nested lists of numbers as an array; None if they are anything else."""
    try:
        array = np.asarray(numbers)
    except ValueError:  # rows of different lengths
        return None
    return array if array.dtype.kind in "biuf" else None


def _as_floats(got: NDArray[Any], expected: NDArray[Any]) -> NDArray[Any]:
    return got if expected.dtype.kind == "b" else got.astype(np.float64, copy=False)


def _state_of_input(got: NDArray[Any], expected: NDArray[Any]) -> State:
    """An input after the call must equal its state before the call exactly."""
    # An input may hold NaN, such as the weights of a training that diverged.
    is_float = expected.dtype.kind == "f"
    return "right" if (got == expected).all() or np.array_equal(got, expected, equal_nan=is_float) else "wrong"


def _state(got: NDArray[Any], expected: NDArray[Any]) -> State:
    if (got == expected).all():  # the most frequent case, and the fastest to see
        return "right"
    if expected.dtype.kind in "biu":
        return "wrong"
    size = np.sqrt(expected.size) + 1
    largest = float(np.abs(expected).max(initial=0.0))
    scale = max(largest, _MIN_SCALE) if largest else 1.0
    gap = float(np.abs(got - expected).max(initial=0.0))
    if gap <= _ROUNDINGS * np.finfo(np.float64).eps * size * scale:
        return "right"
    if gap <= _SINGLE_ROUNDINGS * _SINGLE * size * scale:
        return "single" if got.dtype.itemsize <= 4 and got.dtype.kind == "f" else "imprecise"
    return "wrong"


def _not_numbers(got: object, expected: NDArray[Any], name: str) -> str:
    """What is in the place of the expected numbers; empty if they are numbers."""
    if got is None:
        return f"{name} is None: is there a `return`, and does every path reach it?"
    if isinstance(got, Opaque):
        return f"{name} is of type {got.description}, expected {_kind(expected)}"
    if isinstance(got, str | dict | list | tuple):
        return f"{name} is {kind_of(got)}, expected {_kind(expected)}"
    array = np.asarray(got)
    if array.dtype.kind == "c":
        return f"{name} is complex, expected {_kind(expected)}"
    if array.dtype.kind not in "biuf":
        return f"{name} is of type {type(got).__name__}, expected {_kind(expected)}"
    if expected.dtype.kind == "b" and array.dtype.kind != "b":
        return f"{name} is {str(got)[:_MAX_SHOWN]}, expected True or False"
    return ""


def _kind(expected: NDArray[Any]) -> str:
    if expected.shape:
        return f"an array of shape {expected.shape}"
    return {"b": "True or False", "i": "a whole number"}.get(expected.dtype.kind, "a number")


def _whole_or_part(path: Path) -> str:
    return "a part of the result" if len(path) > 1 else _WHOLE  # the first step leads to the value, not to inputs


def _not_a_sequence(got: object, expected: list[Any] | tuple[Any, ...], path: Path) -> str:
    if isinstance(got, _SEQUENCES) and len(got) == len(expected):
        return ""
    what, wanted = _whole_or_part(path), f"{type(expected).__name__} of {len(expected)}"
    if got is None and what == _WHOLE:
        return f"{what} is None, expected a {wanted}: is there a `return`, and does every path reach it?"
    if isinstance(got, _SEQUENCES):
        return f"{what} is {kind_of(got)} of {len(got)}, expected a {wanted}"
    order = ": return all parts, in this order" if what == _WHOLE else ""
    return f"{what} is {_describe(got)}, expected a {wanted}{order}"


def _not_a_dict(got: object, expected: dict[Any, Any], path: Path) -> str:
    what, keys = _whole_or_part(path), ", ".join(map(repr, expected))
    if not isinstance(got, dict):
        return f"{what} is {_describe(got)}, expected a dict with {keys}"
    missing = [repr(key) for key in expected if key not in got]
    has = ", ".join(map(repr, got)) or "nothing"
    return f"the dict lacks {', '.join(missing)}; it has {has[:_MAX_SHOWN]}" if missing else ""


def _describe(got: object) -> str:
    if isinstance(got, Opaque):
        return f"of type {got.description}"
    if isinstance(got, np.ndarray):
        return f"an array of shape {got.shape}"
    return "None" if got is None else kind_of(got)
