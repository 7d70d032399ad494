"""Runs many tasks on any executor. A task that breaks the executor costs no other task its result."""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import TypeAlias

from grader.pipeline import run_job
from grader.pipeline.executors.backends import Backend
from grader.pipeline.executors.submit_task import submit_task

_LOG = logging.getLogger(__name__)
MAX_TRIES_ALONE = 2

Task: TypeAlias = tuple[str, bytes]
"""A name, and a packed `Job`."""
Result: TypeAlias = tuple[str, bytes | Exception]
"""A task's name, and the packed `Graded`; an exception only if the grader itself failed on the task."""


class Scheduler:
    """Runs tasks on an executor, a few at a time. The first ones start at once.

    A context manager: tasks that still run are cancelled when it exits.

    Parameters
    ----------
    tasks : iterable of Task
        Taken one by one, when there is capacity.
    backend : Backend
    function : callable, optional
        What a task is given to; by default it is graded.
    """

    def __init__(
        self, tasks: Iterable[Task], backend: Backend, function: Callable[[bytes], bytes] = run_job.run
    ) -> None:
        self._tasks, self._backend, self._function = iter(tasks), backend, function
        self._running: dict[Future[bytes], Task] = {}
        self._suspects: list[Task] = []
        self._tries: dict[str, int] = {}
        self._executor = backend.start()
        self._submit_tasks()

    def __enter__(self) -> "Scheduler":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Cancel what still runs."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def results(self) -> Iterator[Result]:
        """Yield results as tasks finish."""
        try:
            while self._running:
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                broken = []
                for future in done:
                    task = self._running.pop(future)
                    # The scheduler cancels nothing before it closes: the cluster lost the task.
                    error = BrokenExecutor("lost") if future.cancelled() else future.exception()
                    if isinstance(error, BrokenExecutor):
                        broken.append(task)
                    elif isinstance(error, Exception):
                        yield task[0], error
                    else:
                        yield task[0], future.result()
                if broken:
                    yield from self._restart(broken)
                self._submit_tasks()
        finally:
            self.close()

    def _restart(self, broken: list[Task]) -> Iterator[Result]:
        """Start a new executor. Each task that the old one had runs again alone, to find the one that broke it."""
        suspects = [*broken, *self._running.values()]
        _LOG.info("executor lost while it had %s; starting a new one", ", ".join(name for name, _ in suspects))
        self._running = {}
        self.close()
        self._executor = self._backend.start()
        self._backend.check(self._executor)
        if len(suspects) == 1:
            name = suspects[0][0]
            self._tries[name] = self._tries.get(name, 0) + 1
            if self._tries[name] >= MAX_TRIES_ALONE:
                yield name, BrokenExecutor("the grader's own process ended several times during this submission")
                return
        self._suspects += suspects

    def _submit_tasks(self) -> None:
        capacity = 1 if self._suspects else self._backend.in_flight
        while len(self._running) < capacity:
            task = self._suspects.pop(0) if self._suspects else next(self._tasks, None)
            if task is None:
                return
            self._running[submit_task(self._executor, self._function, task[1])] = task
