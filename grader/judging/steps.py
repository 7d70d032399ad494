"""Tells a gradient by steps, real or complex, from a derived one where neither digits nor time do.

Of a linear or quadratic loss a long step is exact, and so is a complex one of any loss. But a step has a length: where
some inputs are far larger and others far smaller than 1, it is too long, or it is lost. Of a smooth function of one
number a good step exists everywhere; `noise` tells that one.
"""

from collections.abc import Callable, Sequence, Set

import numpy as np

from course.tolerance import agrees
from grader.errors import NoAnswer
from grader.exercises.model import Case, Exercise, OtherUnits
from grader.judging.compare import Answer, Reply, compare, right_reply
from grader.judging.noise import noisy_slopes
from grader.judging.quantities import Quantity
from grader.judging.single_precision import in_single
from grader.judging.verdict import Finding
from grader.printable import one_line

# Powers of two: they change no digit. Their squares are numbers, too; that of the smaller one in float32.
_FACTOR, _FACTOR_IN_FLOAT32 = 2.0**400, 2.0**55
_MAX_QUOTED = 100
_NOISY = Finding(
    "takes_steps",
    "The slope is right, but its last digits are noisy, as those of a difference quotient are: it divides the rounding "
    "errors of the function by the step. A formula for the slope leaves about one rounding error.",
)


def complex_steps(line: str) -> Finding:
    """Say of code that computes with complex numbers why it does not earn a derivative."""
    quoted = one_line(line)[:_MAX_QUOTED].replace("`", "'")
    return Finding(
        "complex_steps",
        f"The code computes with complex numbers, in `{quoted}`: a complex step is a way to "
        "check a derivative, and this task asks for the derivative itself.",
    )


def takes_steps(
    exercise: Exercise,
    lost: Set[str],
    rng: np.random.Generator,
    ask: Callable[[Exercise, Case], tuple[Reply, float]],
    answers: Sequence[Answer],
) -> tuple[Finding | None, set[str]]:
    """Look whether derivatives that are right are right in other units, too, and free of noise.

    Parameters
    ----------
    exercise : Exercise
    lost : set of str
        Names of the aspects that are not earned.
    rng : numpy.random.Generator
    ask : callable
        ``ask(exercise, case)`` calls the student's function; raises `NoAnswer`.
    answers : sequence of Answer
        To the cases of the exercise.

    Returns
    -------
    Finding or None
        None if they are.
    set of str
        Names of the aspects that are not. Where a price is asked, all derivatives are bought together.
    """
    units = exercise.in_other_units
    derivatives = {aspect.name for aspect in exercise.aspects if aspect.derivative}
    if lost >= derivatives:
        return None, set()
    wrong = set[str]()
    try:
        noisy = noisy_slopes(exercise, rng, ask)
        if units is not None:
            # Single precision holds no numbers that large.
            for case in units.cases(rng, _FACTOR_IN_FLOAT32 if in_single(answers) else _FACTOR):
                reply, _ = ask(exercise, case)
                answer = compare(exercise, case, right_reply(exercise, case), reply)
                wrong |= _wrong(exercise, answer, may_overflow=units.large in lost)
    except NoAnswer as reason:
        return Finding("no_answer", str(reason)), derivatives
    if units is not None and not wrong <= lost:
        return _finding(units), (derivatives if exercise.cost else wrong) | noisy
    return (None, set()) if noisy <= lost else (_NOISY, noisy)


def _finding(units: OtherUnits) -> Finding:
    return Finding(
        "takes_steps",
        f"Right where all numbers are about 1 in size, but not where {units.where}. That is so for a gradient by "
        "steps, short or long, real or complex; a derived one takes none.",
    )


def _wrong(exercise: Exercise, answer: Answer, may_overflow: bool) -> set[str]:
    """The derivatives that are not right to six digits."""
    if answer.raised and answer.raised.kind == "OverflowError":
        return set()  # a derived answer that takes squares on its way, as of a product from (a + b)² - (a - b)²
    return {
        aspect.name
        for aspect in exercise.aspects
        if aspect.derivative
        and any(
            aspect.covers(answer.case.group, q.label) and not _holds(q, may_overflow) for q in answer.result_quantities
        )
    }


def _holds(quantity: Quantity, may_overflow: bool) -> bool:
    got = quantity.got
    if quantity.is_right or got is None:
        return quantity.is_right
    return agrees(got, quantity.expected) or (may_overflow and not np.isfinite(got).all())
