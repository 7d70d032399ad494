"""Whole trainings with a bug are named like the trained networks that stand for them in the bank."""

import pytest

from course.probing.adapters.random_draws import draws
from grader.exercises import EXERCISES
from grader.exercises.p8.faulty import trained_with
from tests.grader.judging.asking import codes, judged

TRAINED = EXERCISES["p8.train_digits"]
BUGS = [bug for bug in TRAINED.bugs if bug.name in ("zero_start", "labels_apart", "hardly_trained")]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_training_with_a_bug_is_named(bug):
    judgement = judged(TRAINED, draws(lambda X, labels, rng: trained_with({bug.name}, X, labels, rng)), seed=31)
    assert codes(judgement) == [bug.code]
    assert judgement.score < TRAINED.points


def test_a_network_of_nan_ran_away():
    judgement = judged(TRAINED, draws(lambda X, labels, rng: [(W * float("nan"), b) for W, b in start(X, rng)]))
    assert codes(judgement) == ["ran_away"]


def start(X, rng):
    return [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((X.shape[1], 20), (20, 10))]
