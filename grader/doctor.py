"""What this machine can hold: each lock tried for real, and what is missing and how to get it."""

import os
import platform
import shutil
import sys
import time
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console

from grader.execution.limits import Limits
from grader.execution.sandbox import landlock
from grader.execution.sandbox.errors import LockError
from grader.execution.session import Attempt
from grader.execution.worker.supervisor import Worker

_PACKAGES = ("numpy", "matplotlib", "ipython", "nbgrader", "nbconvert", "jupytext")
_GIGABYTE = 1 << 30
_REFUSALS = ("PermissionError", "MemoryError", "OSError")

# Each is tried behind the locks; it must raise. In the order of grader/sandbox: files, calls, limits, rights.
_TRIES = (
    ("reading other files (Landlock)", "open('/etc/passwd')"),
    ("writing outside the scratch folder (Landlock)", "open('/tmp/backprop-doctor', 'w')"),
    ("sockets (seccomp)", "import socket; socket.socket()"),
    ("new processes (seccomp)", "import os; os.fork()"),
    ("signals to others (seccomp)", "import os; os.kill(os.getppid(), 0)"),
    ("more memory than allowed (rlimits)", "bytearray(1 << 40)"),
    ("files larger than allowed (rlimits)", "f = open('big', 'wb'); f.truncate(1 << 40)"),
    ("rights of root (capabilities)", "import os; os.setgid(12345)"),
)


def report(console=None):
    """Print it.

    Returns
    -------
    bool
        Whether submissions can be graded here.
    """
    console = console or Console()
    checks = [*_machine(), *_versions(), *_locks()]
    for good, what, how in checks:
        mark = "[green]ok[/]" if good else "[red]missing[/]"
        console.print(f"{mark:>16}  {what}{'' if good else f': {how}'}", highlight=False)
    good = all(good for good, _, _ in checks)
    console.print("Grading works here." if good else "Grading will refuse to start until what is missing is there.")
    return good


def _machine():
    yield sys.version_info >= (3, 11), f"Python {platform.python_version()}", "install Python 3.11 or newer"
    who = "root" if os.geteuid() == 0 else "an ordinary user"
    yield True, f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, as {who}", ""
    free = shutil.disk_usage(".").free / _GIGABYTE
    yield free > 1, f"{free:.0f} GB of disk free", "make room: verdicts and feedback need about 1 MB a submission"


def _versions():
    for name in _PACKAGES:
        try:
            yield True, f"{name} {version(name)}", ""
        except PackageNotFoundError:
            yield False, name, "install the clone with its staff dependencies: pip install -e '.[staff]'"


def _locks():
    """Whether each lock holds, by trying what it forbids in a process that has taken them all."""
    abi = landlock.abi()
    yield (
        abi >= 1,
        f"Landlock ABI {abi}",
        "a Linux kernel of 5.13 or newer, with landlock in its list of security modules",
    )
    try:
        worker = Worker(Limits())
    except LockError as error:
        yield False, "the locked process", str(error)
        return
    try:
        attempt = Attempt(worker, time.monotonic() + 60)
        for what, source in _TRIES:
            held = attempt.run(source).error.startswith(_REFUSALS)
            yield held, f"held: {what}", "this lock lets it through on this machine; grading elsewhere is safer"
        attempt.end()
    finally:
        worker.close()
