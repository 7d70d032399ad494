"""Visible checks of p3_activations_and_losses: losses with their gradients, and output heads."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call, guarded, name_of
from course.check.core.expected import known_array, known_number
from course.check.core.gradients import agree, compare
from course.check.core.numeric import central_differences, first_value
from course.check.core.report import Report
from course.check.p3.numbers import APART, LN2, LN3, LOGITS
from course.probing.adapters.function_pairs import with_refusal
from course.types import StudentFunction

LOG_ROOT_2PI = float(np.log(2 * np.pi)) / 2
Inputs: TypeAlias = tuple[Any, ...]  # the argument to differentiate by, then the others


def mse_half(mse_half: StudentFunction) -> None:
    """Check the loss by hand, the gradient numerically, and that different shapes raise an error."""
    with Report("mse_half") as report:
        A, Y = np.array([[1.0, 0], [2, 2], [0, 1]]), np.array([[0.0, 0], [2, 0], [0, 1]])
        slips = [
            (5 / 3, "The 1/2 is missing."),
            (5 / 12, "That is the mean over all 6 entries: take the mean over the 3 examples only."),
            (2.5, "That is the sum over the batch: the loss is its mean."),
        ]
        _loss(report, mse_half, (A, Y), 5 / 6, "by hand: (1 + 4 + 0) / 2, over 3", slips)
        _gradients(report, mse_half, "dA", lambda rng, shape: (rng.normal(size=shape), rng.normal(size=shape)))
        if report.failed:
            return
        refuses = guarded(report, with_refusal(mse_half))
        if refuses("refuses", np.ones((3, 1)), np.ones(3)):
            report.ok("refused", "outputs of shape (3, 1) against targets of shape (3,)")
        else:
            report.fail(
                "Outputs of shape (3, 1) against targets of shape (3,) are not refused: their difference has shape "
                "(3, 3). Compare the shapes and raise a ValueError."
            )


def gaussian_nll(gaussian_nll: StudentFunction) -> None:
    """Check the loss by hand for two standard deviations, and the gradient numerically."""
    with Report("gaussian_nll") as report:
        two = np.array([1.0, 3.0]), np.array([1.0, 1.0])
        slips = [
            (0.25, "The normalising constant is missing."),
            (2.11209, "The squares are divided by sigma, not by its square."),
            (2.55523, "The constant has ln sigma² where ln sigma belongs."),
            (-1.36209, "The constant has the wrong sign: the density is divided by sigma √(2π)."),
        ]
        half = [(2.91894, "The 1/2 of the squares is missing."), (1.0, "The normalising constant is missing.")]
        once = [(2.11209, "Each of the 2 targets of an example has a density of its own: its constant counts twice.")]
        _loss(report, gaussian_nll, (*two, 1.0), 1 + LOG_ROOT_2PI, "sigma = 1: 1 + ln √(2π)", half)
        _loss(report, gaussian_nll, (*two, 2.0), 1 / 4 + LN2 + LOG_ROOT_2PI, "sigma = 2: 1/4 + ln 2 + ln √(2π)", slips)
        row = two[0][None], two[1][None], 2.0
        _loss(report, gaussian_nll, row, 2 * (1 / 4 + LN2 + LOG_ROOT_2PI), "1 example of 2 targets, sigma = 2", once)

        def inputs(rng: np.random.Generator, shape: tuple[int, ...]) -> Inputs:
            return rng.normal(size=shape), rng.normal(size=shape), 0.5

        _gradients(report, gaussian_nll, "dA", inputs)


def bce_with_logits(bce_with_logits: StudentFunction) -> None:
    """Check the loss by hand and at ±800, and the gradient numerically for targets between 0 and 1."""
    with Report("bce_with_logits") as report:
        Z, Y = np.array([0.0, LN3]), np.array([1.0, 0.0])
        slips = [
            (3 * LN2, "That is the sum over the batch: the loss is its mean."),
            (-1.5 * LN2, "The sign: the logarithm of a probability is negative, the loss is not."),
            (1.5, "That is in bits: use the natural logarithm."),
            (0.5 * LN2, "Only the example with target 1 is counted."),
            (LN2, "That is the formula for labels -1 and 1; here they are 0 and 1."),
        ]
        entries = [(1.5 * LN2, "That is the mean over the units, too: the units of one example are added up.")]
        _loss(report, bce_with_logits, (Z, Y), 1.5 * LN2, "p = 1/2 and 3/4, by hand: (ln 2 + ln 4) / 2", slips)
        _loss(report, bce_with_logits, (Z[None], Y[None]), 3 * LN2, "the same as 1 example of 2 units", entries)
        far = np.array([800.0, -800.0])
        _loss(report, bce_with_logits, (far, Y), 0.0, "sure and right, Z = ±800")
        _loss(report, bce_with_logits, (far, 1 - Y), 800.0, "sure and wrong, Z = ±800")
        _gradients(report, bce_with_logits, "dZ", lambda rng, shape: (rng.normal(size=shape), rng.uniform(size=shape)))
        if not report.failed:
            result = call(report, bce_with_logits, far, 1 - Y)
            _, dZ = unpack(report, "bce_with_logits", result, ("loss", "dZ"))
            known_array(report, "dZ", dZ, np.array([0.5, -0.5]), "sure and wrong, Z = ±800", "the shape of Z")


def softmax_ce(softmax_ce: StudentFunction) -> None:
    """Check the loss by hand for one-hot and smoothed targets, and the gradient numerically."""
    with Report("softmax_ce") as report:
        sure = np.array([[0.0, 0, 1], [1, 0, 0]])
        right = (5 * LN2 - LN3) / 2
        soft = np.array([[0.25, 0.25, 0.5], [0, 0.4, 0.6]])
        slips = [
            (2.36712, "That is the sum over the batch: the loss is its mean."),
            (-1.18356, "The sign: the logarithm of a probability is negative, the loss is not."),
            (1.70752, "That is in bits: use the natural logarithm."),
            (0.94856, "The softmax runs down the columns: each row is one example."),
            (0.39452, "That is the mean over all 6 entries: take the mean over the 2 examples only."),
        ]
        labels = [(LN2, "Each target was taken for a label: all entries of its row belong into the sum.")]
        _loss(report, softmax_ce, (LOGITS, sure), right, "p = 1/2 and 3/16, by hand: (ln 2 + ln 16/3) / 2", slips)
        _loss(report, softmax_ce, (LOGITS, soft), 0.960434702, "smoothed targets", labels)
        _loss(report, softmax_ce, (LOGITS + APART[:, :1], sure), right, "rows far from each other")
        _loss(report, softmax_ce, (np.array([[1000.0, 0.0]]), np.array([[0.0, 1.0]])), 1000.0, "sure and wrong")

        def inputs(rng: np.random.Generator, shape: tuple[int, ...]) -> Inputs:
            return rng.normal(size=shape), rng.dirichlet(np.ones(shape[1]), size=shape[0])

        rows = "Every row should sum to 0, since adding a constant to all logits changes nothing; yours do not."
        _gradients(report, softmax_ce, "dZ", inputs, [(7, 4), (3, 3), (1, 2)], rows)


def _loss(
    report: Report,
    function: StudentFunction,
    arguments: Inputs,
    expected: float,
    where: str,
    slips: Sequence[tuple[float, str]] = (),
) -> None:
    if not report.failed:
        result = call(report, function, *arguments)
        loss, _ = unpack(report, name_of(function), result, ("loss", "gradient"))
        known_number(report, "loss", loss, expected, where, slips)


def _gradients(
    report: Report,
    function: StudentFunction,
    name: str,
    inputs: Callable[[np.random.Generator, tuple[int, ...]], Inputs],
    shapes: Sequence[tuple[int, ...]] = ((5,), (4, 3), (3, 3), (1, 2)),
    sum_slip: str | None = None,
) -> None:
    """Compare the gradient with central differences of the student's own loss for several shapes.

    `sum_slip` is the sentence for rows of the gradient that should sum to 0 and do not.
    """
    for shape in shapes:
        if report.failed:
            return
        at, *others = inputs(np.random.default_rng(len(shape) + shape[0]), shape)
        result = call(report, function, at, *others)
        _, gradient = unpack(report, name_of(function), result, ("loss", name))
        gradient = read_array(report, name, gradient, shape, f"the shape of {name[1]}")
        if gradient is not None:
            loss = guarded(report, function)
            measured = central_differences(first_value(loss, at, *others), at)
            slip = sum_slip if sum_slip and not np.allclose(gradient.sum(axis=1), 0) else None
            compare(report, name, gradient, measured, f"shape {shape}", shape[0], slip)


def output_head(output_head: StudentFunction) -> None:
    """Check the activation of each task, and that its loss fits: the gradient dZ must be (A - Y) / N."""
    with Report("output_head") as report:
        chosen = guarded(report, output_head)
        Z = np.array([[0.0, LN3], [0.0, 0.0]])
        Y = np.array([[0.0, 1.0], [1.0, 0.0]])
        for task, expected, slip in (
            ("regression", Z, "A regression must be able to answer any number."),
            ("binary", np.array([[0.5, 0.75], [0.5, 0.5]]), "Each unit answers a question of its own, with yes or no."),
            ("multi-class", np.array([[0.25, 0.75], [0.5, 0.5]]), "One class is right: each row must sum to 1."),
        ):
            result = chosen(task)
            f, loss = unpack(report, "output_head", result, ("f", "loss"))
            if not callable(f) or not callable(loss):
                report.stop(f"For {task!r} it returned no two functions: return their names, without brackets.")
            value = call(report, f, Z)
            value = read_array(report, f"f(Z) for {task!r}", value, Z.shape, "the shape of Z")
            if value is None:
                return
            if not agree(value, expected):
                report.stop(f"f(Z) for {task!r} is {value.round(4).tolist()} at Z = [[0, ln 3], [0, 0]]. {slip}")
            _, dZ = unpack(report, name_of(loss), call(report, loss, Z, Y), ("loss", "dZ"))
            dZ = read_array(report, f"dZ for {task!r}", dZ, Z.shape, "the shape of Z")
            if dZ is None:
                return
            if not agree(dZ, (value - Y) / 2):
                report.stop(
                    f"The loss for {task!r} does not fit its activation: its gradient is not (A - Y) / N. Does it take "
                    "the pre-activations Z, is it the partner of this activation, and does its own check pass?"
                )
            report.ok(task, "activation and loss belong together")
