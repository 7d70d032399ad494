"""A finding leads to the lecture and the demo that show it: on the feedback page and in JSON."""

import json
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from grader.explain.where_shown import where_shown
from grader.gradebook.class_grades import StudentGrades
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.pipeline.autograde import Row
from grader.reports.class_report.examples import Examples
from grader.reports.class_report.misconceptions import misconceptions
from grader.reports.class_report.submissions import GradedSubmission
from grader.reports.console_table import as_json
from grader.reports.lecture_links import LectureLink, lecture_link
from grader.reports.page.render import PageTask, render
from tests.grader.reports.test_feedback import graded, page_of

SITE = "https://example.org/mlp/"
W24 = "https://example.org/mlp/lectures/11_vectorised_backprop.html#W24?bug=dW_transposed"
NAME = "grade_dense_backward"


def page(score, code, site_url):
    metadata = {
        "nbgrader": {"grade_id": NAME, "grade": True, "points": 30},
        "backprop_course": {"findings": [{"code": code, "text": "dW comes out transposed.", "line": None}]},
    }
    cell = {"cell_type": "code", "metadata": metadata, "source": "", "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    grade = {"score": score, "points": 30.0, "needs_manual_grade": False}
    grades = StudentGrades(30.0, 0.0, {NAME: grade}, {})
    task = PageTask(json.dumps(notebook).encode(), "ada", "p6_backprop", {}, grades, site_url=site_url)
    return BeautifulSoup(render(task), "html.parser").select(".lectures")


def told(site_url=""):
    cell = CellVerdict(NAME, 0.0, 30.0, (Finding("G08", "dW comes out transposed."), Finding("points", "0 of 30")))
    verdict = Verdict("ada", "p6_backprop", "graded", (cell,))
    rows = [Row(SimpleNamespace(verdict=verdict, seconds=1.0), 0.0)]
    return json.loads(as_json("p6_backprop", rows, site_url))["submissions"][0]["cells"][0]["findings"]


def test_the_page_links_the_demo_with_that_very_bug():
    [place] = page(10.0, "G08", SITE)
    assert place.a["href"] == W24
    assert place.a.text.startswith("Lecture 11, ")
    assert place.a.text.endswith(", demo W24")


def test_without_a_site_the_page_names_lecture_and_demo():
    [place] = page(10.0, "G08", "")
    assert place.a is None
    assert "demo W24" in place.text


def test_a_question_with_all_its_points_leads_nowhere():
    assert page(30.0, "G08", SITE) == []


@pytest.mark.parametrize("code", ["points", "counted_once", "unfilled"])
def test_what_is_no_mistake_leads_nowhere(code):
    assert page(10.0, code, SITE) == []
    assert lecture_link("p6_backprop", NAME, code) is None


def test_a_question_that_no_lecture_has_leads_nowhere():
    assert lecture_link("p9_scaling", "grade_scale", "factor_ignored") is None


def test_of_several_causes_the_first_leads():
    assert lecture_link("p6_backprop", NAME, "G08+G15", SITE).url == W24


def test_json_has_lecture_demo_and_state():
    shown, nothing = (finding["shown"] for finding in told(SITE))
    assert nothing is None
    assert shown.items() >= {"lecture": "11_vectorised_backprop", "demo": "W24", "state": "bug=dW_transposed"}.items()
    assert shown["url"] == W24
    assert told()[0]["shown"]["url"] == ""


def test_the_class_report_links_each_misconception():
    cell = CellVerdict(NAME, 0.0, 30.0, (Finding("G08", "dW comes out transposed."),))
    verdict = Verdict("ada", "p6_backprop", "graded", (cell,))
    submission = GradedSubmission(verdict, 1.0, 0.0, False, ("ada",))
    [found] = misconceptions([submission], Examples({"G08": "dW comes out transposed."}), SITE)
    assert found.link.url == W24


def test_feedback_reads_in_course_toml_where_the_site_is(released, monkeypatch):
    shown = where_shown("p6.dense_backward", "G08")  # the question of the test is in no lecture
    monkeypatch.setattr(
        "grader.reports.page.question.lecture_link", lambda *of, site_url="": LectureLink(shown, f"{of[-1]}{site_url}")
    )
    (released / "course.toml").write_text(f'site_url = "{SITE}"\n')
    link = BeautifulSoup(page_of(released, graded(released)), "html.parser").select_one(".lectures a")
    assert link["href"] == SITE
