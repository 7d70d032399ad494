"""What wrong arrays have in common: which entries are wrong, and how. Each statement holds in all wrong cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.exercises.model import Case

Array = NDArray[Any]
_CLOSE = 1e-6
_FEW, _MANY = 3, 6
_NEAR_ZERO = 1e-3
_SMALLEST_KNOWN_BOUND = 4  # of the exponents k of bounds 1e-k


@dataclass(frozen=True)
class Wrong:
    """A wrong array of one case.

    Attributes
    ----------
    case : Case
    got, expected : ndarray
        Of the same shape, and finite.
    """

    case: Case
    got: Array
    expected: Array

    @property
    def entries(self) -> Array:
        """Where it is wrong."""
        return _apart(self.got, self.expected)

    def named(self, names: Sequence[str]) -> dict[str, Any]:
        """The case's numbers and arrays by the names of the arguments."""
        pairs = zip(names, self.case.args, strict=False)
        return {name: arg for name, arg in pairs if name and isinstance(arg, int | float | np.ndarray)}


def symptom_of_entries(bad: Sequence[Wrong], names: Sequence[str]) -> tuple[str, str] | None:
    """Find a statement on wrong arrays that is true of all of them.

    Parameters
    ----------
    bad : sequence of Wrong
    names : sequence of str
        Of the function's arguments.

    Returns
    -------
    tuple of (str, str) or None
        Its code and its text.
    """
    if any(not one.got.size or not np.isfinite(one.expected).all() for one in bad):
        return None
    texts = ((code, find(bad, names)) for code, find in _STATEMENTS.items())
    return next(((code, text) for code, text in texts if text), None)


def _labels(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    masks = [(one.entries, mask) for one in bad if (mask := _of_labels(one)) is not None]
    if len(masks) < len(bad):
        return ""
    if all(np.array_equal(entries, mask) for entries, mask in masks):
        return "wrong only in the entries of the labels"
    if all(np.array_equal(entries, ~mask) for entries, mask in masks):
        return "right only in the entries of the labels"
    return ""


def _of_labels(one: Wrong) -> Array | None:
    """The entries of the labels in an array with a row for each example and a column for each class."""
    for arg in one.case.args:
        if not isinstance(arg, np.ndarray) or one.expected.ndim != 2 or one.expected.shape[1] < 2:
            continue
        rows, columns = one.expected.shape
        if arg.shape == (rows,) and arg.dtype.kind in "iu" and arg.size and arg.min() >= 0 and arg.max() < columns:
            return np.asarray(np.arange(columns) == arg[:, None])
        if arg.shape == (rows, columns) and np.isin(arg, (0, 1)).all() and (arg.sum(axis=1) == 1).all():
            return np.asarray(arg == 1)
    return None


def _edge(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    dimensions = {one.expected.ndim for one in bad}
    if not dimensions <= {1, 2} or len(dimensions) > 1:
        return ""
    for axis, what in ((0, "entry"),) if dimensions == {1} else ((1, "column"), (0, "row")):
        # In a single small array the part that is wrong is at an edge by chance.
        if any(one.expected.shape[axis] < (_FEW if len(bad) > 1 else _MANY) for one in bad):
            continue
        for which, index in (("last", -1), ("first", 0)):
            at = [np.take(one.entries, index, axis=axis) for one in bad]
            if all(mask.any() and mask.sum() == one.entries.sum() for one, mask in zip(bad, at, strict=True)):
                parts = [(np.take(a, index, axis) for a in (one.got, one.expected)) for one in bad]
                turned = all(np.allclose(got, -expected, rtol=_CLOSE) for got, expected in parts)
                return f"right but for the {which} {what}, which " + ("has the wrong sign" if turned else "is wrong")
    return ""


def _alike(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    for axis, what in ((0, "rows"), (1, "columns")):
        if all(one.expected.ndim == 2 and one.expected.shape[axis] > 1 for one in bad) and all(
            np.ptp(one.got, axis=axis).max(initial=0.0) == 0 < np.ptp(one.expected, axis=axis).max() for one in bad
        ):
            return f"all {what} are the same, which they should not be"
    return ""


def _clipped(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    low, high = (float(extreme([extreme(one.got) for one in bad])) for extreme in (np.min, np.max))
    for first, last, text in (
        (-high, high, f"the right value, but never beyond ±{high:.4g}"),
        (-np.inf, high, f"the right value, but never above {high:.4g}"),
        (low, np.inf, f"the right value, but never below {low:.4g}"),
    ):
        if all(close(one.got, np.clip(one.expected, first, last)) for one in bad):
            cut = sum(int(one.entries.sum()) for one in bad)
            kept = sum(int((~one.entries & (one.expected != 0)).sum()) for one in bad)
            return text if cut > 1 and kept >= _FEW else ""
    return ""


def _capped(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    """A number that ends at a constant, such as the logarithm of a small bound of a clipped probability."""
    if any(one.got.size != 1 for one in bad) or not all(
        close(one.got, bad[0].got) and one.expected.item() > one.got.item() for one in bad
    ):
        return ""
    cap = float(bad[0].got.item())
    exponent = round(cap / np.log(10)) if np.isfinite(cap) else 0
    if exponent >= _SMALLEST_KNOWN_BOUND and abs(cap - exponent * np.log(10)) < _CLOSE * cap:
        return f"{cap:.4g} where more is right, which is -log(1e-{exponent}): a logarithm is bounded"
    different = len({one.expected.item() for one in bad}) > 1
    return f"always {cap:.4g} where different numbers above it are right" if different else ""


def _steps(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    if any(one.expected.ndim not in (1, 2) or len(one.expected) < _FEW + 1 for one in bad):
        return ""
    rows = [np.asarray(one.entries.reshape(len(one.entries), -1).any(axis=1)) for one in bad]
    first = {int(np.argmax(mask)) for mask in rows}
    right = min(first)
    if len(first) > 1 or not right or any(not mask[right:].all() or len(mask) < right + 2 for mask in rows):
        return ""
    part = "rows are" if bad[0].expected.ndim > 1 else "entries are"
    start = (
        f"the first {right} {part}" if right > 1 else f"the first {part.split()[0].replace('ies', 'y').rstrip('s')} is"
    )
    return f"{start} right, all after {'them' if right > 1 else 'it'} wrong"


def _by_sign(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    inputs = [{k: v for k, v in one.named(names).items() if np.shape(v) == one.expected.shape} for one in bad]
    for name in inputs[0]:
        if any(name not in one for one in inputs):
            continue
        for where, sign in (("negative", -1), ("positive", 1)):
            pairs = [(one.entries, sign * np.asarray(given[name])) for one, given in zip(bad, inputs, strict=True)]
            # A number close to 0 may be right within rounding on both sides. Few numbers have a sign by chance.
            counts = [sum(int((side * value > 0).sum()) for _, value in pairs) for side in (1, -1)]
            if min(counts) >= _MANY and all(
                (value[wrong] > 0).all() and wrong[value > _NEAR_ZERO].all() for wrong, value in pairs
            ):
                return f"wrong wherever {name} is {where}, right everywhere else"
    return ""


def _with_an_input(bad: Sequence[Wrong], names: Sequence[str]) -> str:
    if len(bad) < 2 or sum(np.count_nonzero(one.expected) for one in bad) < _FEW:
        return ""
    inputs = [one.named(names) for one in bad]
    for name in inputs[0]:
        pairs = list(zip(inputs, bad, strict=True))
        if any(name not in one or np.shape(one[name]) not in ((), wrong.expected.shape) for one, wrong in pairs):
            continue
        for text, neutral, act in _ACTS:
            with np.errstate(all="ignore"):
                values = [(act(wrong.expected, one[name]), wrong.got) for one, wrong in pairs]
            moved = all(np.any(np.asarray(one[name]) != neutral) for one in inputs)
            if moved and all(np.isfinite(value).all() and close(got, value) for value, got in values):
                return f"the right value {text} {name}"
    return ""


def close(got: Array, expected: Array) -> bool:
    """Whether arrays have one shape and agree to six digits of the largest entry."""
    return got.shape == expected.shape and not _apart(got, expected).any()


def _apart(got: Array, expected: Array) -> Array:
    """The entries that differ."""
    scale = float(np.abs(expected).max(initial=0.0)) or 1.0
    with np.errstate(over="ignore"):
        return np.asarray(~(np.abs(got - expected) <= _CLOSE * scale))  # so that NaN differs


_ACTS: tuple[tuple[str, float, Callable[[Array, Any], Array]], ...] = (
    ("times", 1.0, lambda value, x: value * x),
    ("divided by", 1.0, lambda value, x: value / x),
    ("plus", 0.0, lambda value, x: value + x),
    ("minus", 0.0, lambda value, x: value - x),
)
_STATEMENTS: dict[str, Callable[[Sequence[Wrong], Sequence[str]], str]] = {
    "labels": _labels,
    "with_input": _with_an_input,
    "edge": _edge,
    "alike": _alike,
    "clipped": _clipped,
    "capped": _capped,
    "steps": _steps,
    "by_sign": _by_sign,
}
