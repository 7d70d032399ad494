"""What hangs where no signal is looked at, or will not end, is ended from outside; what comes after it is run."""

import time

import pytest

from grader.execution.cell_result import SessionEnded
from grader.execution.session import Session
from grader.pipeline.grade import Task, grade
from tests.grader.execution.conftest import printed, session_on
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released
from tests.patience import SECONDS

_STUCK = {
    "a power": "10 ** 10 ** 8",
    "a sum": "sum(range(10 ** 12))",
    "numpy's own loop": "import numpy as np\nnp.add.reduce(np.broadcast_to(1.0, (1 << 40,)))",
    "a pattern": "import re\nre.match('(a+)+$', 'a' * 40 + 'b')",
    "a sleep that holds the interpreter": "import ctypes\nctypes.PyDLL(None).sleep(600)",
    "a lock that is never released": "import threading\nlock = threading.Lock()\nwith lock: lock.acquire()",
    "a finalizer": "class A:\n    def __del__(self):\n        while True: pass\nA()",
    "a handler of the interrupt": "import signal\nsignal.signal(2, lambda *a: signal.pause())\nwhile True: pass",
    "a storm of timers": """
import signal
signal.signal(signal.SIGALRM, lambda *a: None)
signal.setitimer(signal.ITIMER_REAL, 1e-5, 1e-5)
while True: pass
""",
    "catching everything": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "an output hook": "import sys\nsys.stdout.write = lambda text: sum(range(10 ** 12))\nprint('x')",
}


@pytest.mark.parametrize("code", _STUCK.values(), ids=_STUCK)
def test_it_is_ended_in_time(worker, code):
    session, start = Session(worker, time.monotonic() + 1), time.monotonic()
    try:
        outcome = session.run(code, seconds=0.2)
        session.close()
    except SessionEnded as ended:
        outcome = ended
    assert outcome.status == "timeout"
    assert time.monotonic() - start < SECONDS
    with session_on(worker) as session:
        assert printed(session.run("print('served')")) == "served"


_ENDS_ITSELF = {
    "an alarm": ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\nsignal.pause()", "SIGALRM"),
    "brackets without end": ("import sys\nsys.setrecursionlimit(10**9)\neval('-' * 10**6 + '1')", None),
    "a null pointer": ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
    "an abort": ("import ctypes\nctypes.CDLL(None).abort()", "crashed"),
    "a write into its own code": ("import ctypes\nctypes.memset(ctypes.CDLL(None).malloc, 0, 9)", "SIGSEGV"),
    "channels exchanged": ("import course.probing as p, os\nc = p._channel\nos.dup2(c._read_fd, c._write_fd)", ""),
    "a file in place of the channel": (
        "import course.probing as p, os\nos.dup2(os.open('f', os.O_CREAT | os.O_RDWR), p._channel._write_fd)",
        "",
    ),
    "a channel that never blocks": (
        "import course.probing as p, fcntl, os\nfcntl.fcntl(p._channel._read_fd, fcntl.F_SETFL, os.O_NONBLOCK)",
        None,
    ),
    "a channel in packets": (
        "import course.probing as p, fcntl, os\nfcntl.fcntl(p._channel._write_fd, fcntl.F_SETFL, os.O_DIRECT)",
        None,
    ),
}


@pytest.mark.parametrize(("code", "word"), _ENDS_ITSELF.values(), ids=_ENDS_ITSELF)
def test_what_ends_itself_costs_only_its_own_cell(worker, code, word):
    notebook = released()
    notebook["cells"][2]["source"] = (
        "def mac_counts(sizes, batch):\n"
        "    pairs = [m * n for m, n in zip(sizes, sizes[1:])]\n"
        "    return {'forward': batch * sum(pairs), 'backward': batch * (2 * sum(pairs) - pairs[0])}\n"
    )
    notebook["cells"].append({"cell_type": "code", "id": "mine", "metadata": {}, "source": code})
    graded = grade(Task("ada", ASSIGNMENT, as_bytes(notebook), b"key"), worker)
    assert [cell.score for cell in graded.verdict.cells if cell.score is not None] == [5.0, 5.0]
    if word is not None:
        assert graded.verdict.status == "crashed"
        assert any(word in remark for remark in graded.verdict.remarks)


def test_a_swarm_of_failures_at_the_locks_leaves_the_process_as_it_was(worker):
    code = """
import os, resource, socket
held = 0
for _ in range(2000):
    for attempt in (os.fork, socket.socketpair, lambda: os.open('/etc/passwd', 0), lambda: os.kill(os.getppid(), 9)):
        try:
            attempt()
        except OSError:
            held += 1
print(held)
"""
    with session_on(worker) as session:
        assert printed(session.run(code)) == "8000"
        assert printed(session.run("print('alive')")) == "alive"
