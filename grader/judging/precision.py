"""Tells an answer that is off by something small on purpose from one by a difference quotient.

An epsilon in a denominator or a clipped logarithm changes a result by the same amount when the inputs change in their
last digits. The error of a difference quotient is rounding noise, and changes completely.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from course.tolerance import agrees
from grader.exercises.model import Case, Exercise
from grader.judging.compare import Answer, Reply, compare, right_reply
from grader.judging.quantities import Quantity
from grader.judging.single_precision import confirm_single, one_of_each_group_first

_LAST_DIGITS = 1e-15  # some units in the last place: no more than rounding may do
_SAME = 0.2  # of the error itself
# When the inputs move a little, the error of a derived answer changes by some roundings of the result (12 were
# measured) and a part of how far the result moves; that of a difference quotient by roundings of the loss divided by
# the step.
_EPS = float(np.finfo(float).eps)
_ROUNDINGS, _OF_THE_MOVE = 50.0, 0.05
_MIN_SCALE, _OF_LARGEST_INPUT = 1e-2, 1e-2  # what a rounding is a part of, at least
_TRIED = 4
_DERIVATIVE = re.compile(r"d[A-Z]|d\w+\b|.*(slope|gradient|derivative)")


def accept_approximate(
    exercise: Exercise, answers: Sequence[Answer], ask: Callable[[Exercise, Case], tuple[Reply, float]]
) -> list[Answer]:
    """Set to ``"approximate"`` what is right to six digits and no difference quotient.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
    ask : callable
        ``ask(exercise, case)`` calls the student's function; raises `NoAnswer`.

    Returns
    -------
    list of Answer
    """
    answers, noisy = confirm_single(exercise, answers, ask)
    close = [answer for answer in answers if any(map(_is_close, (*answer.quantities, *answer.repeated)))]
    if not close:
        return list(answers)
    tried = [_noisy(exercise, answer, ask) for answer in one_of_each_group_first(close)[:_TRIED]]
    noisy = noisy.union(*tried)
    # What is wrong in one case and close in another of its group is one mistake, which hardly shows there.
    wrong = {
        (answer.case.group, q.label)
        for answer in answers
        for q in (*answer.quantities, *answer.repeated)
        if not q.is_right and not _is_close(q)
    }

    def accepted(answer: Answer, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
        return tuple(
            replace(q, state="approximate")
            if _is_close(q) and q.label not in noisy and (answer.case.group, q.label) not in wrong
            else q
            for q in quantities
        )

    return [
        replace(answer, quantities=accepted(answer, answer.quantities), repeated=accepted(answer, answer.repeated))
        for answer in answers
    ]


def _is_close(quantity: Quantity) -> bool:
    if quantity.state != "imprecise" or quantity.got is None:
        return False
    return agrees(quantity.got, quantity.expected)


def _noisy(exercise: Exercise, answer: Answer, ask: Callable[[Exercise, Case], tuple[Reply, float]]) -> set[str]:
    """Labels of derivatives whose error changes completely with the last digits of the inputs."""
    suspects = [q for q in answer.quantities if _is_close(q) and _DERIVATIVE.match(q.label)]
    if not suspects:
        return set()
    rng = np.random.default_rng(0)
    case = replace(answer.case, args=tuple(_moved(arg, rng) for arg in answer.case.args))
    expected = right_reply(exercise, case)
    if "raised" in expected:
        return set()  # inputs that have to be whole numbers, held in floats
    moved = {q.path: q for q in compare(exercise, case, expected, ask(exercise, case)[0]).quantities}
    return {q.label for q in suspects if not _same_error(q, moved[q.path], _largest(answer.case.args))}


def _moved(value: Any, rng: np.random.Generator) -> Any:
    """Floats changed in their last digits; everything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value * (1 + _LAST_DIGITS * rng.choice([-1.0, 1.0], size=value.shape))
    if isinstance(value, list | tuple):
        return type(value)(_moved(part, rng) for part in value)
    return value


def _largest(value: Any) -> float:
    """The largest of the floats in nested arguments."""
    if isinstance(value, list | tuple):
        return max(map(_largest, value), default=0.0)
    is_array = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return float(np.abs(value).max(initial=0.0)) if is_array else 0.0


def _same_error(one: Quantity, other: Quantity, largest_input: float) -> bool:
    if one.got is None or other.got is None or one.got.shape != other.got.shape:
        return False
    before, after = one.got - one.expected, other.got - other.expected
    change = float(np.abs(before - after).max(initial=0.0))
    scale = max(float(np.abs(one.expected).max(initial=0.0)), _MIN_SCALE, _OF_LARGEST_INPUT * largest_input)
    move = float(np.abs(one.expected - other.expected).max(initial=0.0))
    rounding = _ROUNDINGS * _EPS * scale + _OF_THE_MOVE * move
    return change <= min(rounding, _SAME * float(np.abs(before).max(initial=0.0)))
