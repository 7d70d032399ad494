"""Tells a gradient by steps, real or complex, from a derived one where neither digits nor time do.

A complex step is exact, and taken for all parameters at once it is no slower than an honest engine. But it has a
length: in other units of the inputs, of which the right answer depends only in its size, it is far too long.
"""

from collections.abc import Callable

import numpy as np

from grader.errors import NoAnswer
from grader.exercises.model import Case, Cost, Exercise
from grader.judging.compare import Reply, call_on_case, compare
from grader.judging.verdict import Finding
from grader.printable import one_line

# Powers of two: they change no digit. The smaller one is within the range of float32.
_FACTOR, _FACTOR_IN_FLOAT32 = 2.0**800, 2.0**110
_MAX_QUOTED = 100
_TAKES_STEPS = Finding(
    "takes_steps",
    "Right where all numbers are about 1 in size, but not where X is so large and the first weights so small that the "
    "pre-activations stay the same. That is so for a gradient by small steps, real or complex; backpropagation takes "
    "none.",
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
    cost: Cost,
    exercise: Exercise,
    rng: np.random.Generator,
    ask: Callable[[Exercise, Case], tuple[Reply, float]],
    in_float32: bool,
) -> Finding | None:
    """A finding if a function that is right is not right in other units.

    Parameters
    ----------
    cost : Cost
    exercise : Exercise
    rng : numpy.random.Generator
    ask : callable
        ``ask(exercise, case)`` calls the student's function; raises `NoAnswer`.
    in_float32 : bool
        Whether the answers are in single precision, which holds no numbers that large.

    Returns
    -------
    Finding or None
    """
    if cost.in_other_units is None:
        return None
    case = Case("other units", cost.in_other_units(rng, _FACTOR_IN_FLOAT32 if in_float32 else _FACTOR), times=1)
    try:
        reply, _ = ask(exercise, case)
    except NoAnswer as reason:
        return Finding("no_answer", str(reason))
    answer = compare(exercise, case, call_on_case(exercise.reference, exercise, case), reply)
    return None if all(q.is_right for q in answer.result_quantities) else _TAKES_STEPS
