"""Ctrl-C, a kill and a second coordinator: the real command line, real judges, a submission that never ends."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from grader.errors import CannotStart
from grader.pipeline.autograde import autograde
from grader.pipeline.course_lock import course_lock
from tests.grader.pipeline.tiny_course import ANSWERS, NAME, make_course
from tests.paths import CLONE
from tests.patience import SECONDS

# A cell that computes for ever may do so for 80 s. Who stops earlier has not waited for it.
_LIMITS = "[limits]\ncell_seconds = 80\nsubmission_seconds = 400\n"
_AT_ONCE = 60
_FINISHED = {"ada", "bob", "hal"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of three, and one whose notebook never ends."""
    answers = {name: ANSWERS[name] for name in _FINISHED} | {"endless": "while True:\n    pass\n"}
    course = make_course(tmp_path_factory.mktemp("stopped") / "course", answers)
    (course / "course.toml").write_text(_LIMITS)
    return course


@pytest.fixture
def scratch(tmp_path):
    """Where judges make their folders."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def command(course):
    return [sys.executable, "-m", "grader", "--course-dir", str(course), "autograde", NAME, "--jobs", "2"]


def _hear_ctrl_c():
    """As in a terminal: whoever runs the tests in the background may have them ignore Ctrl-C, which is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Started:
    """The command line at work in a terminal of its own, until all but the endless one have a verdict."""

    def __init__(self, course, scratch):
        options = {"cwd": CLONE, "start_new_session": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        environment = os.environ | {"TMPDIR": str(scratch)}
        self.process = subprocess.Popen(command(course), env=environment, preexec_fn=_hear_ctrl_c, **options)
        self._wait_until(lambda: kept(course) == _FINISHED and self._student_runs())
        self.family = {pid: os.pidfd_open(pid) for pid in self._descendants()}

    def _wait_until(self, condition):
        until = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < until
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.02)
                raise AssertionError(self.process.stderr.read().decode())

    def _student_runs(self):
        """Whether a judge, its warm process and a fork of that are there."""
        parents = _parents()
        return any(parents.get(parents.get(parents.get(pid))) == self.process.pid for pid in parents)

    def _descendants(self):
        parents, found = _parents(), {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {self.process.pid}

    def ended(self):
        """Exit status and last line; the whole family is gone as well."""
        start = time.monotonic()
        try:
            _, said = self.process.communicate(timeout=SECONDS)
            seconds = time.monotonic() - start
            print(f"stopped within {seconds:.2f} s")
            assert seconds < _AT_ONCE
            for pid, handle in self.family.items():
                assert select.select([handle], [], [], _AT_ONCE)[0], f"{pid} is still there"
        finally:
            for handle in self.family.values():
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(handle, signal.SIGKILL)
                os.close(handle)
        return self.process.returncode, said.decode()


def _parents():
    found = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            found[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    return found


def kept(course):
    return {path.parent.name for path in (course / "verdicts").glob("*/*/[!.]*.json")}


def test_ctrl_c_stops_at_once_keeps_what_is_finished_and_says_how_to_go_on(course, scratch):
    at_work = Started(course, scratch)
    second = subprocess.run(command(course), cwd=CLONE, capture_output=True, text=True, check=False)
    assert second.returncode == 2
    assert f"Process {at_work.process.pid} on " in second.stderr
    assert f"grades {NAME} here since " in second.stderr
    os.killpg(at_work.process.pid, signal.SIGINT)
    status, said = at_work.ended()
    assert status == 130
    assert said.splitlines()[-1] == "grader: stopped. What was finished is kept: the same command goes on from there."
    assert "Traceback" not in said
    assert kept(course) == _FINISHED
    assert list(scratch.iterdir()) == []


@pytest.mark.slow
def test_a_coordinator_that_is_killed_takes_its_judges_along_and_its_lock(course, scratch):
    at_work = Started(course, scratch)
    at_work.process.kill()
    assert at_work.ended()[0] == -signal.SIGKILL
    assert list(scratch.iterdir()) == []
    [row] = autograde(course, NAME, ["ada"])
    assert row.score == 5.0


@pytest.mark.slow
def test_a_second_coordinator_is_told_who_is_at_work(course):
    with (
        course_lock(course, "grades something"),
        pytest.raises(CannotStart, match=rf"Process {os.getpid()} on .* grades"),
    ):
        autograde(course, NAME)
    assert autograde(course, NAME, ["hal"])[0].score == 0.0
