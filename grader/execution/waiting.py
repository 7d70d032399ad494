"""How long a student's process waits: it neither computes nor is kept waiting for a processor or the judge."""

import time
from types import TracebackType

from grader.execution.worker.supervisor import ForkedProcess, delay

_RUNNING, _ON_DISK = b"R", b"D"
# A process that waits for the disk, or swaps, is most likely not to blame.
_MORE_FOR_DISK = 30.0


class Waiting:
    """Counts the seconds for which a process waits while the judge listens to it.

    Time on a busy machine is no waiting, neither that of the process nor the judge's own: the kernel counts how long a
    thread could have run and did not (proc_pid_schedstat(5)). But it does so only after the thread has run again, so
    nothing is settled while one is runnable.

    Parameters
    ----------
    process : ForkedProcess
    """

    def __init__(self, process: ForkedProcess) -> None:
        self._process = process
        self._counted = self._listened = self._began = 0.0
        self._busy = self._busy_seconds()

    def __enter__(self) -> None:
        """Begin to listen."""
        self._began = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop listening: from here on the process may wait for the judge."""
        self._listened += time.monotonic() - self._began

    def exceeds(self, seconds: float) -> bool:
        """Whether the process has waited for more than `seconds`; more is allowed while it waits for the disk."""
        states = self._process.thread_states()
        busy = self._busy_seconds()
        waited = self._counted + max(self._listened - (busy - self._busy), 0.0)
        if _RUNNING not in states:
            # Settled from time to time, so that threads that compute cannot save up time for sleeping later.
            self._counted, self._listened, self._busy = waited, 0.0, busy
        return waited > (seconds + _MORE_FOR_DISK if states & {_RUNNING, _ON_DISK} else seconds)

    def _busy_seconds(self) -> float:
        return self._process.busy_seconds() + delay("/proc/thread-self")

    def seconds(self) -> float:
        """Seconds counted so far."""
        return self._counted
