"""How far grading is: done of total, rate, time left, counts by status. On standard error, never on standard output."""

import math
import time
from collections import deque
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
from rich.text import Text

from grader.judging.verdict import STATUSES

COLOURS = {"graded": "green", "timeout": "yellow", "memory": "yellow", "crashed": "red", "unreadable": "red"}
_LINES = 10
_SECONDS_BETWEEN_LINES = 30.0
_ROOM_FOR_WORDS = 90
_WINDOW = 60  # seconds over which the rate is taken: what was graded before comes all at once


@contextmanager
def progress(assignment, console=None):
    """Show progress while grading: a bar on a terminal; elsewhere, as in a log, a line now and then.

    Parameters
    ----------
    assignment : str
    console : rich.console.Console, optional
        Standard error when left out.

    Yields
    ------
    callable
        ``report(done, total, row)``, to be called after each submission with its `grader.pipeline.autograde.Row`.
    """
    console = console or Console(stderr=True, soft_wrap=True)
    if not console.is_terminal:
        yield lines(assignment, lambda line: console.print(line, highlight=False, markup=False))
        return
    bar_column = BarColumn(min(max(console.width - _ROOM_FOR_WORDS, 8), 40))
    columns = (TextColumn("{task.description}", markup=False), bar_column, MofNCompleteColumn(), _Words())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(assignment, total=None, words=Text("getting ready"))
        tally = Tally()

        def report(done, total, row):
            tally.add(row.graded.verdict.status)
            words = Text(f"{tally.pace(done, total)}  ").append_text(tally.in_colour())
            bar.update(task, completed=done, total=total, words=words)

        yield report


class _Words(ProgressColumn):
    def render(self, task):
        """The words that the task carries."""
        return task.fields["words"]


def lines(assignment, say, clock=time.monotonic):
    """``report(done, total, row)`` that says a line every tenth of the way, and between them every 30 s.

    Parameters
    ----------
    assignment : str
    say : callable
        Takes a line.
    clock : callable, optional
        Seconds.
    """
    tally, last = Tally(clock), [clock(), 0]

    def report(done, total, row):
        tally.add(row.graded.verdict.status)
        tenth = done * _LINES // total
        if tenth == last[1] and clock() - last[0] < _SECONDS_BETWEEN_LINES:
            return
        last[:] = clock(), tenth
        say(f"{assignment}: {done} of {total} done, {tally.pace(done, total)} ({tally})")

    return report


class Tally:
    """Counts by status, and how fast they grow.

    Parameters
    ----------
    clock : callable, optional
        Seconds.
    """

    def __init__(self, clock=time.monotonic):
        self._clock, self._counts = clock, dict.fromkeys(STATUSES, 0)
        self._seen = deque([(clock(), 0)], maxlen=_WINDOW)

    def add(self, status):
        """One more with this status."""
        self._counts[status] += 1

    def pace(self, done, total):
        """Rate and time left, in words."""
        now, (before, done_before) = self._clock(), self._seen[0]
        rate = (done - done_before) / max(now - before, 1e-3)
        if now - self._seen[-1][0] >= 1:
            self._seen.append((now, done))
        left = "" if done == total else f", {spoken((total - done) / rate)} left"
        return f"{rate:.1f} a second{left}"

    def in_colour(self):
        """The counts, each in the colour of its status."""
        parts = [Text(f"{count} {status}", COLOURS[status]) for status, count in self._counts.items() if count]
        return Text(" ").join(parts)

    def __str__(self):
        return ", ".join(f"{count} {status}" for status, count in self._counts.items() if count)


def spoken(seconds):
    """A time as people say it, rounded up, such as ``"2 h 5 min"``."""
    minutes, seconds = math.ceil(seconds / 60), math.ceil(seconds)
    if seconds < 60:
        return f"{max(seconds, 1)} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
