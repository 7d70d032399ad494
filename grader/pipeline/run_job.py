"""The entry point of a worker process: a packed job in, a packed verdict out.

What a student wrote travels as text inside JSON and is only ever data.
"""

import threading
from functools import lru_cache
from multiprocessing.util import Finalize

from grader.authoring.assignment import read_assignment
from grader.execution.sandbox.errors import LockError
from grader.execution.worker.supervisor import Worker
from grader.pipeline.grade import Task, grade
from grader.pipeline.job import Job

_workers = {}


def _close_workers():
    while _workers:
        _workers.popitem()[1].close()


# Not atexit alone: the processes of an executor end without it.
Finalize(None, _close_workers, exitpriority=1)


def run(data):
    """Grade a packed `Job` with a warm worker of this process; returns a packed `Graded`."""
    job = Job.from_bytes(data)
    task = Task(job.student, _assignment(job.assignment, job.source), job.submission, job.key)
    limits, locked = job.limits, job.locked
    try:
        graded = grade(task, _worker(limits, locked))
    except LockError:
        raise
    except OSError:
        # The warm process is gone, which shows in many ways, and is not the submission's fault as far as anyone knows:
        # once more with a new one.
        _forget_worker(limits, locked)
        graded = grade(task, _worker(limits, locked))
    return graded.to_bytes()


@lru_cache(maxsize=4)
def _assignment(name, source):
    return read_assignment(name, source.encode())


def _worker(limits, locked):
    # One for each thread: a Dask worker may run several tasks side by side.
    key = threading.get_ident(), limits, locked
    if key not in _workers:
        _workers[key] = Worker(limits, locked)
    return _workers[key]


def _forget_worker(limits, locked):
    _workers.pop((threading.get_ident(), limits, locked)).close()
