"""One submission's process: it locks itself, then runs what it is told and answers what it is asked."""

import os
import signal

from course import probing
from grader.execution.sandbox.libc import PR_SET_PDEATHSIG, prctl
from grader.execution.worker.channel import Channel, ChannelClosed

_STANDARD_STREAMS = (0, 1, 2)


def run(shell, lock, read_fd, write_fd, scratch):
    """Be that process, and never return.

    Parameters
    ----------
    shell : grader.execution.worker.shell.Shell
        Warm.
    lock : grader.execution.sandbox.lock.Lock or None
        None leaves the locks off.
    read_fd, write_fd : int
        The channel to the judge.
    scratch : path
        The working folder.
    """
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for fd in _STANDARD_STREAMS:
            os.dup2(nowhere, fd)
        os.chdir(scratch)
        channel = Channel(read_fd, write_fd)
        try:
            # Whoever waits for it being gone, so is it, whatever it is busy with.
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            _be_the_first_to_go()
            if lock is not None:
                lock.take({read_fd, write_fd})
        except OSError as error:
            channel.send({"cannot": str(error)})
            return
        probing.connect(channel)
        channel.send({"locked": lock is not None})
        _serve(shell, channel)
    except ChannelClosed:
        return
    finally:
        # Past atexit, threads and buffers, whatever a student hung there.
        os._exit(0)


def _be_the_first_to_go():
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _serve(shell, channel):
    while True:
        source = channel.receive()["run"]
        try:
            outputs, error = shell.run(source)
        except KeyboardInterrupt:  # it came between two lines of ours
            outputs, error = [], {"ename": "KeyboardInterrupt", "evalue": ""}
        channel.send({"ran": outputs, "error": error})
