"""Many tasks on executors that break: nobody's failure is anybody else's."""

import multiprocessing
import os
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor

import pytest

from grader.errors import CannotStart
from grader.pipeline.executors import scheduler as module
from grader.pipeline.executors.backends import LocalBackend
from grader.pipeline.executors.scheduler import Scheduler


class Fragile:
    """An executor that runs a task when it is submitted; a deadly task breaks it and all that it still holds."""

    held_once = False

    def __init__(self):
        self._held, self._broken = [], False

    def submit(self, function, data):
        future = Future()
        if self._broken:
            raise BrokenExecutor("already broken")  # as concurrent.futures does
        elif data == b"deadly":
            self._broken = True
            for held in [*self._held, future]:
                held.set_exception(BrokenExecutor("a process died"))
        elif data == b"held" and not Fragile.held_once:
            Fragile.held_once = True
            self._held.append(future)
        elif data == b"raises":
            future.set_exception(ValueError("the grader failed"))
        else:
            future.set_result(data + b" done")
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        self._held = []


class FragileBackend:
    """Where fragile executors are started."""

    in_flight = 6

    def __init__(self):
        self.started = 0

    def start(self):
        self.started += 1
        return Fragile()

    def check(self, executor):
        pass


@pytest.fixture
def backend(monkeypatch):
    monkeypatch.setattr(Fragile, "held_once", False)
    return FragileBackend()


def results(tasks, backend):
    return dict(Scheduler(tasks, backend).results())


def test_all_tasks_come_back_once(backend):
    tasks = [(f"s{i}", b"%d" % i) for i in range(50)]
    found = list(Scheduler(tasks, backend).results())
    assert sorted(found) == sorted((name, data + b" done") for name, data in tasks)
    assert backend.started == 1


def test_tasks_are_taken_only_as_there_is_room(backend):
    taken = []

    def tasks():
        for i in range(100):
            taken.append(i)
            yield f"s{i}", b"x"

    stream = Scheduler(tasks(), backend).results()
    next(stream)
    assert len(taken) <= backend.in_flight + 1
    stream.close()


def test_a_task_that_raises_is_an_exception_and_the_rest_goes_on(backend):
    found = results([("a", b"1"), ("bad", b"raises"), ("b", b"2")], backend)
    assert isinstance(found["bad"], ValueError)
    assert (found["a"], found["b"]) == (b"1 done", b"2 done")
    assert backend.started == 1


@pytest.mark.parametrize("where", [0, 3, 11])
def test_a_task_that_kills_its_process_is_given_up_and_no_other_is_lost(backend, where):
    tasks = [(f"s{i}", b"%d" % i) for i in range(12)]
    tasks.insert(where, ("killer", b"deadly"))
    found = results(tasks, backend)
    assert isinstance(found.pop("killer"), BrokenExecutor)
    assert found == {f"s{i}": b"%d done" % i for i in range(12)}
    assert backend.started <= 2 + module.MAX_TRIES_ALONE


def test_several_killers_take_nobody_with_them(backend):
    tasks = [(f"s{i}", b"deadly" if i % 5 == 2 else b"%d" % i) for i in range(20)]
    found = results(tasks, backend)
    assert {name for name, result in found.items() if isinstance(result, BrokenExecutor)} == {"s2", "s7", "s12", "s17"}
    assert len(found) == 20


def test_a_broken_executor_loses_no_job(backend):
    """A task that was running beside the killer, unfinished, comes back as one that is tried alone."""
    tasks = [("a", b"held"), ("killer", b"deadly"), ("b", b"2")]
    found = results(tasks, backend)
    assert (found["a"], found["b"]) == (b"held done", b"2 done")
    assert isinstance(found["killer"], BrokenExecutor)


def test_a_failed_start_is_nobodys_crash():
    class Dead(LocalBackend):
        def start(self):
            return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=os._exit, initargs=(1,))

    with pytest.raises(CannotStart, match="as soon as they start"):
        list(Scheduler([("ada", b"task")], Dead(1)).results())
