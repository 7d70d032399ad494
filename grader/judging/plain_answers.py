"""Answers that are one plain value, such as True or False: whoever always gives the same one has decided nothing."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.exercises.model import Exercise
from grader.judging.compare import Answer, Reply
from grader.judging.verdict import Finding

# Part of the points that a constant answer earns at most.
MOST = 0.25
_PLAIN = (bool, int, str)
_MAX_SHOWN = 40


def constant_answer(exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> Finding | None:
    """A finding if all answers are the same plain value, where the right ones are plain and differ.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
    expecteds : sequence of Reply
        The reference's.

    Returns
    -------
    Finding or None
    """
    right = [_plain(_first(expected["results"][0])) for expected in expecteds]
    got = [_plain(answer.result) for answer in answers]
    if not all(isinstance(value, _PLAIN) for value in (*right, *got)):
        return None
    if len(set(map(str, right))) < 2 or len(set(map(str, got))) > 1:
        return None
    what = f"{exercise.function} returned {str(got[0])[:_MAX_SHOWN]} in every case"
    return Finding("constant", f"{what}: that earns at most a quarter of the points.")


def _first(result: Any) -> Any:
    return result[0] if isinstance(result, tuple) else result


def _plain(value: Any) -> Any:
    """A number of numpy as one of Python."""
    return value.item() if isinstance(value, np.ndarray | np.generic) and value.ndim == 0 else value
