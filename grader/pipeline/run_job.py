"""The entry point of a judge's process: grades a packed job and returns a packed verdict.

What students wrote is text inside JSON, which is never unpickled or run here.
"""

import logging
import threading
from functools import lru_cache
from multiprocessing.util import Finalize

from grader.authoring.assignment import Assignment, read_assignment
from grader.execution.limits import Limits
from grader.execution.sandbox.errors import LockError
from grader.execution.worker.supervisor import Worker
from grader.judging.graded import Graded
from grader.pipeline.grade import Task, grade
from grader.pipeline.job import Job

_LOG = logging.getLogger(__name__)
_workers: dict[tuple[int, Limits, bool], Worker] = {}


def _close_workers() -> None:
    while _workers:
        _workers.popitem()[1].close()


# Not `atexit`: the processes of an executor end without it.
Finalize(None, _close_workers, exitpriority=1)


def run(data: bytes) -> bytes:
    """Grade a packed `Job`; returns a packed `Graded`."""
    return grade_job(Job.from_bytes(data)).to_bytes()


def grade_job(job: Job) -> Graded:
    """Grade a job with a warm worker of this process.

    Raises
    ------
    LockError
        This machine lacks a lock.
    """
    task = Task(
        job.student, packed_assignment(job.assignment, job.source), job.submission, job.key, job.count_once, job.remarks
    )
    limits, locked = job.limits, job.locked
    try:
        return grade(task, warm_worker(limits, locked))
    except LockError:
        raise
    except OSError as error:
        # The warm worker has died; any system call may fail then. The submission need not be to blame: try once more.
        _LOG.info("%s: warm worker lost (%s); starting a new one", job.student, error)
        _close_worker(limits, locked)
        return grade(task, warm_worker(limits, locked))


@lru_cache(maxsize=4)
def packed_assignment(name: str, source: str) -> Assignment:
    """Read an assignment of a job, once."""
    return read_assignment(name, source)


def warm_worker(limits: Limits, locked: bool) -> Worker:
    """The warm worker of this thread; it is started once."""
    # One for each thread: a Dask worker may run several tasks at once.
    key = threading.get_ident(), limits, locked
    if key not in _workers:
        _workers[key] = Worker(limits, locked)
    return _workers[key]


def _close_worker(limits: Limits, locked: bool) -> None:
    worker = _workers.pop((threading.get_ident(), limits, locked), None)
    if worker is not None:  # otherwise it could not even be started
        worker.close()
