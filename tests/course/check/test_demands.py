"""What a visible check asks for earns points: a broken demand is told by the check and costs points in the grader."""

import pytest

from course.check.core.report import Report
from grader.exercises import EXERCISES
from tests.course.check.asked import check_of
from tests.course.check.demands import BROKEN, overwriting, probed, takes_arrays, written
from tests.grader.judging.asking import judged

ANSWERS = [(name, what, functions) for name, answers in BROKEN.items() for what, functions in answers.items()]
OF_ARRAYS = [name for name in EXERCISES if takes_arrays(name)]


@pytest.fixture(autouse=True)
def _without_pictures(monkeypatch):
    monkeypatch.setattr(Report, "picture", lambda report, draw: None)


def both_object(said, name, functions):
    text = said(check_of(name), *functions)
    assert "✗" in text
    assert "could not go on" not in text
    assert judged(EXERCISES[name], probed(name, functions)).score < EXERCISES[name].points
    return text


@pytest.mark.parametrize(("name", "what", "functions"), ANSWERS, ids=[f"{name} {what}" for name, what, _ in ANSWERS])
def test_a_broken_demand_costs_points(said, name, what, functions):
    both_object(said, name, functions)


@pytest.mark.parametrize("name", OF_ARRAYS)
def test_an_overwritten_input_costs_points(said, name):
    first, *others = written(name)
    text = both_object(said, name, (overwriting(first), *others))
    assert "changed the arrays it was given" in text or "The parameters are not what they were" in text


@pytest.mark.parametrize("name", EXERCISES)
def test_what_breaks_no_demand_costs_nothing(said, name):
    """The same functions unbroken, so that the two tests above show what they seem to show."""
    functions = written(name)
    assert "✗" not in said(check_of(name), *functions)
    assert judged(EXERCISES[name], probed(name, functions)).score == EXERCISES[name].points
