"""Grades read for a whole class at once are what nbgrader itself says of each student and cell."""

import pytest
from nbgrader.api import MissingEntry

from tests.grader.reports.test_feedback import graded

NAMES = ("p9_scaling", "p9_scaling")


@pytest.fixture
def gradebook(released):
    """Three students; of `bo` a person has seen some, and he was late."""
    from grader.gradebook.open import course_directory, open_gradebook
    from grader.gradebook.recorder import Recorder

    with Recorder(released) as recorder:
        for student in ("ada", "bo", "cyn"):
            recorder.record(graded(released, student, words=f"Because {student} says so."))
    with open_gradebook(course_directory(released)) as gradebook:
        gradebook.find_grade("words", *NAMES, "bo").manual_score = 4.5
        gradebook.find_grade("grade_total", *NAMES, "bo").extra_credit = 0.75
        gradebook.find_comment("words", *NAMES, "bo").manual_comment = "Well put."
        gradebook.find_submission_notebook(*NAMES, "bo").late_submission_penalty = 1.5
        gradebook.db.commit()
        yield gradebook


def test_a_class_is_given_what_nbgrader_says_of_each_student(gradebook):
    from grader.gradebook.class_grades import read_grades

    of_all = read_grades(gradebook, *NAMES)
    assert of_all.keys() == {"ada", "bo", "cyn"}
    for student, theirs in of_all.items():
        notebook = gradebook.find_submission_notebook(*NAMES, student)
        assert (theirs.max_score, theirs.late_penalty) == (notebook.max_score, notebook.late_submission_penalty or 0.0)
        assert theirs.score == pytest.approx(notebook.score - theirs.late_penalty, abs=1e-12)
        assert theirs.comments == {comment.name: comment.comment for comment in notebook.comments}
        assert theirs.grades == {
            grade.name: {
                "score": grade.score,
                "points": grade.max_score,
                "needs_manual_grade": grade.auto_score is None and grade.manual_score is None,
            }
            for grade in notebook.grades
        }
    assert of_all["bo"].score == 1.25 + 2.5 + 0.75 + 4.5 - 1.5
    assert [of_all[student].grades["words"]["needs_manual_grade"] for student in ("ada", "bo")] == [True, False]


def test_one_student_is_given_the_same_alone(gradebook):
    from grader.gradebook.class_grades import read_grades

    assert read_grades(gradebook, *NAMES, "bo") == {"bo": read_grades(gradebook, *NAMES)["bo"]}


def test_who_is_not_in_the_gradebook_is_named(gradebook):
    from grader.gradebook.class_grades import read_grades

    with pytest.raises(MissingEntry, match="the gradebook has no p9_scaling of zoe"):
        read_grades(gradebook, *NAMES, "zoe")


def test_nbgraders_own_command_makes_the_same_page(released, gradebook):
    import nbformat

    from grader.reports.feedback import feedback
    from grader.reports.feedback_exporter import FeedbackExporter

    exporter = FeedbackExporter(course_dir=str(released))
    notebook = nbformat.read(released / "autograded" / "bo" / "p9_scaling" / "p9_scaling.ipynb", as_version=4)
    # All that nbgrader tells its steps.
    names = {"student": "bo", "assignment": NAMES[0], "notebook": NAMES[1], "db_url": str(gradebook.engine.url)}
    html, _ = exporter.from_notebook_node(notebook, {"nbgrader": names})
    [page] = feedback(released, "p9_scaling", ["bo"]).pages
    assert html == page.read_text(encoding="utf-8")
    assert "<b>7.5</b> of 10.5 points" in html
