"""rlimits: memory, processor time, size and number of files, held by the kernel."""

import math
import resource

from grader.execution.sandbox.errors import LockError

MAX_OPEN_FILES = 64


def set_limits(limits):
    """Lock the calling process, for good: no limit can be raised again.

    Parameters
    ----------
    limits : grader.execution.limits.Limits
    """
    seconds = math.ceil(limits.submission_seconds) + 5
    bounds = {
        "RLIMIT_AS": _address_space() + limits.memory,
        "RLIMIT_FSIZE": limits.scratch,
        "RLIMIT_NOFILE": MAX_OPEN_FILES,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
    }
    # A second before the end, a signal that tells running out of time from running out of memory.
    bounds = {name: (bound, bound) for name, bound in bounds.items()} | {"RLIMIT_CPU": (seconds, seconds + 1)}
    for name, bound in bounds.items():
        try:
            resource.setrlimit(getattr(resource, name), bound)
        except (OSError, ValueError) as error:
            raise LockError(f"{name} could not be set to {bound}: {error}") from None


def _address_space():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
