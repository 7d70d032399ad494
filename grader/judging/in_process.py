"""The judge in an instructor's own Jupyter: `probe` finds it and has the function judged at once, without locks."""

import time

from grader.exercises import EXERCISES
from grader.judging.compare import run
from grader.judging.judge import judge as judge_function


def judge(name, function):
    """Judge a function of this very process and print points and reasons.

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

    def ask(exercise, case):
        start = time.process_time()
        reply = run(function, exercise, case)
        return reply, time.process_time() - start

    judgement = judge_function(exercise, time.time_ns(), ask)
    print(f"{name}: {judgement.score:g} of {exercise.points:g} points")
    for finding in judgement.findings:
        print(f"  {finding.code}: {finding.text}")
