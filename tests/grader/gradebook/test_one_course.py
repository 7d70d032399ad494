"""A gradebook belongs to one course folder, wherever that is moved."""

import pytest

from grader.errors import CannotStart
from grader.gradebook.one_course import claim
from grader.gradebook.open import course_directory, open_gradebook


@pytest.fixture
def gradebook(tmp_path):
    (tmp_path / "first").mkdir()
    with open_gradebook(course_directory(tmp_path / "first")) as gradebook:
        claim(gradebook, tmp_path / "first", b"one secret")
        yield gradebook


def test_the_same_course_goes_on_also_after_a_move_or_with_a_new_secret(gradebook, tmp_path):
    claim(gradebook, tmp_path / "first", b"one secret")
    claim(gradebook, tmp_path / "moved", b"one secret")
    claim(gradebook, tmp_path / "moved", b"a new secret")
    with pytest.raises(CannotStart):
        claim(gradebook, tmp_path / "first", b"one secret")


def test_another_course_is_refused_with_both_names_and_what_to_do(gradebook, tmp_path):
    with pytest.raises(CannotStart, match=r"course folder .*first for .*second, .*--db.*secret\.key"):
        claim(gradebook, tmp_path / "second", b"another secret")
    claim(gradebook, tmp_path / "first", b"one secret")
