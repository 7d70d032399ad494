"""A cell that probes a made exercise, and what the judge makes of it."""

import time

import numpy as np

from grader.execution.cell_result import SessionEnded
from grader.execution.session import Session
from grader.exercises.model import Aspect, Case, Exercise
from grader.judging.judge import judge_with
from tests.patience import SECONDS

CHANNEL = "import course.probing, os, numpy as np\nfrom course import probe\nchannel = course.probing._channel\n"


def _double(X):
    return 2 * X


def _matched(X, loss):
    return loss(X)


def _exercise(name, reference, *further):
    return Exercise(
        name=name,
        reference=reference,
        faulty=lambda bugs: reference,
        bugs=(),
        cases=lambda rng: [Case("all", (rng.normal(size=(2, 3)), *further))],
        label=lambda path, result: "the result",
        aspects=(Aspect("the result", 5.0, lambda group, label: True),),
    )


DOUBLE = _exercise("p9.double", _double)
MATCHED = _exercise("p9.matched", _matched, lambda X: float(np.sum(X)))


def outcome(worker, code, exercise=DOUBLE, seconds=SECONDS):
    """The `CellResult` or the `SessionEnded` of a cell; any other exception is the judge's own, and fails the test."""
    session = Session(worker, time.monotonic() + seconds)
    try:
        ran = session.run(CHANNEL + code, exercise, examine=judge_with(1))
    except SessionEnded as ended:
        return ended
    session.close()
    return ran


def score(outcome):
    return outcome.judgement.score if outcome.judgement else 0.0
