"""The rules of a course are read from course.toml; what is wrong with it is said in one sentence."""

import pytest

from grader.course_config import CourseConfig, read_course_config
from grader.errors import CannotStart


@pytest.fixture
def written(tmp_path):
    """``written(text)``: a course folder with this course.toml."""

    def write(text):
        (tmp_path / "course.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


def test_without_a_file_a_mistake_counts_once(tmp_path):
    assert read_course_config(tmp_path).count_once


@pytest.mark.parametrize(
    ("text", "value"), [("count_once = false", False), ("count_once = true", True), ("# none", True)]
)
def test_the_switch_is_read(written, text, value):
    assert read_course_config(written(text)).count_once is value


def test_an_empty_file_has_the_defaults(written):
    assert read_course_config(written("")) == CourseConfig()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("count_once = yes", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        ('count_once = "false"', "Got count_once = 'false'"),
        ("count_once = 0", "Got count_once = 0"),
        ("count_twice = true", "Got the key 'count_twice'"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_file(written, text, words):
    folder = written(text)
    with pytest.raises(CannotStart) as raised:
        read_course_config(folder)
    assert words in str(raised.value)
    assert str(folder / "course.toml") in str(raised.value)
    assert "expected" in str(raised.value)
