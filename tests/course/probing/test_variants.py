"""A variant of a function that takes too long is a timeout, whenever its time is up."""

import signal

import pytest

from course.probing.variants import Variants


def test_time_that_is_up_just_before_the_timer_stops_is_a_timeout(monkeypatch):
    set_timer, stops = signal.setitimer, []

    def ring_before_it_stops(which, seconds, *interval):
        if seconds == 0:
            stops.append(which)
        if len(stops) == 1:
            signal.getsignal(signal.SIGPROF)(signal.SIGPROF, None)
        return set_timer(which, seconds, *interval)

    monkeypatch.setattr(signal, "setitimer", ring_before_it_stops)
    with pytest.raises(TimeoutError):
        Variants("", "f", seconds=5.0)(("call", "def f(x):\n    return x\n", 0), 1)
    assert len(stops) == 2
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
