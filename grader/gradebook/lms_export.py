"""Grades as Moodle and Canvas read them: one CSV each."""

import csv
import io
from html import escape

from grader.errors import CannotStart

_MOODLE = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)

_BEGIN_A_FORMULA = ("=", "+", "-", "@")


def export(course_dir, assignment, platform, db_url=None):
    """The grades of all who handed in, as a platform expects them.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    platform : str
        A key of `PLATFORMS`.
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    str
        The text of a CSV file. Scores are nbgrader's: what was given by hand counts, penalties are taken off.

    Raises
    ------
    CannotStart
        The gradebook has no such assignment.
    """
    from nbgrader.api import MissingEntry

    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course_dir, assignment, db_url)) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise CannotStart(f"the gradebook has no assignment {assignment}: grade it first") from None
        grades = [_Grade(submission) for submission in sorted(found.submissions, key=lambda s: s.student.id)]
        rows = PLATFORMS[platform](assignment, float(found.max_score), grades)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


class _Grade:
    """What is written of one submission."""

    def __init__(self, submission):
        student = submission.student
        self.student, self.email = student.id, _no_formula(student.email)
        self.first, self.last = _no_formula(student.first_name), _no_formula(student.last_name)
        self.score = max(0.0, submission.score - submission.late_submission_penalty)
        self.of_questions = [
            (grade.cell.name, grade.score, grade.max_score) for book in submission.notebooks for grade in book.grades
        ]


def _no_formula(text):
    """Words that a student may choose, as words in a spreadsheet too; neither platform knows its students by them."""
    text = " ".join((text or "").split())
    return f"'{text}" if text.startswith(_BEGIN_A_FORMULA) else text


def _moodle(assignment, most, grades):
    """Moodle's offline grading worksheet: who is told by number, as "Participant 4711"."""
    yield _MOODLE
    for grade in grades:
        name = f"{grade.first} {grade.last}".strip()
        lines = (f"{escape(cell)}: {score:g} of {points:g}" for cell, score, points in grade.of_questions)
        numbers = f"{grade.score:.2f}", f"{most:.2f}"
        # "-": never graded there, so that nothing that was changed since holds this up.
        yield (
            f"Participant {grade.student}",
            name,
            grade.email,
            "Submitted for grading",
            *numbers,
            "Yes",
            "-",
            "-",
            "<br>".join(lines),
        )


def _canvas(assignment, most, grades):
    """Canvas's gradebook: a row of possible points after the header, and a column named like the assignment."""
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment
    yield "    Points Possible", "", "", "", "", f"{most:.2f}"
    for grade in grades:
        name = ", ".join(filter(None, (grade.last, grade.first))) or grade.student
        yield name, grade.student, "", grade.email, "", f"{grade.score:.2f}"


PLATFORMS = {"moodle": _moodle, "canvas": _canvas}
