"""Finds or creates a submission's rows in the gradebook, inside the caller's transaction."""

from typing import Any

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import insert

from grader.gradebook.grade_rows import total_score


def submission_rows(gradebook: Gradebook, assignment: str, student: str) -> tuple[Any, Any, float | None]:
    """Find the rows of a submission, or create them as nbgrader does.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
        Nothing is committed.
    assignment, student : str

    Returns
    -------
    nbgrader.api.SubmittedAssignment
    nbgrader.api.SubmittedNotebook
        The one notebook of an assignment of ours.
    float or None
        The score that it has, with points given by hand and the late penalty; None if the rows are new.
    """
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        submission = _create(gradebook, assignment, student)
        return submission, _notebook_of(gradebook, submission, assignment), None
    notebook = _notebook_of(gradebook, submission, assignment)
    score = total_score(gradebook.db, notebook) - (notebook.late_submission_penalty or 0.0)
    return submission, notebook, max(0.0, score)


def _notebook_of(gradebook: Gradebook, submission: Any, assignment: str) -> Any:
    """The one notebook of a submission, by an index: `submission.notebooks` reads those of the whole class."""
    rows = gradebook.db.query(SubmittedNotebook).join(Notebook)
    notebook = Notebook.name == assignment, Notebook.assignment_id == submission.assignment_id
    return rows.filter(SubmittedNotebook.assignment_id == submission.id, *notebook).one()


def _create(gradebook: Gradebook, assignment_name: str, student_name: str) -> Any:
    session = gradebook.db
    assignment = gradebook.find_assignment(assignment_name)
    with session.no_autoflush:  # the look-ups must not write rows that are only half filled in
        student = session.get(Student, student_name) or Student(id=student_name)
        submission = SubmittedAssignment(assignment=assignment, student=student)
        notebooks = [SubmittedNotebook(notebook=n, assignment=submission) for n in assignment.notebooks]
        session.add(submission)
    session.flush()
    for notebook in notebooks:
        for cell_table, row_table in ((GradeCell, Grade), (SolutionCell, Comment)):
            cells = session.query(cell_table.id).filter(cell_table.notebook_id == notebook.notebook_id)
            rows = [{"cell_id": cell_id, "notebook_id": notebook.id} for (cell_id,) in cells]
            if rows:
                session.execute(insert(row_table), rows)
    return submission
