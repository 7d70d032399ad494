"""Where tasks run: this machine's processes, or a Dask cluster."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

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
        # Spawned, not forked: a judge must hold nothing but what it imports itself.
        return ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context("spawn"))


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
        from grader.cluster import ClusterExecutor

        return ClusterExecutor(self.address)
