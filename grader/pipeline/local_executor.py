"""The judges: processes of this machine, each with a warm worker, that never outlive whoever started them."""

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import util

from grader.execution.sandbox.libc import PR_SET_PDEATHSIG, prctl


class Judges(ProcessPoolExecutor):
    """An executor whose processes end when told to, and with this process, however it ends.

    Parameters
    ----------
    jobs : int
    """

    def __init__(self, jobs):
        # Spawned, not forked: a judge must hold nothing but what it imports itself.
        context = multiprocessing.get_context("spawn")
        super().__init__(jobs, context, initializer=_be_a_judge, initargs=(os.getpid(),))

    def submit(self, function, /, *args, **kwargs):
        """As `concurrent.futures.Executor.submit`; processes start here, deaf to Ctrl-C."""
        with _no_interrupt():
            return super().submit(function, *args, **kwargs)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """With `cancel_futures`, what has begun is ended too: an endless loop must not hold up the end."""
        judges = list((self._processes or {}).values())  # `terminate_workers` from Python 3.14 on
        super().shutdown(wait, cancel_futures=cancel_futures)
        if cancel_futures:
            for judge in judges:
                judge.terminate()


@contextmanager
def _no_interrupt():
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _be_a_judge(coordinator):
    """What a new process does first."""
    os.setsid()  # Ctrl-C in the terminal is for the coordinator, not for a submission that runs
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, _leave)
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != coordinator:  # it ended before that was said
        os._exit(1)


def _leave(*_):
    """End at once, but leave no folder and no process behind."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    util._exit_function()  # what multiprocessing itself does at the end of a process
    os._exit(1)
