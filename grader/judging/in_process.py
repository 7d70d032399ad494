"""Judges a function in an instructor's own Jupyter, without locks; `course.probe` finds it as an entry point."""

import time
from collections.abc import Callable

from grader.exercises import EXERCISES
from grader.exercises.model import Case, Exercise
from grader.judging.compare import Reply, call_on_case
from grader.judging.judge import judge as judge_exercise


def judge(name: str, function: Callable[..., object]) -> None:
    """Judge a function of this process and print points and findings.

    Parameters
    ----------
    name : str
        The exercise, such as ``"p6.dense_backward"``.
    function : callable

    Raises
    ------
    KeyError
        There is no such exercise.
    """
    if name not in EXERCISES:
        raise KeyError(f"got the probe {name!r}, expected one of {', '.join(EXERCISES)}")
    exercise = EXERCISES[name]

    def ask(exercise: Exercise, case: Case) -> tuple[Reply, float]:
        start = time.process_time()
        reply = call_on_case(function, exercise, case)
        return reply, time.process_time() - start

    judgement = judge_exercise(exercise, time.time_ns(), ask)
    print(f"{name}: {judgement.score:g} of {exercise.points:g} points")
    for finding in judgement.findings:
        print(f"  {finding.code}: {finding.text}")
