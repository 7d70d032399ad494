"""A gradient by steps earns no derivative, whatever their length and their digits; who derived it loses nothing."""

import numpy as np
import pytest

from course.probing.adapters.function_pairs import pair
from grader.exercises import EXERCISES
from tests.grader.judging.asking import codes, judged
from tests.grader.judging.gradients_by_other_means import ACTIVATIONS, functions, in_float32, losses, slopes, stepping

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
    del found["p6.activation_backward"]  # asked below
    return found


@pytest.mark.parametrize("name", by(stepping(CENTRAL, 1)))
@pytest.mark.parametrize("scheme", SCHEMES)
def test_differences_earn_no_derivative(name, scheme):
    exercise = EXERCISES[name]
    derivatives = sum(aspect.points for aspect in exercise.aspects if aspect.derivative)
    for seed in range(3):
        assert judged(exercise, by(SCHEMES[scheme])[name], seed).score <= exercise.points - derivatives


SEVEN_POINTS = {-3: -1 / 60, -2: 9 / 60, -1: -45 / 60, 1: 45 / 60, 2: -9 / 60, 3: 1 / 60}
NINE_POINTS = {
    sign * k: sign * w for k, w in {1: 4 / 5, 2: -1 / 5, 3: 4 / 105, 4: -1 / 280}.items() for sign in (-1, 1)
}
OF_SMOOTH_FUNCTIONS = {
    "forward, 1e-8": ({0: -1, 1: 1}, 1e-8),
    "central, 1e-5": (CENTRAL, 1e-5),
    "central, 1e-3": (CENTRAL, 1e-3),
    "five points, 1e-3": (FIVE_POINTS, 1e-3),
    "five points, 0.02": (FIVE_POINTS, 0.02),
    "seven points, 0.03": (SEVEN_POINTS, 0.03),
    "nine points, 0.03": (NINE_POINTS, 0.03),
    "nine points, 0.06": (NINE_POINTS, 0.06),
}


@pytest.mark.parametrize("name", slopes(CENTRAL, 1))
@pytest.mark.parametrize("scheme", OF_SMOOTH_FUNCTIONS)
def test_the_slope_of_a_smooth_function_is_told_by_its_noise(name, scheme):
    exercise = EXERCISES[name]
    derivatives = sum(aspect.points for aspect in exercise.aspects if aspect.derivative)
    assert judged(exercise, slopes(*OF_SMOOTH_FUNCTIONS[scheme])[name]).score <= exercise.points - derivatives


@pytest.mark.parametrize("name", ["p3.sigmoid", "p3.tanh", "p6.activation_backward"])
@pytest.mark.parametrize("h", [1e-6, 1e-4])
def test_float32_hides_no_noise_where_a_function_is_flat(name, h):
    exercise = EXERCISES[name]
    derivatives = sum(aspect.points for aspect in exercise.aspects if aspect.derivative)
    assert judged(exercise, slopes(CENTRAL, h, np.float32)[name]).score <= exercise.points - derivatives


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


SLOPES = {
    "sigmoid": [
        lambda Z: np.exp(-Z) / (1 + np.exp(-Z)) ** 2,
        lambda Z: 1 / (2 + 2 * np.cosh(np.minimum(Z, 300))),
        lambda Z: (np.e**-Z) / (1 + np.e**-Z) ** 2,
        lambda Z: sigmoid(Z) - sigmoid(Z) ** 2,
        lambda Z: (1 - np.tanh(Z / 2) ** 2) / 4,
        lambda Z: np.clip(sigmoid(Z), 1e-9, 1 - 1e-9) * (1 - np.clip(sigmoid(Z), 1e-9, 1 - 1e-9)),
        lambda Z: (1 / (1 + np.exp(-Z) + 1e-8)) * (1 - 1 / (1 + np.exp(-Z) + 1e-8)),
        lambda Z: sigmoid(Z.astype(np.float32)) * (1 - sigmoid(Z.astype(np.float32))),
        lambda Z: (sigmoid(Z) * (1 - sigmoid(Z))).astype(np.float32),
    ],
    "tanh": [
        lambda Z: 1 - (np.sinh(Z) / np.cosh(Z)) ** 2,
        lambda Z: 1 - ((np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))) ** 2,
        lambda Z: 1 - (2 / (1 + np.exp(-2 * Z)) - 1) ** 2,
        lambda Z: 4 * sigmoid(2 * Z) * (1 - sigmoid(2 * Z)),
        lambda Z: 1 - np.tanh(Z.astype(np.float32)) ** 2,
    ],
}


@pytest.mark.parametrize(("kind", "slope"), [(kind, slope) for kind, some in SLOPES.items() for slope in some])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_no_formula_of_a_smooth_slope_has_that_noise(kind, slope):
    exercise = EXERCISES["p6.activation_backward"]

    def activation_backward(dA, Z, asked):
        return dA * slope(Z) if asked == kind else exercise.reference(dA, Z, asked)

    for seed in range(5):
        assert judged(exercise, activation_backward, seed).score == exercise.points


@pytest.mark.parametrize(("name", "most"), [("p3.identity", 2.5), ("p3.relu", 2.5), ("p6.activation_backward", 1)])
@pytest.mark.parametrize("weights", [{0: -1, 1: 1}, CENTRAL, FIVE_POINTS], ids=["forward", "central", "five points"])
def test_beside_the_largest_number_a_step_in_proportion_is_too_long(name, most, weights):
    gradient = stepping(weights, 1e-6, relative=True)

    def slope(f, Z):
        return np.array([gradient(lambda z: f(z).sum(), z) for z in Z.reshape(-1, 1)]).reshape(Z.shape)

    f = {"p3.identity": lambda z: 1.0 * z, "p3.relu": lambda z: np.maximum(z, 0)}.get(name)

    def activation_backward(dA, Z, kind):
        return dA * slope(ACTIVATIONS[kind], Z)

    function = pair(f, lambda Z: slope(f, Z)) if f else activation_backward
    assert judged(EXERCISES[name], function).score <= most


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
