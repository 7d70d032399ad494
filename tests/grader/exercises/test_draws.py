"""What a slip costs does not depend on the inputs that are drawn for a student."""

import numpy as np
import pytest

from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case, compare
from grader.judging.not_earned import wrong_places

# Some students were once not asked what shows these.
ONCE_BY_CHANCE = [
    ("p1.lasso_ista", "negatives_lost"),
    ("p4.convert_convention", "code_like_slides"),
    ("p4.convert_convention", "S2_like_S0"),
    ("p4.convert_convention", "bias_column"),
    ("p6.grad_check", "direction_only"),
    ("p7.adam_step", "eps_under_root"),
    ("p7.minibatches", "batches_shuffled"),
    ("p8.confusion_matrix", "transposed"),
    ("p8.early_stopping", "since_last"),
    ("p8.early_stopping", "first_rise"),
]
# A descent that ends at a wrong optimum, or never ends, may pass a point that is good enough.
BY_CHANCE = ("p1.lasso_ista",)
LONG = ("p8.diagnose", "p8.train_digits", "p8.read_handwriting")  # too long to be asked many times


def lost(exercise, bug, seed):
    """The aspects that a function with a known bug does not earn."""
    faulty = exercise.faulty(frozenset({bug}))
    answers = []
    for case in exercise.cases(np.random.default_rng(seed)):
        expected, got = (call_on_case(function, exercise, case) for function in (exercise.reference, faulty))
        answers.append(compare(exercise, case, expected, got))
    return [aspect.name for aspect in exercise.aspects if wrong_places(aspect, answers)]


@pytest.mark.parametrize(("name", "bug"), ONCE_BY_CHANCE)
def test_a_slip_that_was_once_asked_of_some_only_costs_everyone_the_same(name, bug):
    exercise = EXERCISES[name]
    assert len({tuple(lost(exercise, bug, seed)) for seed in range(30)}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in BY_CHANCE + LONG])
def test_a_slip_costs_everyone_the_same(name):
    exercise = EXERCISES[name]
    for bug in exercise.bugs:
        assert len({tuple(lost(exercise, bug.name, seed)) for seed in range(60, 64)}) == 1, bug.name
