"""Right is right: the reference, and every style in which a student may write it."""

import numpy as np
import pytest

from grader.exercises import EXERCISES
from grader.judging.quantities import quantities
from tests.grader.exercises.styles.every_style import EVERY_STYLE
from tests.grader.judging.asking import EVERY_EXERCISE, codes, judged

SEEDS = pytest.mark.parametrize(
    "seeds", [pytest.param(range(1), id="one"), pytest.param(range(1, 15), id="many", marks=pytest.mark.slow)]
)
DEAR = ("p5.topological_order", "p6.mlp_backward", "p6.grad_check")


@SEEDS
@EVERY_EXERCISE
def test_the_reference_earns_full_marks(exercise, seeds):
    for seed in seeds:
        judgement = judged(exercise, exercise.reference, seed)
        assert (judgement.score, judgement.findings) == (exercise.points, ())


@EVERY_EXERCISE
def test_a_faulty_reference_without_bugs_is_right(exercise):
    for seed in range(5):
        judgement = judged(exercise, exercise.faulty(frozenset()), seed)
        assert (judgement.score, judgement.findings) == (exercise.points, ())


@SEEDS
@EVERY_EXERCISE
def test_three_styles_earn_full_marks(exercise, seeds):
    styles = EVERY_STYLE[exercise.name]
    assert len(styles) >= 3
    for style in styles:
        for seed in seeds[:3] if exercise.name in DEAR or exercise.name.startswith("p8.") else seeds:
            judgement = judged(exercise, style, seed)
            assert (judgement.score, judgement.findings) == (exercise.points, ()), f"{style}, seed {seed}"


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.view is None], ids=lambda e: e.name)
def test_single_precision_is_told_not_failed(exercise):
    judgement = judged(exercise, in_single_precision(exercise.reference))
    results = [exercise.reference(*case.args) for case in exercise.cases(np.random.default_rng(0))]
    assert judgement.score == exercise.points
    assert codes(judgement) == (["float32"] if loses_digits(results) else [])


def loses_digits(value):
    """Whether a nested result holds a number that is another one in single precision."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return any(map(loses_digits, value))
    numbers = np.asarray(value)
    return numbers.dtype.kind == "f" and bool((numbers.astype(np.float32) != numbers).any())


def in_single_precision(function):
    """The same numbers, stored in float32."""

    def single(value):
        if isinstance(value, list | tuple):
            return type(value)(map(single, value))
        if isinstance(value, dict):
            return {key: single(part) for key, part in value.items()}
        return np.float32(value) if np.asarray(value).dtype.kind == "f" else value

    return lambda *args: single(function(*args))


@EVERY_EXERCISE
def test_views_of_the_inputs_and_numpy_numbers_are_as_good_as_any(exercise):
    def viewed(value):
        if isinstance(value, list | tuple):
            return [viewed(part) for part in value]
        if isinstance(value, dict):
            return {key: viewed(part) for key, part in value.items()}
        if isinstance(value, str):
            return value
        return np.asarray(value, order="F")[...] if isinstance(value, np.ndarray) else np.asarray(value)[()]

    judgement = judged(exercise, lambda *args: viewed(exercise.reference(*args)))
    assert (judgement.score, judgement.findings) == (exercise.points, ())


def test_roundings_of_cancelling_are_allowed():
    """The slope of tanh at 10 is 8e-9, a difference of numbers near 1, whose roundings stay."""
    dA, Z = np.ones((1, 2)), np.array([[9.0, 10.0]])
    results = [style(dA, Z, "tanh") for style in EVERY_STYLE["p6.activation_backward"]]
    largest = abs(results[0]).max()
    assert max(abs(a - b).max() for a in results for b in results) > 1e-9 * largest
    for got in results:
        for expected in results:
            assert {q.state for q in quantities(got, expected, str)} == {"right"}
