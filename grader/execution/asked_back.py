"""The questions that a student's process may ask while it is examined: values of the judge's functions."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:  # importing the model loads all exercises, which `doctor` does not need
    from grader.exercises.model import Exercise

Message: TypeAlias = dict[str, Any]
"""A message from the student's process; its values may be any plain values."""


class StandIn(Protocol):
    """A judge's function that takes the place of one of the student's."""

    @property
    def exercise(self) -> "Exercise": ...

    def __call__(self, *args: Any) -> Any: ...


def answer_to(
    functions: dict[int, Callable[..., object]], request: Message, maxsize_of: int, stand_ins: Sequence[StandIn]
) -> Message:
    """Call one of the judge's functions on arguments from the student's process, unless they are too large."""
    try:
        function = functions[request["ask"]]
        if function in stand_ins:  # it bounds its arguments itself
            return {"told": function(*request["args"])}
        if size_of(request["args"]) > maxsize_of:
            return {"refused": "the loss was asked for at parameters of another size"}
        value = function(*request["args"])
    except Exception as error:
        return {"refused": f"the grader could not compute it: {type(error).__name__}: {error}"[:500]}
    return {"told": value}


def size_of(value: object) -> int:
    """How many numbers a nested value holds. An axis of length 0 counts as 1: broadcasting could enlarge it."""
    if isinstance(value, np.ndarray):
        return value.size or math.prod(max(n, 1) for n in value.shape)
    if isinstance(value, list | tuple):
        return sum(map(size_of, value))
    return sum(map(size_of, value.values())) if isinstance(value, dict) else 1
