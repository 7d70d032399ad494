"""Who returns nothing earns nothing, whatever it leaves alone."""

import pytest

from grader.exercises import EXERCISES
from tests.grader.judging.asking import judged


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_returning_none_earns_nothing(exercise):
    assert judged(exercise, lambda *args: None).score == 0.0
