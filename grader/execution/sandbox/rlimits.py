"""Resource limits, setrlimit(2): memory, processor time, size and number of files."""

import math
import resource

from grader.execution.limits import Limits
from grader.execution.sandbox.errors import LockError

MAX_OPEN_FILES = 64


def set_limits(limits: Limits) -> None:
    """Limit the calling process. No limit can be raised again.

    Raises
    ------
    LockError
    """
    seconds = math.ceil(limits.submission_seconds) + 5
    bounds = {
        "RLIMIT_AS": _address_space() + limits.memory,
        "RLIMIT_FSIZE": limits.scratch,
        "RLIMIT_NOFILE": MAX_OPEN_FILES,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
    }
    # The soft limit sends SIGXCPU a second before SIGKILL: running out of time then differs from running out of memory.
    pairs = {name: (bound, bound) for name, bound in bounds.items()} | {"RLIMIT_CPU": (seconds, seconds + 1)}
    for name, pair in pairs.items():
        try:
            resource.setrlimit(getattr(resource, name), pair)
        except (OSError, ValueError) as error:
            raise LockError(f"{name} could not be set to {pair}: {error}") from None


def _address_space() -> int:
    """Bytes of address space that the calling process has."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
