"""The page on the term says who is falling behind and what stayed, by rules that can be checked by hand."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from grader.course_config import CourseConfig
from grader.gradebook.term import Standing, Term
from grader.intake.roster import Student
from grader.judging.verdict import Finding
from grader.reports.class_report.misconceptions import misconceptions
from grader.reports.term.behind import falling_behind
from grader.reports.term.page import page
from grader.reports.term.stayed import stayed
from tests.browser import browsing, new_page
from tests.grader.reports.test_class_report import EXAMPLES, HOSTILE, ONE, TWO, handed

NAMES = ("p1_a", "p2_b", "p3_c", "p4_d")


def term(ungraded=None, **parts):
    """A term of students with these per cent in the assignments; None where nothing was handed in."""
    people = {student: Student(student, student.title(), "King") for student in parts}
    standings = {
        student: {name: Standing(part, 100.0) for name, part in zip(NAMES, own, strict=False) if part is not None}
        for student, own in parts.items()
    }
    names = NAMES[: max(map(len, parts.values()))]
    left = {student: frozenset((ungraded or {}).get(student, ())) for student in parts}
    return Term(names, people, standings, left, CourseConfig())


def reasons(found):
    return {one.student: one.reasons for one in falling_behind(found)}


CLASS = {f"fine{i}": (80, 80, 60, 60) for i in range(4)}


def test_who_does_as_the_class_does_is_not_behind():
    assert reasons(term(**CLASS)) == {}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((90, 90, 90, None), ("Not handed in: p4_d.",)),
        ((90, None, 90, 90), ()),
        ((60, 60, 48, 49), ("48% of the points in p3_c and p4_d.",)),
        ((100, 100, 60, 60), ("Fell by 20 percentage points compared with the class.",)),
        ((80, 80, 41, 40), ("40% of the points in p3_c and p4_d.",)),
        ((70, 70, 50, 50), ()),
    ],
)
def test_each_rule_is_the_one_that_the_page_says(own, expected):
    assert reasons(term(**CLASS, eve=own)).get("eve", ()) == expected


def test_who_handed_in_and_waits_for_a_grade_is_not_missing():
    assert reasons(term({"eve": ["p4_d"]}, **CLASS, eve=(90, 90, 90, None))) == {}


def test_the_gravest_come_first():
    others = {"low": (60, 60, 48, 48), "gone": (80, 80, None, None), "away": (80, 80, 60, None)}
    assert list(reasons(term(**CLASS, **others))) == ["gone", "away", "low"]


def test_of_two_assignments_the_last_one_counts():
    assert reasons(term(ada=(None, 90), bob=(90, None), cyd=(90, 90))) == {"bob": ("Not handed in: p2_b.",)}


def test_what_waits_for_a_person_is_neither_lost_nor_won():
    assert Standing(45.0, 100.0, waiting=10.0).part == 0.5
    assert Standing(0.0, 5.0, waiting=5.0).part is None


def found(*submissions):
    return misconceptions(submissions, EXAMPLES)


def test_a_misconception_stayed_with_those_who_show_it_in_two_assignments():
    first = found(handed("ada", [ONE]), handed("bob", [ONE]), handed("cyd", [TWO]))
    last = found(handed("ada", [ONE]), handed("bob", [TWO]), handed("cyd", [ONE]))
    [one] = stayed({"p1_a": first, "p2_b": [], "p3_c": last})
    assert (one.code, one.students, one.counts) == ("G01", ("ada",), {"p1_a": 2, "p3_c": 2})


def test_perhaps_is_not_enough_to_have_stayed():
    either = [Finding(one.code, f"One of 2 causes that would fit: {one.text}") for one in (ONE, TWO)]
    assert stayed({"p1_a": found(handed("ada", either)), "p2_b": found(handed("ada", either))}) == []


def whole_page():
    both = found(handed("eve", [ONE]))
    one = term({"eve": ["p4_d"]}, **CLASS, eve=(90, 30, 20, None))
    return page(one, stayed({"p1_a": both, "p2_b": both}), falling_behind(one))


def test_the_page_names_nobody_before_it_says_so():
    before, heading, after = whole_page().partition("Names appear only from here on")
    assert heading
    assert "eve" not in re.sub("every|never|eventual", "", before.lower())
    assert "Stayed: The first slip." in after
    assert re.search(r"Eve King</span></th>.*>90</td>\s*.*>30</td>\s*.*>20</td>\s*.*>…</td>", after)


def test_what_students_chose_is_text():
    hostile = Student("x", HOSTILE, "")
    html = page(Term(("p1_a",), {"x": hostile}, {"x": {}}, {"x": frozenset()}, CourseConfig()), [], [])
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.chromium
def test_the_page_fits_a_phone_and_axe_finds_nothing(chromium, tmp_path):
    path = tmp_path / "term.html"
    path.write_text(whole_page(), encoding="utf-8")
    with browsing(chromium) as browser:
        for scheme in ("light", "dark"):
            opened = new_page(browser, viewport={"width": 390, "height": 800}, color_scheme=scheme, bypass_csp=True)
            opened.goto(path.as_uri())
            assert opened.evaluate("document.documentElement.scrollWidth") == 390
            assert Axe().run(opened).response["violations"] == []
