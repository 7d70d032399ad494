"""Handwriting that only the grader has: no student's file holds it, and right answers read enough of it."""

import numpy as np
import pytest

from course.data.handwritten_digits import handwritten_digits
from grader.exercises.p8.inputs import handwriting, held_out, true_digits
from reference_solution.digits.read_handwriting import read_handwriting
from tests.paths import CLONE

FILE = CLONE / "grader/exercises/p8/held_out_digits.npz"
FOR_STUDENTS = ("course", "assignments", "lectures", "docs")


def test_no_held_out_picture_is_among_those_of_the_students():
    given = {x.tobytes() for x in handwritten_digits()[0]}
    X, labels = held_out()
    assert len(X) == 897
    assert np.bincount(labels).min() > 80
    assert not given & {x.tobytes() for x in X}


@pytest.mark.parametrize("folder", FOR_STUDENTS)
def test_no_file_that_students_get_holds_them(folder):
    """The wheel, the zip and the site are made from these folders."""
    data = FILE.read_bytes()
    with np.load(FILE) as arrays:
        pictures = arrays["pictures"]
    for path in (CLONE / folder).rglob("*"):
        if path.is_file() and path.suffix not in (".pyc", ".png"):
            content = path.read_bytes()
            assert data[200:400] not in content, path
            assert pictures[0].tobytes() not in content, path


@pytest.mark.parametrize("seed", range(3))
def test_the_reference_reads_enough_of_them(seed):
    args = handwriting(np.random.default_rng(seed))
    assert np.mean(read_handwriting(*args) == true_digits(args[-1])) > 0.815


def test_handwriting_is_needed_for_the_last_step_and_print_is_not_enough():
    """What stands in the sentences on 50, 70 and 80 of 100: how far each kind of example gets by itself."""
    X, labels, X_hand, labels_hand, X_new = handwriting(np.random.default_rng(0))
    truth = true_digits(X_new)

    def share(*given):
        return np.mean(read_handwriting(*given, X_new) == truth)

    nothing, no_labels = X_hand[:0], labels_hand[:0]
    assert 0.5 < share(X, labels, nothing, no_labels) < 0.7
    assert share(nothing, no_labels, X_hand, labels_hand) > 0.7
