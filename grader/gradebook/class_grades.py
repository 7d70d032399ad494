"""What the gradebook gives each student of an assignment: points and words, in three questions for a whole class."""

from dataclasses import dataclass, field
from math import fsum

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)


@dataclass
class Given:
    """One student's: points and whether they wait for a person, by cell, and comments by cell (text or None)."""

    max_score: float
    late_penalty: float
    grades: dict = field(default_factory=dict)
    comments: dict = field(default_factory=dict)

    @property
    def score(self):
        """Points of all cells together, less what lateness costs."""
        return fsum(grade["score"] for grade in self.grades.values()) - self.late_penalty


def given(gradebook, assignment, notebook, student=None):
    """Read what a class, or one student, is given.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment, notebook : str
        Ours have one notebook, of the same name.
    student : str, optional
        Only this one.

    Returns
    -------
    dict of str to Given
        By student.

    Raises
    ------
    nbgrader.api.MissingEntry
        The one asked for is not in the gradebook.
    """

    def rows(*columns):
        query = gradebook.db.query(SubmittedNotebook.id, *columns).select_from(SubmittedNotebook)
        query = query.join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        query = query.join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        query = query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        query = query.join(Student, Student.id == SubmittedAssignment.student_id)
        query = query.filter(Assignment.name == assignment, Notebook.name == notebook)
        return query if student is None else query.filter(Student.id == student)

    def cells(kind, *columns):
        query = rows(BaseCell.name, *columns).join(kind, kind.notebook_id == SubmittedNotebook.id)
        return query.join(BaseCell, BaseCell.id == kind.cell_id)

    found, names = {}, {}
    for key, name, max_score, penalty in rows(
        Student.id, Notebook.max_score, SubmittedNotebook.late_submission_penalty
    ):
        found[key], names[name] = Given(max_score, penalty or 0.0), key
    for key, cell, score, points, auto, manual in cells(
        Grade, Grade.score, Grade.max_score, Grade.auto_score, Grade.manual_score
    ):
        waits = auto is None and manual is None
        found[key].grades[cell] = {"score": score, "points": points, "waits": waits}
    for key, cell, comment in cells(Comment, Comment.comment):
        found[key].comments[cell] = comment
    if student is not None and student not in names:
        raise MissingEntry(f"the gradebook has no {notebook} of {student}")
    return {name: found[key] for name, key in names.items()}
