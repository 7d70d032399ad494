"""Room in the machine's memory, waited for before a process is started again that the kernel took it from."""

import math
import time
from pathlib import Path

MEMINFO = Path("/proc/meminfo")
_UNIT = 1024
_LOOK_SECONDS = 0.2


def wait_for_room(size, seconds=10.0):
    """Wait until so much memory can be had, but no longer than so long.

    Parameters
    ----------
    size : int
        Bytes.
    seconds : float, optional
    """
    until = time.monotonic() + seconds
    while available() < size and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)


def available():
    """Bytes that can be had without swapping, proc_meminfo(5); infinity where nobody says."""
    try:
        lines = MEMINFO.read_text().splitlines()
    except OSError:
        return math.inf
    return next((int(line.split()[1]) * _UNIT for line in lines if line.startswith("MemAvailable:")), math.inf)
