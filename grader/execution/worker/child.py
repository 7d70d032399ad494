"""The process of one submission: locks itself, then runs cells and answers probes."""

import os
import signal
import time
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from matplotlib.backend_bases import FigureCanvasBase

from course import probing
from course.notebook.failure import Failure
from grader.execution.sandbox.libc import PR_SET_PDEATHSIG, prctl
from grader.execution.sandbox.lock import Lock
from grader.execution.worker import extended_precision
from grader.execution.worker.channel import Channel
from grader.execution.worker.shell import Shell

_STANDARD_STREAMS = (0, 1, 2)


def run(shell: Shell, lock: Lock | None, read_fd: int, write_fd: int, scratch: Path, parent: int) -> NoReturn:
    """Run the child's main loop; does not return.

    Parameters
    ----------
    shell : Shell
        Warmed up before the fork.
    lock : Lock or None
        None runs student code without locks.
    read_fd, write_fd : int
        The channel to the judge.
    scratch : Path
        The working folder.
    parent : int
        Process id of the warm worker.
    """
    try:
        _end_with(parent)
        _run(shell, lock, read_fd, write_fd, scratch)
    finally:
        # Skips atexit functions, threads and buffers: student code may have changed what they do.
        os._exit(0)


def _run(shell: Shell, lock: Lock | None, read_fd: int, write_fd: int, scratch: Path) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in _STANDARD_STREAMS:
        os.dup2(null, fd)
    channel = Channel(read_fd, write_fd)
    try:
        _set_oom_score()
        if lock is not None:
            lock.apply({read_fd, write_fd})
        os.chdir(scratch)
    except OSError as error:
        channel.send({"cannot": str(error)})
        return
    probing.connect(channel)
    extended_precision.round_to_double()
    # A cell that sleeps, or waits for a click, would only hold up whoever waits for this process.
    time.sleep = lambda seconds: None
    FigureCanvasBase.start_event_loop = lambda self, timeout=0: None  # type: ignore[method-assign] # that is the point
    channel.send({"locked": lock is not None})
    _serve(shell, channel)


def _end_with(parent: int) -> None:
    """End this process when the warm worker ends, whatever it is doing."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(0)


def _set_oom_score() -> None:
    """Make the kernel kill this process first when memory runs out."""
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _serve(shell: Shell, channel: Channel) -> NoReturn:
    """Run each cell that the judge sends, until the channel closes."""
    while True:
        source = channel.receive()["run"]
        try:
            outputs, failures = shell.run(source)
        except KeyboardInterrupt:  # the interrupt came in our own code, outside the cell
            outputs, failures = [], [Failure(1, "KeyboardInterrupt", "")]
        channel.send({"ran": outputs, "failures": [asdict(failure) for failure in failures]})
