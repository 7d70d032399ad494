"""The visible checks see and name typical slips, pass right answers in any style, and are stopped by nothing."""

import pytest

from course.check.core.report import Report
from grader.exercises import EXERCISES
from tests.course.check.asked import ASSIGNMENTS, check_of, from_the_bank, given, setting, styles_of
from tests.course.check.odd import each_gets_a_sentence

BUGS = {f"{name} {bug.name}": (name, bug.name) for name, exercise in EXERCISES.items() for bug in exercise.bugs}
SENTENCES = {
    f"{part}.{function} {slip}": sentence
    for part in ASSIGNMENTS
    for function, slip, sentence in setting(part, "SAID", None)
}
every_exercise = pytest.mark.parametrize("name", EXERCISES)


@pytest.fixture(autouse=True)
def _without_pictures(monkeypatch):
    """They have tests of their own and would cost most of the time here."""
    monkeypatch.setattr(Report, "picture", lambda report, draw: None)


@pytest.mark.parametrize(("name", "slip"), BUGS.values(), ids=BUGS)
def test_a_bug_is_seen_and_named(said, monkeypatch, name, slip):
    text = said(check_of(name), *from_the_bank(name, {slip}, monkeypatch))
    unseen = setting(name, "UNSEEN", {}).get(name.partition(".")[2], ())
    assert ("✗" in text) == (slip not in unseen)
    assert SENTENCES.get(f"{name} {slip}", "") in text
    assert "could not go on" not in text


def test_every_sentence_is_about_a_bug_of_the_bank():
    assert set(SENTENCES) <= set(BUGS)


@every_exercise
def test_right_answers_pass(said, monkeypatch, name):
    objected = setting(name, "OBJECTED", {})
    for style in (from_the_bank(name, (), monkeypatch), *styles_of(name)):
        text = said(check_of(name), *style)
        assert "✓" in text
        if style[0].__name__ in objected:
            assert objected[style[0].__name__] in text
        else:
            assert "✗" not in text, text


@every_exercise
def test_odd_results_get_a_sentence(said, name):
    each_gets_a_sentence(said, lambda f: check_of(name)(*given(name, f)), name.partition(".")[2])


@every_exercise
def test_an_exception_is_quoted(said, name):
    def raises(*arguments):
        raise ZeroDivisionError("as it happens")

    assert "as it happens" in said(check_of(name), *given(name, raises))
