"""Grades all submissions of an assignment, stores each verdict as it comes, and records it in the gradebook."""

import errno
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from grader.errors import CannotStart
from grader.execution.limits import Limits
from grader.execution.sandbox.errors import LockError
from grader.gradebook.light_import import skip_nbgrader_apps
from grader.gradebook.retry_queue import RetryQueue
from grader.intake.files import select_students
from grader.judging.graded import Graded
from grader.pipeline.course_lock import course_lock
from grader.pipeline.executors.backends import Backend, DaskBackend, LocalBackend
from grader.pipeline.executors.scheduler import Scheduler
from grader.pipeline.grade import not_graded
from grader.pipeline.jobs import Jobs, digest
from grader.pipeline.seeds import course_secret
from grader.pipeline.verdict_cache import VerdictCache

_LOG = logging.getLogger(__name__)
_REMEDIES = {
    errno.ENOSPC: "make room on its disk",
    errno.EDQUOT: "make room in the quota",
    errno.EACCES: "make it writable",
    errno.EPERM: "make it writable",
    errno.EROFS: "make it writable",
}


@dataclass(frozen=True)
class Row:
    """One submission in the table of results.

    Attributes
    ----------
    graded : Graded
        Without the notebook.
    score : float
        The score in the gradebook.
    not_graded : bool
        Whether nothing could be graded.
    why : str
        Why it was graded, such as ``"the submission changed"``; empty if its verdict came from the cache.
    by_hand : tuple of str
        Sentences on scores given by hand.
    before : float or None
        The score that the gradebook had before; None if it had none.
    """

    graded: Graded
    score: float
    not_graded: bool = False
    why: str = ""
    by_hand: tuple[str, ...] = ()
    before: float | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """Remarks of the verdict, and sentences on scores given by hand."""
        return (*self.graded.verdict.remarks, *self.by_hand)


Report: TypeAlias = Callable[[int, int, Row], None]
"""``report(done, total, row)``: called after each submission."""


@dataclass(frozen=True)
class Options:
    """Options of `autograde`.

    Attributes
    ----------
    jobs : int
        Number of processes.
    limits : Limits or None
        None for those of ``course.toml``.
    locked : bool
        False runs student code without locks.
    force : bool
        Grade again submissions that have a verdict.
    db_url : str or None
        The gradebook; None for the one in the course folder.
    scheduler : str or None
        Address of a Dask scheduler; None grades on this machine.
    """

    jobs: int = 1
    limits: Limits | None = None
    locked: bool = True
    force: bool = False
    db_url: str | None = None
    scheduler: str | None = None

    def backend(self, tasks: int) -> Backend:
        """Make the backend for a number of tasks."""
        return DaskBackend(self.scheduler) if self.scheduler else LocalBackend(min(self.jobs, tasks))


def autograde(
    course_dir: Path,
    assignment: str,
    students: Sequence[str] | None = None,
    options: Options | None = None,
    report: Report | None = None,
) -> list[Row]:
    """Grade submissions and record them.

    Parameters
    ----------
    course_dir : Path
    assignment : str
    students : sequence of str, optional
        By default all who submitted the assignment.
    options : Options, optional
    report : Report, optional
        Called after each submission.

    Returns
    -------
    list of Row
        Sorted by student.

    Raises
    ------
    CannotStart
    """
    options = options or Options()
    names = select_students(course_dir, assignment, students)
    with course_lock(course_dir, f"grades {assignment}"), _explain_write_errors(course_dir):
        return _grade_all(course_dir, assignment, names, options, report)


def _grade_all(
    course_dir: Path, assignment: str, names: Sequence[str], options: Options, report: Report | None
) -> list[Row]:
    jobs = Jobs(course_dir, assignment, options.limits, options.locked)
    cache = VerdictCache(course_dir, assignment)
    digests = {name: digest(jobs.job(name)) for name in names}
    reasons = {name: reason(cache, name, digests[name]) for name in names}
    todo = {name: why or "--force" for name, why in reasons.items() if why or options.force}
    _LOG.info("%s: %d verdicts from the cache, %d to grade", assignment, len(names) - len(todo), len(todo))
    tasks = ((name, jobs.job(name).to_bytes()) for name in todo)
    rows: list[Row] = []
    failed: dict[str, Graded] = {}
    with Scheduler(tasks, options.backend(len(todo))) if todo else nullcontext() as scheduler:
        skip_nbgrader_apps()
        from grader.gradebook.recorder import Recorder  # takes a second, while the workers start

        with Recorder(course_dir, options.db_url) as recorder:
            recorder.claim(course_secret(course_dir))

            def record(name: str) -> None:
                graded = failed.get(name) or cache.find(name, digests[name])
                if graded is None:
                    raise RuntimeError(f"the verdict on {name} is gone from {course_dir}/verdicts")
                score = recorder.record(graded, regraded=name in todo)
                nothing = name in failed or graded.verdict.status == "unreadable"
                # Without the notebooks: those of ten thousand students would fill the memory.
                found = replace(graded, notebook={})
                rows.append(Row(found, score, nothing, todo.get(name, ""), recorder.by_hand, recorder.before))
                if report is not None:
                    report(len(rows), len(names), rows[-1])

            queue = RetryQueue(record)
            for name in names:
                if name not in todo:
                    queue.add(name)
            for name, result in scheduler.results() if scheduler else ():
                if isinstance(result, LockError):
                    raise CannotStart(
                        f"Student code cannot be locked away on this machine: {result}. Nothing was graded."
                    )
                if isinstance(result, Exception):
                    _LOG.info("%s: the grader failed: %r", name, result)
                    failed[name] = not_graded(name, jobs.assignment, result, options.locked)
                else:
                    cache.write(name, digests[name], result)
                queue.add(name)
            queue.finish()
    return sorted(rows, key=lambda row: row.graded.verdict.student)


def reason(cache: VerdictCache, name: str, digest: str) -> str:
    """Say why a submission has to be graded; empty if the cache has its verdict."""
    if cache.has(name, digest):
        return ""
    changed = cache.changed_parts(name, digest)
    if changed is None:
        return "new"
    return f"{' and '.join(changed)} changed" if changed else "its verdict was damaged"


@contextmanager
def _explain_write_errors(course_dir: Path) -> Iterator[None]:
    """Raise `CannotStart`, which says what to do, if a file cannot be written."""
    try:
        yield
    except OSError as error:
        if error.errno not in _REMEDIES:
            raise
        raise CannotStart(
            f"Could not write {error.filename or course_dir} ({error.strerror}). All that was graded before is kept: "
            f"{_REMEDIES[error.errno]}, then run the same command again."
        ) from error


def grade_one(course_dir: Path, assignment: str, student: str) -> Graded:
    """Grade one submission in this process, without recording it: for nbgrader's own autograde.

    Parameters
    ----------
    course_dir : Path
    assignment, student : str

    Returns
    -------
    Graded
    """
    from grader.pipeline.run_job import grade_job

    return grade_job(Jobs(course_dir, assignment).job(student))
