"""An executor of local processes that end with the coordinator, however it ends."""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import util
from typing import Any, NoReturn, ParamSpec, TypeVar

from grader.execution.sandbox.libc import PR_SET_PDEATHSIG, prctl
from grader.log import log_to_stderr

_P = ParamSpec("_P")
_T = TypeVar("_T")


class LocalExecutor(ProcessPoolExecutor):
    """An executor whose processes end with this one, and in the middle of a task when it is cancelled.

    Parameters
    ----------
    jobs : int
        Number of processes.
    """

    def __init__(self, jobs: int) -> None:
        # Spawned, not forked: a judge holds only what it imports itself.
        context = multiprocessing.get_context("spawn")
        super().__init__(
            jobs, context, initializer=_start_judge, initargs=(os.getpid(), logging.getLogger("grader").level)
        )

    def submit(self, function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """As `concurrent.futures.Executor.submit`. Processes start here, with Ctrl-C blocked."""
        with _no_interrupt():
            return super().submit(function, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As `concurrent.futures.Executor.shutdown`. `cancel_futures` ends running tasks too, as they may never end."""
        judges = list((self._processes or {}).values())  # `terminate_workers` from Python 3.14 on
        super().shutdown(wait, cancel_futures=cancel_futures)
        if cancel_futures:
            for judge in judges:
                judge.terminate()


@contextmanager
def _no_interrupt() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_judge(coordinator: int, log_level: int) -> None:
    """Set up signals and the log in a new process."""
    if log_level != logging.NOTSET:
        log_to_stderr(log_level)
    os.setsid()  # Ctrl-C in the terminal goes to the coordinator only
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, _leave)
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != coordinator:  # it ended before prctl took effect
        os._exit(1)


def _leave(*_: Any) -> NoReturn:
    """End at once, after the finalizers that remove folders and processes."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    util._exit_function()  # type: ignore[attr-defined] # runs the finalizers; multiprocessing has no public name for it
    os._exit(1)
