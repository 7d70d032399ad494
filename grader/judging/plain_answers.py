"""Answers that decide nothing: always the same value, nothing but one number, or an argument as it came."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from course.probing.stand_ins import Adapted
from course.probing.wire import encode
from grader.exercises.model import Exercise
from grader.judging.compare import Answer, Reply
from grader.judging.verdict import Finding
from grader.judging.views import leaves

# Part of the points that such an answer earns at most.
MOST = 0.25
_PLAIN = (bool, int, str)
_MAX_SHOWN = 40


def constant_answer(
    exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply], score: float
) -> Finding | None:
    """A finding if all answers are the same plain value, one number throughout, or what came in, and not all are right.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
    expecteds : sequence of Reply
        The reference's.
    score : float
        What the answers earn otherwise.

    Returns
    -------
    Finding or None
    """
    what = _same_plain_value(answers, expecteds)
    # An adapter asks several functions, of which one may well be constant, and returns something of its own.
    adapted = isinstance(exercise.reference, Adapted)
    if not what and not adapted and MOST * exercise.points < score < exercise.points:
        what = _what_came_in(answers) or _one_number(answers)
    if not what:
        return None
    return Finding(
        "constant", f"{exercise.function} returned {what} in every case: that earns at most a quarter of the points."
    )


def _same_plain_value(answers: Sequence[Answer], expecteds: Sequence[Reply]) -> str:
    right = [_plain(_first(expected["results"][0])) for expected in expecteds]
    got = [_plain(answer.result) for answer in answers]
    if not all(isinstance(value, _PLAIN) for value in (*right, *got)):
        return ""
    if len(set(map(str, right))) < 2 or len(set(map(str, got))) > 1:
        return ""
    return str(got[0])[:_MAX_SHOWN]


def _one_number(answers: Sequence[Answer]) -> str:
    found = set[float]()
    for answer in answers:
        numbers = [number for part in leaves(answer.result) for number in _ends(part)]
        found |= set(numbers)
        if not numbers or len(found) > 1 or any(map(math.isnan, numbers)):
            return ""
    return f"nothing but {found.pop():g}" if found else ""


def _ends(part: Any) -> tuple[float, ...]:
    """The smallest and the largest number of a part; NaN if it is no numbers."""
    numbers = np.asarray(part)
    if numbers.dtype.kind not in "biuf":
        return (math.nan,)
    return (float(numbers.min()), float(numbers.max())) if numbers.size else ()


def _what_came_in(answers: Sequence[Answer]) -> str:
    unchanged = all(encode(answer.result) in map(encode, answer.case.args) for answer in answers)
    return "an argument as it came" if unchanged else ""


def _first(result: Any) -> Any:
    return result[0] if isinstance(result, tuple) else result


def _plain(value: Any) -> Any:
    """A number of numpy as one of Python."""
    return value.item() if isinstance(value, np.ndarray | np.generic) and value.ndim == 0 else value
