"""Stops a student's code that does not come to an end or fills the memory."""

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_POLL_SECONDS = 0.1
# A code that catches the exception meets it again, ever sooner; a check has time to say what was stopped.
_FIRST_AGAIN, _LAST_AGAIN = 0.5, 0.001
SECONDS = 30.0
MEGABYTES = 2000.0


class Stopped(BaseException):
    """Raised in the code that took too long or too much memory; the message is a sentence without its subject.

    Not an Exception, because the code may hold an ``except Exception``.
    """

    limit: float


class TookTooLong(Stopped):
    def __str__(self) -> str:
        return f"did not come to an end within {self.limit:g} s: look for a loop whose condition never changes"


class TookTooMuch(Stopped):
    def __str__(self) -> str:
        return f"took more than {self.limit:g} MB of memory: look for a list or an array that grows without end"


@contextmanager
def watched(seconds: float = SECONDS, megabytes: float = MEGABYTES) -> Iterator[None]:
    """Raise `Stopped` in the calling thread when the block has used too much processor time or memory.

    Pure Python code is stopped within a second; one long call into numpy is stopped when it returns.

    Parameters
    ----------
    seconds : float, optional
        Processor time.
    megabytes : float, optional
        Beyond what the process held before.
    """
    done, caller = threading.Event(), threading.get_ident()
    thread = threading.Thread(target=_watch, args=(caller, done, seconds, megabytes), daemon=True)
    thread.start()
    try:
        yield
    finally:
        while thread.is_alive():
            try:
                done.set()
                thread.join()
                _raise_in(caller, None)
            except Stopped:  # it came too late
                continue


def _watch(caller: int, done: threading.Event, seconds: float, megabytes: float) -> None:
    until, memory = time.process_time() + seconds, _memory()
    poll, again = _POLL_SECONDS, _FIRST_AGAIN
    while not done.wait(poll):
        kind: type[Stopped] | None = None
        if _memory() - memory > megabytes:
            kind = type("TookTooMuch", (TookTooMuch,), {"limit": megabytes})
        elif time.process_time() > until:
            kind = type("TookTooLong", (TookTooLong,), {"limit": seconds})
        if kind is not None:
            _raise_in(caller, kind)
            poll, again = again, max(again / 2, _LAST_AGAIN)


def _raise_in(thread: int, kind: type[Stopped] | None) -> None:
    """Raise an exception in a thread; with None, take back one that it has not met yet."""
    exception = ctypes.py_object(kind) if kind is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), exception)


def _memory() -> float:
    """Megabytes that this process holds; 0 where the system does not tell."""
    if sys.platform == "linux":
        try:
            with open("/proc/self/statm", "rb") as file:
                return int(file.read().split()[1]) * 4096 / 1e6
        except OSError:  # a locked process may not read it, and has limits of its own
            return 0.0
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
