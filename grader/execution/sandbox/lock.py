"""All locks together: prepared once in the warm process, taken in every fork of it."""

import os

from grader.execution.sandbox import landlock, privileges, rlimits, seccomp

_FIRST_FREE_DESCRIPTOR = 3
_MAX_DESCRIPTOR = 1 << 16


class Lock:
    """The locks for one warm process.

    Parameters
    ----------
    readable : iterable of path
        What Python and the notebook need to read.
    scratch : path
        The only folder that may be written.
    limits : grader.execution.limits.Limits

    Raises
    ------
    LockError
        A lock that this machine does not have.
    """

    def __init__(self, readable, scratch, limits):
        self._ruleset = landlock.Ruleset([*readable, "/dev/urandom"], [scratch, "/dev/null"])
        self._filter = seccomp.compile_filter()
        self._limits = limits

    def take(self, keep):
        """Lock the calling process, for good.

        Parameters
        ----------
        keep : set of int
            Descriptors that stay open beside the standard streams.
        """
        _close_descriptors({*keep, self._ruleset.fd})
        rlimits.set_limits(self._limits)
        privileges.drop()
        self._ruleset.enforce()
        # Last: the filter refuses the very calls by which the other locks are taken.
        seccomp.load(self._filter)


def _close_descriptors(keep):
    """Close every open file but standard streams and those to keep: an inherited one is a hole in any lock."""
    start = _FIRST_FREE_DESCRIPTOR
    for fd in sorted(keep):
        os.closerange(start, fd)
        start = fd + 1
    os.closerange(start, _MAX_DESCRIPTOR)
