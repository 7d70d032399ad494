"""Explains one wrong function of a submission: starts a locked process, and searches in it."""

import time

from grader.execution.cell_result import SessionEnded
from grader.execution.session import Session
from grader.execution.worker.supervisor import Worker
from grader.exercises.model import Exercise
from grader.explain.donors import donors_of
from grader.explain.program import Program, Setup
from grader.explain.search import Found, search
from grader.explain.trial import Ask, Trial

_CALL_SECONDS = 0.3
_START_SECONDS = 10.0
_PROBE = "__import__('course.probing').probing.probe"


def explain(program: Program, seed: int, worker: Worker, seconds: float) -> Found:
    """Look for edits that make a function right, in a process of its own.

    Parameters
    ----------
    program : Program
    seed : int
        For the inputs.
    worker : Worker
    seconds : float
        Processor time.

    Returns
    -------
    Found
        Without hits if there is none, or the process ended.
    """
    found = Found((), 0, 0, 0.0)
    session = Session(worker, time.monotonic() + (seconds + _START_SECONDS) * worker.limits.patience)

    def examine(exercise: Exercise, ask: Ask) -> None:
        nonlocal found
        found = search(Trial(program, seed, ask), program.code, seconds, donors_of(program))

    try:
        session.run(f"import numpy as np\n{program.needed}")
        for setup in program.stand_ins:
            session.run(f"{setup.statements}\n{_probe(setup, setup.expression)}", setup.exercise, lambda *asked: None)
        setup = program.setup
        variants = f"Variants({setup.statements!r}, {setup.expression!r}, {_CALL_SECONDS}, {setup.exercise.judged!r})"
        cell = f"from course.probing.variants import Variants\n{_probe(setup, variants)}"
        session.run(cell, setup.exercise, examine, seconds + _START_SECONDS)
        session.close()
    except SessionEnded:
        pass
    return found


def _probe(setup: Setup, expression: str) -> str:
    return f"{_PROBE}({setup.exercise.name!r}, {expression})"
