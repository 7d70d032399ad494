"""Grade all submissions of an assignment: verdicts first, each kept as it comes, then the gradebook."""

import errno
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace

from grader.errors import CannotStart
from grader.execution.limits import Limits
from grader.execution.sandbox.errors import LockError
from grader.gradebook.light_import import skip_nbgrader_apps
from grader.gradebook.retry_queue import RetryQueue
from grader.intake.files import chosen_students
from grader.pipeline.course_lock import alone_in
from grader.pipeline.executors import DaskCluster, LocalProcesses
from grader.pipeline.grade import not_graded
from grader.pipeline.graded import Graded
from grader.pipeline.jobs import Jobs, digest
from grader.pipeline.scheduler import Pool
from grader.pipeline.verdict_cache import Store

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
    names = chosen_students(course_dir, assignment, students)
    with alone_in(course_dir, f"grades {assignment}"), _said_if_not_writable(course_dir):
        return _grade_all(course_dir, assignment, names, options, report)


def _grade_all(course_dir, assignment, names, options, report):
    jobs = Jobs(course_dir, assignment, options.limits, options.locked)
    store = Store(course_dir, assignment)
    digests = {name: digest(jobs.job(name)) for name in names}
    todo = {name: _why(store, name, digests[name]) for name in names}
    todo = {name: why or "--force" for name, why in todo.items() if why or options.force}
    packed = ((name, jobs.job(name).to_bytes()) for name in todo)
    rows, failed = [], {}
    with Pool(packed, options.place(len(todo))) if todo else nullcontext() as pool:
        skip_nbgrader_apps()
        from grader.gradebook.recorder import Recorder  # takes a second, in which the workers get warm

        with Recorder(course_dir, options.db_url) as recorder:

            def record(name):
                graded = failed.get(name) or store.find(name, digests[name])
                score = recorder.record(graded, regraded=name in todo)
                nothing = name in failed or graded.verdict.status == "unreadable"
                # Without the notebook: of ten thousand students they would fill the memory.
                rows.append(Row(replace(graded, notebook={}), score, nothing, todo.get(name, ""), recorder.by_hand))
                if report is not None:
                    report(len(rows), len(names), rows[-1])

            queue = RetryQueue(record)
            for name in names:
                if name not in todo:
                    queue.add(name)
            for name, result in pool.results() if pool else ():
                if isinstance(result, LockError):
                    raise CannotStart(
                        f"Student code cannot be locked away on this machine: {result}. Nothing was graded."
                    )
                if isinstance(result, Exception):
                    failed[name] = not_graded(name, jobs.assignment, result, options.locked)
                else:
                    store.keep(name, digests[name], result)
                queue.add(name)
            queue.finish()
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
    from grader.pipeline.run_job import run

    return Graded.from_bytes(run(Jobs(course_dir, assignment).job(student, submission).to_bytes()))
