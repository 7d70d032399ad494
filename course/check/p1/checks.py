"""Visible checks of p1_linear_models: examples worked out by hand, and conditions that an optimum fulfils.

An optimum is verified on the objective that the notebook states: its numerical gradient must be 0, or no small change
of a weight may lower it. A perceptron is verified by replaying the mistakes that it recorded.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from course.check.core.array_rules import any_shape
from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call, guarded, try_it
from course.check.core.expected import known_array
from course.check.core.gradients import compare
from course.check.core.numeric import central_differences
from course.check.core.report import Report
from course.check.p1.optimum import falls, is_flat, no_move_helps
from course.check.p1.perceptron import counts_epochs, read_fit, replay
from course.types import Array, Integers, StudentFunction

__all__ = [
    "add_bias", "lasso_ista", "logistic_loss_pm1", "mse_grad", "normal_equation", "perceptron_fit", "ridge",
    "soft_threshold", "try_it",
]  # fmt: skip

CORNERS = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])


def add_bias(add_bias: StudentFunction) -> None:
    """Check the appended column of ones for rectangular, square and integer X."""
    first = "The ones come first; here the bias is the last weight, so its column comes last."
    with Report("add_bias") as report:
        for X, where in [
            (np.array([[2.0, 3.0], [5.0, 7.0], [0.0, -1.0]]), "3 examples, 2 features"),
            (np.array([[4.0, 6.0], [8.0, 9.0]]), "square X"),
            (np.array([[2, 3, 4]]), "1 example, whole numbers"),
        ]:
            got = call(report, add_bias, X)
            expected = np.array([[*row, 1.0] for row in X])
            slips = [
                (np.array([[1.0, *row] for row in X]), first),
                (np.array([[*row, 0.0] for row in X]), "The new column holds zeros, so its weight would do nothing."),
            ]
            if report.failed:
                break
            known_array(report, "X with its ones", got, expected, where, "one more column than X", slips)


def normal_equation(normal_equation: StudentFunction) -> None:
    """Check a line by hand, a zero gradient of the sum of squares, and the minimum norm for equal columns."""
    with Report("normal_equation") as report:
        X, y = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0])
        slips = [(np.array([1.0, 2.0]), "Slope and bias are exchanged: the bias comes last.")]
        slips += [(np.array([2.0, 3.0]), "The bias is the mean of y: right only where the mean of X is 0.")]
        known_array(
            report, "w", call(report, normal_equation, X, y), np.array([2.0, 1.0]), "y = 2x + 1", "(n + 1,)", slips
        )
        if report.failed:
            return
        got = call(report, normal_equation, X / 100, y)
        known_array(report, "w", got, np.array([200.0, 1.0]), "x in hundredths: y = 200x + 1", "(n + 1,)")
        X, y = _data(1, 12, 3)
        w = read_array(report, "w", call(report, normal_equation, X, y), (4,), "n weights and the bias")
        if w is not None:
            is_flat(report, lambda v: ((X @ v[:-1] + v[-1] - y) ** 2).sum(), w, "the sum of squares, 12 examples")
        twins = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
        slips = [
            (np.array([2.0, 0.0, 1.0]), "It fits, but a shorter w fits as well: share."),
            (np.array([0.0, 2.0, 1.0]), "It fits, but a shorter w fits as well: share."),
        ]
        got = call(report, normal_equation, twins, np.array([1.0, 3.0, 5.0]))
        known_array(report, "w", got, np.ones(3), "two equal columns, the shortest w", "(n + 1,)", slips)


def mse_grad(mse_grad: StudentFunction) -> None:
    """Check the gradient by hand and against central differences of the mean squared error."""
    with Report("mse_grad") as report:
        got = call(report, mse_grad, np.array([1.0]), np.array([[1.0], [2.0]]), np.zeros(2))
        slips = [
            (np.array([2.5]), "The slope of a square brings a factor 2; there is no 1/2 in front to cancel it."),
            (np.array([10.0]), "That is the gradient of the sum: divide by the number of examples."),
            (np.array([-5.0]), "The sign: w = 1 is too large here, so the loss grows with w."),
        ]
        known_array(report, "the gradient", got, np.array([5.0]), "2 examples, 1 weight, by hand", "(n,)", slips)
        for N, n in [(7, 3), (4, 4), (1, 2)]:
            if report.failed:
                break
            X, y = _data(N, N, n)
            w = np.random.default_rng(n).normal(size=n)
            dw = read_array(report, "the gradient", call(report, mse_grad, w, X, y), (n,), "the shape of w", N)
            if dw is not None:
                measured = central_differences(partial(_mean_squared_error, X, y, w), w)
                slip = None
                if n == N and np.allclose(dw, 2 / N * X @ (X @ w - y)):
                    slip = "The sum must run over the examples: a .T is missing, which only a square X lets pass."
                where = f"{N} example{'s' * (N > 1)}, {n} weights"
                compare(report, "the gradient", dw, measured, where, N, slip)


def _mean_squared_error(X: Array, y: Array, w: Array) -> float:
    return float(((X @ w - y) ** 2).mean())


def ridge(ridge: StudentFunction) -> None:
    """Check three lines by hand, and a zero gradient of the objective with a free and with a penalised bias."""
    with Report("ridge") as report:
        X, y = np.array([[-1.0], [1.0]]), np.array([1.0, 5.0])
        biased = (np.array([1.0, 1.5]), "The bias is penalised, though penalise_bias is False.")
        over_N = (np.array([4 / 3, 3.0]), "lam counts half: is it divided by N, or by 2?")
        times_N = (np.array([2 / 3, 3.0]), "lam counts twice: is it multiplied by N, or by 2?")
        free = (np.array([1.0, 3.0]), "The bias should be penalised here: penalise_bias is True.")
        for arguments, expected, slips in [
            ((0.0,), [2.0, 3.0], [(np.array([3.0, 2.0]), "Slope and bias are exchanged.")]),
            ((2.0,), [1.0, 3.0], [biased, over_N, times_N]),
            ((2.0, True), [1.0, 1.5], [free]),
        ]:
            where = f"lam = {arguments[0]:g}{', penalise_bias=True' * (len(arguments) > 1)}, by hand"
            got = call(report, ridge, X, y, *arguments)
            known_array(report, "w", got, np.array(expected), where, "(n + 1,)", slips)
        for N, n, lam, bias in [(9, 3, 2.0, False), (4, 6, 0.5, False), (9, 3, 2.0, True)]:
            if report.failed:
                break
            X, y = _data(N + n, N, n)
            w = read_array(report, "w", call(report, ridge, X, y, lam, bias), (n + 1,), "n weights and the bias")
            if w is not None:
                who = "bias included" if bias else "bias free"
                objective = partial(_ridge_objective, X, y, lam, bias)
                is_flat(report, objective, w, f"the objective, {N} examples, {n} weights, lam = {lam:g}, {who}")
        if not report.failed:
            w = read_array(report, "w", call(report, ridge, X, y, 1e7), (n + 1,), "n weights and the bias")
            if w is not None and np.allclose(w, [*np.zeros(n), y.mean()], atol=1e-3):
                report.ok("w", "only the bias is left if lam is huge, and it is the mean of y")
            elif w is not None:
                report.fail(f"lam = 10⁷: got w = {w.round(3)}, expected 0 for the weights and the mean of y as bias.")


def _ridge_objective(X: Array, y: Array, lam: float, penalise_bias: bool, w: Array) -> float:
    penalised = w if penalise_bias else w[:-1]
    return float(((X @ w[:-1] + w[-1] - y) ** 2).sum() + lam * (penalised**2).sum())


def soft_threshold(soft_threshold: StudentFunction) -> None:
    """Check arrays with one and two axes by hand."""
    v = np.array([-3.0, 0.5, 2.0, -0.5])
    slips = [
        (np.array([-3.0, 0, 2, 0]), "What survives is not moved: every entry comes nearer to 0 by t."),
        (np.array([-2.0, -0.5, 1, 0.5]), "Small entries cross zero: they should stop there."),
        (np.array([0.0, 0, 1, 0]), "Negative entries are lost: they move upwards, towards zero."),
        (np.array([2.0, 0, 1, 0]), "The signs are lost."),
        (np.array([-4.0, 0, 3, 0]), "Entries move away from zero."),
    ]
    with Report("soft_threshold") as report:
        got = call(report, soft_threshold, v, 1.0)
        known_array(report, "the result", got, np.array([-2.0, 0, 1, 0]), "t = 1, by hand", "the shape of v", slips)
        known_array(report, "the result", call(report, soft_threshold, v, 0.0), v, "t = 0 changes nothing")
        edges = call(report, soft_threshold, np.array([1.0, -1.0, 0.0]), 1.0)
        known_array(report, "the result", edges, np.zeros(3), "entries of exactly t, -t and 0")
        table = call(report, soft_threshold, np.array([[1.5, -1.5, 0.2], [4.0, -0.2, -2.0]]), 0.5)
        by_hand = np.array([[1.0, -1.0, 0.0], [3.5, 0.0, -1.5]])
        known_array(report, "the result", table, by_hand, "two dimensions, t = 1/2", "the shape of v")
        any_shape(report, _with_threshold(soft_threshold, 0.5), [v, np.tile(v, (2, 2, 1)), np.array(2.0)])


def _with_threshold(soft_threshold: StudentFunction, t: float) -> StudentFunction:
    def with_threshold(v: Array) -> Any:
        return soft_threshold(v, t)

    with_threshold.__name__ = "soft_threshold"
    return with_threshold


def lasso_ista(lasso_ista: StudentFunction) -> None:
    """Check orthonormal columns by hand, and that no small change of a weight lowers the objective."""
    with Report("lasso_ista") as report:
        y = np.array([-3.0, 0.5, 2.0])
        slips = [
            (
                np.array([-1.0, 0, 0]),
                "That is right for twice the lam: how large is the threshold in a step of 1 / L?",
            ),
            (
                np.array([-2.5, 0, 1.5]),
                "That is right for half the lam: how large is the threshold in a step of 1 / L?",
            ),
            (y, "lam has no effect: this is least squares."),
        ]
        got = call(report, lasso_ista, np.eye(3), y, 2.0, 100)
        known_array(report, "w", got, np.array([-2.0, 0, 1]), "X = identity, lam = 2, by hand", "(n,)", slips)
        X, y = _data(3, 12, 5)
        X, y = X - X.mean(axis=0), y - 3
        too_high = float(np.abs(2 * X.T @ y).max())
        for lam, where in [(0.0, "lam = 0: least squares"), (0.4 * too_high, "12 examples, 5 weights")]:
            if report.failed:
                break
            w = read_array(report, "w", call(report, lasso_ista, X, y, lam, 1000), (5,), "one weight a column")
            if w is not None:
                no_move_helps(report, X, y, lam, w, where)
        if not report.failed:
            w = read_array(report, "w", call(report, lasso_ista, X, y, 1.01 * too_high, 100), (5,))
            if w is not None and w.any():
                report.fail("At lam = 1.01 · 2 · max |Xᵀ y| every weight should be exactly 0; yours are not.")
            elif w is not None:
                report.ok("w", "exactly 0 if lam is large enough")
        if not report.failed:
            falls(report, lasso_ista, X, y, 0.2 * too_high)


def perceptron_fit(perceptron_fit: StudentFunction) -> None:
    """Check logic gates, two separable clouds, XOR, and when training ends: w, `converged` and the mistakes."""
    with Report("perceptron_fit") as report:
        for name, labels in [("or", [-1, 1, 1, 1]), ("and", [-1, -1, -1, 1])]:
            _separates(report, perceptron_fit, CORNERS, np.array(labels), 50, f"the gate {name}")
            if report.failed:
                return
        rng = np.random.default_rng(5)
        y = np.where(np.arange(20) % 2 == 0, 1, -1)
        X = np.column_stack([rng.normal(size=(20, 2)) + 3.0 * y[:, None], np.ones(20)])
        _separates(report, perceptron_fit, X, y, 200, "two clouds of 10")
        if report.failed:
            return
        xor = np.array([-1, 1, 1, -1])
        w, mistakes, converged = read_fit(report, perceptron_fit, CORNERS, xor, 30)
        if converged:
            report.fail(
                "converged is True for exclusive or, where every epoch has a mistake: 30 epochs mean giving up."
            )
        elif len(mistakes) < 30:
            report.fail(f"mistakes holds {len(mistakes)} entries for 30 epochs of exclusive or; each epoch has some.")
        else:
            report.ok("exclusive or", "converged is False after 30 epochs")
            replay(report, CORNERS, xor, w, mistakes, "exclusive or")
        if not report.failed:
            counts_epochs(report, perceptron_fit)


def _separates(
    report: Report, perceptron_fit: StudentFunction, X: Array, y: Integers, max_epochs: int, where: str
) -> None:
    w, mistakes, converged = read_fit(report, perceptron_fit, X, y, max_epochs)
    wrong = int(np.sum(y * (X @ w) <= 0))
    if not w.any():
        report.fail(f"w is still 0 ({where}). At w = 0 every score is 0: does a score of 0 count as a mistake?")
    elif wrong:
        said = "though converged is True" if converged else f"after {max_epochs} epochs"
        report.fail(f"{wrong} of {len(y)} examples are on the wrong side {said} ({where}).")
    elif not converged:
        report.fail(f"w separates the classes, but converged is False after {max_epochs} epochs ({where}).")
    else:
        report.ok("w", f"every example on its side, and converged says so ({where})")
    if w.any():
        replay(report, X, y, w, mistakes, where)


def logistic_loss_pm1(logistic_loss_pm1: StudentFunction) -> None:
    """Check losses by hand, derivatives against central differences of the student's own loss, and scores of ±800."""
    with Report("logistic_loss_pm1") as report:

        def run(s: Array, y: Array) -> Sequence[Any]:
            return unpack(report, "logistic_loss_pm1", call(report, logistic_loss_pm1, s, y), ("loss", "ds"))

        s, y = np.array([0.0, np.log(3), np.log(3)]), np.array([1.0, 1.0, -1.0])
        slips = [
            (
                np.array([0.69315, 1.38629, 0.28768]),
                "It is small for wrong signs and large for right ones: the sign of y s?",
            ),
            (np.array([1.0, 0.41504, 2.0]), "That is in bits: use the natural logarithm."),
            (np.array([0.69315, 0.28768, 2.48491]), "That is the loss for labels 0 and 1."),
        ]
        where = "s = 0, ln 3, ln 3 and y = 1, 1, -1, by hand"
        known_array(report, "loss", run(s, y)[0], np.log([2, 4 / 3, 4]), where, "the shape of s", slips)
        s, y = np.array([-2.0, -0.3, 0.7, 1.9, 0.0]), np.array([1.0, -1.0, 1.0, -1.0, 1.0])
        ds = None if report.failed else read_array(report, "ds", run(s, y)[1], s.shape, "the shape of s")
        if ds is not None:
            loss = guarded(report, logistic_loss_pm1)
            measured = central_differences(lambda: loss(s, y)[0].sum(), s)
            slip = None
            if np.allclose(ds, measured * y):
                slip = "Right for y = 1, the sign is wrong for y = -1: differentiate y s by s."
            compare(report, "ds", ds, measured, "5 scores", len(s), slip)
        if not report.failed:
            loss, ds = run(np.array([800.0, -800.0, 800.0, -800.0]), np.array([1.0, 1.0, -1.0, -1.0]))
            expected = np.array([0.0, 800, 800, 0])
            known_array(report, "loss", loss, expected, "scores of ±800: the line that the loss comes near to")
            known_array(report, "ds", ds, np.array([0.0, -1, 1, 0]), "scores of ±800")


def _data(seed: int, N: int, n: int) -> tuple[Array, Array]:
    """Draw examples whose columns have different means, and targets far from 0."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, n)) + rng.uniform(1, 2, size=n)
    return X, X @ rng.normal(size=n) + 3 + rng.normal(scale=0.5, size=N)
