"""What arguments tell about wrong results: one that changes nothing, one by which wrong cases differ from others."""

import inspect
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from grader.exercises.model import Case, Exercise
from grader.judging.compare import Answer, Reply
from grader.judging.quantities import Quantity
from grader.judging.reproduce import reproduced
from grader.judging.verdict import Finding

_MAX_VALUES = 8
_OF_ADAPTERS = ("part", "rest")
_FEW = 2


def argument_names(exercise: Exercise) -> tuple[str, ...]:
    """The names of a function's arguments as students know them; empty for those that only the grader's adapter has."""
    module = getattr(exercise.reference, "__module__", "")
    names = tuple(inspect.signature(exercise.reference).parameters)
    if module.startswith("reference_solution"):
        return names
    return tuple("" if name in _OF_ADAPTERS else name for name in names) if module.endswith("function_pairs") else ()


def ignored(exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> Iterator[Finding]:
    """Find the arguments that change nothing: all results are the right ones for another value.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
        Not all of them right.
    expecteds : sequence of Reply
        Of the reference, in the same order.

    Yields
    ------
    Finding
    """
    if any(answer.raised or not all(map(_is_finite, answer.result_quantities)) for answer in answers):
        return  # what overflows or divides by 0 may give NaN for one reason as for another
    defaults = [parameter.default for parameter in inspect.signature(exercise.reference).parameters.values()]
    for position, name in enumerate(argument_names(exercise)):
        passed = {_value(answer.case, position) for answer in answers} - {None}
        if len(passed) < _FEW or not name:
            continue
        also = {0.0, 1.0, defaults[position]} if all(isinstance(v, int | float) for v in passed) else set()
        values = [v for v in sorted(passed | also, key=repr) if isinstance(v, bool | int | float | str)]
        for value in values[:_MAX_VALUES]:

            def instead(*args: Any, position: int = position, value: Any = value) -> Any:
                # Those with a default may be left out of a case.
                args = (*args, *defaults[len(args) :])
                return exercise.reference(*args[:position], value, *args[position + 1 :])

            if reproduced(instead, exercise, answers, expecteds):
                text = f"Whatever {name} is, the result is the right one for {name} = {_shown(value)}. Is {name} used?"
                yield Finding("ignored", text)
                return


def _is_finite(quantity: Quantity) -> bool:
    return quantity.got is None or bool(np.isfinite(quantity.got).all())


def _value(case: Case, position: int) -> bool | float | str | None:
    value = case.args[position] if position < len(case.args) else None
    return value if isinstance(value, bool | int | float | str) else None


def telling_argument(bad: Sequence[Case], right: Sequence[Case], names: Sequence[str]) -> str:
    """Say by which argument wrong cases differ from right ones, such as ``"kind is 'relu'"``; empty if by none."""
    for position, name in enumerate(names):
        of_bad, of_right = ({_value(case, position) for case in cases} for cases in (bad, right))
        if not name or None in of_bad | of_right or of_bad & of_right or not of_right or not of_bad:
            continue
        texts = all(isinstance(value, str) for value in of_bad | of_right)
        # One case alone may be wrong for another reason, unless it differs from the others in nothing else.
        if len(of_bad) == 1 and (len(bad) > 1 or (texts and len(names) == 1)):
            return f"{name} is {_shown(of_bad.pop())}"
        if len(of_right) == 1 and (texts or of_right <= {0, 1}):
            return f"{name} is not {_shown(of_right.pop())}"
    few = [case for case in (*bad, *right) if number_of_examples(case) == 1]
    if few and {id(case) for case in few} == {id(case) for case in bad}:
        return "there is one example"
    return ""


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else repr(value)


def number_of_examples(case: Case) -> int:
    """The rows of the first two-dimensional array among the arguments, nested ones left out; 0 if there is none."""
    arrays = [a for a in case.args if isinstance(a, np.ndarray) and a.ndim == 2]
    return len(arrays[0]) if arrays else 0
