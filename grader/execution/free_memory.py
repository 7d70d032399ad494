"""Waits for free memory before a process that the kernel killed is started again."""

import logging
import time

import psutil

_LOG = logging.getLogger(__name__)
_POLL_SECONDS = 0.2


def wait_for_free_memory(size: int, seconds: float = 10.0) -> None:
    """Wait until `size` bytes of memory are free, but not longer than `seconds`.

    Parameters
    ----------
    size : int
    seconds : float, optional
    """
    deadline = time.monotonic() + seconds
    while (free := psutil.virtual_memory().available) < size and time.monotonic() < deadline:
        _LOG.info("waiting for memory: %d MB free, %d MB needed", free >> 20, size >> 20)
        time.sleep(_POLL_SECONDS)
