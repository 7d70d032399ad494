"""All locks together: prepared once in the warm worker, applied in each of its forks."""

import os
from collections.abc import Iterable
from pathlib import Path

from grader.execution.limits import Limits
from grader.execution.sandbox import files, privileges, rlimits, seccomp

_FIRST_FREE_DESCRIPTOR = 3
_MAX_DESCRIPTOR = 1 << 16


class Lock:
    """The locks of one warm worker.

    Parameters
    ----------
    readable : iterable of Path
        Files and folders that Python and the notebook need to read.
    scratch : Path
        The only folder that may be written to.
    limits : Limits

    Raises
    ------
    LockError
        This machine lacks a lock.
    """

    def __init__(self, readable: Iterable[Path], scratch: Path, limits: Limits) -> None:
        self._files = files.lock([*readable, "/dev/urandom"], [scratch, "/dev/null"])
        self._filter = seccomp.compile_filter()
        self._limits = limits

    def apply(self, keep: set[int]) -> None:
        """Lock the calling process. It cannot be undone. The working folder may be another one then.

        Parameters
        ----------
        keep : set of int
            File descriptors that stay open in addition to the standard streams.

        Raises
        ------
        LockError
        """
        _close_descriptors({*keep, *self._files.descriptors})
        rlimits.set_limits(self._limits)
        privileges.refuse_new()
        # Before the capabilities are dropped: a mount namespace needs them.
        self._files.enforce()
        privileges.drop()
        # Last, because the filter refuses the system calls that apply the other locks.
        seccomp.load(self._filter)


def _close_descriptors(keep: set[int]) -> None:
    """Close all file descriptors but the standard streams and `keep`: locks do not restrict one that is open."""
    start = _FIRST_FREE_DESCRIPTOR
    for fd in sorted(keep):
        os.closerange(start, fd)
        start = fd + 1
    os.closerange(start, _MAX_DESCRIPTOR)
