"""Waiting is counted, whatever a process waits for; a busy machine is not the process's fault."""

import time
from dataclasses import replace

import pytest

from grader.execution import waiting
from grader.execution.cell_result import SessionEnded
from grader.execution.session import Session
from grader.execution.waiting import Waiting
from grader.execution.worker.supervisor import Worker
from grader.pipeline.grade import Task, grade
from tests.grader.execution.conftest import LIMITS
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released
from tests.patience import SECONDS

_WAYS = {
    "select": "import select\nselect.select([], [], [], 300)",
    "poll": "import select\nselect.poll().poll(300_000)",
    "a lock": "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
    "an event": "import threading\nthreading.Event().wait()",
    "an empty pipe": "import os\nr, w = os.pipe()\nos.read(r, 1)",
    "a full pipe": "import os\nr, w = os.pipe()\nos.write(w, bytes(1 << 20))",
    "a queue": "import queue\nqueue.Queue().get()",
    "a signal": "import signal\nsignal.pause()",
    "a thread": "import threading\nt = threading.Thread(target=threading.Event().wait)\nt.start()\nt.join()",
    "sleep of libc": "import ctypes\nctypes.CDLL(None).sleep(300)",
    "sleep that holds the interpreter": "import ctypes\nctypes.PyDLL(None).sleep(300)",
    "sleep in another thread": """
import ctypes, threading
threading.Thread(target=lambda: ctypes.PyDLL(None).sleep(300)).start()
while True: pass
""",
    "short sleeps": "import select\nwhile True: select.select([], [], [], 0.05)",
    "sleeps that go on": """
import select
while True:
    try:
        select.select([], [], [], 300)
    except BaseException:
        pass
""",
    "the words of an error": """
import select
class Slow(Exception):
    def __str__(self):
        select.select([], [], [], 300)
raise Slow
""",
    "half a message": """
import os, select
import course.probing
os.write(course.probing._channel._write_fd, bytes([0, 0, 1, 0, 1]))
select.select([], [], [], 300)
""",
}

_QUICK = ("select", "a lock", "sleep that holds the interpreter", "short sleeps", "sleeps that go on", "half a message")


@pytest.fixture(scope="module")
def short_worker():
    """A warm worker whose submissions may compute for long and wait for a second."""
    worker = Worker(replace(LIMITS, cell_seconds=30.0, submission_seconds=300, waiting_seconds=1.0))
    yield worker
    worker.close()


@pytest.mark.parametrize(
    "code",
    [pytest.param(code, id=way, marks=() if way in _QUICK else pytest.mark.slow) for way, code in _WAYS.items()],
)
def test_who_waits_is_stopped(short_worker, code):
    session, why = Session(short_worker, time.monotonic() + SECONDS), ""
    try:
        outcome = session.run(code)
        session.close()
        why = outcome.error
    except SessionEnded as ended:
        outcome, why = ended, str(ended)
    assert outcome.status in ("timeout", "crashed")
    assert "waited for more than 1 s" in why or "no answer" in why
    assert 1.0 <= session.waited < SECONDS / 4


def test_a_submission_waits_once_and_keeps_what_it_had_before(short_worker):
    """Ten cells that sleep cost the time of one, in all sessions together."""
    notebook = released()
    sleeps = "import os, select\nselect.select([], [], [], 300)"
    kills = "import os\nos._exit(0)"
    for i, code in enumerate([sleeps] * 10 + [kills] * 2):
        notebook["cells"].append({"cell_type": "code", "id": f"mine-{i}", "metadata": {}, "source": code})
    start = time.monotonic()
    verdict = grade(Task("ada", ASSIGNMENT, as_bytes(notebook), b"key"), short_worker).verdict
    assert verdict.status == "timeout"
    assert time.monotonic() - start < 60


class Process:
    """Stands for a student's process, at times that the test sets."""

    def __init__(self):
        self.busy, self.states = 0.0, {b"S"}

    def busy_seconds(self):
        return self.busy

    def thread_states(self):
        return self.states


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves on; the judge never waits for a processor."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(waiting, "delay", lambda thread: 0.0)

    def listen(to, seconds):
        with to:
            now[0] += seconds

    return listen


def test_time_in_which_it_computes_or_has_no_processor_is_no_waiting(clock):
    process = Process()
    counted = Waiting(process)
    clock(counted, 100.0)
    process.busy = 100.0
    assert not counted.exceeds(1.0)
    clock(counted, 2.0)
    assert counted.exceeds(1.0)


def test_time_in_which_nobody_listens_is_no_waiting(clock, monkeypatch):
    counted = Waiting(Process())
    clock(counted, 0.5)
    monkeypatch.setattr(time, "monotonic", lambda: 500.0)
    assert not counted.exceeds(1.0)


def test_time_that_threads_compute_at_once_is_not_saved_up(clock):
    process = Process()
    counted = Waiting(process)
    clock(counted, 1.0)
    process.busy = 64.0
    assert not counted.exceeds(1.0)
    clock(counted, 2.0)
    assert counted.exceeds(1.0)


@pytest.mark.parametrize("state", [b"R", b"D"])
def test_more_is_allowed_where_the_kernel_has_not_counted_yet_or_the_disk_is_slow(clock, state):
    process = Process()
    counted = Waiting(process)
    process.states = {b"S", state}
    clock(counted, 10.0)
    assert not counted.exceeds(1.0)
    clock(counted, 50.0)
    assert counted.exceeds(1.0)
