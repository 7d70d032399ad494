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
from grader.judging.compare import Answer, Reply, call_on_case, compare
from grader.judging.quantities import Quantity
from grader.judging.single_precision import confirm_single, one_of_each_group_first

_LAST_DIGITS = 1e-13
_SAME = 0.2  # of the error itself
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
    # What is wrong in one case and close in another is one mistake, which hardly shows there.
    unaccepted = _wrong_labels(answers).union(noisy, *tried)
    return [
        replace(
            answer,
            quantities=tuple(_accepted(q, unaccepted) for q in answer.quantities),
            repeated=tuple(_accepted(q, unaccepted) for q in answer.repeated),
        )
        for answer in answers
    ]


def _accepted(quantity: Quantity, unaccepted: set[str]) -> Quantity:
    if not _is_close(quantity) or quantity.label in unaccepted:
        return quantity
    return replace(quantity, state="approximate")


def _wrong_labels(answers: Sequence[Answer]) -> set[str]:
    quantities = [q for answer in answers for q in (*answer.quantities, *answer.repeated)]
    return {q.label for q in quantities if not q.is_right and not _is_close(q)}


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
    reply, _ = ask(exercise, case)
    again = compare(exercise, case, call_on_case(exercise.reference, exercise, case), reply)
    moved = {q.path: q for q in again.quantities}
    return {q.label for q in suspects if not _same_error(q, moved[q.path])}


def _moved(value: Any, rng: np.random.Generator) -> Any:
    """Floats changed in their last digits; everything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value * (1 + _LAST_DIGITS * rng.choice([-1.0, 1.0], size=value.shape))
    if isinstance(value, list | tuple):
        return type(value)(_moved(part, rng) for part in value)
    return value


def _same_error(one: Quantity, other: Quantity) -> bool:
    if one.got is None or other.got is None or one.got.shape != other.got.shape:
        return False
    before, after = one.got - one.expected, other.got - other.expected
    return float(np.abs(before - after).max(initial=0.0)) <= _SAME * float(np.abs(before).max(initial=0.0))
