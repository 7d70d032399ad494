"""Verdicts into nbgrader's gradebook and folders, so that nbgrader itself goes on from there."""

import json

import nbformat
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    InvalidEntry,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import compute_checksum, parse_utc
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import joinedload, undefer

from grader.atomic_write import write_atomically
from grader.errors import NotRecorded
from grader.gradebook.cell_outputs import clamped, show_verdict
from grader.gradebook.open import course_directory, database_words, generate, knows, open_gradebook, shown_url

NO_RESPONSE = "No response."  # nbgrader's own words


class Recorder:
    """Writes graded submissions; a context manager, one at a time for a course folder.

    Parameters
    ----------
    course_dir : pathlib.Path
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Attributes
    ----------
    by_hand : tuple of str
        Sentences on points that a person gave in the submission recorded last.
    """

    def __init__(self, course_dir, db_url=None):
        self._course_dir = course_dir
        self._directory = course_directory(course_dir, db_url=db_url)
        self._gradebook = None
        self._generated = set()
        self.by_hand = ()

    def __enter__(self):
        self._gradebook = open_gradebook(self._directory)
        return self

    def __exit__(self, *exception):
        self._gradebook.close()

    def record(self, graded, regraded=True):
        """Write one submission, all of it or nothing; writing it again changes nothing.

        The same rows and files as ``nbgrader autograde`` leaves. A score that a person gave stays and wins;
        its cell is marked for another look.

        Parameters
        ----------
        graded : Graded
        regraded : bool, optional
            False for a verdict that was there before: then only cells whose score changes are marked.

        Returns
        -------
        float
            The score that is in the gradebook now, hand-given points and a late penalty included.

        Raises
        ------
        ValueError
            The verdict and the gradebook disagree on what a question is worth.
        NotRecorded
            The gradebook is locked, gone or full; nothing was written.
        """
        verdict = graded.verdict
        # A lone surrogate is legal in JSON and no character: it must not stop the recording.
        text = json.dumps(graded.notebook, ensure_ascii=False).encode("utf-8", "replace")
        notebook = nbformat.from_dict(json.loads(text))
        session = self._gradebook.db
        try:
            self._generate(verdict.assignment)
            submission, submitted = self._submission(verdict)
            self._give_checksums(notebook, submitted)
            self._grade(submitted, notebook, verdict, regraded)
            session.flush()
            score = self._score(submitted)
            self._charge_lateness(submission, submitted, score)
            session.flush()
            left = max(0.0, score - (submitted.late_submission_penalty or 0.0))
            self._write(notebook, verdict)
            session.commit()
        except (DBAPIError, InvalidEntry) as error:
            session.rollback()
            words = f"The gradebook {shown_url(self._directory)} says of {verdict.student}: {database_words(error)}"
            raise NotRecorded(words, of_all=not isinstance(error, DataError | IntegrityError)) from error
        except BaseException:
            session.rollback()
            raise
        return left

    def _generate(self, assignment):
        """Tell the gradebook the assignment's cells, once, if it does not have them all."""
        if assignment in self._generated:
            return
        source = self._course_dir / "source" / assignment / f"{assignment}.ipynb"
        if not knows(self._gradebook, assignment, source if source.exists() else None):
            self._gradebook.db.rollback()  # nbgrader uses a connection of its own
            generate(self._course_dir, assignment, self._directory.db_url)
            self._gradebook.db.expire_all()
        self._generated.add(assignment)

    def _submission(self, verdict):
        """The rows of this submission, made as nbgrader makes them but left to this transaction."""
        try:
            submission = self._gradebook.find_submission(verdict.assignment, verdict.student)
        except MissingEntry:
            submission = self._new_submission(verdict)
        timestamp = self._timestamp(verdict)
        if timestamp:
            submission.timestamp = parse_utc(timestamp)
        rows = self._gradebook.db.query(SubmittedNotebook).join(Notebook)
        notebook = Notebook.name == verdict.assignment, Notebook.assignment_id == submission.assignment_id
        return submission, rows.filter(SubmittedNotebook.assignment_id == submission.id, *notebook).one()

    def _new_submission(self, verdict):
        session = self._gradebook.db
        assignment = self._gradebook.find_assignment(verdict.assignment)
        with session.no_autoflush:  # half of the rows must not be written while the other half is looked up
            student = session.get(Student, verdict.student) or Student(id=verdict.student)
            submission = SubmittedAssignment(assignment=assignment, student=student)
            submitted = [SubmittedNotebook(notebook=n, assignment=submission) for n in assignment.notebooks]
            session.add(submission)
        session.flush()
        for notebook in submitted:
            for kind, row in ((GradeCell, Grade), (SolutionCell, Comment)):
                cells = session.query(kind.id).filter(kind.notebook_id == notebook.notebook_id)
                rows = [{"cell_id": cell_id, "notebook_id": notebook.id} for (cell_id,) in cells]
                if rows:
                    session.execute(insert(row), rows)
        return submission

    def _timestamp(self, verdict):
        """When it was handed in, as the text nbgrader left; empty where that is missing or is not a time."""
        try:
            with open(self._folder("submitted", verdict) / "timestamp.txt", encoding="utf-8") as file:
                text = file.read(100).strip()
            parse_utc(text)
        except (OSError, ValueError, ArithmeticError, TypeError):  # the student may have written anything into it
            return ""
        return text

    def _give_checksums(self, notebook, submitted):
        """A cell whose text has the released checksum is one the student left alone."""
        columns = self._gradebook.db.query(SourceCell.name, SourceCell.checksum)
        checksums = dict(map(tuple, columns.filter(SourceCell.notebook_id == submitted.notebook_id)))
        for cell in notebook.cells:
            known = cell.metadata.get("nbgrader", {})
            if known.get("grade_id") in checksums:
                known["checksum"] = checksums[known["grade_id"]]
                known["cell_type"] = cell.cell_type

    def _grade(self, submitted, notebook, verdict, regraded):
        self.by_hand = ()
        cells = {
            c.metadata.nbgrader.grade_id: c for c in notebook.cells if "grade_id" in c.metadata.get("nbgrader", {})
        }
        untouched = {
            name for name, cell in cells.items() if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
        }
        verdicts = {cell.grade_id: cell for cell in verdict.cells} | show_verdict(notebook, verdict)
        place = {name: number for number, name in enumerate(cells)}
        grades = self._rows(Grade, submitted, undefer(Grade.max_score))
        for grade in sorted(grades, key=lambda grade: place.get(grade.name, len(place))):
            cell = verdicts.get(grade.name)
            if cell is not None and cell.max_score != grade.max_score:
                raise ValueError(
                    f"{grade.name}: the gradebook says {grade.max_score:g} points, the verdict {cell.max_score:g}; "
                    f"run `python -m grader release {verdict.assignment}`, then grade again."
                )
            before = grade.auto_score
            if cell is not None and cell.score is not None:
                grade.auto_score = clamped(cell)
            else:
                # What waits for a person; an empty answer need not wait, and a lost test cell is no points.
                waits = grade.cell_type == "markdown" and grade.name not in untouched
                grade.auto_score = None if waits else 0.0
            if grade.manual_score is None:
                grade.needs_manual_grade = grade.auto_score is None
            else:
                grade.needs_manual_grade |= regraded or grade.auto_score != before
                self.by_hand += tuple(_given(grade))
        for comment in self._rows(Comment, submitted):
            comment.auto_comment = NO_RESPONSE if comment.name in untouched else None

    def _rows(self, kind, submitted, *columns):
        """A submission's grades or comments with their cells, in one question instead of three for each."""
        rows = self._gradebook.db.query(kind).options(joinedload(kind.cell), *columns)
        return rows.filter(*_of(submitted, kind)).populate_existing()

    def _score(self, submitted):
        """nbgrader's own `score` of a submitted notebook, which it finds by reading the grades of the whole class."""
        score = self._gradebook.db.query(func.coalesce(func.sum(Grade.score), 0.0))
        return score.filter(*_of(submitted, Grade)).scalar()

    def _charge_lateness(self, submission, submitted, score):
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

    def _write(self, notebook, verdict):
        folder = self._folder("autograded", verdict)
        for left in folder.glob(f".{verdict.assignment}.ipynb.*"):  # by a coordinator that was killed
            left.unlink()
        text = nbformat.writes(nbformat.from_dict(notebook)) + "\n"
        write_atomically(folder / f"{verdict.assignment}.ipynb", text.encode())
        timestamp = self._timestamp(verdict)
        if timestamp:
            write_atomically(folder / "timestamp.txt", timestamp.encode())

    def _folder(self, step, verdict):
        return self._course_dir / step / verdict.student / verdict.assignment


def _of(submitted, kind):
    """Which grades or comments are a submission's. By their cells too: with these begins the only index there is."""
    cells = select(BaseCell.id).where(BaseCell.notebook_id == submitted.notebook_id)
    return kind.notebook_id == submitted.id, kind.cell_id.in_(cells)


def _given(grade):
    """A sentence on points given by hand, where they stand against the grader's, or are for an older answer."""
    stay = f"{grade.name}: {grade.manual_score:g} points were given by hand and stay"
    if grade.auto_score is not None:
        yield f"{stay}; the grader's {grade.auto_score:g} do not count."
    elif grade.needs_manual_grade:
        yield f"{stay}; look again, it was graded since."
