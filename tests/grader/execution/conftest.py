"""One warm worker for all attempts, and things worth getting at."""

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import course
from grader.execution.cell_result import SessionEnded
from grader.execution.limits import Limits
from grader.execution.session import Session
from grader.execution.worker.supervisor import Worker
from tests.grader.execution.sandbox.escapes import Targets, plant, source
from tests.paths import CLONE
from tests.patience import SECONDS

# Small enough that what runs into them does so at once.
LIMITS = Limits(cell_seconds=5, submission_seconds=20, memory=256 << 20, scratch=4 << 20, scratch_files=200)


@pytest.fixture(scope="session")
def worker():
    """A warm worker with small limits."""
    worker = Worker(LIMITS)
    yield worker
    worker.close()


@pytest.fixture(scope="session")
def folder():
    """A folder that everybody may enter, read and change: pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="open-to-all-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def targets(folder):
    """A course folder open to all, and this process as the judge."""
    (folder / "empty").mkdir()
    (folder / "empty").chmod(0o777)
    names = {}
    for name in ("other_submission", "gradebook", "verdict", "secret"):
        path = folder / name
        path.write_text(name)
        path.chmod(0o666)
        names[name] = str(path)
    return Targets(
        reference=str(CLONE / "reference_solution" / "networks" / "dense.py"),
        exercises=str(CLONE / "grader" / "exercises" / "p6" / "exercises.py"),
        assignment=str(CLONE / "assignments" / "p6_backprop.py"),
        folder=str(folder),
        package=str(Path(course.__file__).parent),
        judge=os.getpid(),
        **names,
    )


@pytest.fixture(scope="session")
def locked(worker, targets):
    """``locked(code)``: what code prints that runs in a process of its own behind the locks."""

    def run(code):
        with session_on(worker) as session:
            plant(worker.scratch, targets)
            session.run(source(targets))
            return printed(session.run(code))

    return run


@contextmanager
def session_on(worker, seconds=SECONDS):
    """A fresh process of the worker, that is ended."""
    session = Session(worker, time.monotonic() + seconds)
    try:
        yield session
    except SessionEnded:  # and its process with it
        raise
    except BaseException:
        session.close()
        raise
    session.close()


def ended_by(worker, code, seconds=SECONDS, seconds_of_cell=None):
    """The end of a process that does not come to the end of its cell."""
    session = Session(worker, time.monotonic() + seconds)
    with pytest.raises(SessionEnded) as ended:
        session.run(code, seconds=seconds_of_cell)
    return ended.value


def printed(ran):
    """What a cell wrote to its standard output; its error, if it had one."""
    text = "".join(o["text"] for o in ran.outputs if o["output_type"] == "stream" and o["name"] == "stdout")
    return text.strip() + ran.error


def as_the_judge(targets, pid):
    """The same targets with another process as the judge."""
    return replace(targets, judge=pid)
