"""The trusted side of a worker: starts the warm process, has it fork, talks to the fork, ends it."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from multiprocessing.util import Finalize
from pathlib import Path

from grader.execution.sandbox.errors import LockError
from grader.execution.worker import scratch_dir
from grader.execution.worker.channel import Channel
from grader.paths import CLONE

_START_SECONDS = 60
_MAX_REPLY = 4096
_MOMENTS, _MOMENT_SECONDS = 40, 0.005
_MAX_THREADS = 64
# A file that is written, removed and still held open takes room that no look into the folder shows.
_TIMES_WRITTEN = 16


class Worker:
    """A warm process of our own, for one submission at a time.

    Parameters
    ----------
    limits : grader.execution.limits.Limits
    locked : bool
        False runs student code without any lock; only `--unsafe-no-sandbox` does.

    Raises
    ------
    LockError
        A lock is missing on this machine.
    """

    def __init__(self, limits, locked=True):
        self.limits, self.locked = limits, locked
        self._current = None
        self._home = Path(tempfile.mkdtemp(prefix="backprop-"))
        self.scratch = self._home / "scratch"
        self.scratch.mkdir()
        self._size = self.scratch.stat().st_size
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
        # What the last submission left must not outlive this process; unlike `atexit`, in a pool's processes too.
        Finalize(None, self.close, exitpriority=0)
        self._control.settimeout(_START_SECONDS)
        try:
            reply = self._reply()
        except (OSError, ValueError):
            self.close()
            raise LockError("the warm process did not start: run `python -m grader doctor`") from None
        if "cannot" in reply:
            self.close()
            raise LockError(reply["cannot"])

    def fork(self):
        """A new locked process that waits for its first cell, as a `Run`; the one before it is ended."""
        if self._current is not None:
            self._current.end()
        scratch_dir.empty(self.scratch)
        # A folder that held many files stays large on some file systems: the next submission would see it.
        grown = self.scratch.stat().st_size != self._size
        if grown:
            self.scratch.rmdir()
            self.scratch.mkdir()
        to_child, from_judge = os.pipe()
        from_child, to_judge = os.pipe()
        socket.send_fds(self._control, [json.dumps({"another_folder": grown}).encode()], [to_child, to_judge])
        pid = self._reply()["pid"]
        os.close(to_child)
        os.close(to_judge)
        os.set_blocking(from_judge, False)
        os.set_blocking(from_child, False)
        self._current = Run(self, pid, Channel(from_child, from_judge))
        return self._current

    def reap(self, pid):
        """Wait for a process that has ended or is ending; how it `Ended`."""
        self._control.sendall(json.dumps({"reap": pid}).encode())
        self._current = None
        return Ended(**self._reply())

    def close(self):
        """End the warm process and remove its folder."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            scratch_dir.empty(self.scratch)
        shutil.rmtree(self._home, ignore_errors=True)

    def _reply(self):
        data = self._control.recv(_MAX_REPLY)
        if not data:
            raise ConnectionResetError("the warm process has ended")
        return json.loads(data)


@dataclass(frozen=True)
class Ended:
    """How a process ended, as its parent has it from the kernel.

    Attributes
    ----------
    status : int
        As of wait(2).
    seconds : float
        Processor time that it used.
    memory : int
        Bytes that it held at most beyond what the warm process has, give or take some megabytes.
    """

    status: int
    seconds: float
    memory: int


# Positions in `Run._stat`.
_STATE, _NUM_THREADS = 0, 17


class Run:
    """One locked process that runs one submission's cells."""

    def __init__(self, worker, pid, channel):
        self._worker, self._pid, self.channel = worker, pid, channel
        # The process's own clock of processor time, which nothing inside it can turn back (clock_getcpuclockid(3)).
        self._clock = (~pid << 3) | 2

    def cpu_seconds(self):
        """Processor time that the process has used so far."""
        return time.clock_gettime(self._clock)

    def interrupt(self):
        """What Ctrl-C does in a notebook."""
        os.kill(self._pid, signal.SIGINT)

    def excess(self):
        """What it does more of than it may, in words; empty if nothing."""
        limits = self._worker.limits
        size, files = scratch_dir.usage(self._worker.scratch, limits.scratch_files)
        if size > limits.scratch or files > limits.scratch_files or self._written() > _TIMES_WRITTEN * limits.scratch:
            return "it wrote more to its folder than it may"
        if int(self._stat()[_NUM_THREADS]) > _MAX_THREADS:
            return "it started more threads than it may"
        return ""

    def ended_by_itself(self):
        """Whether it is no longer running; one that has let go of the channel gets a moment to end."""
        for _ in range(_MOMENTS):
            if self._stat()[_STATE] == b"Z":
                return True
            time.sleep(_MOMENT_SECONDS)
        return False

    def end(self):
        """Kill it if it still runs; how it `Ended`."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self.channel.close()
        return self._worker.reap(self._pid)

    def _stat(self):
        """The fields of proc_pid_stat(5) after the name, which may hold anything."""
        with open(f"/proc/{self._pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()

    def _written(self):
        """Bytes written so far, to whatever; 0 where the kernel does not count them (proc_pid_io(5))."""
        try:
            with open(f"/proc/{self._pid}/io") as file:
                counts = dict(line.split(": ") for line in file)
        except OSError:
            return 0
        return max(int(counts["wchar"]), int(counts["write_bytes"]))


def _clean_environment(scratch):
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
        # More threads than one only slow small products down, and do not survive a fork.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Freed memory is kept for the next array: handing it back page by page costs more than small products.
        "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
        "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
    }
