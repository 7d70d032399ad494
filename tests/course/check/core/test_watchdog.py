"""Code that never ends, or grows without end, is stopped in place, and says where."""

import sys
import threading

import pytest

from course.check.core.calling import guarded, try_it
from course.check.core.report import Report, Stop
from course.check.core.watchdog import Stopped, TookTooLong, TookTooMuch, watched

SHORT = 0.05


@pytest.fixture(autouse=True)
def _callbacks_may_fail(monkeypatch):
    """Takes no notice of exceptions in callbacks of the garbage collector or of weak references.

    A full stack, or an exception raised from outside, may meet one, from where nothing comes out; the watchdog raises
    again.
    """
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: None)


ENDLESS = {
    "a loop": "while True: pass",
    "a loop that catches": "while True:\n    try:\n        x = 1\n    except Exception:\n        pass",
    "a loop that catches everything": "while True:\n    try:\n        x = 1\n    except:\n        pass",
    "a loop that calls": "def f(x): return x\nwhile True:\n    try:\n        f(f(1))\n    except:\n        pass",
    "a generator": "for _ in iter(int, 1): pass",
    "recursion that is caught": "def f():\n    try:\n        f()\n    except RecursionError:\n        f()\nf()",
}


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_stopped(code):
    with pytest.raises(TookTooLong, match=r"did not come to an end within 0\.05 s: look for a loop"), watched(SHORT):
        exec(code, {})


@pytest.mark.skipif(sys.platform != "linux", reason="another system tells only the largest size so far")
def test_what_grows_without_end_is_stopped():
    with pytest.raises(TookTooMuch, match="took more than 50 MB of memory"), watched(megabytes=50):
        exec("kept = []\nwhile True: kept.append(b'x' * 100_000)", {})


def test_what_ends_in_time_is_left_alone():
    for _ in range(50):
        with watched(60):
            assert sum(range(1000)) == 499500


def test_nothing_is_raised_after_the_end():
    for _ in range(20):
        try:
            with watched(0.0):
                sum(range(10**7))
        except Stopped:
            pass
        assert sum(range(10**5)) == 4999950000


def test_its_thread_ends_with_the_block():
    before = threading.active_count()
    with watched():
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_an_exception_of_the_block_comes_out():
    with pytest.raises(ValueError, match="invalid literal"), watched():
        int("x")


def endless(x):
    while True:
        x += 1


def test_a_report_says_what_was_stopped_and_in_which_line(capsys):
    with Report("endless") as report, watched(SHORT):
        guarded(report, endless)(1.0)
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith(
        "endless ✗ endless did not come to an end within 0.05 s: look for a loop whose condition never changes; it was "
        "stopped in the line `"
    )


def test_a_check_that_is_stopped_itself_says_so(capsys):
    with Report("dense_forward"), watched(SHORT):
        endless(1.0)
    assert "✗ dense_forward did not come to an end within 0.05 s" in capsys.readouterr().out


def test_a_demonstration_that_is_stopped_says_so(capsys):
    with try_it(), watched(SHORT):
        endless(1.0)
    assert "○ This cell did not come to an end within 0.05 s" in capsys.readouterr().out


def test_a_stopped_function_stops_its_report():
    with Report("endless") as report, pytest.raises(Stop), watched(SHORT):
        guarded(report, endless)(1.0)
    assert report.failed
