"""``plan`` shows what grading again would change, and changes nothing; grading then does just that."""

import pytest

from grader.pipeline import autograde
from grader.pipeline.plan import plan
from grader.reports.run_summary import changed_scores, plan_lines
from tests.grader.pipeline.tiny_course import NAME, RIGHT, TEXT, Here, hand_in, make_course, state


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Ada is right, Bob hands in nothing; both are graded, and Ada has a point by hand."""
    from grader.gradebook.open import course_directory, open_gradebook

    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
    folder = make_course(tmp_path / "course", {"ada": RIGHT, "bob": ""})
    autograde.autograde(folder, NAME)
    with open_gradebook(course_directory(folder)) as gradebook:
        gradebook.find_grade("words", NAME, NAME, "ada").manual_score = 1.0
        gradebook.db.commit()
    return folder


def scores(course):
    return {row.graded.verdict.student: row.score for row in autograde.autograde(course, NAME)}


def test_points_changed_in_the_text_are_planned_then_taken_and_hand_points_stay(course):
    (course / f"{NAME}.py").write_text(TEXT.replace("points=5", "points=10").replace("points=2", "points=3"))
    before = state(course)
    planned = plan(course, NAME)
    assert state(course) == before
    assert list(plan_lines(NAME, planned)) == [
        f"{NAME}: grading again would change the points of 1; 1 would be graded again and keep theirs; 0 would not be "
        "graded again. Nothing was written.",
        "ada: 6 before, then 11 of 13 (the assignment changed): grade_answer 5 → 10",
    ]
    rows = autograde.autograde(course, NAME)
    assert list(changed_scores(rows)) == ["changed: ada: 6 before, now 11 (the assignment changed)"]
    assert scores(course) == {"ada": 11.0, "bob": 0.0}


def test_only_who_would_be_graded_again_is_planned(course):
    hand_in(course, "bob", RIGHT)
    planned = plan(course, NAME)
    assert [(one.student, one.before, one.after, one.why) for one in planned.regraded] == [
        ("bob", 0.0, 5.0, "the submission changed")
    ]
    assert planned.kept == 1


def test_before_the_first_grading_everybody_is_new(tmp_path, monkeypatch):
    monkeypatch.setattr(autograde.Options, "backend", lambda self, tasks: Here())
    course = make_course(tmp_path / "course", {"ada": RIGHT})
    [ada] = plan(course, NAME).regraded
    assert (ada.before, ada.after, ada.why) == (None, 5.0, "new")
    assert not (course / "gradebook.db").exists()
