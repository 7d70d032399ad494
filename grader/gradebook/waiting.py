"""The answers that wait for a person, by question: a queue in which one question is graded after the other."""

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, BaseCell, Comment, Grade, SubmittedAssignment, SubmittedNotebook

from grader.authoring.assignment import read_assignment
from grader.errors import CannotStart
from grader.gradebook.open import course_directory, open_gradebook
from grader.read_file import MAX_NOTEBOOK, read_file


@dataclass(frozen=True)
class Answer:
    """An answer that waits: whose it is, and nbgrader's number of the submission."""

    student: str
    submission: str


@dataclass
class Queue:
    """A question of which answers wait.

    Attributes
    ----------
    question : str
    points : float
    index : int
        The number of its box for points among all that the formgrader's page of a submission lets one step through.
    answers : list of Answer
        In the order in which the formgrader goes through them.
    comments : Counter
        Comments that were given on this question, and how often.
    """

    question: str
    points: float
    index: int
    answers: list[Answer] = field(default_factory=list)
    comments: Counter[str] = field(default_factory=Counter)


def read_waiting(course_dir: Path, assignment: str, db_url: str | None = None) -> list[Queue]:
    """Read which answers of an assignment wait for a person.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    list of Queue
        In the assignment's order; only questions of which an answer waits.

    Raises
    ------
    CannotStart
        The assignment is not graded.
    """
    source = course_dir / "source" / assignment / f"{assignment}.ipynb"
    if not source.exists():
        raise CannotStart(f"Got no {source}, expected one; run `python -m grader autograde {assignment}` first.")
    queues, boxes = {}, 1  # the page begins with a link to the notebook
    for name, cell in read_assignment(assignment, read_file(source, MAX_NOTEBOOK)).nbgrader_cells.items():
        queues[name] = Queue(name, cell.points, boxes)
        boxes += 2 * bool(cell.points) + cell.is_solution  # points and extra points; a comment
    with open_gradebook(course_directory(course_dir, assignment, db_url)) as gradebook:
        find = partial(_of, gradebook.db, assignment)
        waiting = find(Grade, BaseCell.name, SubmittedAssignment.student_id, SubmittedNotebook.id)
        for question, student, submission in waiting.filter(Grade.needs_manual_grade).order_by(SubmittedNotebook.id):
            queues[question].answers.append(Answer(student, submission))
        for question, comment in find(Comment, BaseCell.name, Comment.manual_comment):
            if comment and comment.strip():
                queues[question].comments[comment.strip()] += 1
    return [queue for queue in queues.values() if queue.answers]


def _of(session: Any, assignment: str, table: Any, *columns: Any) -> Any:
    """Query a table that has a row for each cell of a submission."""
    query = session.query(*columns).select_from(table).join(BaseCell, BaseCell.id == table.cell_id)
    query = query.join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
    query = query.join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
    query = query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    return query.filter(Assignment.name == assignment)
