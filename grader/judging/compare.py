"""Calls a function on the cases of an exercise and compares its answers with the reference's."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import numpy as np

from course.probing import call, copied, same
from grader.exercises.model import Case, Exercise, Path
from grader.judging.quantities import NOT_COMPARED, Quantity, max_size, quantities
from grader.judging.views import size_of, view_of
from grader.quiet import quiet

Reply: TypeAlias = dict[str, Any]
"""What `course.probing.call` returns. From a student's process its values may be any plain values."""


@dataclass(frozen=True)
class Raised:
    """An exception that the student's function raised."""

    kind: str
    message: str
    line: str


@dataclass(frozen=True)
class Answer:
    """The quantities that a function returned for one case.

    Attributes
    ----------
    case : Case
    quantities : tuple of Quantity
        Of the first call.
    repeated : tuple of Quantity
        Of the last call on the same objects.
    raised : Raised or None
        If not None, all quantities are malformed.
    changed_inputs : tuple of str
        Inputs that the function changed, according to the student's process. For sentences only, never for points.
    result : object
        What the first call returned, any plain value; None if it raised, or returned far more than is right.
    """

    case: Case
    quantities: tuple[Quantity, ...]
    repeated: tuple[Quantity, ...]
    raised: Raised | None = None
    changed_inputs: tuple[str, ...] = ()
    result: Any = None

    @property
    def unfilled(self) -> bool:
        """Whether the student has not written this part yet."""
        return self.raised is not None and self.raised.kind == "NotImplementedError"

    @cached_property
    def input_changed(self) -> bool:
        """Whether the call changed an input that is judged; the repeated call then had different inputs."""
        return any(q.input_name and not q.is_right for q in self.quantities)

    @property
    def result_quantities(self) -> list[Quantity]:
        """The quantities without the inputs' state after the call."""
        return [q for q in self.quantities if not q.input_name]


def call_on_case(function: Callable[..., object], exercise: Exercise, case: Case) -> Reply:
    """Call a function in this process on copies of a case's inputs.

    Returns
    -------
    Reply
        The same as from a student's process that is asked for this case.
    """
    args = copied(case.args)
    with quiet():
        reply: Reply = call(function, args, case.times, case.after, exercise.judged)
    return reply


def right_reply(exercise: Exercise, case: Case) -> Reply:
    """The reference's reply for a case. It is called once, since it keeps no state and changes no input.

    Returns
    -------
    Reply
        As `call_on_case` returns it, with all parts of the result. Results of several calls are one object.
    """
    with quiet():
        try:
            result = exercise.reference(*case.args)
        except Exception:  # inputs that it refuses
            return call_on_case(exercise.reference, exercise, case)
    state = tuple(case.args[i] for i in case.after)
    return {"results": [(result, *state) if state else result] * case.times}


def judged_result(exercise: Exercise, case: Case, expected: Reply) -> Any:
    """The part of the reference's first result that is compared, or its view; without the inputs after the call."""
    value, *_ = _as_compared(_with_inputs(expected["results"][0], case), exercise, case)
    return value


def compare(exercise: Exercise, case: Case, expected: Reply, reply: Reply) -> Answer:
    """Compare the reply for a case with the reference's.

    Parameters
    ----------
    exercise : Exercise
    case : Case
    expected : Reply
        Of the reference, as `right_reply` returns it.
    reply : Reply
        From a student's process: anything may stand in it.

    Returns
    -------
    Answer
    """
    names = _parameters(exercise.reference)
    right = _with_inputs(expected["results"][0], case)
    wanted = _as_compared(right, exercise, case)

    def input_name(path: Path) -> str:
        return names[case.after[path[0] - 1]] if path[0] else ""

    def label(path: Path) -> str:
        name = input_name(path)
        return f"the input {name} after the call" if name else exercise.label(path[1:], wanted[0])

    def compared(result: tuple[Any, ...]) -> tuple[Quantity, ...]:
        value, *after = result or (None,)
        got = view_of(exercise, case, value, right[0])
        with np.errstate(all="ignore"):  # a longdouble may exceed float64, and infinite values have no difference
            return tuple(quantities((got, *after), wanted, label, input_name))

    results = reply.get("results")
    if not isinstance(results, list) or len(results) != len(expected["results"]):
        nothing = compared((None,))
        kind, message, line = (_text(reply.get(key))[:500] for key in ("raised", "message", "line"))
        line = line.replace("`", "'")  # it is quoted between backquotes, where one of its own would end the code
        return Answer(case, nothing, nothing, Raised(kind, message, line))
    results = [_with_inputs(result, case) for result in results]
    changed = reply.get("changed")
    positions = {i for i in changed if type(i) is int} if isinstance(changed, list) else set()
    changed_inputs = tuple(name for i, name in enumerate(names) if i in positions)
    first = repeated = compared(results[0])
    if not same(results[0], results[-1]):
        repeated = compared(results[-1])
    result = next(iter(results[0]), None)
    # Answers to all cases are kept at the same time.
    kept = result if size_of(result) <= max_size(size_of(right[0])) else None
    return Answer(case, first, repeated, None, changed_inputs, kept)


@lru_cache(maxsize=1000)
def _parameters(function: Callable[..., object]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def _text(value: object) -> str:
    """A text that came from a student's process; printing anything else in its place could take long."""
    return value if isinstance(value, str) else ""


def unanswered(exercise: Exercise, case: Case, expected: Reply) -> Answer:
    """The answer to a case that the function was not called on."""
    return compare(exercise, case, expected, {})


def _with_inputs(result: Any, case: Case) -> tuple[Any, ...]:
    """A result as (value, *inputs after the call)."""
    if not case.after:
        return (result,)
    return result if isinstance(result, tuple) else (result,)


def _as_compared(wanted: tuple[Any, ...], exercise: Exercise, case: Case) -> tuple[Any, ...]:
    """An expected result with its view in its place, or without the parts that are not judged."""
    value, *after = wanted
    if exercise.view:
        value = exercise.view(value, *copied(case.args))
    elif exercise.judged is not None:
        value = tuple(part if i in exercise.judged else NOT_COMPARED for i, part in enumerate(value))
    return (value, *after)
