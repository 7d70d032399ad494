"""How far grading is: on a terminal and in a log."""

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

from grader.pipeline.progress import Tally, format_seconds, line_report, progress


def row(status="graded"):
    return SimpleNamespace(graded=SimpleNamespace(verdict=SimpleNamespace(status=status)))


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def said(total, seconds_each, status=lambda done: "graded"):
    """The lines of a log."""
    clock, found = Clock(), []
    report = line_report("p6", found.append, clock)
    for done in range(1, total + 1):
        clock.now += seconds_each
        report(done, total, row(status(done)))
    return found


def test_a_log_of_many_quick_ones_has_ten_lines():
    found = said(1000, 0.125)
    assert len(found) == 10
    assert found[0] == "p6: 100 of 1000 done, 8.0 a second, 2 min left (100 graded)"
    assert found[-1] == "p6: 1000 of 1000 done, 8.0 a second (1000 graded)"


def test_a_slow_run_logs_every_half_minute():
    found = said(20, 100.0)
    assert len(found) == 20
    assert "1 of 20" in found[0]
    assert "32 min left" in found[0]


def test_a_class_of_one_has_one_line():
    assert said(1, 1.0) == ["p6: 1 of 1 done, 1.0 a second (1 graded)"]


def test_counts_are_by_status():
    assert said(4, 1.0, lambda done: "timeout" if done == 2 else "graded")[-1].endswith("(3 graded, 1 timeout)")


def test_what_had_been_graded_before_is_forgotten_in_the_rate():
    clock = Clock()
    tally = Tally(clock)
    clock.now += 1
    tally.pace(5000, 10_000)
    for done in range(5001, 5200):
        clock.now += 1
        pace = tally.pace(done, 10_000)
    assert pace.startswith("1.0 a second")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59.6, "1 min"), (61, "2 min"), (3599, "1 h"), (7320, "2 h 2 min"), (200_000, "55 h 34 min")],
)
def test_times_are_spoken(seconds, words):
    assert format_seconds(seconds) == words


@pytest.mark.parametrize("width", [80, 160])
def test_a_terminal_shows_everything_on_one_line(width):
    console = Console(file=io.StringIO(), force_terminal=True, width=width, height=20, color_system=None)
    with progress("p6_backprop", console) as report:
        for done in range(1, 31):
            report(done, 1000, row("crashed" if done == 5 else "graded"))
    shown = console.file.getvalue()
    last = shown.replace("\r", "\n").splitlines()
    [line] = [line for line in last if "30/1000" in line][-1:]
    assert "a second" in line
    assert "left" in line
    assert "29 graded 1 crashed" in line


def test_off_a_terminal_there_is_no_escape_sequence():
    console = Console(file=io.StringIO(), width=40, soft_wrap=True)
    with progress("p6_backprop", console) as report:
        report(1, 1, row())
    assert console.file.getvalue().endswith(" a second (1 graded)\n")
    assert "\x1b" not in console.file.getvalue()
    assert console.file.getvalue().count("\n") == 1
