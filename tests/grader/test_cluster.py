"""The same tasks on a Dask cluster: a real scheduler and a real worker, on this machine."""

import contextlib
import json
import os
import subprocess
import sys
import time

import pytest

from grader import cluster
from grader.autograde import Options, autograde
from grader.builder import build
from grader.errors import CannotStart
from grader.verdict import to_json

_SECONDS = 60


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of a scheduler with one worker, both processes of their own."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    processes = []

    def start(*command):
        command = [sys.executable, "-m", "dask", *command, "--no-dashboard"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        processes.append(subprocess.Popen(command, env=os.environ | {"PYTHONPATH": ""}, **quiet))

    try:
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        address = _address_in(file)
        start("worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        yield address
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def _address_in(file):
    """Of the scheduler that writes this file; it is there before it is whole."""
    until = time.monotonic() + _SECONDS
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


def test_a_cluster_gives_the_same_verdicts_to_the_byte(address, course):
    here = autograde(course, "p6_backprop", options=Options(jobs=1))
    there = autograde(course, "p6_backprop", options=Options(scheduler=address, force=True))
    assert [to_json(row.graded.verdict) for row in here] == [to_json(row.graded.verdict) for row in there]
    assert [row.score for row in here] == [row.score for row in there] == [145.0, 0.0, 0.0]


def test_a_scheduler_that_is_not_there_is_said_in_a_sentence(course, monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    with pytest.raises(CannotStart, match=r"no answer from a Dask scheduler at tcp://127\.0\.0\.1:1"):
        autograde(course, "p6_backprop", options=Options(scheduler="tcp://127.0.0.1:1"))
