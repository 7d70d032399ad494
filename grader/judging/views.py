"""Views: what is compared in place of a result where more than one result is right."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.kind_of import kind_of
from course.probing import copied
from course.probing.wire import Opaque
from grader.exercises.model import Case, Exercise, Malformed
from grader.judging.quantities import max_size
from grader.quiet import quiet

_MAX_SHOWN = 300  # characters of a sentence


def view_of(exercise: Exercise, case: Case, got: Any, reference: Any) -> Any:
    """Take the view of a student's result.

    Parameters
    ----------
    exercise : Exercise
    case : Case
    got : object
        Any plain value.
    reference : object
        The reference's result, to compare size and structure.

    Returns
    -------
    object
        The view, or `Malformed` where it cannot be taken. The result itself if the exercise has no view.
    """
    if exercise.view is None:
        return got
    if got is None:
        return Malformed("the result is None: is there a `return`, and does every path reach it?")
    most = max_size(size_of(reference))
    if size_of(got) > most:
        return Malformed(f"the result holds {size_of(got)} numbers, of which {most} would be more than enough")
    with quiet():
        try:
            return exercise.view(got, *copied(case.args))
        except Malformed as reason:
            return Malformed(str(reason).rstrip(".")[:_MAX_SHOWN])
        except Exception:
            return Malformed(f"the result is {outline(got)}, expected the like of {outline(reference)}")


def size_of(value: Any) -> int:
    """Number of all numbers, characters and containers' parts in a plain value."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, list | tuple):
        return len(value) + sum(map(size_of, value))
    if isinstance(value, dict):
        return len(value) + sum(map(size_of, value.values()))
    return len(value) if isinstance(value, str) else np.size(value)


def leaves(value: Any) -> Iterator[Any]:
    """What stands in nested lists, tuples and dicts."""
    if isinstance(value, list | tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield value


def outline(value: object, depth: int = 3) -> str:
    """Describe a plain value in short, such as ``"a tuple of 2 (an array of shape (2,), a float)"``."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, Opaque):
        return f"of type {value.description}"
    if not isinstance(value, list | tuple | dict):
        return "None" if value is None else f"of type {type(value).__name__}"
    kind = f"{kind_of(value)} of {len(value)}"
    parts = list(value.values()) if isinstance(value, dict) else list(value)
    if not parts or not depth:
        return kind
    inner = [outline(part, depth - 1) for part in parts[:3]] + ["…"] * (len(parts) > 3)
    return f"{kind} ({', '.join(inner)})"
