"""Checks whether this machine can grade: versions, disk space, and every sandbox lock tried for real."""

import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from rich.console import Console

from grader.execution.limits import Limits
from grader.execution.sandbox import files, landlock, mount_namespace
from grader.execution.sandbox.errors import LockError
from grader.execution.session import Session
from grader.execution.worker.supervisor import Worker

_PACKAGES = ("numpy", "matplotlib", "ipython", "nbgrader", "nbconvert", "jupytext")
_GIGABYTE = 1 << 30
_REFUSALS = ("PermissionError", "MemoryError", "OSError", "FileNotFoundError")

# Code that must raise behind the locks, in the order of grader/execution/sandbox: files, calls, limits, rights.
_FORBIDDEN = (
    ("reading other files ({files})", "open('/etc/passwd')"),
    ("writing outside the scratch folder ({files})", "open('/tmp/backprop-doctor', 'w')"),
    ("sockets (seccomp)", "import socket; socket.socket()"),
    ("new processes (seccomp)", "import os; os.fork()"),
    ("signals to others (seccomp)", "import os; os.kill(os.getppid(), 0)"),
    ("more memory than allowed (rlimits)", "bytearray(1 << 40)"),
    ("files larger than allowed (rlimits)", "f = open('big', 'wb'); f.truncate(1 << 40)"),
    ("rights of root (capabilities)", "import os; os.setgid(12345)"),
)

Check = tuple[bool, str, str]  # passed, what was checked, how to fix it


def report(console: Console | None = None) -> bool:
    """Run all checks and print one line for each.

    Parameters
    ----------
    console : rich.console.Console, optional
        Standard output when left out.

    Returns
    -------
    bool
        Whether submissions can be graded on this machine.
    """
    console = console or Console()
    checks = [*_machine(), *_versions(), *_student_packages(), *_locks()]
    for passed, what, fix in checks:
        mark = "[green]ok[/]" if passed else "[red]missing[/]"
        console.print(f"{mark:>16}  {what}{'' if passed else f': {fix}'}", highlight=False)
    works = all(passed for passed, _, _ in checks)
    console.print("Grading works here." if works else "Grading will refuse to start until what is missing is there.")
    return works


def _machine() -> Iterator[Check]:
    yield sys.version_info >= (3, 11), f"Python {platform.python_version()}", "install Python 3.11 or newer"
    user = "root" if os.geteuid() == 0 else "an ordinary user"
    yield True, f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, as {user}", ""
    free = shutil.disk_usage(".").free / _GIGABYTE
    yield free > 1, f"{free:.0f} GB of disk free", "make room: verdicts and feedback need about 1 MB a submission"


def _student_packages() -> Iterator[Check]:
    here = ["numpy", "matplotlib"]
    not_here: list[str] = []
    for name in Limits().packages:
        (here if find_spec(name) else not_here).append(name)
    missing = f"; not installed: {', '.join(not_here)}" if not_here else ""
    yield True, f"student code may import {', '.join(here)}{missing}", ""


def _versions() -> Iterator[Check]:
    for name in _PACKAGES:
        try:
            yield True, f"{name} {version(name)}", ""
        except PackageNotFoundError:
            yield False, name, "install the clone with its staff dependencies: pip install -e '.[staff]'"


def _file_locks() -> Iterator[Check]:
    """Try both locks for files, and say which one is used."""
    abi, problem = landlock.abi(), mount_namespace.problem()
    if abi >= 1:
        yield True, f"Landlock ABI {abi}: holds files here, since it is the faster of two locks for files", ""
        other = f"cannot be used here ({problem}), and is not needed" if problem else "could hold files as well"
        yield True, f"a mount namespace {other}", ""
    elif not problem:
        yield True, "a mount namespace: holds files here, since this kernel has no Landlock", ""
    else:
        yield False, "a lock for files", files.missing()


def _locks() -> Iterator[Check]:
    """Start a locked process and try what each lock forbids."""
    yield from _file_locks()
    if not files.name():
        return
    try:
        worker = Worker(Limits())
    except LockError as error:
        yield False, "the locked process", str(error)
        return
    try:
        session = Session(worker, time.monotonic() + 60)
        for what, source in _FORBIDDEN:
            held = session.run(source).error.startswith(_REFUSALS)
            yield (
                held,
                f"held: {what.format(files=files.name())}",
                "this lock lets it through on this machine; grading elsewhere is safer",
            )
        session.close()
    finally:
        worker.close()
