"""Visible checks of p5_autodiff: worksheets and operations; `graph_checks` has functions of whole graphs.

Functions of nodes are passed adapted by `course.plain_graphs`. Slopes are compared with central differences of the
student's own values.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from course.check.core.calling import call, try_it
from course.check.core.report import Report
from course.check.p5.ask_nodes import example, measured_slopes, value_and_slopes
from course.check.p5.graph_checks import backward, descend, learn_xor, scalar_mlp, softmax_ce_graph, topological_order
from course.check.p5.worksheet import worksheet
from course.types import StudentFunction

__all__ = [
    "add", "backward", "descend", "exp", "learn_xor", "log", "logistic_least_squares", "maximum", "mul", "power",
    "relu", "scalar_mlp", "sigmoid", "softmax_ce_graph", "tanh", "topological_order", "try_it", "two_paths",
]  # fmt: skip

SECOND = "The second operand has no edge, so no message will reach it."


def two_paths(two_paths: StudentFunction) -> None:
    """Check every entry at t = 1/2, derivatives numerically."""

    def f(x: float, y: float) -> float:
        return float(y + np.exp(x * y))

    t = 0.5
    x, y = np.cos(t), t * t
    dx, dy = _slope(lambda x: f(x, y), x), _slope(lambda y: f(x, y), y)
    first, second = dx * _slope(np.cos, t), dy * _slope(np.square, t)
    expected = dict(x=x, y=y, f=f(x, y), dx=dx, dy=dy, through_x=first, through_y=second, dt=first + second)
    slips = {
        "dy": [(dy - 1, "y stands in f twice; once it stands alone.")],
        "through_x": [(-first, "The sign: which way does the cosine go as t grows?")],
        "dt": [(first * second, "The paths are multiplied."), (second, "One of the two paths is lost.")],
    }
    with Report("two_paths") as report:
        worksheet(report, call(report, two_paths, t), expected, "t = 1/2", slips)


def logistic_least_squares(logistic_least_squares: StudentFunction) -> None:
    """Check every entry for one neuron, derivatives numerically."""
    w, b, x, t, lam = 0.5, -0.3, 2.0, 1.0, 0.1

    def sigma(z: float) -> float:
        return float(1 / (1 + np.exp(-z)))

    def total(y: float, R: float) -> float:
        return (y - t) ** 2 / 2 + lam * R

    z = w * x + b
    y, R = sigma(z), w**2 / 2
    expected = dict(z=z, y=y, L=(y - t) ** 2 / 2, R=R, L_reg=total(y, R), dL_reg=1.0)
    expected |= dict(dR=_slope(lambda R: total(y, R), R), dL=1.0, dy=_slope(lambda y: total(y, R), y))
    expected |= dict(dz=_slope(lambda z: total(sigma(z), R), z))
    expected |= dict(dw=_slope(lambda w: total(sigma(w * x + b), w**2 / 2), w))
    expected |= dict(db=_slope(lambda b: total(sigma(w * x + b), R), b))
    dy, dz = expected["dy"], expected["dz"]
    slips = {
        "dR": [(1.0, "R stands in L_reg with a factor before it.")],
        "dy": [(-dy, "The sign: y is below t here, so raising y lowers the loss."), (2 * dy, "And the 1/2?")],
        "dz": [(dy, "The slope of the sigmoid is missing."), (dy * z * (1 - z), "y (1 - y), not z (1 - z).")],
        "dw": [
            (dz * x, "w is used twice; only the message from z is there."),
            (lam * w, "w is used twice; only the message from R is there."),
            (dz + lam * w, "What stands beside w in z?"),
        ],
        "db": [(dz * x, "What stands beside b in z?")],
    }
    with Report("logistic_least_squares") as report:
        got = call(report, logistic_least_squares, w, b, x, t, lam)
        worksheet(report, got, expected, "w = 0.5, b = -0.3, x = 2, t = 1, lam = 0.1", slips)


def add(asked: StudentFunction) -> None:
    """Check a sum by hand, of a node with itself, and with plain numbers."""
    with Report("add") as report:
        slips = [([2.0, 5.0], "Those are the numbers. How fast does a sum grow with each of them?")]
        slips += [([1.0, 0.0], SECOND)]
        example(report, asked, [2.0, 5.0], [0, 1], 7.0, "2 + 5", slips)
        _with_itself(report, asked, 3.0, 6.0, "3 + 3, one node")
        _with_plain_numbers(report, asked, [2.0], 6.0)


def mul(asked: StudentFunction) -> None:
    """Check a product by hand, of a node with itself, and with plain numbers."""
    with Report("mul") as report:
        slips = [([2.0, 5.0], "Each factor has its own value as slope; how fast does 2 · 5 grow with the 2?")]
        slips += [([5.0, 0.0], SECOND)]
        example(report, asked, [2.0, 5.0], [0, 1], 10.0, "2 · 5", slips)
        _with_itself(report, asked, 3.0, 9.0, "3 · 3, one node")
        _with_plain_numbers(report, asked, [2.0], 8.0)


def power(asked: StudentFunction) -> None:
    """Check four powers by hand."""
    slips = [
        ([-24.0], "In the slope the exponent is lowered by 1."),
        ([4.0], "The exponent is also a factor of the slope."),
        ([8.0], "The factor is the exponent as it was, before it is lowered."),
    ]
    with Report("power") as report:
        example(report, asked, [-2.0], [0, 3.0], -8.0, "-2 to the power 3", slips)
        example(report, asked, [3.0], [0, 2.0], 9.0, "3 to the power 2")
        example(report, asked, [2.0], [0, -1.0], 0.5, "2 to the power -1")
        example(report, asked, [4.0], [0, 0.5], 2.0, "4 to the power 1/2")
        example(report, asked, [1.0], [3.0, 2.0], 9.0, "the plain number 3 to the power 2")


def exp(asked: StudentFunction) -> None:
    """Check exp at three points."""
    _curve(asked, "exp", [(1.0, math.e), (-2.0, math.e**-2), (0.0, 1.0)])


def log(asked: StudentFunction) -> None:
    """Check log at three points."""
    slips = [(np.log2(3.0), "That is in bits; the natural logarithm is meant."), (np.log10(3.0), "That is to base 10.")]
    _curve(asked, "log", [(3.0, np.log(3.0)), (0.5, -np.log(2.0)), (1.0, 0.0)], slips)


def tanh(asked: StudentFunction) -> None:
    """Check tanh at three points."""
    _curve(asked, "tanh", [(1.0, (math.e**2 - 1) / (math.e**2 + 1)), (-0.5, (1 - math.e) / (1 + math.e)), (0.0, 0.0)])


def sigmoid(asked: StudentFunction) -> None:
    """Check the sigmoid at three points, and at ±800."""
    values = [(np.log(3), 0.75), (-1.0, 1 / (1 + math.e)), (0.0, 0.5), (800.0, 1.0), (-800.0, 0.0)]
    _curve(asked, "sigmoid", values, [(0.25, "It falls: the sign in the exponential?")])


def relu(asked: StudentFunction) -> None:
    """Check the ReLU on both sides of the kink."""
    _curve(asked, "relu", [(2.0, 2.0), (-3.0, 0.0), (0.5, 0.5)])


def maximum(asked: StudentFunction) -> None:
    """Check the maximum of two and of four numbers, with a plain number, and with a tie."""
    with Report("maximum") as report:
        example(report, asked, [2.0, 5.0], [0, 1], 5.0, "of 2 and 5")
        example(report, asked, [1.0, -2.0, 4.0, 3.0], [0, 1, 2, 3], 4.0, "of 1, -2, 4 and 3")
        example(report, asked, [3.0], [0], 3.0, "of 3 alone")
        example(report, asked, [1.0], [0, 2.5], 2.5, "of 1 in a node and the plain number 2.5")
        if report.failed:
            return
        total = value_and_slopes(report, asked, [3.0, 3.0, 1.0], [0, 1, 2])[1].sum()
        if abs(total - 1) < 1e-9:
            report.ok("a tie", "the slopes sum to 1")
        else:
            report.fail(
                f"In a tie of two the slopes sum to {total:g}. Raise all inputs by h: the maximum rises by h, so the "
                "sum must be 1, however the two share."
            )


def _slope(function: Callable[[float], float], at: float, h: float = 1e-5) -> float:
    return float(function(at + h) - function(at - h)) / (2 * h)


def _curve(
    asked: StudentFunction,
    name: str,
    points: Sequence[tuple[float, float]],
    values: Sequence[tuple[float, str]] = (),
) -> None:
    large = "For a large number an exponential overflows: use one that can only become small."
    with Report(name) as report:
        for a, value in points:
            example(report, asked, [a], [0], value, f"at {a:.3g}", values=values, not_a_number=large)
        a, value = points[0]
        example(report, asked, [1.0], [float(a)], value, f"of the plain number {a:.3g}")


def _with_itself(report: Report, asked: StudentFunction, a: float, value: float, where: str) -> None:
    if not report.failed:
        half = measured_slopes(report, asked, [a], [0, 0])[0] / 2
        slip = ([half], "Only one of the two uses counts: the same parent may stand in the edges twice.")
        example(report, asked, [a], [0, 0], value, where, [slip])


def _with_plain_numbers(report: Report, asked: StudentFunction, data: list[float], value: float) -> None:
    example(report, asked, data, [0, 4.0], value, f"{data[0]:g} in a node and the plain number 4")
    example(report, asked, data, [4.0, 0], value, f"the plain number 4 and {data[0]:g} in a node")
