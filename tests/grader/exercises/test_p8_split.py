"""An order that falls is no random order either."""

import numpy as np
import pytest

from course.probing.adapters.random_draws import draws
from grader.exercises import EXERCISES
from reference_solution.digits.preparation import split
from tests.grader.judging.asking import judged

SPLIT = EXERCISES["p8.split"]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "falling", [lambda rows, labels: rows[np.argsort(-labels[rows])], lambda rows, _: -np.sort(-rows)]
)
def test_classes_or_rows_from_the_last_to_the_first_are_not_shuffled(falling, seed):
    in_order = draws(lambda labels, share, rng: tuple(falling(rows, labels) for rows in split(labels, share, rng)))
    assert judged(SPLIT, in_order, seed=seed).score < SPLIT.points
    assert judged(SPLIT, SPLIT.reference, seed=seed).score == SPLIT.points
