"""Late days are counted over the whole course, and what is late beyond them costs points."""

from datetime import UTC, datetime

import nbformat
import pytest

from grader.course_config import CourseConfig, LateRules
from grader.gradebook.late_days import HandedIn, penalties
from tests.grader.gradebook.test_recorder import gradebook_of, graded, hand_in, record, rows

DUE = {"p1": datetime(2026, 11, 1, 12), "p2": datetime(2026, 11, 8, 12), "p3": datetime(2026, 11, 15, 12)}


def day(number, hour=12, minute=0):
    return datetime(2026, 11, number, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rules", "times", "expected"),
    [
        (LateRules(0, 0.1), {"p1": day(1)}, {"p1": 0}),
        (LateRules(0, 0.1), {"p1": day(1, 12, 1)}, {"p1": 10}),
        (LateRules(0, 0.1), {"p1": day(3, 11)}, {"p1": 20}),
        (LateRules(0, 0.1), {"p1": None}, {"p1": 0}),
        (LateRules(0, 0.4), {"p1": day(9)}, {"p1": 100}),
        (LateRules(2, 0.1), {"p1": day(2), "p2": day(9), "p3": day(16)}, {"p1": 0, "p2": 0, "p3": 10}),
        (LateRules(2, 0.1), {"p3": day(16), "p2": day(11), "p1": day(1)}, {"p1": 0, "p2": 10, "p3": 10}),
        (LateRules(9, 0.1, 2), {"p1": day(4)}, {"p1": 100}),
        (LateRules(9, 0.1, 2), {"p1": day(3)}, {"p1": 0}),
        (LateRules(2, 0.1, 3), {"p1": day(6), "p2": day(10)}, {"p1": 100, "p2": 0}),
        (LateRules(0, 0.1), {"p9": day(30)}, {"p9": 0}),
    ],
)
def test_late_days_are_spent_in_the_order_of_the_due_dates(rules, times, expected):
    submissions = [HandedIn(name, time, 100.0) for name, time in times.items()]
    assert penalties(CourseConfig(due=DUE, late=rules), "ada", submissions) == pytest.approx(expected)


def test_an_extension_is_one_students_own():
    rules = CourseConfig(due=DUE, extensions={"p1": {"ada": datetime(2026, 11, 5, 12)}}, late=LateRules(0, 0.1))
    late = [HandedIn("p1", day(6), 100.0)]
    assert penalties(rules, "ada", late) == {"p1": 10.0}
    assert penalties(rules, "bob", late) == {"p1": 50.0}


def test_a_due_date_without_zone_is_in_the_courses_zone():
    rules = CourseConfig(timezone="Europe/Berlin", due=DUE, late=LateRules(0, 0.1))
    assert penalties(rules, "ada", [HandedIn("p1", day(1, 11), 100.0)]) == {"p1": 0.0}
    assert penalties(rules, "ada", [HandedIn("p1", day(1, 11, 1), 100.0)]) == {"p1": 10.0}


@pytest.mark.parametrize(
    ("due", "handed_in", "days"),
    [
        (datetime(2026, 10, 24, 18), datetime(2026, 10, 25, 17, 0, tzinfo=UTC), 1),  # 18:00, an hour was there twice
        (datetime(2026, 10, 24, 18), datetime(2026, 10, 25, 17, 1, tzinfo=UTC), 2),
        (datetime(2026, 10, 24, 18), datetime(2026, 10, 24, 16, 0, tzinfo=UTC), 0),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC), 1),  # 2:30, then 2:10
        (datetime(2026, 3, 28, 18), datetime(2026, 3, 29, 16, 0, tzinfo=UTC), 1),  # 18:00, an hour was left out
        (datetime(2026, 3, 28, 18), datetime(2026, 3, 29, 16, 1, tzinfo=UTC), 2),
    ],
)
def test_a_late_day_ends_at_the_same_hour_when_the_clock_is_changed(due, handed_in, days):
    rules = CourseConfig(timezone="Europe/Berlin", due={"p1": due}, late=LateRules(0, 0.1))
    assert penalties(rules, "ada", [HandedIn("p1", handed_in, 100.0)]) == pytest.approx({"p1": 10 * days})


RULES = """[due]
p9_scaling = 2026-11-18
[late]
days = 1
penalty = 0.2
"""


def test_the_gradebook_follows_the_rules_and_their_changes(released):
    (released / "course.toml").write_text(RULES)
    hand_in(released)  # on the 20th: two days begun
    assert record(released, graded(released, scale=2.0)) == [pytest.approx(1.6)]
    assert rows(released)["penalty"] == pytest.approx(0.4)
    (released / "course.toml").write_text(RULES + "[extensions.p9_scaling]\nada = 2026-11-21\n")
    assert record(released, graded(released, scale=2.0)) == [2.0]
    assert rows(released)["penalty"] is None


def test_nbgraders_own_step_takes_the_same_points_off(released):
    from nbgrader.preprocessors import AssignLatePenalties

    from grader.gradebook.open import course_directory

    (released / "course.toml").write_text(RULES)
    hand_in(released)
    record(released, graded(released, scale=2.0))
    directory = course_directory(released, "p9_scaling")
    names = {"notebook": "p9_scaling", "assignment": "p9_scaling", "student": "ada", "db_url": directory.db_url}
    notebook = nbformat.from_dict(graded(released).notebook)
    AssignLatePenalties(config=directory.config).preprocess(notebook, {"nbgrader": names})
    assert rows(released)["penalty"] == pytest.approx(0.4)


def test_without_due_dates_in_the_rules_nbgraders_own_hold(released):
    with (released / "nbgrader_config.py").open("a") as file:
        file.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    hand_in(released)
    with gradebook_of(released) as gradebook:
        gradebook.update_or_create_assignment("p9_scaling", duedate="2026-11-19 10:00:00 UTC")
    assert record(released, graded(released, scale=2.0)) == [0.0]
