"""Whether a mistake counts once is a rule of the course, and a verdict depends on it."""

import pytest

from grader.pipeline.jobs import Jobs, digest
from tests.grader.pipeline.tiny_course import NAME, RIGHT, make_course


@pytest.fixture
def course(tmp_path):
    """A course folder with one submission."""
    return make_course(tmp_path / "course", {"ada": RIGHT})


def job_with(course, rules):
    (course / "course.toml").write_text(rules)
    return Jobs(course, NAME).job("ada")


def test_every_job_carries_the_rule(course):
    assert Jobs(course, NAME).job("ada").count_once
    assert not job_with(course, "count_once = false").count_once
    assert job_with(course, "count_once = true").count_once


def test_a_verdict_under_another_rule_is_another_verdict(course):
    once, again = job_with(course, "count_once = true"), job_with(course, "count_once = false")
    assert digest(once) != digest(again)
    assert digest(once) == digest(job_with(course, "# as usual"))
