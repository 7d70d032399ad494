"""The judge without a sandbox: functions of our own answer in a student's place, over the same wire."""

import time

import pytest

from course.probing.wire import decode, encode
from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case
from grader.judging.judge import judge

# Each answer trains a network, or is asked about many trainings.
_LONG = {name: pytest.mark.slow for name in ("p8.train_digits", "p8.read_handwriting", "p8.diagnose")}
EVERY_EXERCISE = pytest.mark.parametrize(
    "exercise", [pytest.param(exercise, id=name, marks=_LONG.get(name, ())) for name, exercise in EXERCISES.items()]
)


def answering(function):
    """An ``ask`` for `judge` that puts the questions to a function."""

    def ask(exercise, case):
        start = time.process_time()
        reply = call_on_case(function, exercise, case)
        return decode(encode(reply)), time.process_time() - start

    return ask


def judged(exercise, function, seed=1):
    """The judgement of a function."""
    return judge(exercise, seed, answering(function))


def codes(judgement):
    """The codes of its findings, in order, without the line on points."""
    return [finding.code for finding in judgement.findings if finding.code != "points"]


def texts(judgement):
    """The sentences of its findings, without the line on points."""
    return [finding.text for finding in judgement.findings if finding.code != "points"]


def each(bank):
    """All exercises with each of their bugs."""
    return [(exercise, bug) for exercise in bank.values() for bug in exercise.bugs]
