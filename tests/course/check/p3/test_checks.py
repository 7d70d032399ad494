"""What the visible checks of p3 say beyond the bank, and how a pair of functions is asked and judged."""

import numpy as np
import pytest

from course.check import p3
from course.probing.adapters.function_pairs import pair
from grader.exercises import EXERCISES
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.losses.output_heads import output_head
from reference_solution.losses.regression_and_classification import bce_with_logits, mse_half
from tests.course.check.odd import each_gets_a_sentence
from tests.grader.judging.asking import judged, texts


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
        ({"binary": (ELEMENTWISE["identity"][0], bce_with_logits)}, "with yes or no"),
        ({"binary": (ELEMENTWISE["sigmoid"][0], mse_half)}, "does not fit its activation"),
        ({"multi-class": output_head("binary")}, "each row must sum to 1"),
        ({"regression": output_head("binary")}, "able to answer any number"),
        ({"regression": (1.0, 2.0)}, "no two functions"),
        ({"regression": mse_half}, "returned one function"),
    ],
)
def test_output_head(said, change, sentence):
    text = said(p3.output_head, lambda task: change.get(task) or output_head(task))
    assert sentence in text


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_an_odd_slope_beside_a_right_value_gets_a_sentence(said, name):
    each_gets_a_sentence(said, lambda slope: getattr(p3, name)(ELEMENTWISE[name][0], slope), name)


def test_a_pair_asks_the_part_that_is_named():
    asked = pair(lambda Z: Z + 1, lambda Z, factor: Z * factor)
    assert (asked("f", 2.0), asked("slope", 2.0, 5.0)) == (3.0, 10.0)


def test_a_slope_that_is_not_filled_in_takes_nothing_from_its_f():
    def relu_derivative(Z):
        raise NotImplementedError

    asked = pair(ELEMENTWISE["relu"][0], relu_derivative)
    judgement = judged(EXERCISES["p3.relu"], asked)
    assert judgement.score == 1.5
    (told,) = texts(judgement)
    assert told.startswith("Not filled in yet, or it calls a function that is not: relu_derivative")
