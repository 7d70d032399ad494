"""Stops a student's code that does not come to an end or fills the memory."""

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_POLL_SECONDS = 0.1
_SECONDS = 30.0
_MEGABYTES = 2000


class Stopped(Exception):
    """Raised in the code that took too long or too much memory; the message is a sentence without its subject."""


class TookTooLong(Stopped):
    def __str__(self) -> str:
        return f"did not come to an end within {_SECONDS:g} s: look for a loop whose condition never changes"


class TookTooMuch(Stopped):
    def __str__(self) -> str:
        return f"took more than {_MEGABYTES} MB of memory: look for a list or an array that grows without end"


@contextmanager
def watched() -> Iterator[None]:
    """Raise `Stopped` in the calling thread when the block has used too much processor time or memory.

    Pure Python code is stopped within a second; one long call into numpy is stopped when it returns.
    """
    done = threading.Event()
    thread = threading.Thread(target=_watch, args=(threading.get_ident(), done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _watch(thread_id: int, done: threading.Event) -> None:
    until, memory = time.process_time() + _SECONDS, _memory()
    while not done.wait(_POLL_SECONDS):
        kind: type[Stopped] | None = TookTooLong if time.process_time() > until else None
        if _memory() - memory > _MEGABYTES:
            kind = TookTooMuch
        if kind is not None:
            # Again at each look, since the code may catch it.
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread_id), ctypes.py_object(kind))


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
