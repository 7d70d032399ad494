"""The visible checks of p1 find every known bug, name the typical ones, and take right answers of any style."""

import numpy as np
import pytest

from course.check import p1 as check
from grader.exercises.p1 import exercises
from tests.grader.exercises.styles.p1 import STYLES

EXERCISES = {exercise.function: exercise for exercise in exercises.EXERCISES}
BUGS = [(exercise, bug.slip) for exercise in exercises.EXERCISES for bug in exercise.bugs]
SAID = [
    ("add_bias", "first", "The ones come first"),
    ("add_bias", "no_column", "one more column than X"),
    ("normal_equation", "bias_first", "Slope and bias are exchanged"),
    ("normal_equation", "bias_is_mean", "The bias is the mean of y"),
    ("mse_grad", "no_factor_2", "brings a factor 2"),
    ("mse_grad", "summed", "That is the gradient of the sum"),
    ("mse_grad", "sign", "The sign: w = 1 is too large here"),
    ("ridge", "always_penalised", "The bias pays too"),
    ("ridge", "never_penalised", "The bias should pay here"),
    ("ridge", "times_N", "multiplied by N, or by 2?"),
    ("soft_threshold", "hard", "What survives is not moved"),
    ("soft_threshold", "crosses", "Small entries cross zero"),
    ("lasso_ista", "pull_not_scaled", "right for twice the price"),
    ("lasso_ista", "half_pull", "right for half the price"),
    ("lasso_ista", "one_step", "lowers the objective"),
    ("perceptron_fit", "tie_is_right", "does a score of 0 count as a mistake?"),
    ("perceptron_fit", "always_says_so", "converged is True for exclusive or"),
    ("perceptron_fit", "never_says_so", "w separates the classes, but converged is False"),
    ("perceptron_fit", "stops_at_once", "on the wrong side though converged is True"),
    ("perceptron_fit", "once_an_epoch", "after the 3 corrections before it example 3 was right"),
    ("perceptron_fit", "wrong_way", "w is minus the sum"),
    ("logistic_loss_pm1", "margin_sign", "Being right costs"),
    ("logistic_loss_pm1", "loss_overflows", "loss contains 2 entries that are NaN or infinite"),
    ("logistic_loss_pm1", "label_forgotten", "the sign is wrong for y = -1"),
]
ODD = [None, 3.5, "w", [], (None, None, None), np.array([None, {}], dtype=object), np.ones((2, 2), dtype=int), len]


def spoilt(name, slip):
    return EXERCISES[name].wrong(frozenset({slip}))


@pytest.mark.parametrize("exercise", exercises.EXERCISES, ids=lambda exercise: exercise.function)
def test_right_answers_pass(said, exercise):
    for style in (exercise.reference, *STYLES[exercise.name]):
        text = said(getattr(check, exercise.function), style)
        assert "✓" in text
        assert "✗" not in text


@pytest.mark.parametrize(("exercise", "slip"), BUGS, ids=lambda v: v if isinstance(v, str) else v.function)
def test_every_known_bug_is_found(said, exercise, slip):
    assert "✗" in said(getattr(check, exercise.function), spoilt(exercise.function, slip))


@pytest.mark.parametrize(("name", "slip", "sentence"), SAID)
def test_typical_slips_get_their_sentence(said, name, slip, sentence):
    assert sentence in said(getattr(check, name), spoilt(name, slip))


def test_a_missing_transpose_that_a_square_x_lets_pass_is_named(said):
    def oblong_only(w, X, y):
        residual = X @ w - y
        return 2 / len(X) * (X if X.shape[0] == X.shape[1] else X.T) @ residual

    assert "a .T is missing" in said(check.mse_grad, oblong_only)


def test_an_objective_that_grows_is_told(said):
    def settles_late(X, y, lam, steps):
        w = EXERCISES["lasso_ista"].reference(X, y, lam, steps)
        return w + (steps < 5) * steps

    assert "it should never grow" in said(check.lasso_ista, settles_late)


@pytest.mark.parametrize("name", EXERCISES)
def test_odd_results_get_a_sentence(said, name):
    for odd in ODD:
        text = said(getattr(check, name), lambda *args, odd=odd: odd)
        assert "✗" in text
        assert "could not go on" not in text
