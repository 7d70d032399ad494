"""Check an activation against values worked out by hand, and its derivative against central differences."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.check.core.array_rules import any_shape, new_array, whole_numbers
from course.check.core.arrays import read_array
from course.check.core.calling import call, guarded, name_of
from course.check.core.expected import known_array
from course.check.core.gradients import agree, compare
from course.check.core.numeric import central_differences
from course.check.core.report import Report
from course.types import Array, StudentFunction

# No point is a kink or the negative of another: a mistake that shows in odd or even functions only must not pass.
POINTS = np.array([[-3.1, -1.7, -0.9, -0.4], [0.3, 0.8, 1.4, 2.6]])


def check_activation(
    title: str,
    f: StudentFunction,
    slope: StudentFunction,
    by_hand: Sequence[Any],
    factors: Sequence[tuple[str, float]] = (),
    limits: Sequence[tuple[float, float]] = (),
    slips: Sequence[tuple[Sequence[float], str]] = (),
    slope_at_0: float | None = None,
) -> None:
    """Check an elementwise activation and its derivative, and print a report.

    Parameters
    ----------
    title : str
        Name of the activation.
    f, slope : callable
        The student's functions.
    by_hand : tuple
        ``(Z, A, where)`` or ``(Z, A, where, factor)``: numbers Z, known values A and a description of the case.
    factors : sequence of (str, float), optional
        Name and value of the second argument, each to be tried; none for an activation without one.
    limits : two pairs of float, optional
        Values of f and of its derivative at -800 and 800; none for an activation that cannot overflow.
    slips : sequence of (list of float, str), optional
        Known wrong values of f, each with the sentence that explains it.
    slope_at_0 : float, optional
        Only where the text names the slope at a jump or kink.
    """
    with Report(title) as report:
        Z, A, where, *more = by_hand
        Z, A = np.array([Z]), np.array([A])
        value = call(report, f, Z, *more)
        known_array(report, f"{title}(Z)", value, A, where, "the shape of Z", [(np.array([w]), s) for w, s in slips])
        if report.failed:
            return
        if not factors and not _slope_agrees(report, f, slope):
            return
        slip = ""
        for name, factor in factors:
            if not _slope_agrees(report, f, slope, (factor,), f"{name} = {factor:g}", slip):
                return
            slip = f"It was right for {name} = {factor:g}: where does {name} enter the slope?"
        if limits:
            _far(report, title, f, slope, *limits)
        if slope_at_0 is not None:
            name, at_0 = f"{name_of(slope)}(Z)", np.zeros((1, 1))
            known_array(report, name, call(report, slope, at_0), at_0 + slope_at_0, "at Z = 0")
        for function in (f, slope):
            any_shape(report, function, [POINTS[0], POINTS.reshape(2, 2, 2), np.array(0.8)])
            whole_numbers(report, function, np.array([[-3, 1, 2], [4, -1, -2]]))
        new_array(report, f, POINTS)


def _slope_agrees(
    report: Report,
    f: StudentFunction,
    slope: StudentFunction,
    rest: tuple[float, ...] = (),
    where: str = "",
    slip: str = "",
) -> bool:
    forward = guarded(report, f)

    def measured(at: Array) -> Any:
        return (forward(at + 1e-5, *rest) - forward(at - 1e-5, *rest)) / 2e-5

    S = call(report, slope, POINTS, *rest)
    S = read_array(report, f"{name_of(slope)}(Z)", S, POINTS.shape, "the shape of Z")
    if S is None:
        return False
    A = forward(POINTS, *rest)
    expected = measured(POINTS)
    if not agree(S, expected):
        if agree(S, A):
            slip = "This is the value f(z): how fast does f grow there?"
        elif agree(S, measured(A)):
            slip = "This is the slope at a = f(z): it belongs at z."
    name, where = f"{name_of(slope)}(Z)", f"8 points{', ' * bool(where)}{where}"
    return compare(report, name, S, expected, where, slip=slip or None)


def _far(
    report: Report,
    title: str,
    f: StudentFunction,
    slope: StudentFunction,
    values: tuple[float, float],
    slopes: tuple[float, float],
) -> None:
    ends = np.array([[-800.0, 800.0]])
    for name, function, expected in ((title, f, values), (name_of(slope), slope, slopes)):
        known_array(report, f"{name}(Z)", call(report, function, ends), np.array([expected]), "at Z = -800 and 800")


def check_maxout(f: StudentFunction, slope: StudentFunction) -> None:
    """Check maxout against values worked out by hand, and its derivative against central differences.

    Parameters
    ----------
    f, slope : callable
        The student's functions of an array of shape (N, units, pieces).
    """
    with Report("maxout") as report:
        Z = np.array([[[-2.0, 0.0], [3.0, 1.0]], [[-5.0, -4.0], [0.5, 2.5]]])
        last = "The maximum runs over the units or examples: pieces are the last axis."
        slips = [
            (np.array([[-2.0, 0.0], [3.0, 2.5]]), last),
            (np.array([[3.0, 1.0], [0.5, 2.5]]), last),
            (np.array([[-2.0, 4.0], [-9.0, 3.0]]), "This is the sum of the pieces; the largest alone is the answer."),
        ]
        by_hand = np.array([[0.0, 3.0], [-4.0, 2.5]])
        where = "2 examples, 2 units of 2 pieces, by hand"
        value = call(report, f, Z)
        known_array(report, "maxout(Z)", value, by_hand, where, "one number for each unit", slips)
        if report.failed:
            return
        S = call(report, slope, Z)
        S = read_array(report, f"{name_of(slope)}(Z)", S, Z.shape, "the shape of Z")
        if S is not None:
            forward = guarded(report, f)
            measured = central_differences(lambda: forward(Z).sum(), Z)
            slip = "A piece that does not win does not move the maximum." if (S > 0).all() else None
            # The picture needs two axes: one row for each unit.
            compare(report, f"{name_of(slope)}(Z)", S.reshape(-1, 2), measured.reshape(-1, 2), where, slip=slip)
        for function in (f, slope):
            any_shape(report, function, [Z[0, 0], Z[None]], pieces=True)
            whole_numbers(report, function, np.array([[-3, 1, 2], [4, -1, -2]]))
