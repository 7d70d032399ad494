"""Why answers are wrong, in sentences: the known bugs that explain them, or what can truly be said."""

import numpy as np

from grader.describe import structural_findings
from grader.diagnosis import explanations
from grader.verdict import Finding

EARNING = ("right", "single")
_SINGLE_PRECISION = (
    "The numbers are right in single precision (float32). "
    "The course computes in float64: gradient checks need its digits."
)


def reasons(exercise, answers, expecteds, something_lost):
    """Findings for the answers to one exercise.

    Parameters
    ----------
    exercise : Exercise
    answers : list of Answer
    expecteds : list of dict
        Of the reference, in the same order.
    something_lost : bool
        Whether any aspect is not earned.

    Returns
    -------
    tuple of Finding
    """
    findings = _causes(exercise, answers, expecteds) if something_lost else ()
    return (*findings, *_notes(answers))


def _causes(exercise, answers, expecteds):
    remembered = _remembered(answers)
    if remembered:
        return (remembered,)
    if not any(q.state not in EARNING and not _is_input(q) for answer in answers for q in answer.quantities):
        return ()
    named = explanations(exercise, answers, expecteds)
    if len(named) == 1:
        return tuple(Finding(bug.code, bug.text) for bug in named[0])
    if named:
        return tuple(_one_of(bugs, len(named)) for bugs in named)
    return (*_raised(exercise, answers), *structural_findings(exercise, answers))


def _one_of(bugs, count):
    text = " And: ".join(bug.text for bug in bugs)
    return Finding("+".join(bug.code for bug in bugs), f"One of {count} causes that would fit: {text}")


def _remembered(answers):
    """A first answer that is right and a later one that is not: something is kept, or an input is spoilt."""
    pairs = [
        (first, later)
        for answer in answers
        for first, later in zip(answer.quantities, answer.again, strict=True)
        if first.state in EARNING and later.state not in EARNING and not _is_input(first)
    ]
    if not pairs:
        return None
    label = pairs[0][0].label
    if all(_is_double(later, first) for first, later in pairs):
        text = (
            f"Called again with the same inputs, {label} is twice as large: gradients of an earlier call are added to."
        )
        return Finding("G20", text)
    changed = " and ".join(sorted({name for answer in answers for name in answer.changed}))
    why = f"the function changes its input {changed} in place" if changed else "something is kept between calls"
    return Finding("G21", f"The first call is right, a second one with the same inputs is not ({label}): {why}.")


def _is_double(later, first):
    return later.got is not None and later.got.shape == first.got.shape and np.allclose(later.got, 2 * first.got)


def _raised(exercise, answers):
    raised = [answer for answer in answers if answer.raised]
    if not raised:
        return ()
    first = raised[0].raised
    groups = ", ".join(dict.fromkeys(answer.case.group for answer in raised))
    where = "in every case" if len(raised) == len(answers) else f"in {len(raised)} of {len(answers)} cases ({groups})"
    line = f" in the line `{first.line}`" if first.line else ""
    message = f": {first.message}" if first.message else ""
    return (Finding("raises", f"{exercise.function} raises {first.kind}{line}, {where}{message}"),)


def _notes(answers):
    """What is said whether or not points are lost."""
    if any(q.state == "single" for answer in answers for q in answer.quantities):
        yield Finding("float32", _SINGLE_PRECISION)
    spoilt = [q.label for a in answers if not a.raised for q in a.quantities if _is_input(q) and q.state not in EARNING]
    if spoilt:
        name = spoilt[0].removeprefix("the input ").removesuffix(" after the call").split("[")[0]
        text = (
            f"The function changes its input {name}, which its caller still needs: work on a copy, "
            "or put back what you perturb, to the bit."
        )
        yield Finding("G21", text)


def _is_input(quantity):
    return quantity.label.endswith("after the call")
