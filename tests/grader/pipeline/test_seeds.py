"""Fresh inputs for every student, the same ones on a regrade."""

import os
import stat

import numpy as np
import pytest

from grader.errors import CannotStart
from grader.exercises import EXERCISES
from grader.pipeline.seeds import course_secret, exercise_seed, student_key


def test_the_secret_is_made_once_and_kept(tmp_path):
    secret = course_secret(tmp_path)
    assert course_secret(tmp_path) == secret
    assert len(secret) == 32
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    (tmp_path / "other").mkdir()
    assert course_secret(tmp_path / "other") != secret


def test_whoever_is_killed_while_the_secret_is_made_leaves_none(tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.link", killed)
    with pytest.raises(KeyboardInterrupt):
        course_secret(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_who_make_the_secret_at_once_agree(tmp_path, monkeypatch):
    first = course_secret(tmp_path)
    monkeypatch.setattr("pathlib.Path.exists", lambda path: False)
    assert course_secret(tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


@pytest.mark.parametrize(
    "content",
    [b"", b"5e", b"5e" * 31, b"5e" * 33, b"5e" * 31 + b"5", b"5g" * 32, b"\xff" * 64, b"5e" * 16 + b"\n" + b"5e" * 16],
)
def test_a_secret_that_is_cut_or_empty_is_named_and_never_used(tmp_path, content):
    path = tmp_path / "secret.key"
    path.write_bytes(content)
    with pytest.raises(CannotStart, match=r"secret\.key, which is not 32 bytes in hexadecimal digits"):
        course_secret(tmp_path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: os.symlink("secret.key", path)])
def test_what_stands_in_its_place_is_named(tmp_path, make):
    make(tmp_path / "secret.key")
    with pytest.raises(CannotStart, match=r"secret\.key"):
        course_secret(tmp_path)


def test_white_space_at_its_end_is_no_damage(tmp_path):
    (tmp_path / "secret.key").write_text("5e" * 32 + "\n")
    assert course_secret(tmp_path) == b"\x5e" * 32


def test_each_of_course_student_assignment_and_exercise_changes_the_seed():
    def seed(secret=b"s", student="ada", assignment="p6", exercise="p6.mac_counts"):
        return exercise_seed(student_key(secret, student, assignment), exercise)

    others = [seed(b"t"), seed(student="bob"), seed(assignment="p7"), seed(exercise="p6.dense_forward")]
    assert seed() == seed() >= 0
    assert len({seed(), *others}) == 5


def test_names_cannot_be_cut_in_another_place():
    assert student_key(b"s", "student", "p1") != student_key(b"s", "1student", "p")


def test_the_same_student_gets_the_same_inputs_and_another_gets_others():
    def inputs(student):
        seed = exercise_seed(student_key(b"s", student, "p6"), "p6.dense_forward")
        return [a for case in EXERCISES["p6.dense_forward"].cases(np.random.default_rng(seed)) for a in case.args]

    assert all(map(np.array_equal, inputs("ada"), inputs("ada")))
    assert not any(map(np.array_equal, inputs("ada"), inputs("bob")))
