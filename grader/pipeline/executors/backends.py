"""Backends that run tasks: processes of this machine, or a Dask cluster."""

import os
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from typing import Protocol

from grader.errors import CannotStart
from grader.pipeline.executors.local_executor import LocalExecutor

# Enough tasks in flight that no process waits for one, few enough that memory use stays constant.
_IN_FLIGHT_PER_JOB = 16
_IN_FLIGHT_ON_A_CLUSTER = 256


class Backend(Protocol):
    """Starts executors, and starts a new one when one breaks."""

    @property
    def in_flight(self) -> int:
        """How many tasks to submit before the first result comes back."""
        ...

    def start(self) -> Executor:
        """Start an executor."""
        ...

    def check(self, executor: Executor) -> None:
        """Raise `CannotStart` if a new executor does not work; then no submission is to blame."""
        ...


@dataclass(frozen=True)
class LocalBackend:
    """Processes of this machine, each with a warm worker of its own.

    Attributes
    ----------
    jobs : int
        Number of processes.
    """

    jobs: int

    @property
    def in_flight(self) -> int:
        """How many tasks to submit before the first result comes back."""
        return self.jobs * _IN_FLIGHT_PER_JOB

    def start(self) -> Executor:
        """Start an executor."""
        return LocalExecutor(self.jobs)

    def check(self, executor: Executor) -> None:
        """Raise `CannotStart` if the processes end before they do anything."""
        try:
            executor.submit(os.getpid).result()
        except BrokenExecutor:
            raise CannotStart(
                "The grader's processes end as soon as they start: is there memory for them, and was autograde "
                "called from a file or a command line, not from standard input? Nothing more was graded."
            ) from None


@dataclass(frozen=True)
class DaskBackend:
    """A Dask cluster. Its workers have this clone installed and need not share a file system with the coordinator.

    Attributes
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    """

    address: str
    in_flight: int = _IN_FLIGHT_ON_A_CLUSTER

    def start(self) -> Executor:
        """Connect to the cluster; raises `CannotStart` if there is no answer."""
        from grader.pipeline.executors.dask_executor import DaskExecutor

        return DaskExecutor(self.address)

    def check(self, executor: Executor) -> None:
        """Do nothing: connecting has shown that the scheduler works."""
