"""What is known of everyone who handed in: from the verdict store, and from the gradebook what only it knows."""

from dataclasses import dataclass

from grader.errors import CannotStart
from grader.intake.files import students_of
from grader.judging.verdict import Verdict
from grader.pipeline.verdict_cache import Store


@dataclass(frozen=True)
class GradedSubmission:
    """One submission.

    Attributes
    ----------
    verdict : Verdict
    seconds : float
        How long grading took.
    score : float
        What is in the gradebook, hand-given points and a late penalty included; the verdict's where it is not there.
    waits : bool
        Whether a question waits for a person.
    names : tuple of str
        By which the student may be known.
    """

    verdict: Verdict
    seconds: float
    score: float
    waits: bool
    names: tuple[str, ...]

    @property
    def student(self):
        """The name of the folder."""
        return self.verdict.student


def read_submissions(course_dir, assignment, db_url=None):
    """Everyone who has a verdict, and who has none.

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
        Nobody has a verdict.
    """
    graded = list(Store(course_dir, assignment).newest())
    if not graded:
        raise CannotStart(
            f"Got no verdict on {assignment}, expected some; run `python -m grader autograde {assignment}` first."
        )
    recorded = _recorded(course_dir, assignment, db_url)
    found = []
    for one in graded:
        verdict = one.verdict
        score, waits, names = recorded.get(verdict.student, (verdict.score, False, ()))
        found.append(GradedSubmission(verdict, one.seconds, score, waits, (verdict.student, *names)))
    without = sorted(set(students_of(course_dir, assignment)) - {one.student for one in found})
    return found, without


def _recorded(course_dir, assignment, db_url):
    """Score, whether it waits for a person, and names, by student."""
    from nbgrader.api import Assignment, Student, SubmittedAssignment  # two seconds

    from grader.gradebook.open import course_directory, open_gradebook

    with open_gradebook(course_directory(course_dir, assignment, db_url)) as gradebook:
        late = SubmittedAssignment.late_submission_penalty
        query = (
            gradebook.db.query(
                Student.id,
                SubmittedAssignment.score,
                late,
                SubmittedAssignment.needs_manual_grade,
                Student.first_name,
                Student.last_name,
            )
            .join(SubmittedAssignment, SubmittedAssignment.student_id == Student.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == assignment)
        )
        return {
            student: (max(0.0, score - (penalty or 0.0)), bool(waits), tuple(filter(None, names)))
            for student, score, penalty, waits, *names in query
        }
