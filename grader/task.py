"""A submission's way to a worker and back, as bytes: the two sides need not share a file system.

Both sides are ours. What a student wrote travels as text inside JSON and is only ever data.
"""

import base64
import json
import threading
from dataclasses import asdict
from functools import lru_cache
from multiprocessing.util import Finalize

from grader.assignment import read_assignment
from grader.graded import Graded
from grader.grading import Task, grade
from grader.limits import Limits
from grader.sandbox.errors import LockError
from grader.verdict import Verdict, from_json
from grader.worker.handle import Worker

_workers = {}


def _close_workers():
    while _workers:
        _workers.popitem()[1].close()


# Not atexit alone: the processes of an executor end without it.
Finalize(None, _close_workers, exitpriority=1)


def pack(student, assignment, source, submission, key, limits, locked):
    """All that a verdict depends on, as bytes.

    Parameters
    ----------
    student, assignment : str
    source : bytes
        The assignment's source notebook.
    submission : bytes
    key : bytes
        As of `grader.seeds.student_key`.
    limits : Limits
    locked : bool

    Returns
    -------
    bytes
        The same for the same arguments.
    """
    fields = {
        "student": student,
        "assignment": assignment,
        "source": source.decode(),
        "submission": base64.b64encode(submission).decode(),
        "key": key.hex(),
        "limits": asdict(limits),
        "locked": locked,
    }
    return json.dumps(fields, sort_keys=True).encode()


def run(data):
    """Grade what `pack` packed, with a warm worker of this process; a `Graded` as bytes."""
    fields = json.loads(data)
    assignment = _assignment(fields["assignment"], fields["source"])
    submission = base64.b64decode(fields["submission"])
    task = Task(fields["student"], assignment, submission, bytes.fromhex(fields["key"]))
    limits, locked = Limits(**fields["limits"]), fields["locked"]
    try:
        graded = grade(task, _worker(limits, locked))
    except LockError:
        raise
    except OSError:
        # The warm process is gone, which shows in many ways, and is not the submission's fault as far as anyone knows:
        # once more with a new one.
        _forget_worker(limits, locked)
        graded = grade(task, _worker(limits, locked))
    return graded_to_bytes(graded)


def graded_to_bytes(graded):
    """A `Graded` as bytes."""
    fields = {"verdict": asdict(graded.verdict), "notebook": graded.notebook, "seconds": graded.seconds}
    return json.dumps(fields, ensure_ascii=False).encode()


def graded_from_bytes(data):
    """The `Graded` of bytes made by `graded_to_bytes`."""
    fields = json.loads(data)
    verdict: Verdict = from_json(json.dumps(fields["verdict"]))
    return Graded(verdict, fields["notebook"], fields["seconds"])


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
