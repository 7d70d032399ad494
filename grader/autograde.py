"""Grade all submissions of an assignment: verdicts first, each kept as it comes, then the gradebook."""

from dataclasses import dataclass, field

from grader.assignment import read_assignment
from grader.builder import build
from grader.errors import CannotStart
from grader.executors import DaskCluster, LocalProcesses
from grader.graded import Graded
from grader.grading import Task, not_graded
from grader.limits import Limits
from grader.pool import Pool
from grader.sandbox.errors import LockError
from grader.seeds import course_secret, student_key
from grader.store import Store, task_digest
from grader.submitted import students_of, submitted_file
from grader.task import graded_from_bytes, pack


@dataclass(frozen=True)
class Row:
    """One submission: what was found, the score that is now in the gradebook, and whether nothing could be graded."""

    graded: Graded
    score: float
    not_graded: bool = False


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes
    ----------
    jobs : int
        Processes that grade side by side.
    limits : Limits
    locked : bool
        False runs student code without locks.
    force : bool
        Grade again what has a verdict already.
    db_url : str or None
        The gradebook; None for the one of the course folder.
    scheduler : str or None
        Address of a Dask scheduler; None for processes of this machine.
    """

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    locked: bool = True
    force: bool = False
    db_url: str | None = None
    scheduler: str | None = None

    def place(self, tasks):
        """Where so many tasks run."""
        return DaskCluster(self.scheduler) if self.scheduler else LocalProcesses(min(self.jobs, tasks))


def autograde(course_dir, assignment, students=None, options=None, report=None):
    """Grade submissions and record them.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    students : list of str, optional
        Only these; everyone who handed in when left out.
    options : Options, optional
    report : callable, optional
        ``report(done, total, row)`` after each submission.

    Returns
    -------
    list of Row
        Sorted by student.

    Raises
    ------
    CannotStart
    """
    options = options or Options()
    names = _names(course_dir, assignment, students)
    course = _Course(course_dir, assignment, options)
    store = Store(course_dir, assignment)
    digests = {name: task_digest(course.packed(name)) for name in names}
    todo = [name for name in names if options.force or not store.has(name, digests[name])]
    pool = Pool(((name, course.packed(name)) for name in todo), options.place(len(todo))) if todo else None
    from grader.record import Recorder  # takes two seconds, in which the workers get warm

    rows = []
    with Recorder(course_dir, options.db_url) as recorder:

        def finish(graded, failed=False):
            nothing = failed or graded.verdict.status == "unreadable"
            rows.append(Row(graded, recorder.record(graded), nothing))
            if report is not None:
                report(len(rows), len(names), rows[-1])

        for name in names:
            if name not in todo:
                finish(store.find(name, digests[name]))
        for name, result in pool.results() if pool else ():
            if isinstance(result, LockError):
                raise CannotStart(f"Student code cannot be locked away on this machine: {result}. Nothing was graded.")
            if isinstance(result, Exception):
                finish(not_graded(course.task(name), result, options.locked), failed=True)
                continue
            graded = graded_from_bytes(result)
            store.keep(name, digests[name], graded)
            finish(graded)
    return sorted(rows, key=lambda row: row.graded.verdict.student)


def grade_one(course_dir, assignment, student, submission):
    """Grade one submission here and now, without recording it: for nbgrader's own autograde.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment, student : str
    submission : bytes

    Returns
    -------
    Graded
    """
    from grader.task import run

    course = _Course(course_dir, assignment, Options())
    return graded_from_bytes(run(course.packed(student, submission)))


class _Course:
    """Packs the tasks of one assignment."""

    def __init__(self, course_dir, assignment, options):
        self._course_dir, self._name, self._options = course_dir, assignment, options
        self._secret = course_secret(course_dir)
        self._source = _source(course_dir, assignment)

    def packed(self, student, submission=None):
        if submission is None:
            submission = submitted_file(self._course_dir, self._name, student)
        key = student_key(self._secret, student, self._name)
        options = self._options
        return pack(student, self._name, self._source, submission, key, options.limits, options.locked)

    def task(self, student):
        return Task(student, read_assignment(self._name, self._source), b"", b"")


def _names(course_dir, assignment, students):
    found = students_of(course_dir, assignment)
    if not found:
        where = course_dir / "submitted"
        raise CannotStart(
            f"Got no submission of {assignment}, expected {where}/<student>/{assignment}/{assignment}.ipynb."
        )
    missing = sorted(set(students or ()) - set(found))
    if missing:
        raise CannotStart(
            f"Got the student {missing[0]!r}, expected one who handed in {assignment}: {', '.join(found)}."
        )
    return [name for name in found if not students or name in students]


def _source(course_dir, assignment):
    """The source notebook, made if it is missing or older than its text."""
    text = course_dir / f"{assignment}.py"
    source = course_dir / "source" / assignment / f"{assignment}.ipynb"
    if not source.exists() or (text.exists() and text.stat().st_mtime > source.stat().st_mtime):
        try:
            build(course_dir, [assignment])
        except ValueError as error:
            raise CannotStart(str(error)) from None
    data = source.read_bytes()
    try:
        read_assignment(assignment, data)
    except ValueError as error:
        raise CannotStart(str(error)) from None
    return data
