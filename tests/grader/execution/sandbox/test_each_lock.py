"""For each lock something that it alone holds, and a refusal where it cannot be taken."""

import os
import time
from pathlib import Path

import psutil
import pytest

from grader.execution.sandbox import landlock, mount_namespace, seccomp
from grader.execution.sandbox.errors import LockError
from grader.execution.sandbox.lock import Lock
from grader.execution.session import Session
from grader.execution.worker import child
from grader.execution.worker.channel import Channel
from grader.execution.worker.supervisor import Worker
from tests.grader.execution.conftest import LIMITS, printed, session_on
from tests.grader.execution.sandbox.escapes import FILES
from tests.patience import SECONDS


def test_the_lock_for_files_alone_holds_a_readable_file(locked):
    assert locked("attempt(lambda: read(T['secret']))") in FILES


def test_seccomp_alone_holds_a_new_process(locked):
    assert locked("attempt(os.fork)") == "EPERM"


def test_rlimits_alone_hold_memory(locked):
    assert locked("try:\n    bytearray(1 << 30)\nexcept MemoryError:\n    print('none')") == "none"


def test_lost_privileges_alone_hold_a_file_closed_to_its_owner(locked):
    code = "os.close(os.open('closed', os.O_CREAT | os.O_WRONLY, 0))\nattempt(lambda: read('closed'))"
    assert locked(code) == "EACCES"


def test_closed_descriptors_alone_hold_what_was_open_before(worker):
    code = """
import os
def is_open(fd):
    try:
        return bool(os.fstat(fd))
    except OSError:
        return False
print([fd for fd in range(3, 1024) if is_open(fd)])
"""
    with session_on(worker) as session:
        session.run("import course.probing")
        open_ = printed(session.run(code))
        channel = session.run("c = course.probing._channel; print(sorted([c._read_fd, c._write_fd]))")
    assert open_ == printed(channel)


def test_a_fork_shows_its_locks_to_the_outside(worker):
    with session_on(worker) as session:
        pid = printed(session.run("import os; print(os.getpid())"))
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        assert Path(f"/proc/{pid}/oom_score_adj").read_text().strip() == "1000"
    assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {"0" * 16}
    assert (status["NoNewPrivs"], status["Seccomp"], status["Threads"]) == ("1", "2", "1")


def test_the_judge_cannot_be_imported(worker):
    code = """
import gc, sys
rooms = {'grader', 'reference_solution', 'nbgrader', 'tests', 'assignments'}
print(sorted(m for m in sys.modules if m.partition('.')[0] in rooms))
known = {getattr(o, '__module__', None) for o in gc.get_objects()}
print(sorted(m for m in known if isinstance(m, str) and m.startswith(('grader.exercises', 'reference_solution'))))
for room in sorted(rooms):
    try:
        __import__(room)
        print('got', room)
    except (ImportError, PermissionError):
        pass
"""
    with session_on(worker) as session:
        assert printed(session.run(code)).splitlines() == ["[]", "[]"]


def test_it_goes_when_the_warm_process_goes():
    worker = Worker(LIMITS)
    try:
        fork = psutil.Process(worker.fork().pid)
        warm = fork.parent()
        warm.kill()
        warm.wait()
        fork.wait(SECONDS)
        with pytest.raises(ConnectionError):
            worker.fork()
    finally:
        worker.close()


def test_a_machine_with_neither_lock_for_files_is_refused_with_both_reasons(monkeypatch, tmp_path):
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    monkeypatch.setattr(mount_namespace, "problem", lambda: "unshare is not permitted")
    with pytest.raises(LockError, match=r"has no Landlock, and unshare is not permitted\. One of the two is needed"):
        Lock([], tmp_path, LIMITS)


def test_a_machine_without_libseccomp_is_refused_by_name(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "pyseccomp", None)
    with pytest.raises(LockError, match="install the system's libseccomp"):
        Lock([], tmp_path, LIMITS)


def test_a_filter_that_the_kernel_refuses_is_an_error():
    with pytest.raises(LockError, match="seccomp could not be loaded"):
        seccomp.load(bytes(8))


def test_a_lock_that_cannot_be_taken_is_told_and_nothing_is_run(tmp_path):
    class Broken:
        def apply(self, keep):
            raise LockError("the lock is broken")

    to_child, from_judge = os.pipe()
    from_child, to_judge = os.pipe()
    parent, pid = os.getpid(), os.fork()
    if pid == 0:
        child.run(None, Broken(), to_child, to_judge, tmp_path, parent)
    os.close(to_judge)
    os.close(to_child)
    channel = Channel(from_child, from_judge)
    assert channel.receive(time.monotonic() + SECONDS) == {"cannot": "the lock is broken"}
    os.waitpid(pid, 0)
    channel.close()


def test_an_unlocked_process_gets_no_cell(worker, monkeypatch):
    monkeypatch.setattr(Channel, "receive", lambda self, deadline=None: {"locked": False})
    with pytest.raises(LockError, match="did not lock itself"):
        Session(worker, time.monotonic() + SECONDS)
