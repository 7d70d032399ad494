"""Many submissions at once: tasks to any executor, results as they come, nobody's failure anybody else's."""

from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait

from grader.pipeline import run_job

_MAX_TRIES_ALONE = 2


class Pool:
    """Runs tasks on an executor, a few at a time; the first ones start at once.

    A context manager: leaving it ends what still runs.

    Parameters
    ----------
    tasks : iterable of (str, bytes)
        A name, and a packed `Job`; taken one by one, as there is room.
    place : LocalProcesses or DaskCluster
        Starts an executor; started again if one breaks.
    """

    def __init__(self, tasks, place):
        self._tasks, self._place = iter(tasks), place
        self._suspects, self._tries, self._running = [], {}, {}
        self._executor = place.start()
        self._fill()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        """End what still runs."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def results(self):
        """Results as they finish.

        Yields
        ------
        name : str
        result : bytes or Exception
            Of `grader.pipeline.run_job.run`; an exception only if the grader itself failed on the task.
        """
        try:
            while self._running:
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                broken = []
                for future in done:
                    item = self._running.pop(future)
                    # Cancelled by nobody here: the cluster lost it.
                    error = BrokenExecutor("lost") if future.cancelled() else future.exception()
                    if isinstance(error, BrokenExecutor):
                        broken.append(item)
                    else:
                        yield item[0], future.result() if error is None else error
                if broken:
                    yield from self._start_over(broken)
                self._fill()
        finally:
            self.close()

    def _start_over(self, broken):
        """A new executor. Whatever the broken one had in hand is tried again, each alone: so the culprit is known."""
        suspects = [*broken, *self._running.values()]
        self._running = {}
        self.close()
        self._executor = self._place.start()
        self._place.check(self._executor)
        if len(suspects) == 1:
            name = suspects[0][0]
            self._tries[name] = self._tries.get(name, 0) + 1
            if self._tries[name] >= _MAX_TRIES_ALONE:
                yield name, BrokenExecutor("the grader's own process ended several times during this submission")
                return
        self._suspects += suspects

    def _fill(self):
        room = 1 if self._suspects else self._place.in_flight
        while len(self._running) < room:
            item = self._suspects.pop(0) if self._suspects else next(self._tasks, None)
            if item is None:
                return
            self._running[self._submitted(item[1])] = item

    def _submitted(self, data):
        try:
            return self._executor.submit(run_job.run, data)
        except BrokenExecutor as error:
            # It broke while tasks were still being handed to it: no other than if it breaks a moment later.
            future = Future()
            future.set_exception(error)
            return future
