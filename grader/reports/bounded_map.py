"""Maps a function over items in bounded processes: what cannot be done holds nothing up."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from grader.reports.bounded_process import BoundedProcess, Bounds, NoResult

_Item = TypeVar("_Item")


def bounded_map(
    function: Callable[[_Item], bytes], items: Sequence[_Item], jobs: int = 1, bounds: Bounds | None = None
) -> list[bytes | NoResult]:
    """Apply a function to each item, in forked processes, which have all modules loaded already.

    Parameters
    ----------
    function : callable
        Returns bytes. It must not run student code.
    items : sequence
        Picklable.
    jobs : int, optional
        Number of processes.
    bounds : Bounds, optional
        Of each call.

    Returns
    -------
    list of bytes or NoResult
        In order.
    """
    results: list[bytes | NoResult] = [NoResult("")] * len(items)
    waiting = deque(enumerate(items))
    idle = [BoundedProcess(function, bounds) for _ in range(min(jobs, len(items)))]
    busy: dict[Any, tuple[BoundedProcess, int]] = {}
    try:
        while waiting or busy:
            while waiting and idle:
                process, (number, item) = idle.pop(), waiting.popleft()
                process.start(item)
                busy[process.connection] = process, number
            for connection in _finished(busy):
                process, number = busy.pop(connection)
                results[number] = process.result()
                idle.append(process)
    finally:
        for process in [*idle, *(process for process, _ in busy.values())]:
            process.end()
    return results


def _finished(busy: dict[Any, tuple[BoundedProcess, int]]) -> list[Connection]:
    """Wait for processes that have an answer, have ended or are over their deadline."""
    first = min(process.deadline for process, _ in busy.values())
    ready = wait(list(busy), max(0.0, first - time.monotonic()))
    return ready or [c for c, (process, _) in busy.items() if process.deadline <= time.monotonic()]  # type: ignore[return-value]
