"""Reads all graded submissions of an assignment: verdicts from files, final scores and names from the gradebook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import CannotStart
from grader.intake.files import submitted_students
from grader.judging.verdict import Verdict
from grader.pipeline.verdict_cache import VerdictCache

Points = tuple[float | None, float | None]
"""Points of the grader, and points given by hand; None where there are none."""


@dataclass(frozen=True)
class GradedSubmission:
    """One submission.

    Attributes
    ----------
    verdict : Verdict
    seconds : float
        How long grading took.
    score : float
        The score in the gradebook, with points given by hand and the late penalty; the verdict's if it is not there.
    needs_manual_grade : bool
        Whether an answer still has to be graded by hand.
    names : tuple of str
        All names by which the student may be recognised.
    points : mapping
        By question, as of `grader.gradebook.class_grades.read_points`; empty if it is not in the gradebook.
    """

    verdict: Verdict
    seconds: float
    score: float
    needs_manual_grade: bool
    names: tuple[str, ...]
    points: Mapping[str, Points] = field(default_factory=dict)

    @property
    def student(self) -> str:
        """The name of the student's folder."""
        return self.verdict.student


def read_submissions(
    course_dir: Path, assignment: str, db_url: str | None = None
) -> tuple[list[GradedSubmission], list[str]]:
    """Read everyone's newest verdict and score.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    list of GradedSubmission
        Sorted by student.
    list of str
        Students who handed in and have no verdict.

    Raises
    ------
    CannotStart
        There is no verdict at all.
    """
    graded = list(VerdictCache(course_dir, assignment).latest())
    if not graded:
        raise CannotStart(
            f"Got no verdict on {assignment}, expected some; run `python -m grader autograde {assignment}` first."
        )
    recorded, points = _from_gradebook(course_dir, assignment, db_url)
    submissions = []
    for one in graded:
        verdict = one.verdict
        score, needs_manual_grade, names = recorded.get(verdict.student, (verdict.score, False, ()))
        own = points.get(verdict.student, {})
        names = (verdict.student, *names)
        submissions.append(GradedSubmission(verdict, one.seconds, score, needs_manual_grade, names, own))
    ungraded = sorted(set(submitted_students(course_dir, assignment)) - {one.student for one in submissions})
    return submissions, ungraded


def _from_gradebook(
    course_dir: Path, assignment: str, db_url: str | None
) -> tuple[dict[str, tuple[float, bool, tuple[str, ...]]], dict[str, dict[str, Points]]]:
    """By student: score, whether it needs manual grading, first and last name; and the points of each question."""
    from nbgrader.api import Assignment, Student, SubmittedAssignment  # takes two seconds

    from grader.gradebook.class_grades import read_points
    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course_dir, assignment, db_url)) as gradebook:
        query = (
            gradebook.db.query(
                Student.id,
                SubmittedAssignment.score,
                SubmittedAssignment.late_submission_penalty,
                SubmittedAssignment.needs_manual_grade,
                Student.first_name,
                Student.last_name,
            )
            .join(SubmittedAssignment, SubmittedAssignment.student_id == Student.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == assignment)
        )
        recorded = {
            student: (max(0.0, score - (penalty or 0.0)), bool(needs_manual_grade), tuple(filter(None, names)))
            for student, score, penalty, needs_manual_grade, *names in query
        }
        return recorded, read_points(gradebook, assignment)
