"""Visible checks of p3_activations_and_losses: activations and softmax; `loss_checks` has the losses.

Expected values are worked out by hand or computed with the student's own functions. No formula of a derivative stands
here.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.check.core.activations import check_activation, check_maxout
from course.check.core.array_rules import whole_numbers
from course.check.core.calling import call, name_of, try_it
from course.check.core.expected import known_array
from course.check.core.report import Report
from course.check.p3.loss_checks import bce_with_logits, gaussian_nll, mse_half, output_head, softmax_ce
from course.check.p3.numbers import APART, LN2, LN3, LOGITS, WHOLE
from course.probing.adapters.function_pairs import head, pair, with_refusal
from course.types import Array, StudentFunction

__all__ = [
    "bce_with_logits", "elu", "gaussian_nll", "gelu", "head", "identity", "leaky_relu", "log_softmax", "logsumexp",
    "maxout", "mse_half", "output_head", "pair", "relu", "sigmoid", "softmax", "softmax_ce", "softplus", "step",
    "swish", "tanh", "try_it", "with_refusal",
]  # fmt: skip


def identity(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the identity and its derivative."""
    check_activation("identity", f, slope, ([-2.0, 3.0], [-2.0, 3.0], "by hand"))


def step(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the step function and its derivative."""
    slips = [
        ([-1.0, 0.0, 1.0], "That is the sign: left of 0 the unit is silent, it does not answer -1."),
        ([0.0, 1.0, 1.0], "At exactly 0 the step is 0: it is 1 only where z is above 0."),
        ([0.0, 0.5, 1.0], "At exactly 0 the step is 0: it is 1 only where z is above 0."),
    ]
    by_hand = ([-2.0, 0.0, 3.0], [0.0, 0.0, 1.0], "by hand")
    check_activation("step", f, slope, by_hand, slips=slips, slope_at_0=0.0)


def sigmoid(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the sigmoid and its derivative, also at ±800."""
    slips = [([0.5, 0.25, 0.75], "It falls where it should rise: the sign in the exponent.")]
    by_hand = ([0.0, LN3, -LN3], [0.5, 0.75, 0.25], "by hand, at 0, ln 3 and -ln 3")
    check_activation("sigmoid", f, slope, by_hand, limits=((0.0, 1.0), (0.0, 0.0)), slips=slips)


def tanh(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the tanh and its derivative, also at ±800."""
    slips = [
        ([0.5, 2 / 3, 1 / 3], "That is the sigmoid: the tanh runs from -1 to 1."),
        ([0.0, 1 / 3, -1 / 3], "That is half as steep as the tanh: twice the sigmoid less 1 needs 2 z inside."),
    ]
    by_hand = ([0.0, LN2, -LN2], [0.0, 0.6, -0.6], "by hand, at 0, ln 2 and -ln 2")
    check_activation("tanh", f, slope, by_hand, limits=((-1.0, 1.0), (0.0, 0.0)), slips=slips)


def relu(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the ReLU and its derivative."""
    slips = [([-2.0, 0.0], "It keeps what is negative: the other side should pass.")]
    check_activation("relu", f, slope, ([-2.0, 3.0], [0.0, 3.0], "by hand"), slips=slips)


def leaky_relu(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the leaky ReLU and its derivative for an alpha of 1, below 1 and above 1."""
    by_hand = ([-2.0, 3.0], [-4.0, 3.0], "by hand, alpha = 2", 2.0)
    slips = [
        ([-2.0, 6.0], "That is the larger of z and alpha z: for alpha above 1 the sides change places."),
        ([0.0, 3.0], "Nothing leaks: what comes out for negative z?"),
    ]
    check_activation("leaky_relu", f, slope, by_hand, [("alpha", 1.0), ("alpha", 0.1), ("alpha", 2.0)], slips=slips)


def elu(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the ELU and its derivative for two alphas, also at ±800."""
    by_hand = ([-LN2, 3.0], [-1.0, 3.0], "by hand, alpha = 2", 2.0)
    slips = [
        ([-0.5, 3.0], "That is the ELU of alpha = 1: alpha is not used."),
        ([1.0, 3.0], "The 1 is not subtracted on the left: the two sides do not meet at 0."),
    ]
    limits = ((-1.0, 800.0), (0.0, 1.0))
    check_activation("elu", f, slope, by_hand, [("alpha", 1.0), ("alpha", 2.0)], limits, slips)


def softplus(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the softplus and its derivative, also at ±800."""
    by_hand = ([0.0, LN3, -LN3], [LN2, 2 * LN2, 2 * LN2 - LN3], "by hand: ln 2, ln 4, ln 4/3")
    slips = [
        ([1.0, 3.0, 1 / 3], "That is the exponential: the logarithm takes the whole sum 1 + exp(z)."),
        ([LN2, 0.28768, 2 * LN2], "It falls where it should rise: the sign in the exponent."),
    ]
    check_activation("softplus", f, slope, by_hand, limits=((0.0, 800.0), (0.0, 1.0)), slips=slips)


def swish(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the swish and its derivative for three betas, also at ±800."""
    by_hand = ([LN3 / 2, -LN3 / 2], [3 / 8 * LN3, -LN3 / 8], "by hand, beta = 2: 3/4 and 1/4 of z", 2.0)
    slips = [([0.75, 0.25], "That is the gate alone: what does it multiply?")]
    factors = [("beta", 1.0), ("beta", 2.0), ("beta", 0.5)]
    check_activation("swish", f, slope, by_hand, factors, ((0.0, 800.0), (0.0, 1.0)), slips)


def gelu(f: StudentFunction, slope: StudentFunction) -> None:
    """Check the GELU and its derivative, also at ±800."""
    by_hand = ([-1.0, 1.0, 2.0], [-0.158655254, 0.841344746, 1.954499736], "from a table of the normal distribution")
    slips = [
        ([-0.15881, 0.84119, 1.9546], "That is the approximation by a tanh: near, but not the GELU itself."),
        ([-0.15420, 0.84580, 1.93565], "That is the approximation by a swish: near, but not the GELU itself."),
        ([0.15866, 0.84134, 0.97725], "That is the chance alone: what does it multiply?"),
    ]
    check_activation("gelu", f, slope, by_hand, limits=((0.0, 800.0), (0.0, 1.0)), slips=slips)


def maxout(f: StudentFunction, slope: StudentFunction) -> None:
    """Check maxout and its derivative."""
    check_maxout(f, slope)


def logsumexp(logsumexp: StudentFunction) -> None:
    """Check logsumexp by hand, for large logits, and with a temperature."""
    with Report("logsumexp") as report:
        like = "one number for each of 2 examples"
        by_hand = np.array([2 * LN2, 4 * LN2])
        inside = "The temperature divides inside; does it multiply the logarithm?"
        slips = [
            (by_hand, inside),
            (np.array([2.07944, 4.85203]), inside),
            (np.log([6.0, 98.0]), "The temperature is not used."),
        ]
        _rows(report, logsumexp, (LOGITS,), by_hand, "by hand: ln 4 and ln 16", like)
        _rows(report, logsumexp, (LOGITS + 1000,), by_hand + 1000, "1000 added to every logit", like)
        _rows(report, logsumexp, (APART,), np.array([1000 + LN2, -1000 + LN2]), "rows far from each other", like)
        _rows(report, logsumexp, (2 * LOGITS, 2.0), 2 * by_hand, "temperature 2", like, slips)
        _rows(report, logsumexp, (2 * LOGITS + 1600, 2.0), 2 * by_hand + 1600, "large logits at temperature 2", like)
        whole_numbers(report, logsumexp, WHOLE)


def log_softmax(log_softmax: StudentFunction) -> None:
    """Check log-probabilities by hand, for large logits, and with a temperature."""
    with Report("log_softmax") as report:
        by_hand = np.array([[-2 * LN2, -2 * LN2, -LN2], [LN3 - 4 * LN2, np.log(5 / 16), -LN2]])
        columns = np.array([[-1.38629, -1.79176, -1.60944], [-0.28768, -0.18232, -0.22314]])
        slips = [(columns, "It runs down the columns: each row is one example."), (by_hand / LN2, "That is to base 2.")]
        _softmax_cases(report, log_softmax, by_hand, slips)
        _rows(report, log_softmax, (np.array([[1000.0, 0.0]]),), np.array([[0.0, -1000.0]]), "logits 1000 and 0")
        whole_numbers(report, log_softmax, WHOLE)


def softmax(softmax: StudentFunction) -> None:
    """Check probabilities by hand, for large logits, and with a temperature."""
    with Report("softmax") as report:
        by_hand = np.array([[4.0, 4, 8], [3, 5, 8]]) / 16
        columns = np.array([[1 / 4, 1 / 6, 1 / 5], [3 / 4, 5 / 6, 4 / 5]])
        slips = [
            (columns, "It runs down the columns: each row is one example."),
            (
                np.array([[0.5, 0.5, 1.0], [0.375, 0.625, 1.0]]),
                "These are the exponentials, not yet divided by their sum.",
            ),
            (np.exp(LOGITS), "These are the exponentials, not yet divided by their sum."),
        ]
        _softmax_cases(report, softmax, by_hand, slips)
        square = [
            (np.array([[0.25, 1.5], [0.25, 0.5]]), "The sums of the rows were laid along the columns: keep their axis.")
        ]
        hand = np.array([[0.25, 0.75], [0.5, 0.5]])
        _rows(report, softmax, (np.array([[0.0, LN3], [0.0, 0.0]]),), hand, "2 × 2, by hand", "", square)
        whole_numbers(report, softmax, WHOLE)


def _softmax_cases(
    report: Report, function: StudentFunction, by_hand: Array, slips: Sequence[tuple[Array, str]]
) -> None:
    _rows(report, function, (LOGITS,), by_hand, "2 examples, 3 classes, by hand", "the shape of Z", slips)
    _rows(report, function, (LOGITS + 1000,), by_hand, "1000 added to every logit changes nothing")
    _rows(
        report, function, (APART[:, :1] + LOGITS,), by_hand, "rows far from each other: each has a largest of its own"
    )
    _rows(report, function, (2 * LOGITS, 2.0), by_hand, "twice the logits at temperature 2", slips=slips)
    _rows(report, function, (2 * LOGITS + 1600, 2.0), by_hand, "large logits at temperature 2", slips=slips)


def _rows(
    report: Report,
    function: StudentFunction,
    arguments: tuple[Any, ...],
    expected: Array,
    where: str,
    like: str = "",
    slips: Sequence[tuple[Array, str]] = (),
) -> None:
    if not report.failed:
        name = name_of(function)
        known_array(report, f"{name}(Z)", call(report, function, *arguments), expected, where, like, slips)
