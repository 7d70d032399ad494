"""A gradient by steps earns no derivative, whatever their length and their digits; who derived it loses nothing."""

import numpy as np
import pytest

from grader.exercises import EXERCISES
from tests.grader.judging.asking import codes, judged
from tests.grader.judging.gradients_by_other_means import functions, in_float32, losses, stepping

CENTRAL = {-1: -1 / 2, 1: 1 / 2}
FIVE_POINTS = {-2: 1 / 12, -1: -8 / 12, 1: 8 / 12, 2: -1 / 12}
SCHEMES = {
    "forward, 1": stepping({0: -1, 1: 1}, 1),
    "central, 1e-3": stepping(CENTRAL, 1e-3),
    "central, 1": stepping(CENTRAL, 1),
    "central, 1000": stepping(CENTRAL, 1000),
    "five points, 0.01": stepping(FIVE_POINTS, 0.01),
    "central, in proportion": stepping(CENTRAL, 1e-3, relative=True),
    "central, longdouble": stepping(CENTRAL, 1e-6, dtype=np.longdouble),
    "central, longdouble, in proportion": stepping(CENTRAL, 1e-6, relative=True, dtype=np.longdouble),
    "central, float32": stepping(CENTRAL, 1, dtype=np.float32),
}


def by(scheme):
    """Functions of the exercises, by name, without those of which some slopes are smooth."""
    found = functions(scheme) | losses(scheme)
    del found["p6.activation_backward"]
    return found


@pytest.mark.parametrize("name", by(stepping(CENTRAL, 1)))
@pytest.mark.parametrize("scheme", SCHEMES)
def test_differences_earn_no_derivative(name, scheme):
    exercise = EXERCISES[name]
    derivatives = sum(aspect.points for aspect in exercise.aspects if aspect.derivative)
    for seed in range(3):
        assert judged(exercise, by(SCHEMES[scheme])[name], seed).score <= exercise.points - derivatives


@pytest.mark.parametrize("scheme", ["central, 1e-3", "five points, 0.01"])
def test_a_long_step_does_not_earn_the_slope_of_a_smooth_activation(scheme):
    exercise = EXERCISES["p6.activation_backward"]
    for seed in range(3):
        assert judged(exercise, functions(SCHEMES[scheme])["p6.activation_backward"], seed).score <= 2


def slightly_larger(value):
    if isinstance(value, tuple | list):
        return type(value)(map(slightly_larger, value))
    return value * (1 + 1e-8) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


@pytest.mark.parametrize("name", [*by(stepping(CENTRAL, 1)), "p3.softmax_ce", "p3.tanh", "p5.sigmoid"])
def test_who_is_right_to_eight_digits_loses_nothing(name):
    exercise = EXERCISES[name]
    for seed in range(3):
        judgement = judged(exercise, lambda *args: exercise.reference(*slightly_larger(args)), seed)
        assert all(aspect.name not in judgement.findings[-1].text for aspect in exercise.aspects if aspect.derivative)


@pytest.mark.parametrize("name", ["p1.mse_grad", "p6.dense_backward", "p3.mse_half"])
def test_an_exact_difference_is_told_by_the_inputs_where_it_fails(name):
    assert codes(judged(EXERCISES[name], by(stepping(CENTRAL, 1))[name])) == ["takes_steps"]


def test_of_three_gradients_those_by_steps_are_lost():
    dense = EXERCISES["p6.dense_backward"]

    def in_part(dZ, cache):
        dX, _, db = dense.reference(dZ, cache)
        return dX, by(stepping(CENTRAL, 1))["p6.dense_backward"](dZ, cache)[1], db

    judgement = judged(dense, in_part)
    assert judgement.score == 20
    assert judgement.findings[-1].text == "20 of 30 points. Not counted: the gradient of the weights, dW."


def test_a_kink_tells_steps_that_are_short_enough_everywhere_else():
    exercise = EXERCISES["p3.step"]
    judgement = judged(exercise, lambda part, Z: by_part(part, Z, np.heaviside(Z, 0.0)))
    assert codes(judgement)[0] == "takes_steps"
    assert judgement.score <= 2.5


def by_part(part, Z, value):
    """The step function, and its slope by a short step."""
    return value if part != "slope" else (np.heaviside(Z + 1e-9, 0.0) - np.heaviside(Z - 1e-9, 0.0)) / 2e-9


def expanded(w, X, y):
    return 2 * (X.T @ X @ w - X.T @ y) / len(y)


def summed(w, X, y):
    return sum(2 * (x @ w - t) * x for x, t in zip(X, y, strict=True)) / len(y)


def from_log_sum_exp(logits, labels):
    top = logits.max(axis=1)
    log_sum = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    P = np.exp(logits - log_sum[:, None])
    return float((log_sum - logits[np.arange(len(labels)), labels]).mean()), (P - np.eye(P.shape[1])[labels]) / len(P)


def with_an_epsilon(logits, labels):
    E = np.exp(logits - logits.max(axis=1, keepdims=True))
    P = E / (E.sum(axis=1, keepdims=True) + 1e-9)
    return from_log_sum_exp(logits, labels)[0], (P - np.eye(P.shape[1])[labels]) / len(P)


def by_cases(dA, Z, kind):
    s = 1 / (1 + np.exp(-Z))
    slopes = {"identity": np.ones_like(Z), "relu": (np.sign(Z) + 1) / 2, "sigmoid": s * (1 - s)}
    return dA * slopes.get(kind, 1 - np.tanh(Z) ** 2)


def by_the_sigmoid(s, y):
    return np.logaddexp(0, -y * s), -y * (1 - 1 / (1 + np.exp(-y * s)))


DERIVED = [
    ("p1.mse_grad", expanded),
    ("p1.mse_grad", summed),
    ("p1.logistic_loss_pm1", by_the_sigmoid),
    ("p6.activation_backward", by_cases),
    ("p6.softmax_cross_entropy", from_log_sum_exp),
]


@pytest.mark.parametrize(("name", "function"), DERIVED, ids=lambda part: getattr(part, "__name__", part))
@pytest.mark.parametrize("way", [lambda f: f, in_float32], ids=["float64", "float32"])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_who_derives_in_another_way_loses_nothing(name, function, way):
    for seed in range(3):
        assert judged(EXERCISES[name], way(function), seed).score == EXERCISES[name].points


def test_who_overflows_where_numbers_are_large_loses_only_that():
    """Of exp(-s) / (1 + exp(-s)) nothing is left where s is very negative."""

    def textbook(s, y):
        E = np.exp(-y * s)
        return np.log(1 + E), -y * E / (1 + E)

    exercise = EXERCISES["p1.logistic_loss_pm1"]
    assert judged(exercise, textbook).score == exercise.points - 2


def test_six_digits_suffice_in_other_units_too():
    exercise = EXERCISES["p6.softmax_cross_entropy"]
    assert codes(judged(exercise, with_an_epsilon)) == ["approximate"]
