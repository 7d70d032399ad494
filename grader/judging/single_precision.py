"""Tells a computation in single precision from a coarser answer that was only returned in it.

Rounding the inputs to float32 explains how far an honest answer is off. And it stays as it is, to the last bit, when
the inputs change in the last digits of float64, whatever their size. A difference quotient multiplies such a change;
how much of it is seen in float32 depends on the size of the inputs.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from grader.exercises.model import Case, Exercise
from grader.judging.compare import Answer, Reply, compare, right_reply
from grader.judging.quantities import Quantity

_EPS = float(np.finfo(np.float32).eps)
# Of the effect of rounded inputs, and of one rounding for each number: an honest computation has some more.
_ROUNDINGS = 16.0
_LAST_DIGITS = 1e-13
_SIZES = (1.0, 2.0**3, 2.0**6, 2.0**10, 2.0**20)
_TRIED = 4
_NOISE = 8.0


def confirm_single(
    exercise: Exercise, answers: Sequence[Answer], ask: Callable[[Exercise, Case], tuple[Reply, float]]
) -> tuple[list[Answer], set[str]]:
    """Set ``"single"`` to ``"imprecise"`` where single precision does not explain the error.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
    ask : callable
        ``ask(exercise, case)`` calls the student's function; raises `NoAnswer`.

    Returns
    -------
    answers : list of Answer
    noisy : set of str
        Labels of what changes with the last digits of the inputs, as a difference quotient does.
    """
    single = [answer for answer in answers if any(q.state == "single" for q in answer.quantities)]
    if not single:
        return list(answers), set()
    noisy = set[str]()
    for answer in one_of_each_group_first(single)[:_TRIED]:
        noisy |= _noisy(exercise, answer, ask)
    return [_confirmed(exercise, answer, noisy) for answer in answers], noisy


def in_single(answers: Sequence[Answer]) -> bool:
    """Whether answers that are right are no nearer than single precision is, which holds their numbers."""
    quantities = [q for answer in answers for q in answer.quantities]
    near = [q.got for q in quantities if q.state == "approximate" and q.got is not None]
    computed = bool(near) and all(np.array_equal(got, _rounded(got)) for got in near)
    return computed or any(q.state == "single" for q in quantities)


def one_of_each_group_first(answers: Sequence[Answer]) -> list[Answer]:
    """The first of each group, then the second ones: of a linear function the rounding error may stay the same."""
    before = Counter[str]()
    ranks = []
    for answer in answers:
        ranks.append(before[answer.case.group])
        before[answer.case.group] += 1
    return [answers[i] for i in sorted(range(len(answers)), key=ranks.__getitem__)]


def _confirmed(exercise: Exercise, answer: Answer, noisy: set[str]) -> Answer:
    if not any(q.state == "single" or q.label in noisy for q in (*answer.quantities, *answer.repeated)):
        return answer
    case = replace(answer.case, args=_each_array(answer.case.args, _rounded))
    moved = {q.path: q.got for q in _reference(exercise, answer.case, case).result_quantities}

    def confirmed(q: Quantity) -> Quantity:
        # What is noisy is the method, also where float32 makes its numbers exact.
        holds = q.label not in noisy and (q.state != "single" or _explains(moved.get(q.path), q))
        return replace(q, state="imprecise") if q.is_right and not holds else q

    quantities, repeated = (tuple(map(confirmed, some)) for some in (answer.quantities, answer.repeated))
    return replace(answer, quantities=quantities, repeated=repeated)


def _explains(moved: Any, quantity: Quantity) -> bool:
    """Whether the effect of rounded inputs on the right result, and of rounding on the way, covers the error."""
    if quantity.got is None or moved is None or moved.shape != quantity.expected.shape:
        return False
    with np.errstate(all="ignore"):
        of_inputs = float(np.abs(moved - quantity.expected).max(initial=0.0))
        on_the_way = _EPS * np.sqrt(quantity.expected.size) * float(np.abs(quantity.expected).max(initial=0.0) or 1.0)
        error = float(np.abs(quantity.got - quantity.expected).max(initial=0.0))
    return bool(error <= _ROUNDINGS * (of_inputs + on_the_way))


def _noisy(exercise: Exercise, answer: Answer, ask: Callable[[Exercise, Case], tuple[Reply, float]]) -> set[str]:
    labels = {q.label for q in answer.quantities if q.state == "single"}
    noisy = set[str]()
    rng = np.random.default_rng(0)
    for size in _SIZES:
        case = replace(answer.case, args=_each_array(answer.case.args, partial(np.multiply, size)), times=1)
        moved = replace(case, args=_each_array(case.args, lambda a: a * (1 + _LAST_DIGITS * _signs(rng, a))))
        right = [right_reply(exercise, one) for one in (case, moved)]
        if any("raised" in reply for reply in right):
            continue  # inputs that have to be whole numbers, held in floats
        pairs = list(zip((case, moved), right, strict=True))
        expecteds = [compare(exercise, one, expected, expected) for one, expected in pairs]
        got = [compare(exercise, one, expected, ask(exercise, one)[0]) for one, expected in pairs]
        for q, p, e, f in zip(*(a.result_quantities for a in (*got, *expecteds)), strict=True):
            if q.label in labels and _differ(q.got, p.got, e.got, f.got):
                noisy.add(q.label)
    return noisy


def _differ(one: Any, other: Any, expected: Any, expected_other: Any) -> bool:
    """Whether any number differs by more than some roundings, and by more than the right ones do."""
    if one is None or other is None or expected is None or expected_other is None:
        return False
    if not one.shape == other.shape == expected.shape == expected_other.shape:
        return False
    with np.errstate(all="ignore"):
        # Next to the largest number the others hold the roundings of float64, if it was rounded to float32 at the end.
        at_the_end = np.finfo(np.float64).eps * np.abs(expected).max(initial=0.0)
        allowed = _EPS * np.maximum(np.abs(one), np.abs(other)) + np.abs(expected - expected_other) + at_the_end
        return bool(np.any(np.abs(one - other) > _NOISE * allowed))


def _reference(exercise: Exercise, of: Case, asked: Case) -> Answer:
    """What the reference answers to one case, as an answer to another one of the same shape."""
    expected = right_reply(exercise, of)
    return compare(exercise, of, expected, right_reply(exercise, asked))


def _signs(rng: np.random.Generator, array: Any) -> Any:
    return rng.choice([-1.0, 1.0], size=array.shape)


def _rounded(array: Any) -> Any:
    return array.astype(np.float32).astype(np.float64)


def _each_array(value: Any, change: Callable[[Any], Any]) -> Any:
    """Nested arguments with a change to each array of floats; everything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return change(value)
    if isinstance(value, list | tuple):
        return type(value)(_each_array(part, change) for part in value)
    return value
