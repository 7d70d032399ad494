"""The judge's side of a worker: starts the warm worker, has it fork for each submission, and kills the forks."""

import contextlib
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from grader.execution.limits import Limits
from grader.execution.machine_paths import SCRATCH_PREFIX
from grader.execution.sandbox.errors import LockError
from grader.execution.worker import scratch_dir
from grader.execution.worker.channel import Channel
from grader.paths import CLONE

_LOG = logging.getLogger(__name__)
_START_SECONDS = 180  # a machine may be busy, and matplotlib lists its fonts at first
_MAX_REPLY = 4096
_EXIT_SECONDS, _EXIT_POLL_SECONDS, _EXIT_POLLS_ASLEEP = 3.0, 0.005, 40
_MAX_THREADS = 64
# A file that is removed but still open fills the disk without being in the folder, so the bytes written count too.
_MAX_REWRITES = 16


class Worker:
    """A warm worker, for one submission at a time.

    Parameters
    ----------
    limits : Limits
    locked : bool
        False runs student code without locks; only `--unsafe-no-sandbox` does.

    Raises
    ------
    LockError
        This machine lacks a lock.
    """

    def __init__(self, limits: Limits, locked: bool = True) -> None:
        self.limits, self.locked = limits, locked
        self._current: ForkedProcess | None = None
        self._home = Path(tempfile.mkdtemp(prefix=SCRATCH_PREFIX))
        self.scratch = self._home / "scratch"
        self.scratch.mkdir()
        self._empty_size = self.scratch.stat().st_size
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        os.set_inheritable(theirs.fileno(), True)
        options = {
            "control": theirs.fileno(),
            "limits": asdict(limits),
            "locked": locked,
            "scratch": str(self.scratch),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "grader.execution.worker.forkserver", json.dumps(options)],
            pass_fds=[theirs.fileno()],
            env=_clean_environment(self.scratch),
            cwd=CLONE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()
        # Not `atexit`: the processes of a pool end without it.
        Finalize(None, self.close, exitpriority=0)
        self._control.settimeout(_START_SECONDS)
        try:
            reply = self._receive()
        except (OSError, ValueError):
            self.close()
            raise LockError("the warm process did not start: run `python -m grader doctor`") from None
        if "cannot" in reply:
            self.close()
            raise LockError(reply["cannot"])
        _LOG.info("warm worker %d started", self._process.pid)

    def fork(self) -> "ForkedProcess":
        """Kill the previous fork and start a new one, which waits for its first cell."""
        if self._current is not None:
            self._current.kill()
        scratch_dir.empty(self.scratch)
        # On some file systems a folder that held many files stays large, which the next submission could read.
        grown = self.scratch.stat().st_size != self._empty_size
        if grown:
            self.scratch.rmdir()
            self.scratch.mkdir()
        to_child, from_judge = os.pipe()
        from_child, to_judge = os.pipe()
        socket.send_fds(self._control, [json.dumps({"scratch_replaced": grown}).encode()], [to_child, to_judge])
        pid = self._receive()["pid"]
        os.close(to_child)
        os.close(to_judge)
        os.set_blocking(from_judge, False)
        os.set_blocking(from_child, False)
        self._current = ForkedProcess(self, pid, Channel(from_child, from_judge))
        return self._current

    def reap(self, pid: int) -> "ExitInfo":
        """Wait until a process that was killed or exits has ended."""
        self._control.sendall(json.dumps({"reap": pid}).encode())
        self._current = None
        return ExitInfo(**self._receive())

    def close(self) -> None:
        """Kill the warm worker and remove its folder."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            scratch_dir.empty(self.scratch)
        shutil.rmtree(self._home, ignore_errors=True)

    def _receive(self) -> dict[str, Any]:
        data = self._control.recv(_MAX_REPLY)
        if not data:
            raise ConnectionResetError("the warm process has ended")
        reply: dict[str, Any] = json.loads(data)
        return reply


@dataclass(frozen=True)
class ExitInfo:
    """How a process ended, from wait4(2).

    Attributes
    ----------
    status : int
        The wait status.
    seconds : float
        Processor time used.
    memory : int
        Peak memory in bytes beyond that of the warm worker, to within some megabytes.
    """

    status: int
    seconds: float
    memory: int


# Positions in `_fields`.
_STATE, _NUM_THREADS = 0, 17


class ForkedProcess:
    """The locked process that runs the cells of one submission.

    Parameters
    ----------
    worker : Worker
    pid : int
    channel : Channel
    """

    def __init__(self, worker: Worker, pid: int, channel: Channel) -> None:
        self._worker, self.pid, self.channel = worker, pid, channel
        # The kernel's clock of the process's processor time, which student code cannot set (clock_getcpuclockid(3)).
        self._clock = (~pid << 3) | 2

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        return time.clock_gettime(self._clock)

    def busy_seconds(self) -> float:
        """Processor time used, and time for which threads could run and had no processor (proc_pid_schedstat(5))."""
        return self.cpu_seconds() + sum(map(delay, self._threads()))

    def thread_states(self) -> set[bytes]:
        """The states of its threads, such as ``b"S"`` for asleep (proc_pid_stat(5))."""
        states = set()
        for thread in self._threads():
            with contextlib.suppress(OSError):  # it has ended
                states.add(_fields(_contents(f"{thread}/stat"))[_STATE])
        return states

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell that runs."""
        os.kill(self.pid, signal.SIGINT)

    def exceeded_limit(self) -> str:
        """Say which limit on files or threads the process exceeds; empty if none."""
        limits = self._worker.limits
        size, files = scratch_dir.usage(self._worker.scratch, limits.scratch_files)
        if size > limits.scratch or files > limits.scratch_files or self._written() > _MAX_REWRITES * limits.scratch:
            return "it wrote more to its folder than it may"
        if int(self._stat()[_NUM_THREADS]) > _MAX_THREADS:
            return "it started more threads than it may"
        return ""

    def has_exited(self) -> bool:
        """Whether the process has exited. It closes the channel before, and on a busy machine it may exit later."""
        until, asleep = time.monotonic() + _EXIT_SECONDS, 0
        while (state := self._stat()[_STATE]) != b"Z":
            asleep += state == b"S"
            if asleep > _EXIT_POLLS_ASLEEP or time.monotonic() > until:
                return False
            time.sleep(_EXIT_POLL_SECONDS)
        return True

    def kill(self) -> ExitInfo:
        """Kill the process if it still runs, and reap it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.channel.close()
        return self._worker.reap(self.pid)

    def _stat(self) -> list[bytes]:
        return _fields(_contents(f"/proc/{self.pid}/stat"))

    def _threads(self) -> Iterator[str]:
        folder = f"/proc/{self.pid}/task"
        return (f"{folder}/{thread}" for thread in os.listdir(folder))

    def _written(self) -> int:
        """Bytes written so far to any file; 0 where the kernel does not count them (proc_pid_io(5))."""
        try:
            with open(f"/proc/{self.pid}/io") as file:
                counts = dict(line.split(": ") for line in file)
        except OSError:
            return 0
        return max(int(counts["wchar"]), int(counts["write_bytes"]))


def delay(thread: str) -> float:
    """Seconds for which a thread, a folder in /proc, could run and had no processor; 0 where nobody counts them."""
    try:
        return int(_contents(f"{thread}/schedstat").split()[1]) / 1e9
    except OSError:
        return 0.0


def _contents(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _fields(stat: bytes) -> list[bytes]:
    """The fields of proc_pid_stat(5) after the name, which may contain spaces and parentheses."""
    return stat.rpartition(b")")[2].split()


def _clean_environment(scratch: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "IPYTHONDIR": str(scratch / ".ipython"),
        "MPLCONFIGDIR": str(scratch / ".matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # More threads slow small matrix products down, and do not survive a fork.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Keep freed memory for the next array: returning it to the kernel takes longer than small matrix products.
        "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
        "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
    }
