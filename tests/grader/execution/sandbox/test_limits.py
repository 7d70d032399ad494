"""What the kernel's limits and the lost privileges hold."""

import os
import signal
import tempfile
from pathlib import Path

import pytest

from grader.execution.sandbox import privileges
from grader.execution.sandbox.lock import Lock
from tests.grader.execution.conftest import LIMITS

_HELD_BY_LIMITS = {
    "memory at once": ("attempt(lambda: bytearray(1 << 40))", "MemoryError()"),
    "memory bit by bit": ("attempt(lambda: [bytearray(1 << 22) for _ in range(1000)])", "MemoryError()"),
    "a file larger than allowed": (
        "attempt(lambda: os.ftruncate(os.open('big', os.O_CREAT | os.O_RDWR), 1 << 40))",
        "EFBIG",
    ),
    "open files": ("attempt(lambda: [os.dup(0) for _ in range(1000)])", "EMFILE"),
    "raising a limit": ("attempt(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512)))", "ValueError"),
}


@pytest.mark.parametrize(("code", "by"), _HELD_BY_LIMITS.values(), ids=_HELD_BY_LIMITS)
def test_a_limit_holds(locked, code, by):
    assert locked(code).startswith(by)


def test_a_core_is_never_written(locked):
    assert locked("print(resource.getrlimit(resource.RLIMIT_CORE))") == "(0, 0)"


def _status_after(lock_taking):
    """/proc/PID/status of a forked process that took locks, as a dict, seen from outside."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            lock_taking(write)
            os.write(write, b"locked")
            signal.pause()
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read(6) == b"locked"
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return dict(line.split(":\t", 1) for line in lines)


def test_the_lock_leaves_no_capability_and_no_way_back_to_one():
    with tempfile.TemporaryDirectory() as scratch:
        lock = Lock([], scratch, LIMITS)
        status = _status_after(lambda keep: lock.apply({keep}))
    for held in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        if held != "CapBnd" or os.geteuid() == 0:
            assert int(status[held], 16) == 0, held
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"


def test_root_without_privileges_cannot_become_another_user():
    def give_up_and_try(keep):
        privileges.refuse_new()
        privileges.drop()
        try:
            os.setgid(12345)
        except PermissionError:
            return
        os._exit(1)

    assert "NoNewPrivs" in _status_after(give_up_and_try)


def test_a_descriptor_of_the_parent_is_closed():
    with tempfile.TemporaryDirectory() as scratch, open(__file__, "rb") as inherited:
        lock = Lock([], scratch, LIMITS)

        def take_and_look(keep):
            lock.apply({keep})
            try:
                os.fstat(inherited.fileno())
            except OSError:
                return
            os._exit(1)

        assert "Seccomp" in _status_after(take_and_look)
