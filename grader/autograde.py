"""Grade all submissions of an assignment: verdicts first, each kept as it comes, then the gradebook."""

import errno
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace

from grader.alone import alone_in
from grader.assignment import read_assignment
from grader.backlog import Backlog
from grader.builder import build
from grader.errors import CannotStart
from grader.executors import DaskCluster, LocalProcesses
from grader.graded import Graded
from grader.grading import Task, not_graded
from grader.limits import Limits
from grader.nbgrader_alone import leave_out_applications
from grader.pool import Pool
from grader.sandbox.errors import LockError
from grader.seeds import course_secret, student_key
from grader.store import Store, task_digest
from grader.submitted import students_of, submitted_file
from grader.task import graded_from_bytes, pack

_CURES = {
    errno.ENOSPC: "make room on its disk",
    errno.EDQUOT: "make room in the quota",
    errno.EACCES: "make it writable",
    errno.EPERM: "make it writable",
    errno.EROFS: "make it writable",
}


@dataclass(frozen=True)
class Row:
    """One submission.

    Attributes
    ----------
    graded : Graded
        What was found, without the notebook.
    score : float
        What is now in the gradebook.
    not_graded : bool
        Whether nothing could be graded.
    why : str
        Why it was graded, in words such as ``"the submission changed"``; empty if its verdict was kept.
    by_hand : tuple of str
        Sentences on points that a person gave.
    """

    graded: Graded
    score: float
    not_graded: bool = False
    why: str = ""
    by_hand: tuple[str, ...] = ()

    @property
    def remarks(self):
        """Those of the verdict, and what only the gradebook knows."""
        return (*self.graded.verdict.remarks, *self.by_hand)


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
    with alone_in(course_dir, f"grades {assignment}"), _said_if_not_writable(course_dir):
        return _grade_all(course_dir, assignment, names, options, report)


def _grade_all(course_dir, assignment, names, options, report):
    course = _Course(course_dir, assignment, options)
    store = Store(course_dir, assignment)
    digests = {name: task_digest(course.packed(name)) for name in names}
    todo = {name: _why(store, name, digests[name]) for name in names}
    todo = {name: why or "--force" for name, why in todo.items() if why or options.force}
    tasks = ((name, course.packed(name)) for name in todo)
    rows, failed = [], {}
    with Pool(tasks, options.place(len(todo))) if todo else nullcontext() as pool:
        leave_out_applications()
        from grader.record import Recorder  # takes a second, in which the workers get warm

        with Recorder(course_dir, options.db_url) as recorder:

            def record(name):
                graded = failed.get(name) or store.find(name, digests[name])
                score = recorder.record(graded, regraded=name in todo)
                nothing = name in failed or graded.verdict.status == "unreadable"
                # Without the notebook: of ten thousand students they would fill the memory.
                rows.append(Row(replace(graded, notebook={}), score, nothing, todo.get(name, ""), recorder.by_hand))
                if report is not None:
                    report(len(rows), len(names), rows[-1])

            backlog = Backlog(record)
            for name in names:
                if name not in todo:
                    backlog.add(name)
            for name, result in pool.results() if pool else ():
                if isinstance(result, LockError):
                    raise CannotStart(
                        f"Student code cannot be locked away on this machine: {result}. Nothing was graded."
                    )
                if isinstance(result, Exception):
                    failed[name] = not_graded(course.task(name), result, options.locked)
                else:
                    store.keep(name, digests[name], graded_from_bytes(result))
                backlog.add(name)
            backlog.finish()
    return sorted(rows, key=lambda row: row.graded.verdict.student)


def _why(store, name, digest):
    """Why a submission has to be graded, in words; empty if there is a verdict that still holds."""
    if store.has(name, digest):
        return ""
    changed = store.changed(name, digest)
    return f"{' and '.join(changed)} changed" if changed else "new"


@contextmanager
def _said_if_not_writable(course_dir):
    """`CannotStart` with what to do, where a file cannot be written."""
    try:
        yield
    except OSError as error:
        if error.errno not in _CURES:
            raise
        raise CannotStart(
            f"Could not write {error.filename or course_dir} ({error.strerror}). All that was graded before is kept: "
            f"{_CURES[error.errno]}, then run the same command again."
        ) from error


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
