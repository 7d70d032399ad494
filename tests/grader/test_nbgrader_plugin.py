"""Stock nbgrader on the real assignment: the same grades and the same pages as the grader's own commands."""

import json
import shutil

import pytest

from tests.paths import ASSIGNMENTS

# nbgrader looks rows up while it makes others; SQLAlchemy warns that the halves are written later.
pytestmark = [
    pytest.mark.slow,  # nbgrader's own commands
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
]

NAME = "p6_backprop"


@pytest.fixture(scope="module")
def courses(tmp_path_factory):
    """Two copies of a course with the same submissions, graded by ``python -m grader`` and by nbgrader."""
    from nbgrader.converters import Autograde

    from grader.gradebook.open import course_directory
    from grader.gradebook.release import release
    from grader.pipeline.autograde import autograde

    ours = tmp_path_factory.mktemp("ours")
    for name in (f"{NAME}.py", "nbgrader_config.py"):
        shutil.copy(ASSIGNMENTS / name, ours)
    release(ours, NAME)
    released = (ours / "release" / NAME / f"{NAME}.ipynb").read_text()
    hand_in(ours, "no_answers", released)
    hand_in(ours, "broken_file", released[:5000])
    hand_in(ours, "one_bug", one_bug(ours))
    autograded = shutil.copytree(ours, tmp_path_factory.mktemp("theirs") / "course")
    autograde(ours, NAME)
    directory = course_directory(autograded, NAME)
    Autograde(coursedir=directory, config=directory.config).start()
    return ours, autograded


def hand_in(course, student, text):
    folder = course / "submitted" / student / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(text)
    (folder / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")


def one_bug(course):
    """The reference's answers, with one gradient transposed."""
    notebook = json.loads((course / "source" / NAME / f"{NAME}.ipynb").read_text())
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("X.T @ dZ\n", "(X.T @ dZ).T\n")
    assert "(X.T @ dZ).T" in json.dumps(notebook)
    return json.dumps(notebook)


def rows(course):
    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course)) as gradebook:
        return {
            submission.student.id: (
                submission.timestamp,
                submission.score,
                sorted((g.name, g.auto_score, g.needs_manual_grade) for g in submission.notebooks[0].grades),
                sorted((c.name, c.auto_comment) for c in submission.notebooks[0].comments),
            )
            for submission in gradebook.assignment_submissions(NAME)
        }


def test_nbgraders_autograde_gives_the_same_grades(courses):
    ours, theirs = map(rows, courses)
    assert ours == theirs
    assert 0 < ours["one_bug"][1] < 145
    assert ours["no_answers"][1] == ours["broken_file"][1] == 0


def test_generate_feedback_gives_the_same_page(courses):
    from nbgrader.converters import GenerateFeedback

    from grader.gradebook.open import course_directory
    from grader.reports.feedback import feedback

    ours, theirs = courses
    [page] = feedback(ours, NAME, ["one_bug"]).pages
    directory = course_directory(theirs, NAME)
    directory.student_id = "one_bug"
    GenerateFeedback(coursedir=directory, config=directory.config).start()
    text = (theirs / page.relative_to(ours)).read_text()
    assert text == page.read_text()
    assert "dense_backward" in text
    assert "transposed" in text
