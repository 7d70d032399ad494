"""Applies a function to what students wrote, in a process that is ended when it takes too much time or memory."""

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

_OUT_OF_MEMORY = 17  # an exit status of our own
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """What one call may take.

    Attributes
    ----------
    seconds : float
        Processor time.
    patience : float
        Time on the clock: the machine may be busy.
    memory : int
        Bytes, beyond what the process has when it starts.
    size : int
        Bytes of the result.
    """

    seconds: float = 5.0
    patience: float = 60.0
    memory: int = 300 * _MEGABYTE
    size: int = 30 * _MEGABYTE


@dataclass(frozen=True)
class NoResult:
    """In place of a result.

    Attributes
    ----------
    reason : str
        Such as ``"it takes more than 5 seconds"``.
    """

    reason: str


class BoundedProcess:
    """A process that applies a function to one item after the other, and is replaced when it had to be ended.

    Parameters
    ----------
    function : callable
        Returns bytes. What it raises ends no process; it is the reason of a `NoResult`.
    bounds : Bounds, optional
    method : {"fork", "spawn"}, optional
        ``"spawn"`` where the caller has threads; `function` has to be importable then.

    Attributes
    ----------
    connection : multiprocessing.connection.Connection
        Readable as soon as `result` does not wait.
    deadline : float
        When the running call has used up the patience, by `time.monotonic`.
    """

    connection: Connection
    deadline: float

    def __init__(self, function: Callable[[Any], bytes], bounds: Bounds | None = None, method: str = "fork") -> None:
        self._function, self._bounds, self._method = function, bounds or Bounds(), method
        self._process: BaseProcess | None = None

    def start(self, item: Any) -> None:
        """Begin a call; `result` has to follow."""
        if self._process is None:
            self._process = self._new_process()
        self.deadline = time.monotonic() + self._bounds.patience
        try:
            self.connection.send(item)
        except OSError:  # it ended while it had nothing to do
            self.end()
            self._process = self._new_process()
            self.connection.send(item)

    def result(self) -> bytes | NoResult:
        """Wait for the call's result, no longer than the deadline."""
        if not self.connection.poll(max(0.0, self.deadline - time.monotonic())):
            self.end()
            return NoResult(f"it takes more than {self._bounds.patience:g} seconds on the clock")
        try:
            is_result = self.connection.recv_bytes(1) == b"1"
            data = self.connection.recv_bytes(self._bounds.size)
        except EOFError:
            return NoResult(self._why_it_ended())
        except OSError:  # longer than allowed
            self.end()
            return NoResult(f"it is larger than {self._bounds.size // _MEGABYTE} MB")
        return data if is_result else NoResult(data.decode())

    def call(self, item: Any) -> bytes | NoResult:
        """Apply the function to one item."""
        self.start(item)
        return self.result()

    def end(self) -> None:
        """End the process. The next call gets another one."""
        if self._process is not None:
            self.connection.close()
            self._process.kill()
            self._process.join()
            self._process = None

    def _new_process(self) -> BaseProcess:
        context: Any = multiprocessing.get_context(self._method)
        self.connection, theirs = context.Pipe()
        process: BaseProcess = context.Process(target=_serve, args=(theirs, self._function, self._bounds), daemon=True)
        process.start()
        theirs.close()
        return process

    def _why_it_ended(self) -> str:
        assert self._process is not None
        self._process.join()
        status = self._process.exitcode
        self.end()
        if status == -signal.SIGPROF:
            return f"it takes more than {self._bounds.seconds:g} seconds"
        if status == _OUT_OF_MEMORY:
            return f"it takes more than {self._bounds.memory // _MEGABYTE} MB of memory"
        return "the process that makes it ended"


def _serve(connection: Connection, function: Callable[[Any], bytes], bounds: Bounds) -> None:
    """Answer until the other side is gone. The system ends this process when a call is over its bounds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its children
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _limit_memory(bounds.memory)
    while True:
        try:
            item = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, bounds.seconds)
        try:
            answer = b"1", function(item)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        except Exception as error:
            answer = b"0", f"{type(error).__name__}: {error}"[:500].encode("utf-8", "replace")
        signal.setitimer(signal.ITIMER_PROF, 0)
        for part in answer:
            connection.send_bytes(part)


def _limit_memory(more: int) -> None:
    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[0])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more, hard))
