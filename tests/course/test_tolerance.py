"""Checks and grader draw the line between right and wrong at the same digit."""

import numpy as np
import pytest

from course.tolerance import agrees
from grader.exercises import EXERCISES
from tests.course.check.asked import check_of
from tests.course.check.demands import probed, written
from tests.grader.judging.asking import judged

NAMES = ("p1.logistic_loss_pm1", "p3.softmax", "p6.dense_backward", "p7.momentum_step", "p8.standardise")


def scaled(value, factor):
    """All numbers of a nested result times a factor."""
    if isinstance(value, list | tuple):
        return type(value)(scaled(part, factor) for part in value)
    return value * factor


def test_a_masked_array_is_compared_like_any_other():
    assert agrees(np.ma.ones(3), np.ones(3))
    assert not agrees(np.ma.ones(3), np.zeros(3))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("off", "right"), [(5e-7, True), (5e-6, False)])
def test_six_digits_are_enough_and_five_are_not(capsys, name, off, right):
    (function,) = written(name)

    def nearly(*args):
        return scaled(function(*args), 1 + off)

    nearly.__name__ = function.__name__
    check_of(name)(nearly)
    assert ("✗" not in capsys.readouterr().out) == right
    judgement = judged(EXERCISES[name], probed(name, (nearly,)))
    assert (judgement.score == EXERCISES[name].points) == right
