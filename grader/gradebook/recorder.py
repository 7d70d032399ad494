"""Records verdicts in nbgrader's gradebook and folders, so that nbgrader's own commands work on from there."""

import json
import logging
from pathlib import Path
from types import TracebackType
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, InvalidEntry
from nbgrader.utils import parse_utc
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from grader.atomic_write import write_atomically
from grader.course_config import read_course_config
from grader.errors import CannotStart, NotRecorded
from grader.gradebook.generate import generate_assignment, has_assignment
from grader.gradebook.grade_rows import set_grades, total_score
from grader.gradebook.late_days import set_due_dates, set_late_penalties
from grader.gradebook.one_course import check_owner, claim
from grader.gradebook.open import course_directory, explain_database_error, open_gradebook, url_without_password
from grader.gradebook.submission_rows import submission_rows
from grader.intake.files import submission_place
from grader.judging.graded import Graded
from grader.judging.verdict import Verdict
from grader.read_file import read_file

_LOG = logging.getLogger(__name__)


class Recorder:
    """Records graded submissions. A context manager; at most one at a time in a course folder.

    Parameters
    ----------
    course_dir : pathlib.Path
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Attributes
    ----------
    before : float or None
        The score that the gradebook had of the submission recorded last; None if it had none.
    by_hand : tuple of str
        Sentences on scores given by hand, and on late days, in the submission recorded last.
    """

    def __init__(self, course_dir: Path, db_url: str | None = None) -> None:
        self._course_dir = course_dir
        self._directory = course_directory(course_dir, db_url=db_url)
        self._config = read_course_config(course_dir)
        self._gradebook: Gradebook = None
        self._generated: set[str] = set()
        self._unclaimed: bytes | None = None
        self.by_hand: tuple[str, ...] = ()
        self.before: float | None = None

    def __enter__(self) -> "Recorder":
        self._gradebook = open_gradebook(self._directory)
        set_due_dates(self._gradebook, self._config)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._gradebook.close()

    def claim(self, secret: bytes) -> None:
        """Record as this course folder, which has this secret; noted with the first submission that is recorded.

        Raises
        ------
        CannotStart
            Another course folder records in the gradebook.
        """
        check_owner(self._gradebook, self._course_dir, secret)
        self._unclaimed = secret

    def record(self, graded: Graded, regraded: bool = True) -> float:
        """Record one submission in one transaction. Recording it again changes nothing.

        Leaves the same rows and files as ``nbgrader autograde``. A score given by hand stays and counts;
        its cell is marked for another look.

        Parameters
        ----------
        graded : Graded
        regraded : bool, optional
            False for a verdict that was there before: then only cells whose score changes are marked.

        Returns
        -------
        float
            The score that is now in the gradebook, with scores given by hand and the late penalty.

        Raises
        ------
        ValueError
            Verdict and gradebook disagree on the points of a question.
        NotRecorded
            The gradebook is locked, gone or full; nothing was written.
        """
        verdict = graded.verdict
        # JSON may hold a lone surrogate, which no encoding can write: replaced, so that it cannot stop the recording.
        text = json.dumps(graded.notebook, ensure_ascii=False).encode("utf-8", "replace")
        notebook = nbformat.from_dict(json.loads(text))
        session = self._gradebook.db
        try:
            if self._unclaimed is not None:
                claim(self._gradebook, self._course_dir, self._unclaimed)
                self._unclaimed = None
            self._generate(verdict.assignment)
            submission, submitted, self.before = submission_rows(self._gradebook, verdict.assignment, verdict.student)
            timestamp = self._timestamp(verdict)
            if timestamp:
                submission.timestamp = parse_utc(timestamp)
            self.by_hand = set_grades(session, submitted, notebook, verdict, regraded)
            session.flush()
            score = total_score(session, submitted)
            self.by_hand += self._set_late_penalty(submission, submitted, score)
            session.flush()
            final_score = max(0.0, score - (submitted.late_submission_penalty or 0.0))
            self._write_files(notebook, verdict)
            session.commit()
        except (DBAPIError, InvalidEntry) as error:
            session.rollback()
            message = (
                f"The gradebook {url_without_password(self._directory)} says of {verdict.student}: "
                f"{explain_database_error(error)}"
            )
            raise NotRecorded(message, affects_all=not isinstance(error, DataError | IntegrityError)) from error
        except BaseException:
            session.rollback()
            raise
        _LOG.info("recorded %s of %s: %g points", verdict.assignment, verdict.student, final_score)
        return final_score

    def _generate(self, assignment: str) -> None:
        """Enter the assignment's cells in the gradebook, once, if it does not have them all."""
        if assignment in self._generated:
            return
        source = self._course_dir / "source" / assignment / f"{assignment}.ipynb"
        if not has_assignment(self._gradebook, assignment, source if source.exists() else None):
            self._gradebook.db.rollback()  # nbgrader uses a connection of its own
            generate_assignment(self._course_dir, assignment, self._directory.db_url)
            self._gradebook.db.expire_all()
            set_due_dates(self._gradebook, self._config)
        self._generated.add(assignment)

    def _timestamp(self, verdict: Verdict) -> str:
        """Content of ``timestamp.txt``; empty where it is missing or no time."""
        try:
            place = submission_place(self._course_dir, verdict.student, verdict.assignment)
            text = read_file((place or self._folder("submitted", verdict)) / "timestamp.txt").decode()[:100].strip()
            parse_utc(text)
        except (CannotStart, OSError, ValueError, ArithmeticError, TypeError):  # a student may have put anything there
            return ""
        return text

    def _set_late_penalty(self, submission: Any, submitted: Any, score: float) -> tuple[str, ...]:
        """Set what being late costs; sentences on other assignments of the student for which that changes."""
        if self._config.has_due_dates:
            return set_late_penalties(
                self._gradebook.db, self._config, submission.student.id, submission.assignment.name
            )
        submitted.late_submission_penalty = None
        if submission.total_seconds_late > 0:
            from nbgrader.preprocessors import AssignLatePenalties  # takes half a second

            step = AssignLatePenalties(config=self._directory.config)
            step.init_plugin()
            penalty = step.plugin_inst.late_submission_penalty(
                submission.student.id, score, submission.total_seconds_late
            )
            if penalty is not None:
                submitted.late_submission_penalty = min(max(penalty, 0), score)
        return ()

    def _write_files(self, notebook: NotebookNode, verdict: Verdict) -> None:
        folder = self._folder("autograded", verdict)
        for unfinished in folder.glob(f".{verdict.assignment}.ipynb.*"):  # left by a coordinator that was killed
            unfinished.unlink()
        # Not `nbformat.writes`: its indented lines take a quarter of the time of recording.
        write_atomically(folder / f"{verdict.assignment}.ipynb", json.dumps(notebook, ensure_ascii=False).encode())
        timestamp = self._timestamp(verdict)
        if timestamp:
            write_atomically(folder / "timestamp.txt", timestamp.encode())

    def _folder(self, step: str, verdict: Verdict) -> Path:
        return self._course_dir / step / verdict.student / verdict.assignment
