"""Check functions of nodes, adapted by `course.plain_graphs`: values by hand, slopes by central differences."""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course.check.core.calling import call
from course.check.core.expected import known_number
from course.check.core.report import Report
from course.plain_graphs import slopes_by_paths
from course.tolerance import SIX_DIGITS
from course.types import Array, StudentFunction

STEP = 1e-5


def answer(report: Report, asked: StudentFunction, *arguments: Any) -> Any:
    """Call an adapted function.

    Parameters
    ----------
    report : Report
    asked : callable
        As of `course.plain_graphs.Asking`.
    *arguments
        Plain values.

    Returns
    -------
    object
        Plain values.

    Raises
    ------
    course.check.core.report.Stop
        If the function raised, or its result was unusable.
    """

    @functools.wraps(asked)
    def question() -> Any:
        try:
            return asked(*arguments)
        except AttributeError as error:
            if "has no attribute 'data'" in str(error) or "has no attribute 'edges'" in str(error):
                report.note("A plain number is no node: wrap(…) makes one of it, and leaves a node as it is.")
            raise

    result = call(report, question)
    if isinstance(result, str):
        report.stop(f"{asked.__name__}: {result}.")
    return result


def value_and_slopes(report: Report, asked: StudentFunction, data: ArrayLike, operands: Any) -> tuple[float, Array]:
    """Call an adapted operation; return the value of its result and the slopes in its graph.

    Parameters
    ----------
    report : Report
    asked : callable
        ``asked(data, operands)``.
    data : array_like of shape (n,)
        Values of the input nodes.
    operands : object

    Returns
    -------
    value : float
    slopes : ndarray of shape (n,)
        Slopes with respect to the input nodes, summed over all paths.

    Raises
    ------
    course.check.core.report.Stop
        If the result is no graph of numbers, or the graph has a cycle.
    """
    graph = answer(report, asked, np.array(data), operands)
    output = int(graph["outputs"][0])
    for name in ("data", "edges"):
        if graph[name].dtype.kind not in "biuf":
            report.stop("A node's data, or a slope in its edges, is no plain number.")
    slopes = slopes_by_paths(graph, output, np.size(data))
    if slopes is None:
        report.stop("The graph has a cycle, or far too many nodes.")
    return float(graph["data"][output]), slopes


def measured_slopes(report: Report, asked: StudentFunction, data: Sequence[float], operands: Any) -> Array:
    """Compute the slopes of an adapted operation by central differences of its values.

    Parameters
    ----------
    report : Report
    asked : callable
        ``asked(data, operands)``.
    data : sequence of n float
    operands : object

    Returns
    -------
    ndarray of shape (n,)
    """
    slopes = []
    for i in range(len(data)):
        pair = []
        for step in (STEP, -STEP):
            moved = np.array(data)
            moved[i] += step
            pair.append(value_and_slopes(report, asked, moved, operands)[0])
        slopes.append((pair[0] - pair[1]) / (2 * STEP))
    return np.array(slopes)


def example(
    report: Report,
    asked: StudentFunction,
    data: Sequence[float],
    operands: Any,
    value: float | None,
    where: str,
    slips: Sequence[tuple[Sequence[float], str]] = (),
    values: Sequence[tuple[float, str]] = (),
    not_a_number: str = "",
) -> None:
    """Compare a value with the one worked out by hand, and the slopes with central differences.

    Does nothing if the report has a failure already.

    Parameters
    ----------
    report : Report
    asked : callable
        ``asked(data, operands)``.
    data : sequence of float
        Values of the input nodes.
    operands : object
    value : float or None
        None to compare the slopes alone.
    where : str
        The case.
    slips : sequence of (list of float, str), optional
        Known wrong slopes, each with the sentence that explains it.
    values : sequence of (float, str), optional
        Known wrong values, likewise.
    not_a_number : str, optional
        The likely mistake behind a value or slope that is NaN or infinite.
    """
    if report.failed:
        return
    got, slopes = value_and_slopes(report, asked, data, operands)
    if not np.isfinite([got, *slopes]).all():
        report.stop(f"{where}: the value is {got:g}, the slopes are {_shown(slopes)}. {not_a_number}".rstrip())
    if value is not None:
        known_number(report, "the value", got, value, where, values)
        if report.failed:
            return
    measured = measured_slopes(report, asked, data, operands)
    name = "the slope" if len(data) == 1 else "the slopes"
    if np.allclose(slopes, measured, rtol=SIX_DIGITS, atol=SIX_DIGITS):
        report.ok(name, f"right ({where})")
        return
    near = [sentence for wrong, sentence in slips if np.allclose(slopes, wrong, rtol=1e-6)]
    if len(data) == 1 and not near:
        near = _general_slips(report, asked, operands, got, slopes)
    wrong = f"{name[0].upper()}{name[1:]} in the edges: {_shown(slopes)}, measured {_shown(measured)} ({where})."
    report.fail(f"{wrong} {near[0] if near else ''}".rstrip())


def _general_slips(report: Report, asked: StudentFunction, operands: Any, value: float, slopes: Array) -> list[str]:
    if np.isclose(slopes[0], value):
        return ["That is the value, not how fast it changes."]
    if value > 0 and np.allclose(slopes, measured_slopes(report, asked, [value], operands)):
        return ["That is the slope at the result; it belongs at what went in."]
    return []


def _shown(slopes: Array) -> str:
    return ", ".join(f"{slope:.6g}" for slope in slopes)
