"""Judging mutants, many at once: each in a process that outlives one that never ends."""

import gc
import os
import signal
import warnings
from concurrent.futures import ProcessPoolExecutor

from grader.exercises import EXERCISES
from tests.evaluation.mutants.changed_source import mutants
from tests.grader.judging.asking import judged

_SECONDS, _AGAIN = 10, 0.05


class Endless(BaseException):
    """A mutant takes so long that a student's would be stopped; no `except Exception` of its own catches it."""


def in_time(function, *args, seconds=_SECONDS):
    """A function's result, or None after some seconds of processor time: what never ends loses its points."""
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a mutant may overflow: that is what it is for
            return function(*args)
    except Endless:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(number, frame):
    # What a callback of the garbage collector raises, Python only warns of; the timer rings again.
    if frame.f_code not in [getattr(callback, "__code__", None) for callback in gc.callbacks]:
        raise Endless


def scores(exercise, function, seeds):
    """The share of the points at each seed."""
    judgements = (in_time(judged, exercise, function, seed) for seed in seeds)
    return [judgement.score / exercise.points if judgement else 0.0 for judgement in judgements]


def of_every_exercise(task):
    """``task(name)`` of all exercises, side by side, in their order."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from zip(EXERCISES, pool.map(task, EXERCISES), strict=True)


def all_of(name):
    """Every mutant of an exercise's reference."""
    return list(mutants(EXERCISES[name].reference))
