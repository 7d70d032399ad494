"""A queue of submissions to record: while the gradebook is locked or gone, grading goes on and nothing is lost."""

import logging
import time
from collections import deque
from collections.abc import Callable

from grader.errors import CannotStart, NotRecorded

_LOG = logging.getLogger(__name__)
_RETRY_SECONDS = 30.0


class RetryQueue:
    """Records submissions, and tries again later those that could not be recorded.

    Parameters
    ----------
    record : callable
        ``record(name)`` records the submission of that name, or raises `NotRecorded`.
    """

    def __init__(self, record: Callable[[str], None]) -> None:
        self._record, self._names, self._retry_at = record, deque[str](), 0.0

    def add(self, name: str) -> None:
        """Record a submission and all that wait. After a failure, only enqueue for the next 30 seconds."""
        self._names.append(name)
        if time.monotonic() >= self._retry_at:
            try:
                self._record_all()
            except NotRecorded as error:
                _LOG.info("%d wait to be recorded: %s", len(self._names), error)
                self._retry_at = time.monotonic() + _RETRY_SECONDS

    def finish(self) -> None:
        """Record what still waits.

        Raises
        ------
        CannotStart
            Some could not be recorded.
        """
        try:
            self._record_all()
        except NotRecorded as error:
            raise CannotStart(
                f"{error}. {len(self._names)} verdicts are not in the gradebook yet. All are kept: then run the same "
                "command again."
            ) from None

    def _record_all(self) -> None:
        """Try each submission once; a failure that concerns only one does not hold up the others."""
        failure = None
        for _ in range(len(self._names)):
            try:
                self._record(self._names[0])
            except NotRecorded as error:
                failure = error
                if error.affects_all:
                    break
                self._names.rotate(-1)
            else:
                self._names.popleft()
        if failure:
            raise failure
