"""Tells why a student's process ended."""

import os
import signal

from grader.execution.cell_result import SessionEnded
from grader.execution.limits import Limits
from grader.execution.worker.supervisor import ExitInfo, ForkedProcess

_KILLED = (
    "the notebook's process was killed from outside, twice, most likely because the machine had no memory left; the "
    "submission kept within its bounds, so have it graded again with --force"
)


def exit_reason(process: ForkedProcess, limits: Limits) -> SessionEnded:
    """Reap a process that closed its channel, and tell why it ended."""
    exited = process.has_exited()
    exit_info = process.kill()
    if not exited:
        return SessionEnded("crashed", "the notebook's process closed its channel to the grader")
    number = os.WTERMSIG(exit_info.status) if os.WIFSIGNALED(exit_info.status) else 0
    if number == signal.SIGKILL:
        return _kill_reason(exit_info, limits)
    if number == signal.SIGXCPU:
        return SessionEnded("timeout", "it used up its processor time")
    if number:
        name = signal.Signals(number).name
        return SessionEnded("crashed", f"the notebook's process crashed ({name}), as by a call into native code")
    return SessionEnded("crashed", "the notebook's process ended itself, as by os._exit")


def _kill_reason(exit_info: ExitInfo, limits: Limits) -> SessionEnded:
    """Tell why SIGKILL came. The kernel or another process sent it: seccomp lets the process send no signals."""
    if exit_info.seconds > limits.submission_seconds:
        return SessionEnded("timeout", "it used up its processor time")
    if exit_info.memory > limits.memory:
        return SessionEnded("memory", "the notebook's process was killed because it used too much memory")
    return SessionEnded("memory", _KILLED, killed_externally=True)
