"""Where tasks run: this machine's processes, or a Dask cluster."""

import os
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass

from grader.errors import CannotStart
from grader.pipeline.local_executor import Judges

# Judges are few and tasks many: enough in flight that no judge waits, few enough that memory stays flat.
_IN_FLIGHT_PER_JOB = 16
_IN_FLIGHT_ON_A_CLUSTER = 256


@dataclass(frozen=True)
class LocalProcesses:
    """Processes of this machine, each with a warm worker of its own.

    Attributes
    ----------
    jobs : int
    """

    jobs: int

    @property
    def in_flight(self):
        """How many tasks to hand over before the first comes back."""
        return self.jobs * _IN_FLIGHT_PER_JOB

    def start(self):
        """A new `concurrent.futures.Executor`."""
        return Judges(self.jobs)

    def check(self, executor):
        """`CannotStart` if the processes end before they have done anything: then no submission is to blame."""
        try:
            executor.submit(os.getpid).result()
        except BrokenExecutor:
            raise CannotStart(
                "The grader's processes end as soon as they start: is there memory for them, and was autograde "
                "called from a file or a command line, not from standard input? Nothing more was graded."
            ) from None


@dataclass(frozen=True)
class DaskCluster:
    """A cluster of `dask.distributed`; its workers have this clone installed and share no files with us.

    Attributes
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    """

    address: str
    in_flight: int = _IN_FLIGHT_ON_A_CLUSTER

    def start(self):
        """A new `concurrent.futures.Executor`; `CannotStart` if nobody answers at the address."""
        from grader.pipeline.dask_executor import ClusterExecutor

        return ClusterExecutor(self.address)

    def check(self, executor):
        """Nothing: connecting to the scheduler has shown that it is there."""
