"""Shows the progress of grading on standard error: done of total, rate, time left and counts by status."""

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from grader.judging.verdict import STATUSES
from grader.pipeline.autograde import Report, Row

COLOURS = {"graded": "green", "timeout": "yellow", "memory": "yellow", "crashed": "red", "unreadable": "red"}
_LINES = 10
_SECONDS_BETWEEN_LINES = 30.0
_TEXT_WIDTH = 90
_WINDOW = 60  # seconds over which the rate is taken: verdicts from the cache all come at once, at the start


@contextmanager
def progress(assignment: str, console: Console | None = None) -> Iterator[Report]:
    """Show progress while grading: a bar on a terminal; elsewhere, as in a log file, a line now and then.

    Parameters
    ----------
    assignment : str
    console : rich.console.Console, optional
        Standard error when left out.

    Yields
    ------
    Report
    """
    console = console or Console(stderr=True, soft_wrap=True)
    if not console.is_terminal:
        yield line_report(assignment, lambda line: console.print(line, highlight=False, markup=False))
        return
    bar_column = BarColumn(min(max(console.width - _TEXT_WIDTH, 8), 40))
    columns = (TextColumn("{task.description}", markup=False), bar_column, MofNCompleteColumn(), _FieldColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(assignment, total=None, words=Text("getting ready"))
        tally = Tally()

        def report(done: int, total: int, row: Row) -> None:
            tally.add(row.graded.verdict.status)
            words = Text(f"{tally.pace(done, total)}  ").append_text(tally.in_colour())
            bar.update(task, completed=done, total=total, words=words)

        yield report


class _FieldColumn(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Return the text in the task's field ``words``."""
        words: Text = task.fields["words"]
        return words


def line_report(
    assignment: str, print_line: Callable[[str], object], clock: Callable[[], float] = time.monotonic
) -> Report:
    """Make a report that prints a line at each tenth of the submissions, and at least every 30 s.

    Parameters
    ----------
    assignment : str
    print_line : callable
    clock : callable, optional
        Returns seconds.

    Returns
    -------
    Report
    """
    tally, last_time, last_tenth = Tally(clock), clock(), 0

    def report(done: int, total: int, row: Row) -> None:
        nonlocal last_time, last_tenth
        tally.add(row.graded.verdict.status)
        tenth = done * _LINES // total
        if tenth == last_tenth and clock() - last_time < _SECONDS_BETWEEN_LINES:
            return
        last_time, last_tenth = clock(), tenth
        print_line(f"{assignment}: {done} of {total} done, {tally.pace(done, total)} ({tally})")

    return report


class Tally:
    """Counts submissions by status, and measures the rate.

    Parameters
    ----------
    clock : callable, optional
        Returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._counts = clock, dict.fromkeys(STATUSES, 0)
        self._seen = deque([(clock(), 0)], maxlen=_WINDOW)

    def add(self, status: str) -> None:
        """Count a submission with this status."""
        self._counts[status] += 1

    def pace(self, done: int, total: int) -> str:
        """Say the rate and the time left."""
        now, (before, done_before) = self._clock(), self._seen[0]
        rate = (done - done_before) / max(now - before, 1e-3)
        if now - self._seen[-1][0] >= 1:
            self._seen.append((now, done))
        left = "" if done == total else f", {format_seconds((total - done) / rate)} left"
        return f"{rate:.1f} a second{left}"

    def in_colour(self) -> Text:
        """Return the counts, each in the colour of its status."""
        parts = [Text(f"{count} {status}", COLOURS[status]) for status, count in self._counts.items() if count]
        return Text(" ").join(parts)

    def __str__(self) -> str:
        return ", ".join(f"{count} {status}" for status, count in self._counts.items() if count)


def format_seconds(seconds: float) -> str:
    """Format a time, rounded up, such as ``"2 h 5 min"``."""
    minutes, seconds = math.ceil(seconds / 60), math.ceil(seconds)
    if seconds < 60:
        return f"{max(seconds, 1)} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
