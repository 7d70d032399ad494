"""A process that the kernel kills because others took the memory costs its student nothing, once."""

import os
import signal
from dataclasses import replace

import psutil
import pytest

from grader.execution import free_memory
from grader.execution.sandbox.libc import prctl
from grader.execution.worker.channel import Channel
from grader.execution.worker.supervisor import Worker
from grader.judging.graded import Graded
from grader.pipeline.grade import Task, grade
from grader.pipeline.job import Job
from grader.pipeline.run_job import run
from tests.grader.execution.conftest import LIMITS, ended_by, session_on
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released

_RIGHT = """
def mac_counts(sizes, batch):
    pairs = [m * n for m, n in zip(sizes, sizes[1:])]
    return {"forward": batch * sum(pairs), "backward": batch * (2 * sum(pairs) - pairs[0])}
"""
_PR_SET_CHILD_SUBREAPER = 36
_PARTS = 6  # of the made assignment: its setup, its answer, and two test cells of two parts each


def _task(answer=_RIGHT):
    notebook = released()
    notebook["cells"][2]["source"] = answer
    return Task("ada", ASSIGNMENT, as_bytes(notebook), b"key")


def _points(graded):
    return [cell.score for cell in graded.verdict.cells if cell.score is not None]


@pytest.fixture
def killed(worker, monkeypatch):
    """``killed(fatal)``: from now on forks are killed where `fatal(number, moment)`; a list that they join."""
    forks = []

    def arrange(fatal):
        fork, send = worker.fork, Channel.send

        def counted():
            forks.append(fork())
            if fatal(len(forks), "start"):
                _kill(forks[-1].pid)
            return forks[-1]

        def sent(self, value, deadline=None):
            send(self, value, deadline)
            if fatal(len(forks), next(iter(value))):
                _kill(forks[-1].pid)

        monkeypatch.setattr(worker, "fork", counted)
        monkeypatch.setattr(Channel, "send", sent)
        return forks

    return arrange


def _kill(pid):
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("moment", ["start", "run", "args", "done"])
def test_a_process_killed_once_costs_nothing(worker, killed, moment):
    undisturbed = grade(_task(), worker)
    forks = killed(lambda number, now: number == 1 and now == moment)
    graded = grade(_task(), worker)
    assert (graded.verdict.status, _points(graded), len(forks)) == ("graded", [5.0, 5.0], 2)
    assert replace(graded, seconds=0) == replace(undisturbed, seconds=0)


def test_a_process_killed_always_is_bounded_and_says_so(worker, killed):
    forks = killed(lambda number, now: now == "run")
    graded = grade(_task(), worker)
    assert len(forks) <= _PARTS + 2
    assert graded.verdict.status == "memory"
    assert not any(_points(graded))
    assert any("killed from outside, twice" in text and "--force" in text for text in graded.verdict.remarks)


def test_a_process_killed_always_before_its_first_cell_is_a_verdict_too(worker, killed):
    forks = killed(lambda number, now: now == "start")
    assert grade(_task(), worker).verdict.status == "memory"
    assert len(forks) <= _PARTS + 2


def test_a_submission_that_takes_too_much_memory_itself_is_not_repeated(worker, killed):
    forks = killed(lambda number, now: False)
    graded = grade(_task("hoard = [bytearray(1 << 22) for _ in range(1000)]"), worker)
    assert graded.verdict.status == "memory"
    assert len(forks) == 1


@pytest.mark.parametrize(
    ("seconds", "memory", "status", "killed_externally"),
    [
        (1.0, LIMITS.memory // 2, "memory", True),
        (1.0, LIMITS.memory + 1, "memory", False),
        (LIMITS.submission_seconds + 5, 0, "timeout", False),
    ],
)
def test_who_is_to_blame_for_a_kill_is_told_by_what_was_used(
    worker, killed, exits, seconds, memory, status, killed_externally
):
    killed(lambda number, now: now == "run")
    exits(lambda exit_info: replace(exit_info, seconds=seconds, memory=memory))
    stopped = ended_by(worker, "import threading\nthreading.Event().wait()")
    assert (stopped.status, stopped.killed_externally) == (status, killed_externally)


@pytest.fixture
def exits(worker, monkeypatch):
    """``exits(change)``: how processes of the worker ended, a list that grows; `change` is made of each."""

    def arrange(change=lambda exit_info: exit_info):
        reap, found = worker.reap, []
        monkeypatch.setattr(worker, "reap", lambda pid: found.append(change(reap(pid))) or found[-1])
        return found

    return arrange


def test_what_a_process_took_is_known_after_its_end(worker, exits):
    found = exits()
    with session_on(worker) as session:
        session.run("import time\nhoard = b'x' * (100 << 20)\nwhile time.process_time() < 0.3: pass")
    [ended] = found
    assert 70 << 20 < ended.memory < 110 << 20
    assert 0.2 < ended.seconds < 5


@pytest.fixture
def heir():
    """This process is given the children of those of its own that end, as an init that reaps at once."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)
    yield
    prctl(_PR_SET_CHILD_SUBREAPER, 0)


def test_a_warm_process_that_is_killed_costs_nothing(heir, monkeypatch):
    source = as_bytes(released()).decode()
    monkeypatch.setattr("grader.pipeline.run_job.read_assignment", lambda name, text: ASSIGNMENT)
    task = _task()
    data = Job(task.student, ASSIGNMENT.name, source, task.submission, task.key, LIMITS, True).to_bytes()
    undisturbed = run(data)
    send, forks, killed = Channel.send, [], []
    monkeypatch.setattr(Worker, "fork", lambda worker, fork=Worker.fork: forks.append(fork(worker)) or forks[-1])

    def sent(self, value, deadline=None):
        send(self, value, deadline)
        if not killed and "args" in value:
            warm = psutil.Process(forks[-1].pid).parent()
            killed.append(warm)
            warm.kill()
            warm.wait()
            os.waitpid(forks[-1].pid, 0)

    monkeypatch.setattr(Channel, "send", sent)
    found, expected = (replace(Graded.from_bytes(result), seconds=0.0) for result in (run(data), undisturbed))
    assert found == expected
    assert len(killed) == 1


def test_free_memory_is_waited_for_but_not_forever(monkeypatch):
    free = psutil.virtual_memory()._replace(available=2048)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free)
    looks = []
    monkeypatch.setattr(free_memory.time, "sleep", looks.append)
    free_memory.wait_for_free_memory(2048)
    assert not looks
    free_memory.wait_for_free_memory(2049, seconds=0.1)
    assert looks
