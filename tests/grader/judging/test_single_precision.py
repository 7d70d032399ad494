"""Single precision earns what the numbers earn: no more for differences, and no less for who computes in float32."""

import numpy as np
import pytest

from grader.exercises import EXERCISES
from tests.grader.exercises.styles.every_style import EVERY_STYLE
from tests.grader.judging.asking import judged
from tests.grader.judging.gradients_by_other_means import central, functions, in_float32

_DIFFERENCES = {
    f"{name}, step {h:g}": (EXERCISES[name], function)
    for h in (1e-4, 1e-5, 1e-6)
    for name, function in functions(lambda loss, x, h=h: central(loss, x, h)).items()
}


_STYLED = (
    *(f"p3.{name}" for name in ("sigmoid", "tanh", "leaky_relu", "softplus", "swish")),
    *(f"p6.{name}" for name in ("activation_backward", "mlp_backward", "input_gradient")),
)


@pytest.mark.parametrize(("exercise", "function"), _DIFFERENCES.values(), ids=_DIFFERENCES)
def test_differences_earn_no_more_in_float32(exercise, function):
    assert judged(exercise, in_float32(function)).score <= judged(exercise, function).score


@pytest.mark.parametrize(("exercise", "function"), _DIFFERENCES.values(), ids=_DIFFERENCES)
def test_differences_in_float32_do_not_earn_the_gradient(exercise, function):
    assert judged(exercise, in_float32(function)).score < exercise.points / 2


def computed_in_float32(function):
    """The same function on inputs in float32."""

    def cast(value):
        if isinstance(value, tuple | list):
            return type(value)(map(cast, value))
        return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value

    return lambda *args: cast(function(*map(cast, args)))


@pytest.mark.parametrize("name", [*functions(central), "p6.mlp_backward", "p7.adam_step", "p3.softmax"])
def test_who_computes_in_float32_keeps_all_points(name):
    exercise = EXERCISES[name]
    assert judged(exercise, computed_in_float32(exercise.reference)).score == exercise.points


@pytest.mark.parametrize(
    ("name", "function"),
    [pytest.param(name, style, id=f"{name}-{i}") for name in _STYLED for i, style in enumerate(EVERY_STYLE[name])],
)
def test_who_rounds_the_inputs_to_float32_keeps_all_points_in_every_style(name, function):
    judgement = judged(EXERCISES[name], lambda *args: function(*map(_rounded, args)))
    assert judgement.score == EXERCISES[name].points, judgement.findings


def _rounded(value):
    if isinstance(value, tuple | list):
        return type(value)(map(_rounded, value))
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def test_inputs_that_the_reference_refuses_do_not_stop_the_judge():
    """Of p5's graphs, numbers that have to be whole are moved like the others."""
    exercise = EXERCISES["p5.backward"]
    assert judged(exercise, lambda *args: exercise.reference(*map(_rounded, args))).findings


@pytest.mark.parametrize("name", [*functions(central), "p3.softmax"])
def test_who_casts_in_the_end_keeps_all_points(name):
    exercise = EXERCISES[name]
    assert judged(exercise, in_float32(exercise.reference)).score == exercise.points


def slightly_off(function, relative):
    """A function whose arrays are off by a factor, cast to float32."""
    return in_float32(lambda *args: _scaled(function(*args), 1 + relative))


def _scaled(value, factor):
    return tuple(_scaled(part, factor) for part in value) if isinstance(value, tuple) else np.asarray(value) * factor


def test_noise_of_float64_next_to_larger_numbers_is_none_of_single_precision():
    def softmax_ce(Z, Y):
        loss, dZ = EXERCISES["p3.softmax_ce"].reference(Z, Y)
        return np.float32(loss), (dZ - dZ.mean(axis=1, keepdims=True)).astype(np.float32)

    assert judged(EXERCISES["p3.softmax_ce"], softmax_ce).score == EXERCISES["p3.softmax_ce"].points


def test_an_error_that_rounding_does_not_explain_is_none_of_single_precision():
    exercise = EXERCISES["p6.dense_backward"]
    assert judged(exercise, slightly_off(exercise.reference, 1e-7)).score == exercise.points
    assert judged(exercise, slightly_off(exercise.reference, 2e-5)).score < exercise.points / 2


_MENDED_BY_THE_CAST = ("whole_numbers", "no_floats")  # such an answer lacks a decimal point, and float32 has one


@pytest.mark.slow
@pytest.mark.parametrize(
    "exercise", [e for e in EXERCISES.values() if e.name != "p8.train_digits"], ids=lambda e: e.name
)
def test_a_known_bug_earns_no_more_in_float32(exercise):
    for bug in exercise.bugs:
        if not bug.name.endswith(_MENDED_BY_THE_CAST):
            faulty = exercise.faulty(frozenset({bug.name}))
            assert judged(exercise, in_float32(faulty)).score <= judged(exercise, faulty).score, bug.name
