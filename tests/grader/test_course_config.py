"""The rules of a course are read from course.toml; what is wrong with it is said in one sentence."""

from datetime import UTC, datetime

import pytest

from grader.course_config import CourseConfig, LateRules, read_course_config, rule_lines
from grader.errors import CannotStart
from grader.execution.limits import Limits
from tests.paths import ASSIGNMENTS


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# rules\ncoun_once = true\n", "line 2, expected 'count_once'"),
        ("[due]\np6_backprob = 2026-11-30\n", "'due.p6_backprob' in"),
        ("[due]\np6_backprob = 2026-11-30\n", "line 2, expected 'p6_backprop'"),
        ("[due]\np6_backprop = 'tomorrow'\n", "line 2, expected a date"),
        ("[late]\n\npenalty = 10\n", "line 3, expected a part from 0 to 1"),
        ("[late]\ndays = true\n", "line 2, expected a number of days"),
        ("[limits.p8_digits]\ncell_second = 5\n", "line 2, expected 'cell_seconds'"),
        ("[limits]\nmemory_mb = 0\n", "line 2, expected megabytes"),
        ("[groups.p7_training]\none = 'ada'\n", "line 2, expected a list of students"),
        ("timezone = 'Mars/Phobos'\n", "line 1, expected a zone"),
        ("due = 3\n", "line 1, expected a table [due]"),
    ],
)
def test_the_line_is_named_and_what_is_meant(written, text, words):
    with pytest.raises(CannotStart) as raised:
        read_course_config(written(text))
    assert words in str(raised.value)


def test_the_file_of_this_clone_has_the_defaults():
    config = read_course_config(ASSIGNMENTS)
    assert not config.has_due_dates
    assert [config.late, config.packages, config.count_once] == [LateRules(), CourseConfig().packages, True]
    assert (
        Limits(**{key: value for key, value in config.limits_of("p6_backprop").items() if key != "memory_mb"})
        == Limits()
    )


def test_a_day_lasts_until_its_last_second_and_an_extension_is_one_students(written):
    config = read_course_config(
        written(
            "timezone = 'Europe/Berlin'\n[due]\np6_backprop = 2026-11-30\n"
            "[extensions.p6_backprop]\nada = 2026-12-02T12:00:00Z"
        )
    )
    assert config.due_time("p6_backprop") == datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)
    assert config.due_time("p6_backprop", "ada") == datetime(2026, 12, 2, 12, tzinfo=UTC)
    assert config.due_time("p7_training") is None


def test_limits_of_one_assignment_go_over_those_of_all(written):
    config = read_course_config(
        written("[limits]\ncell_seconds = 5\nmemory_mb = 512\n[limits.p8_digits]\ncell_seconds = 20")
    )
    assert config.limits_of("p8_digits") == {"cell_seconds": 20, "memory_mb": 512}
    assert config.limits_of("p6_backprop") == {"cell_seconds": 5, "memory_mb": 512}


def test_every_key_is_shown_with_its_value_and_meaning(written):
    lines = rule_lines(written("[due]\np6_backprop = 2026-11-30\n[late]\ndays = 3"))
    text = "\n".join(lines)
    assert "due.p6_backprop = 2026-11-30 23:59:59; when it is due" in lines
    assert "late.days = 3; late days of each student, in all" in lines
    for key in ("timezone", "count_once", "packages", "limits.cell_seconds", "total.drop_lowest", "site_url", "groups"):
        assert key in text
