"""Grades as the CSV files that Moodle and Canvas import."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from grader.errors import CannotStart

_MOODLE_HEADER = (
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

_FORMULA_STARTS = ("=", "+", "-", "@")


def export(course_dir: Path, assignment: str, platform: str, db_url: str | None = None) -> str:
    """Export the grades of all submissions in the format of a platform.

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
        Content of a CSV file. Scores are nbgrader's: points given by hand count, late penalties are taken off.

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
        grades = [grade_row(submission) for submission in sorted(found.submissions, key=lambda s: s.student.id)]
        rows = PLATFORMS[platform](assignment, float(found.max_score), grades)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@dataclass(frozen=True)
class GradeRow:
    """The grade of one student.

    Attributes
    ----------
    student : str
        The platform's number for the student.
    first, last, email : str
        Never a formula in a spreadsheet.
    score : float
        With points given by hand and the late penalty; at least 0.
    questions : tuple of (str, float, float)
        Name, score and points of each grade cell.
    """

    student: str
    first: str
    last: str
    email: str
    score: float
    questions: tuple[tuple[str, float, float], ...]


def grade_row(submission: Any) -> GradeRow:
    """Read the grade of one student.

    Parameters
    ----------
    submission : nbgrader.api.SubmittedAssignment

    Returns
    -------
    GradeRow
    """
    student = submission.student
    score = max(0.0, submission.score - submission.late_submission_penalty)
    questions = tuple(
        (grade.cell.name, grade.score, grade.max_score) for book in submission.notebooks for grade in book.grades
    )
    first, last, email = map(_escape_formula, (student.first_name, student.last_name, student.email))
    return GradeRow(student.id, first, last, email, score, questions)


def _escape_formula(text: str | None) -> str:
    """Make a spreadsheet read as text what a student may have chosen. Neither platform identifies students by it."""
    text = " ".join((text or "").split())
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _moodle(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Moodle's offline grading worksheet, which identifies students by number, as "Participant 4711"."""
    yield _MOODLE_HEADER
    for grade in grades:
        name = f"{grade.first} {grade.last}".strip()
        lines = (f"{escape(cell)}: {score:g} of {points:g}" for cell, score, points in grade.questions)
        # "-" as the dates says "never graded": otherwise Moodle refuses rows that were changed there since the export.
        yield (
            f"Participant {grade.student}",
            name,
            grade.email,
            "Submitted for grading",
            f"{grade.score:.2f}",
            f"{max_score:.2f}",
            "Yes",
            "-",
            "-",
            "<br>".join(lines),
        )


def _canvas(assignment: str, max_score: float, grades: Iterable[GradeRow]) -> Iterator[tuple[str, ...]]:
    """Canvas's gradebook: a row of possible points after the header, and a column named like the assignment."""
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment
    yield "    Points Possible", "", "", "", "", f"{max_score:.2f}"
    for grade in grades:
        name = ", ".join(filter(None, (grade.last, grade.first))) or grade.student
        yield name, grade.student, "", grade.email, "", f"{grade.score:.2f}"


PLATFORMS: dict[str, Callable[[str, float, Iterable[GradeRow]], Iterator[tuple[str, ...]]]] = {
    "moodle": _moodle,
    "canvas": _canvas,
}
