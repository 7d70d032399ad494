"""Typical slips in a p3 function get their sentence from the visible check; right styles get none."""

import numpy as np
import pytest

from course.adapters.function_pairs import pair
from course.check import p3
from course.check.core.report import Report
from grader.exercises import EXERCISES
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.maxout import maxout, maxout_derivative
from reference_solution.losses import losses
from reference_solution.losses.output_heads import output_head
from tests.grader.exercises.styles.p3 import HEADS, PAIRS, STYLES
from tests.grader.judging.asking import judged, texts

RIGHT = ELEMENTWISE | {"maxout": (maxout, maxout_derivative)}
ALONE = ("logsumexp", "log_softmax", "softmax", "gaussian_nll", "bce_with_logits", "softmax_ce")
# Slips whose numbers show only at the slips' own points, told in general words.
SENTENCES = {
    "step sign_for_step": "That is the sign",
    "sigmoid exponent_sign": "the sign in the exponent",
    "sigmoid f_overflows": "NaN or infinite",
    "sigmoid value_for_slope": "This is the value f(z)",
    "sigmoid slope_at_a": "it belongs at z",
    "sigmoid slope_overflows": "NaN or infinite",
    "tanh not_stretched": "half as steep",
    "tanh sigmoid_for_tanh": "That is the sigmoid",
    "relu smaller_of_the_two": "the other side should pass",
    "leaky_relu larger_of_the_two": "That is the larger of z and alpha z",
    "leaky_relu no_leak": "Nothing leaks",
    "elu alpha_missing": "alpha is not used",
    "elu minus_one_missing": "do not meet at 0",
    "elu slope_alpha_missing": "It was right for alpha = 1: where does alpha enter the slope?",
    "elu f_overflows": "NaN or infinite",
    "softplus brackets_forgotten": "That is the exponential",
    "softplus f_overflows": "NaN or infinite",
    "swish as_printed": "It was right for beta = 1: where does beta enter the slope?",
    "swish inner_beta_missing": "It was right for beta = 1",
    "swish gate_alone": "the gate alone",
    "gelu tanh_approximation": "the approximation by a tanh",
    "gelu sigmoid_approximation": "the approximation by a swish",
    "gelu chance_alone": "the chance alone",
    "maxout over_units": "pieces are the last axis",
    "maxout sum_of_pieces": "the sum of the pieces",
    "maxout to_all_pieces": "does not move the maximum",
    "logsumexp temperature_not_multiplied": "does it multiply the logarithm?",
    "logsumexp temperature_ignored": "The temperature is not used",
    "logsumexp no_shift": "NaN or infinite",
    "log_softmax softmax_over_examples": "runs down the columns",
    "log_softmax log_of_softmax": "NaN or infinite",
    "softmax softmax_over_examples": "runs down the columns",
    "softmax not_normalised": "not yet divided",
    "softmax one_shift_for_all": "NaN or infinite",
    "gaussian_nll constant_missing": "normalising constant is missing",
    "gaussian_nll sigma_not_squared": "divided by sigma, not by its square",
    "gaussian_nll loss_not_halved": "The 1/2 of the squares is missing",
    "gaussian_nll constant_once": "its constant counts twice",
    "bce_with_logits loss_sign": "The sign",
    "bce_with_logits labels_pm1": "for labels -1 and 1",
    "bce_with_logits logarithm_of_probabilities": "loss is",
    "bce_with_logits not_divided": "5 times too large, and N = 5",
    "softmax_ce labels_from_rows": "taken for a label",
    "softmax_ce target_forgotten": "Every row should sum to 0",
    "softmax_ce softmax_over_examples": "runs down the columns",
}


@pytest.fixture(autouse=True)
def _without_pictures(monkeypatch):
    """They have tests of their own and would cost most of the time here."""
    monkeypatch.setattr(Report, "_show", lambda report: None)


def with_slip(name, slip):
    """The student's functions with one slip, as the check takes them."""
    wrong = EXERCISES[f"p3.{name}"].wrong(frozenset({slip}))
    if name not in RIGHT:
        return (wrong,)
    f, slope = RIGHT[name]

    def named(part, like):
        def function(Z, *rest):
            return wrong(part, Z, *rest)

        function.__name__ = like.__name__
        return function

    return named("f", f), named("slope", slope)


@pytest.mark.parametrize(("case", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_slip_gets_its_sentence(said, case, sentence):
    name, slip = case.split()
    text = said(getattr(p3, name), *with_slip(name, slip))
    assert "✗" in text
    assert sentence in text


def test_no_known_slip_passes_a_visible_check(said):
    for name in (*RIGHT, *ALONE):
        for bug in EXERCISES[f"p3.{name}"].bugs:
            text = said(getattr(p3, name), *with_slip(name, bug.slip))
            assert "✗" in text, f"{name} {bug.slip}"
            assert "could not go on" not in text


@pytest.mark.parametrize("name", PAIRS)
def test_right_pairs_of_other_styles_pass(said, name):
    for f, slope in PAIRS[name]:
        assert "✗" not in said(getattr(p3, name), f, slope)


@pytest.mark.parametrize("name", ALONE)
def test_right_functions_of_other_styles_pass(said, name):
    for style in STYLES[f"p3.{name}"]:
        assert "✗" not in said(getattr(p3, name), style)


def test_an_overflow_that_does_no_harm_is_noted_and_not_failed(said):
    text = said(p3.sigmoid, lambda Z: 1 / (1 + np.exp(-Z)), ELEMENTWISE["sigmoid"][1])
    assert "✗" not in text
    assert "numpy warned: overflow" in text


def test_a_loss_that_pairs_everything_with_everything_is_told_to_refuse(said):
    def mse_half(A, Y):
        return np.sum((A - Y) ** 2) / (2 * len(A)), (A - Y) / len(A)

    assert "are not refused: their difference has shape (3, 3)" in said(p3.mse_half, mse_half)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"binary": (ELEMENTWISE["identity"][0], losses.bce_with_logits)}, "with yes or no"),
        ({"binary": (ELEMENTWISE["sigmoid"][0], losses.mse_half)}, "does not fit its activation"),
        ({"multi-class": output_head("binary")}, "each row must sum to 1"),
        ({"regression": output_head("binary")}, "able to answer any number"),
        ({"regression": (1.0, 2.0)}, "no two functions"),
        ({"regression": losses.mse_half}, "returned one function"),
    ],
)
def test_output_head(said, change, sentence):
    text = said(p3.output_head, lambda task: change.get(task) or output_head(task))
    assert sentence in text


def test_right_heads_pass(said):
    for style in HEADS:
        assert "✗" not in said(p3.output_head, style)


ODD = (None, "text", 3.5, np.ones((2, 2), dtype=int), np.array([None, {}], dtype=object), np.ones(3) * 1j, (None, None))
CHECKS = {name: (lambda f, name=name: getattr(p3, name)(f)) for name in (*ALONE, "mse_half", "output_head")}
CHECKS |= {name: (lambda f, name=name: getattr(p3, name)(f, f)) for name in RIGHT}
CHECKS |= {f"{name}'": (lambda f, name=name: getattr(p3, name)(RIGHT[name][0], f)) for name in RIGHT}


@pytest.mark.parametrize("name", CHECKS)
def test_whatever_comes_back_gets_a_sentence_and_stops_no_notebook(said, name):
    def raises(*arguments):
        raise ZeroDivisionError("as it happens")

    for odd in ODD:
        text = said(CHECKS[name], lambda *arguments, odd=odd: odd)
        assert "✗" in text
        assert "could not go on" not in text
    assert "as it happens" in said(CHECKS[name], raises)


def test_a_pair_asks_the_part_that_is_named():
    asked = pair(lambda Z: Z + 1, lambda Z, factor: Z * factor)
    assert (asked("f", 2.0), asked("slope", 2.0, 5.0)) == (3.0, 10.0)


def test_a_slope_that_is_not_filled_in_takes_nothing_from_its_f():
    def relu_derivative(Z):
        raise NotImplementedError

    asked = pair(RIGHT["relu"][0], relu_derivative)
    judgement = judged(EXERCISES["p3.relu"], asked)
    assert judgement.score == 2
    assert texts(judgement) == ["Not filled in yet, or it calls a function that is not: relu_derivative."]
