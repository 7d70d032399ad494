"""Many submissions at once: tasks to any executor, results as they come, nobody's failure anybody else's."""

import multiprocessing
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait

from grader import task

# Judges are few and tasks many: enough in flight that no judge waits, few enough that memory stays flat.
_IN_FLIGHT_PER_JOB = 16
_MAX_TRIES = 3


def local_executor(jobs):
    """An executor of this machine's processes, each with a warm worker of its own.

    Parameters
    ----------
    jobs : int

    Returns
    -------
    concurrent.futures.Executor
    """
    # Spawned, not forked: a judge must hold nothing but what it imports itself.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


class Pool:
    """Runs tasks on an executor, a few at a time; the first ones start at once.

    Parameters
    ----------
    tasks : iterable of (str, bytes)
        A name, and what `grader.task.pack` packed; taken one by one, as there is room.
    make_executor : callable
        ``make_executor(jobs)``; called again if an executor breaks.
    jobs : int
    """

    def __init__(self, tasks, make_executor, jobs):
        self._tasks, self._make_executor, self._jobs = iter(tasks), make_executor, jobs
        self._again, self._tries, self._running = [], {}, {}
        self._executor = make_executor(jobs)
        self._fill()

    def results(self):
        """Results as they finish.

        Yields
        ------
        name : str
        result : bytes or Exception
            Of `grader.task.run`; an exception only if the grader itself failed on the task.
        """
        try:
            while self._running:
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    item = self._running.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenExecutor):
                        self._again.append(item)
                    else:
                        yield item[0], future.result() if error is None else error
                if self._again:
                    yield from self._start_over()
                self._fill()
        finally:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def _start_over(self):
        """A new executor for what the broken one had in hand; a task that breaks several is given up."""
        self._again += self._running.values()
        self._running = {}
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._make_executor(self._jobs)
        for name, _ in self._again:
            self._tries[name] = self._tries.get(name, 0) + 1
        lost = [name for name, _ in self._again if self._tries[name] >= _MAX_TRIES]
        self._again = [item for item in self._again if item[0] not in lost]
        for name in lost:
            yield name, BrokenExecutor("the grader's own process ended several times during this submission")

    def _fill(self):
        while len(self._running) < self._jobs * _IN_FLIGHT_PER_JOB:
            item = self._again.pop() if self._again else next(self._tasks, None)
            if item is None:
                return
            self._running[self._executor.submit(task.run, item[1])] = item
