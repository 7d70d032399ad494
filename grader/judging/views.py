"""The view of a student's result: what is compared in its place where more than one result is right."""

import warnings

import numpy as np

from course.probing.wire import Opaque
from grader.exercises.model import Malformed, copied
from grader.judging.quantities import Unreadable, enough

_SHOWN = 300  # characters of a sentence


def viewed(exercise, case, got, reference):
    """A student's result as it is compared.

    Parameters
    ----------
    exercise : Exercise
    case : Case
    got : object
        What came over the wire: any plain value whatever.
    reference : object
        The reference's result, for its size and its outline.

    Returns
    -------
    object
        The view; an `Unreadable` where it cannot be taken; the result itself if the exercise has no view.
    """
    if exercise.view is None:
        return got
    if got is None:
        return Unreadable("the result is None: is there a `return`, and does every path reach it?")
    most = enough(_numbers(reference))
    if _numbers(got) > most:
        return Unreadable(f"the result holds {_numbers(got)} numbers, of which {most} would be more than enough")
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # Weights that overflow are wrong, not a reason to warn the instructor.
        warnings.simplefilter("ignore")
        try:
            return exercise.view(got, *copied(case.args))
        except Malformed as reason:
            return Unreadable(str(reason).rstrip(".")[:_SHOWN])
        except Exception:
            return Unreadable(f"the result is {outline(got)}, expected the like of {outline(reference)}")


def _numbers(value):
    """Numbers, characters and parts of a plain value."""
    if isinstance(value, dict):
        return len(value) + sum(map(_numbers, value.values()))
    if isinstance(value, list | tuple):
        return len(value) + sum(map(_numbers, value))
    return len(value) if isinstance(value, str) else np.size(value)


def outline(value, depth=3):
    """A plain value in short, such as ``"a tuple of 2 (an array of shape (2,), a float)"``."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, Opaque):
        return f"of type {value.description}"
    if not isinstance(value, list | tuple | dict):
        return "None" if value is None else f"of type {type(value).__name__}"
    kind = f"a {type(value).__name__} of {len(value)}"
    parts = list(value.values()) if isinstance(value, dict) else list(value)
    if not parts or not depth:
        return kind
    inner = [outline(part, depth - 1) for part in parts[:3]] + ["…"] * (len(parts) > 3)
    return f"{kind} ({', '.join(inner)})"
