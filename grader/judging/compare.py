"""The examination of one function: its cases, its answers, and how each answer compares."""

import inspect
import warnings
from dataclasses import dataclass, replace

import numpy as np

from course.probing import call
from grader.exercises.model import Case, copied
from grader.judging.quantities import ANYTHING, Quantity, quantities
from grader.judging.views import viewed

EARNING = ("right", "single")


@dataclass(frozen=True)
class Raised:
    """An exception that the student's function raised."""

    kind: str
    message: str
    line: str


@dataclass(frozen=True)
class Answer:
    """What came of one case.

    Attributes
    ----------
    case : Case
    quantities : tuple of Quantity
        Of the first call.
    again : tuple of Quantity
        Of the last call on the same objects.
    raised : Raised or None
        Then all quantities are malformed.
    changed : tuple of str
        Inputs that the function changed, as the student's process tells it: for words, never for points.
    """

    case: Case
    quantities: tuple[Quantity, ...]
    again: tuple[Quantity, ...]
    raised: Raised | None = None
    changed: tuple[str, ...] = ()

    @property
    def unfilled(self):
        """Whether the student has not written this part yet."""
        return self.raised is not None and self.raised.kind == "NotImplementedError"

    @property
    def spoilt(self):
        """Whether an input that is judged was not left as it was: then a second call met other inputs."""
        return any(q.input_name and q.state not in EARNING for q in self.quantities)


def run(function, exercise, case):
    """Call a function of our own on copies of a case's inputs.

    Returns
    -------
    dict
        As of `course.probing.call`: the same questions, asked in the same way as in a student's process.
    """
    args = copied(case.args)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # A wrong reference may overflow like the student's own: that is what it is for.
        warnings.simplefilter("ignore")
        return call(function, args, case.times, case.after, exercise.judged)


def parts(exercise, case, expected):
    """What of the reference's first result counts, without the inputs after the call."""
    value, *_ = _as_compared(_with_after(expected["results"][0], case), exercise, case)
    return value


def compare(exercise, case, expected, reply):
    """The answer to a case.

    Parameters
    ----------
    exercise : Exercise
    case : Case
    expected : dict
        What `run` says of the reference.
    reply : dict
        In the form of `course.probing.call`, but from a process in which nothing can be relied upon.
    """
    names = tuple(inspect.signature(exercise.reference).parameters)
    raw = [_with_after(result, case) for result in expected["results"]]
    wanted = [_as_compared(result, exercise, case) for result in raw]

    def input_name(path):
        return names[case.after[path[0] - 1]] if path[0] else ""

    def label(path):
        name = input_name(path)
        return f"the input {name} after the call" if name else exercise.label(path[1:], wanted[0][0])

    def against(position, results):
        value, *after = results[position] or (None,)
        got = viewed(exercise, case, value, raw[position][0])
        found = quantities((got, *after), wanted[position], label)
        return tuple(_as_input(q, name) if (name := input_name(q.path)) else q for q in found)

    results = reply.get("results")
    if not isinstance(results, list) or len(results) != len(wanted):
        nothing = against(0, [(None,)])
        raised = (str(reply.get(key, ""))[:500] for key in ("raised", "message", "line"))
        return Answer(case, nothing, nothing, Raised(*raised))
    results = [_with_after(result, case) for result in results]
    changed = reply.get("changed")
    changed = {i for i in changed if type(i) is int} if isinstance(changed, list) else ()
    changed_names = tuple(name for i, name in enumerate(names) if i in changed)
    first = against(0, results)
    return Answer(case, first, against(-1, results) if len(results) > 1 else first, None, changed_names)


def _as_input(quantity, name):
    """An input after the call, which must equal its state before the call exactly."""
    same = quantity.state == "malformed" or np.array_equal(quantity.got, quantity.expected)
    return replace(quantity, state=quantity.state if same else "wrong", input_name=name)


def unanswered(exercise, case, expected):
    """The answer to a case that was not reached."""
    return compare(exercise, case, expected, {})


def _with_after(result, case):
    """A result as (value, *inputs after the call)."""
    if not case.after:
        return (result,)
    return result if isinstance(result, tuple) else (result,)


def _as_compared(wanted, exercise, case):
    """An expected result as it is compared: its view, or without what is the student's own affair."""
    value, *after = wanted
    if exercise.view:
        value = exercise.view(value, *copied(case.args))
    elif exercise.judged is not None:
        value = tuple(part if i in exercise.judged else ANYTHING for i, part in enumerate(value))
    return (value, *after)
