"""Recording that waits: a gradebook that is locked or gone for a while neither stops the grading nor loses anything."""

import time
from collections import deque

from grader.errors import CannotStart, NotRecorded

_AGAIN_SECONDS = 30.0


class Backlog:
    """Records each submission, or later what could not be recorded at once.

    Parameters
    ----------
    record : callable
        ``record(name)`` records the submission of that name, or raises `NotRecorded`.
    """

    def __init__(self, record):
        self._record, self._names, self._try_at = record, deque(), 0.0

    def add(self, name):
        """Record it, and with it what waits; while the gradebook does not take any, only keep the name."""
        self._names.append(name)
        if time.monotonic() >= self._try_at:
            try:
                self._work()
            except NotRecorded:
                self._try_at = time.monotonic() + _AGAIN_SECONDS

    def finish(self):
        """Record what still waits; `CannotStart` if that cannot be."""
        try:
            self._work()
        except NotRecorded as error:
            raise CannotStart(
                f"{error}. {len(self._names)} verdicts are not in the gradebook yet. All are kept: then run the same "
                "command again."
            ) from None

    def _work(self):
        """Try each that waits once; one that is refused for its own sake does not keep the others waiting."""
        refused = None
        for _ in range(len(self._names)):
            try:
                self._record(self._names[0])
            except NotRecorded as error:
                refused = error
                if error.of_all:
                    break
                self._names.rotate(-1)
            else:
                self._names.popleft()
        if refused:
            raise refused
