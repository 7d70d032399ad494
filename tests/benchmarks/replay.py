"""The bare limit: forks of a warm process that run the cells and answer the probes, without locks or judge.

A conversation is recorded once, judge and all; then its one side is read out again to a new process.
"""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from grader.authoring.assignment import read_assignment
from grader.execution.limits import Limits
from grader.execution.worker.supervisor import Worker
from grader.intake.find_notebook import find_notebook
from grader.pipeline.grade import Task, grade
from grader.pipeline.seeds import course_secret, student_key
from tests.benchmarks.submissions import ASSIGNMENT

_worker = None


class _Recorder:
    """A channel that keeps what is sent."""

    def __init__(self, channel):
        self._channel, self.sent = channel, []

    def send(self, value, deadline=None):
        self.sent.append(value)
        self._channel.send(value, deadline)

    def __getattr__(self, name):
        return getattr(self._channel, name)


class _RecordedWorker(Worker):
    """A worker whose last run's channel is kept."""

    def fork(self):
        run = super().fork()
        run.channel = self.recorder = _Recorder(run.channel)
        return run


def tasks_of(course, students):
    """What there is to grade, as the grader itself would have it."""
    source = (course / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes()
    assignment, secret = read_assignment(ASSIGNMENT, source), course_secret(course)
    return [
        Task(
            s,
            assignment,
            find_notebook(course / "submitted" / s / ASSIGNMENT, assignment)[0],
            student_key(secret, s, ASSIGNMENT),
        )
        for s in students
    ]


def recorded(task):
    """All that the judge says to a submission's process."""
    worker = _RecordedWorker(Limits(), locked=False)
    try:
        status = grade(task, worker).verdict.status
        if status != "graded":
            raise RuntimeError(f"got a {status} submission, expected one that runs to its end")
        return worker.recorder.sent
    finally:
        worker.close()


class Limit:
    """A warm process each for some jobs; a context manager."""

    def __init__(self, jobs):
        spawned = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(jobs, mp_context=spawned, initializer=_start)
        self._jobs, self._warm = jobs, False

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._executor.shutdown()

    def run(self, conversations):
        """Seconds for all conversations together."""
        if not self._warm:
            list(self._executor.map(_replay, conversations[: 4 * self._jobs]))
            self._warm = True
        start = time.perf_counter()
        list(self._executor.map(_replay, conversations))
        return time.perf_counter() - start


def _start():
    global _worker
    _worker = Worker(Limits(), locked=False)


def _replay(conversation):
    run = _worker.fork()
    try:
        reply = run.channel.receive()
        for message in conversation:
            run.channel.send(message, time.monotonic() + 60)
            reply = run.channel.receive(time.monotonic() + 60)
        if "ran" not in reply:
            raise RuntimeError(f"got {list(reply)} at the end of a conversation, expected what the last cell ran")
    finally:
        run.kill()
