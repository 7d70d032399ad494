"""Many submissions at once: tasks to any executor, results as they come, nobody's failure anybody else's."""

from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait

from grader import task

_MAX_TRIES = 3


class Pool:
    """Runs tasks on an executor, a few at a time; the first ones start at once.

    Parameters
    ----------
    tasks : iterable of (str, bytes)
        A name, and what `grader.task.pack` packed; taken one by one, as there is room.
    place : LocalProcesses or DaskCluster
        Starts an executor; started again if one breaks.
    """

    def __init__(self, tasks, place):
        self._tasks, self._place = iter(tasks), place
        self._again, self._tries, self._running = [], {}, {}
        self._executor = place.start()
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
                    # Cancelled by nobody here: the cluster lost it.
                    error = BrokenExecutor("lost") if future.cancelled() else future.exception()
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
        self._executor = self._place.start()
        for name, _ in self._again:
            self._tries[name] = self._tries.get(name, 0) + 1
        lost = [name for name, _ in self._again if self._tries[name] >= _MAX_TRIES]
        self._again = [item for item in self._again if item[0] not in lost]
        for name in lost:
            yield name, BrokenExecutor("the grader's own process ended several times during this submission")

    def _fill(self):
        while len(self._running) < self._place.in_flight:
            item = self._again.pop() if self._again else next(self._tasks, None)
            if item is None:
                return
            self._running[self._executor.submit(task.run, item[1])] = item
