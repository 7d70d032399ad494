"""A gradebook belongs to one course folder, wherever that is moved."""

import pytest

from grader.errors import CannotStart
from grader.gradebook.one_course import check_owner, claim
from grader.gradebook.open import course_directory, open_gradebook


@pytest.fixture
def gradebook(tmp_path):
    (tmp_path / "first").mkdir()
    with open_gradebook(course_directory(tmp_path / "first")) as gradebook:
        claim(gradebook, tmp_path / "first", b"one secret")
        yield gradebook


def test_the_same_course_goes_on_also_after_a_move_or_with_a_new_secret(gradebook, tmp_path):
    for folder, secret in (("first", b"one secret"), ("moved", b"one secret"), ("moved", b"a new secret")):
        check_owner(gradebook, tmp_path / folder, secret)
        claim(gradebook, tmp_path / folder, secret)
    with pytest.raises(CannotStart):
        check_owner(gradebook, tmp_path / "first", b"one secret")


def test_another_course_is_refused_with_both_names_and_what_to_do(gradebook, tmp_path):
    with pytest.raises(CannotStart, match=r"course folder .*first for .*second, .*--db.*secret\.key"):
        check_owner(gradebook, tmp_path / "second", b"another secret")
    check_owner(gradebook, tmp_path / "first", b"one secret")


def test_a_gradebook_of_nobody_is_anybodys(tmp_path):
    (tmp_path / "new").mkdir()
    with open_gradebook(course_directory(tmp_path / "new")) as gradebook:
        check_owner(gradebook, tmp_path / "new", b"a secret")
