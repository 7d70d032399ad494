"""What takes too long, too much memory or is too large is ended, and the next one is made."""

import os
import signal
import time

import pytest

from grader.reports.bounded_map import bounded_map
from grader.reports.bounded_process import BoundedProcess, Bounds, NoResult

_BOUNDS = Bounds(seconds=0.3, patience=2.0, memory=100 << 20, size=1 << 20)


def _work(item):
    if item == "computes":
        while True:
            pass
    if item == "waits":
        time.sleep(60)
    if item == "memory":
        return bytes(1 << 30)
    if item == "large":
        return bytes(2 << 20)
    if item == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "raises":
        raise ValueError("a reason")
    return item.encode()


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("computes", "it takes more than 0.3 seconds"),
        ("waits", "it takes more than 2 seconds on the clock"),
        ("memory", "it takes more than 100 MB of memory"),
        ("large", "it is larger than 1 MB"),
        ("killed", "the process that makes it ended"),
        ("raises", "ValueError: a reason"),
    ],
)
def test_the_reason_is_told_and_the_next_one_is_made(item, reason):
    process = BoundedProcess(_work, _BOUNDS)
    try:
        assert process.call(item) == NoResult(reason)
        assert process.call("next") == b"next"
    finally:
        process.end()


def test_results_come_in_order_and_those_that_are_lost_hold_nothing_up():
    items = ["a", "killed", "b", "computes", "c", "raises", "d", "waits", "e"]
    start = time.monotonic()
    results = bounded_map(_work, items, 2, _BOUNDS)
    assert [result if isinstance(result, bytes) else None for result in results] == [
        b"a", None, b"b", None, b"c", None, b"d", None, b"e",
    ]  # fmt: skip
    assert time.monotonic() - start < 30


def test_nothing_to_do_is_done():
    assert bounded_map(_work, [], 2) == []
