"""Visible checks of p4_forward_pass: networks that the student builds by hand to compute a given function."""

from typing import Any

import numpy as np

from course.check.core.calling import call
from course.check.core.expected import known_array
from course.check.core.layered_networks import compare_curve, hidden_units, output_of, read_layers
from course.check.core.report import Report
from course.check.p4.activations import relu, sigmoid, softplus, step
from course.types import Array, Network, StudentFunction


def bump_net(bump_net: StudentFunction) -> None:
    """Check one bump and three bumps of steps, and a bump of logistic units."""
    with Report("bump_net") as report:
        for positions, levels, k, what in (
            ([1.0, 2.0], [3.0], 1.0, "one bump with steps"),
            ([-1.0, 0.0, 0.5, 2.0], [2.0, -1.0, 0.5], 10.0, "three bumps with steps"),
        ):
            edges, heights = np.array(positions), np.array(levels)
            params = read_layers(report, call(report, bump_net, edges, heights, k), 1, 1)
            x = np.linspace(edges[0] - 1, edges[-1] + 1, 204)
            got = output_of(params, x[:, None], step)[:, 0]
            ups = heights @ (x > edges[:-1, None])
            slips = [
                (ups, "The bumps never end: what switches off at the right edge?"),
                (np.zeros_like(x), "It is 0 everywhere."),
                (heights @ (k * x > edges[:-1, None]) - heights @ (k * x > edges[1:, None]),
                 "The edges are not where they belong: does the bias know k?"),
            ]  # fmt: skip
            inside = heights @ ((x > edges[:-1, None]) & (x < edges[1:, None]))
            if not compare_curve(report, x, got, inside, what, slips):
                return
        if hidden_units(params) > 2 * len(heights):
            report.fail(f"{hidden_units(params)} hidden units for 3 bumps; two for each are enough.")
        wide = read_layers(report, call(report, bump_net, np.array([0.0, 2.0]), np.array([1.0]), 3.0), 1, 1)
        x = np.array([-1.0, 0.0, 1.0, 2.0])
        expected = np.array([0.0473024786, 0.497527377, 0.905148254, 0.497527377])
        got = output_of(wide, x[:, None], sigmoid)[:, 0]
        known_array(
            report, "logistic units", got, expected, "a bump of height 1 from 0 to 2, k = 3, at x = -1, 0, 1, 2"
        )


def relu_interpolant(relu_interpolant: StudentFunction) -> None:
    """Check piecewise linear interpolation of two, three and five points."""
    with Report("relu_interpolant") as report:
        for inputs, targets, what in (
            ([0.0, 1.0], [1.0, 3.0], "two points"),
            ([0.0, 1.0, 3.0], [1.0, 3.0, 2.0], "three points, by hand"),
            ([-2.0, -1.5, 0.0, 0.25, 1.0], [0.5, -1.0, 1.0, 1.0, -0.5], "five points"),
        ):
            x, y = np.array(inputs), np.array(targets)
            params = read_layers(report, call(report, relu_interpolant, x, y), 1, 1)
            points = np.linspace(x[0], x[-1], 101)
            got = output_of(params, points[:, None], relu)[:, 0]
            wanted = np.interp(points, x, y)
            summed = y[0] + np.diff(y) / np.diff(x) @ relu(points - x[:-1, None])
            slips = [
                (wanted - y[0], "It starts at 0: where does y_0 come in?"),
                (
                    summed,
                    "Every unit adds the whole slope of its piece, but those before it go on: what is left to add?",
                ),
            ]
            if not compare_curve(report, points, got, wanted, what, slips):
                return
            if hidden_units(params) > len(x) - 1:
                report.fail(f"{hidden_units(params)} ReLUs for {len(x) - 1} pieces ({what}); one for each is enough.")


def tent_net(tent_net: StudentFunction) -> None:
    """Check one, two, four and eight tents."""
    with Report("tent_net") as report:
        x = np.linspace(0, 1, 129)
        wanted: Array = x
        for L in (1, 2, 3, 4):
            wanted = 1 - np.abs(2 * wanted - 1)
            params = read_layers(report, call(report, tent_net, L), 1, 1)
            got = output_of(params, x[:, None], relu)[:, 0]
            slips = [
                (1 - np.abs(2 * x - 1), "That is a single tent, whatever L."),
                (np.minimum(2 * x, 1), "It goes up and stays there: which slope must be left after the middle?"),
            ]
            if not compare_curve(report, x, got, wanted, f"L = {L}", slips):
                return
            if hidden_units(params) > 2 * L:
                report.fail(f"L = {L}: {hidden_units(params)} ReLUs, where {2 * L} are enough.")


def mult_gate(mult_gate: StudentFunction) -> None:
    """Check products of numbers between -1 and 1 for three values of lam."""
    pairs = np.random.default_rng(0).uniform(-1, 1, size=(200, 2))
    with Report("mult_gate") as report:
        for lam in (0.5, 0.1, 0.001):
            params = _bounded(report, call(report, mult_gate, lam), 2, 4)
            got = output_of(params, pairs, softplus)[:, 0]
            _multiplies(report, got, pairs, lam**2 / 6 + 1e-8, f"lam = {lam}")


def product_net(product_net: StudentFunction) -> None:
    """Check products of two, four and eight numbers between -1 and 1."""
    with Report("product_net") as report:
        for n in (2, 4, 8):
            X = np.random.default_rng(n).uniform(0.5, 1, size=(200, n))
            X[::2, 0] *= -1
            params = _bounded(report, call(report, product_net, n), n, 4 * (n - 1))
            got = output_of(params, X, softplus)[:, 0]
            _multiplies(report, got, X, 1e-4, f"{n} inputs")


def _bounded(report: Report, value: Any, n_in: int, most: int) -> Network:
    params = read_layers(report, value, n_in, 1)
    if hidden_units(params) > most:
        report.fail(f"{hidden_units(params)} hidden units, where {most} are enough.")
    return params


def _multiplies(report: Report, got: Array, X: Array, allowed: float, where: str) -> None:
    product = X.prod(axis=1)
    error = np.abs(got - product)
    if error.max() <= allowed:
        report.ok(where, f"the largest error is {error.max():.1e}")
        return
    ratio = float(got @ product) / float(product @ product)
    slip = ""
    if np.allclose(got, ratio * product, atol=0.05 * abs(ratio)) and abs(ratio - 1) > 0.1:
        slip = f" Everything is about {ratio:.3g} times the product: look at the output weights."
    i = error.argmax()
    told = f"for {X[i].round(3).tolist()} it says {got[i]:.4g}, the product is {product[i]:.4g}"
    report.fail(f"{where}: {told}; at most {allowed:.1e} off was expected.{slip}")
