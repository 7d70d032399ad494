"""Reads the grades of a whole class with three queries."""

from dataclasses import dataclass, field
from math import fsum
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)


@dataclass
class StudentGrades:
    """Grades and comments of one student.

    Attributes
    ----------
    max_score : float
        Points of the whole assignment.
    late_penalty : float
        Points taken off because it was handed in late.
    grades : dict
        By cell: ``score``, ``points`` and ``needs_manual_grade``.
    comments : dict
        By cell; None where there is no comment.
    """

    max_score: float
    late_penalty: float
    grades: dict[str, dict[str, Any]] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """Points of all cells, minus the late penalty."""
        return fsum(grade["score"] for grade in self.grades.values()) - self.late_penalty


def read_grades(
    gradebook: Gradebook, assignment: str, notebook: str, student: str | None = None
) -> dict[str, StudentGrades]:
    """Read the grades of a class, or of one student.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment, notebook : str
        Our assignments have one notebook, of the same name.
    student : str, optional
        Only this one.

    Returns
    -------
    dict of str to StudentGrades
        By student.

    Raises
    ------
    nbgrader.api.MissingEntry
        `student` has no such notebook in the gradebook.
    """

    def rows(*columns: Any) -> Any:
        query = gradebook.db.query(SubmittedNotebook.id, *columns).select_from(SubmittedNotebook)
        query = query.join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        query = query.join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        query = query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        query = query.join(Student, Student.id == SubmittedAssignment.student_id)
        query = query.filter(Assignment.name == assignment, Notebook.name == notebook)
        return query if student is None else query.filter(Student.id == student)

    def cells(table: Any, *columns: Any) -> Any:
        query = rows(BaseCell.name, *columns).join(table, table.notebook_id == SubmittedNotebook.id)
        return query.join(BaseCell, BaseCell.id == table.cell_id)

    by_notebook, notebook_of = {}, {}
    for key, name, max_score, penalty in rows(
        Student.id, Notebook.max_score, SubmittedNotebook.late_submission_penalty
    ):
        by_notebook[key], notebook_of[name] = StudentGrades(max_score, penalty or 0.0), key
    for key, cell, score, points, auto, manual in cells(
        Grade, Grade.score, Grade.max_score, Grade.auto_score, Grade.manual_score
    ):
        pending = auto is None and manual is None
        by_notebook[key].grades[cell] = {"score": score, "points": points, "needs_manual_grade": pending}
    for key, cell, comment in cells(Comment, Comment.comment):
        by_notebook[key].comments[cell] = comment
    if student is not None and student not in notebook_of:
        raise MissingEntry(f"the gradebook has no {notebook} of {student}")
    return {name: by_notebook[key] for name, key in notebook_of.items()}


def read_points(gradebook: Gradebook, assignment: str) -> dict[str, dict[str, tuple[float | None, float | None]]]:
    """Read the points of a class with one query.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment : str

    Returns
    -------
    dict of str to dict
        By student and question: points of the grader, and points given by hand; None where there are none.
    """
    query = gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score, Grade.manual_score)
    query = query.select_from(Grade).join(BaseCell, BaseCell.id == Grade.cell_id)
    query = query.join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
    query = query.join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
    query = query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    found: dict[str, dict[str, tuple[float | None, float | None]]] = {}
    for student, cell, auto, by_hand in query.filter(Assignment.name == assignment):
        found.setdefault(student, {})[cell] = (auto, by_hand)
    return found
