"""What nobody could explain is listed for staff, and what a change explains is counted by its kind."""

from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.reports import unexplained
from grader.reports.class_report.examples import Examples
from grader.reports.class_report.misconceptions import known_bugs, misconceptions
from grader.reports.class_report.submissions import GradedSubmission
from tests.grader.judging.made_assignment import ASSIGNMENT

EDIT = Finding("edit_product", "Line 2, `dX = zaphod @ W`: one change in this line makes the function right.", 2)
EXAMPLES = Examples(known_bugs(ASSIGNMENT), names=frozenset({"zaphod"}))


def handed(student, *findings):
    cell = CellVerdict("grade_a", 0.0, 5.0, findings)
    verdict = Verdict(student, "p9_made", "graded", (cell,))
    return GradedSubmission(verdict, 1.0, 0.0, False, (student,))


def test_a_change_is_counted_by_its_kind_and_not_with_the_students_line():
    [found] = misconceptions([handed("ada", EDIT), handed("bob", EDIT)], EXAMPLES)
    assert (found.code, len(found.students), found.questions) == ("edit_product", 2, {"a": 2})
    assert found.text == "One change makes it right. It is about the order and the transposes of the product."


def test_names_are_taken_out_of_a_line_that_is_an_example():
    [found] = misconceptions([handed("ada", EDIT)], EXAMPLES)
    assert "zaphod" not in "".join(found.example.texts)


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
