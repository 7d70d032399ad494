"""Every attempt to get out is held, and by the lock that is there for it."""

import json
import os
import pwd
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from grader.execution.sandbox.libc import prctl
from grader.execution.sandbox.lock import Lock
from tests.grader.execution.conftest import LIMITS, as_the_judge
from tests.grader.execution.sandbox.escapes import ESCAPES, number, plant, run_one, source

_NOBODY = 65534
_PR_SET_DUMPABLE = 4
_EACH = pytest.mark.parametrize("escape", ESCAPES, ids=[f"{e.group}-{e.name}" for e in ESCAPES])


@_EACH
def test_it_is_held(locked, escape):
    assert locked(run_one(escape)) in escape.by


@pytest.fixture(scope="module")
def as_nobody(targets, folder):
    """What every attempt printed in a locked process of an ordinary user, whose judge is an ordinary user too."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid()).pw_name
        pytest.skip(f"only root can become another user; `test_it_is_held` ran as {me}")
    scratch = folder / "scratch"
    scratch.mkdir()
    plant(scratch, targets)
    os.chown(scratch, _NOBODY, _NOBODY)
    os.chown(scratch / "own", _NOBODY, _NOBODY)
    # Python's own files may be closed to others: all that the attempts import is loaded now.
    exec(source(targets), {})
    Lock([], scratch, LIMITS)
    read, write = os.pipe()
    judge = os.fork()
    if judge == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
        if os.fork() == 0:
            _try_all(as_the_judge(targets, os.getppid()), scratch, write)
        os.wait()
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = pipe.read()
    os.waitpid(judge, 0)
    told = json.loads(told)
    assert "failed" not in told, told["failed"]
    return told


def _try_all(targets, scratch, write):
    """In a process of its own, to its end: Python's files are out of its reach, so all it needs is loaded."""
    try:
        # A process that was root's is closed to its new user, who could not make a user namespace then.
        prctl(_PR_SET_DUMPABLE, 1)
        told = {}
        names = {}
        exec(source(targets), names)
        Lock([], scratch, LIMITS).apply({write})
        os.chdir(scratch)
        for escape in ESCAPES:
            with redirect_stdout(StringIO()) as text:
                exec(run_one(escape), names)
            told[escape.name] = text.getvalue().strip()
        told["user"] = os.getuid()
        os.write(write, json.dumps(told).encode())
    except BaseException as error:
        os.write(write, json.dumps({"failed": repr(error)}).encode())
    finally:
        os._exit(0)


@_EACH
def test_it_is_held_as_an_ordinary_user(as_nobody, escape):
    assert as_nobody[escape.name] in escape.by


def test_the_ordinary_user_was_one(as_nobody):
    assert as_nobody["user"] == _NOBODY


def test_what_the_attempts_wanted_is_untouched(locked, targets, folder):
    locked("\n".join(run_one(escape) for escape in ESCAPES if escape.group == "change"))
    assert {p.name for p in folder.iterdir()} - {"scratch"} == {
        "empty", "other_submission", "gradebook", "verdict", "secret"
    }  # fmt: skip
    assert all(Path(getattr(targets, name)).read_text() == name for name in ("gradebook", "verdict", "secret"))


def test_the_attempts_to_read_succeed_where_nothing_holds_them(targets):
    names = {}
    exec(source(targets), names)
    for escape in ESCAPES:
        if escape.code == f"read(T['{escape.name}'])":
            with redirect_stdout(StringIO()) as text:
                exec(run_one(escape), names)
            assert text.getvalue().startswith("GOT OUT"), escape.name


def test_every_system_call_that_is_not_on_the_list_is_refused(locked):
    from grader.execution.sandbox.seccomp import _ALLOWED_BY_BITS, _ALLOWED_BY_VALUE, ALLOWED

    listed = {*ALLOWED, "prlimit64", "clone3", *(rule[0] for rule in (*_ALLOWED_BY_VALUE, *_ALLOWED_BY_BITS))}
    may = {number(name) for name in listed}
    # Traps of the kernel's own (uretprobe, uprobe): they pass every filter, and end whoever calls them by hand.
    traps = {335, 336}
    forks = {number(name) for name in ("fork", "vfork")}  # tried by name: here a fork that works would go on trying
    others = [n for n in range(600) if n not in may | forks | traps]
    code = f"""
def error_of(n):
    result = libc.syscall(ctypes.c_long(n), *[ctypes.c_long(0)] * 6)
    return errno.errorcode[ctypes.get_errno()] if result < 0 else "none"
print({{error_of(n) for n in {others!r}}})
"""
    assert locked(code) == "{'EPERM'}"
