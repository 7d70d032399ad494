"""What nobody could explain is listed for staff, and what a change explains is counted by its kind."""

from dataclasses import replace

from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.reports import unexplained
from grader.reports.class_report.changed_lines import changed_lines
from grader.reports.class_report.examples import Examples
from grader.reports.class_report.misconceptions import known_bugs, misconceptions
from grader.reports.class_report.page import page
from grader.reports.class_report.submissions import GradedSubmission
from tests.grader.judging.made_assignment import ASSIGNMENT

EDIT = Finding(
    "edit_product", "Line 2, `dX = zaphod @ W`: one change in this line makes the function right.", 2, "dX = zaphod @ W"
)
EXAMPLES = Examples(known_bugs(ASSIGNMENT), names=frozenset({"zaphod"}))


def handed(student, *findings):
    cell = CellVerdict("grade_a", 0.0, 5.0, findings)
    verdict = Verdict(student, "p9_made", "graded", (cell,))
    return GradedSubmission(verdict, 1.0, 0.0, False, (student,))


def test_changes_are_counted_by_question_and_kind_with_the_lines():
    class_ = [handed("ada", EDIT), handed("bob", EDIT), handed("zoe", replace(EDIT, code="edit_sign"))]
    product, sign = changed_lines(class_, EXAMPLES)
    assert (product.question, product.about) == ("a", "the order and the transposes of the product")
    assert (product.students, product.lines) == ({"ada", "bob"}, (("dX = … @ W", 2),))
    assert (sign.about, len(sign.students)) == ("a sign", 1)
    assert misconceptions(class_, EXAMPLES) == []


def test_the_page_has_the_lines_and_what_to_teach_again():
    html = page(ASSIGNMENT, [handed("ada", EDIT), handed("bob", EDIT)])
    assert "<h3>a: the order and the transposes of the product</h3>" in html
    assert "dX = zaphod @ W  (2 times)" in html
    assert "In a, one change makes the function right. It is about the order and the transposes" in html
    assert "Every wrong answer is explained." in html


def test_answers_without_a_cause_are_listed_alike_ones_together(tmp_path, monkeypatch):
    source = tmp_path / "source" / ASSIGNMENT.name / f"{ASSIGNMENT.name}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text("{}")
    wrong = [Finding("wrong", f"dW: wrong in every case, off by up to {n} %.") for n in (10, 20)]
    class_ = [handed("ada", wrong[0]), handed("bob", wrong[1]), handed("zoe", EDIT)]
    monkeypatch.setattr(unexplained, "read_submissions", lambda *args: (class_, []))
    monkeypatch.setattr(unexplained, "read_assignment", lambda name, text: ASSIGNMENT)
    [text] = unexplained.unexplained_answers(tmp_path, ASSIGNMENT.name)
    assert text.startswith("a: 2 students\n  dW: wrong in every case, off by up to 10 %.\n")
    assert "zoe" not in text
    assert "ada" not in text
