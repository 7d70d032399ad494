"""The same tasks on a Dask cluster: a real scheduler and a real worker, on this machine."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from distributed import Client

from grader.authoring.build import build
from grader.errors import CannotStart
from grader.pipeline.autograde import Options, autograde
from grader.pipeline.executors import dask_executor
from tests.grader.pipeline import tiny_course
from tests.patience import SECONDS

_CROWD = [f"s{i:02}" for i in range(16)]


class Machines:
    """A scheduler and workers, processes of their own; a context manager that ends them."""

    def __init__(self, folder):
        self._folder, self.processes = folder, []

    def __enter__(self):
        file = self._folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        try:
            self.address = _address_in(file)
        except TimeoutError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def join(self):
        """Start a worker, which joins when it is ready."""
        self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder))

    def wait_for(self, workers):
        """Until so many have joined."""
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=SECONDS)

    def _start(self, *command):
        command = [sys.executable, "-m", "dask", *command, "--no-dashboard"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self._folder}
        self.processes.append(subprocess.Popen(command, env=os.environ | {"PYTHONPATH": ""}, **quiet))


@pytest.fixture
def machines(tmp_path):
    """A scheduler without workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with Machines(folder) as machines:
        yield machines


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of a scheduler with one worker."""
    with Machines(tmp_path_factory.mktemp("cluster")) as machines:
        machines.join()
        yield machines.address


def _address_in(file):
    """Of the scheduler that writes this file; it is there before it is whole."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(FileNotFoundError, ValueError):
            return json.loads(file.read_text())["address"]
        os.sched_yield()
    raise TimeoutError("the scheduler did not start")


@pytest.fixture
def course(tmp_path):
    """A course folder with a solved, a broken and a blank submission."""
    [source] = build(tmp_path, ["p6_backprop"])
    for student, data in {"ada": source.read_bytes(), "bob": b"{", "cyd": b'{"cells": []}'}.items():
        place = tmp_path / "submitted" / student / "p6_backprop"
        place.mkdir(parents=True)
        (place / "p6_backprop.ipynb").write_bytes(data)
    return tmp_path


def test_a_scheduler_without_workers_is_waited_for_but_not_silently(machines, capsys):
    executor = dask_executor.DaskExecutor(machines.address)
    try:
        assert "has no workers yet: grading waits for the first to join" in capsys.readouterr().err
        answer = executor.submit(sum, [1, 2])
        machines.join()
        assert answer.result(SECONDS) == 3
        dask_executor.DaskExecutor(machines.address).shutdown()
        assert capsys.readouterr().err == ""
    finally:
        executor.shutdown()


def test_a_cluster_gives_the_same_verdicts(address, course):
    here = autograde(course, "p6_backprop", options=Options(jobs=1))
    there = autograde(course, "p6_backprop", options=Options(scheduler=address, force=True))
    assert [row.graded.verdict for row in here] == [row.graded.verdict for row in there]
    assert [row.score for row in here] == [row.score for row in there] == [145.0, 0.0, 0.0]


def test_a_scheduler_that_is_not_there_is_said_in_a_sentence(course, monkeypatch):
    monkeypatch.setattr(dask_executor, "CONNECT_SECONDS", 1)
    with pytest.raises(CannotStart, match=r"no answer from a Dask scheduler at tcp://127\.0\.0\.1:1"):
        autograde(course, "p6_backprop", options=Options(scheduler="tcp://127.0.0.1:1"))


def test_the_gateway_of_a_hub_is_asked_for_its_cluster(address, monkeypatch):
    """Its client has the keys; here it has none to hold. A real one was tried by hand."""

    class Gateway:
        def connect(self, name):
            assert name == "4f7a"
            return self

        def get_client(self, set_as_default):
            return Client(address, set_as_default=set_as_default)

    monkeypatch.setitem(sys.modules, "dask_gateway", SimpleNamespace(Gateway=Gateway))
    executor = dask_executor.DaskExecutor("gateway://hub:80/4f7a")
    try:
        assert executor.submit(sum, [1, 2]).result(SECONDS) == 3
    finally:
        executor.shutdown()
    monkeypatch.setitem(sys.modules, "dask_gateway", None)
    with pytest.raises(CannotStart, match="dask-gateway has to be installed"):
        dask_executor.DaskExecutor("gateway://hub:80/4f7a")


@pytest.fixture(scope="module")
def graded_crowd(tmp_path_factory):
    """A course of sixteen short submissions, and the verdicts that they get on this machine."""
    answers = [answer for answer in tiny_course.ANSWERS.values() if answer is not None]
    answers = {name: answers[i % len(answers)] for i, name in enumerate(_CROWD)}
    course = tiny_course.make_course(tmp_path_factory.mktemp("crowd") / "course", answers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Options, "backend", lambda self, tasks: tiny_course.Here())
        return course, verdicts(autograde(course, tiny_course.NAME))


@pytest.fixture
def crowd(graded_crowd, tmp_path):
    """A copy of that course in which nothing is graded; and the verdicts."""
    folder = shutil.copytree(graded_crowd[0], tmp_path / "course")
    shutil.rmtree(folder / "verdicts")
    return folder, graded_crowd[1]


def verdicts(rows):
    return [row.graded.verdict for row in rows]


@pytest.mark.slow
def test_late_workers_help_and_a_killed_one_loses_nothing(machines, crowd, monkeypatch):
    course, expected = crowd
    submit, joined = dask_executor.DaskExecutor.submit, []

    def submit_and_then_join(self, *task, **options):
        future = submit(self, *task, **options)
        if not joined:
            joined.append("the first worker, with tasks waiting for it")
            machines.join()
        return future

    def report(done, total, row):
        if done == 4:
            machines.join()
            machines.wait_for(2)
            machines.processes[1].kill()

    monkeypatch.setattr(dask_executor.DaskExecutor, "submit", submit_and_then_join)
    rows = autograde(course, tiny_course.NAME, None, Options(scheduler=machines.address), report)
    assert len(machines.processes) == 3
    assert machines.processes[1].wait() == -signal.SIGKILL
    assert machines.processes[2].poll() is None
    assert verdicts(rows) == expected


@pytest.mark.slow
def test_a_lost_scheduler_is_told_and_a_local_run_goes_on(machines, crowd, monkeypatch):
    course, expected = crowd
    machines.join()

    def report(done, total, row):
        if done == 3:
            machines.processes[0].kill()

    monkeypatch.setattr(dask_executor, "CONNECT_SECONDS", 1)
    with pytest.raises(CannotStart, match=r"no answer from a Dask scheduler .* is kept: .* run the same command again"):
        autograde(course, tiny_course.NAME, None, Options(scheduler=machines.address), report)
    kept = {path.parent.name for path in course.glob("verdicts/*/*/*.json")}
    assert len(kept) >= 3
    here = tiny_course.Here()
    monkeypatch.setattr(Options, "backend", lambda self, tasks: here)
    assert verdicts(autograde(course, tiny_course.NAME)) == expected
    assert set(here.graded) == set(_CROWD) - kept
