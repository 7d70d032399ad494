"""Ask a student's function of nodes in plain values: its value by hand, its slopes measured."""

import functools

import numpy as np

from course.check.core.calling import call
from course.check.core.expected import known_number
from course.plain_graphs import slopes_by_paths

STEP = 1e-5


def answer(report, asked, *arguments):
    """What a function asked in plain values says; the report is stopped by an exception or a sentence."""

    @functools.wraps(asked)
    def question():
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


def value_and_slopes(report, asked, data, operands):
    """The value of a result, and the slopes that its graph gives, as a sum over paths."""
    graph = answer(report, asked, np.array(data), operands)
    output = int(graph["outputs"][0])
    for name in ("data", "edges"):
        if graph[name].dtype.kind not in "biuf":
            report.stop("A node's data, or a slope in its edges, is no plain number.")
    slopes = slopes_by_paths(graph, output, len(data))
    if slopes is None:
        report.stop("The graph has a cycle, or far too many nodes.")
    return float(graph["data"][output]), slopes


def measured_slopes(report, asked, data, operands):
    """Central differences of the student's own values."""
    slopes = []
    for i in range(len(data)):
        pair = []
        for step in (STEP, -STEP):
            moved = np.array(data)
            moved[i] += step
            pair.append(value_and_slopes(report, asked, moved, operands)[0])
        slopes.append((pair[0] - pair[1]) / (2 * STEP))
    return np.array(slopes)


def example(report, asked, data, operands, value, where, slips=(), values=(), not_a_number=""):
    """Compare one value with the number by hand, and the slopes with measured ones, if nothing has failed before.

    Parameters
    ----------
    report : Report
    asked : callable
    data : list of float
    operands : object
        The second argument of `asked`.
    value : float or None
        None where only the slopes are looked at.
    where : str
    slips : list of (list of float, str)
        Known wrong slopes, and the sentence for each.
    values : list of (float, str)
        Known wrong values, likewise.
    not_a_number : str
        The likely slip behind a value or slope that is NaN or infinite.
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
    if np.allclose(slopes, measured, rtol=1e-6, atol=1e-6):
        report.ok(name, f"right ({where})")
        return
    near = [sentence for wrong, sentence in slips if np.allclose(slopes, wrong, rtol=1e-6)]
    if len(data) == 1 and not near:
        near = _general_slips(report, asked, operands, got, slopes)
    wrong = f"{name[0].upper()}{name[1:]} in the edges: {_shown(slopes)}, measured {_shown(measured)} ({where})."
    report.fail(f"{wrong} {near[0] if near else ''}".rstrip())


def _general_slips(report, asked, operands, value, slopes):
    if np.isclose(slopes[0], value):
        return ["That is the value, not how fast it changes."]
    if value > 0 and np.allclose(slopes, measured_slopes(report, asked, [value], operands)):
        return ["That is the slope at the result; it belongs at what went in."]
    return []


def _shown(slopes):
    return ", ".join(f"{slope:.6g}" for slope in slopes)
