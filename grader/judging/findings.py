"""Why answers are wrong, in sentences: the known bugs that explain them, or what can truly be said."""

import numpy as np

from grader.judging.compare import EARNING
from grader.judging.diagnosis import explanations
from grader.judging.symptoms import structural_findings
from grader.judging.verdict import Finding

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
    if not something_lost:
        return tuple(_notes(answers))
    filled = [i for i, answer in enumerate(answers) if not answer.unfilled]
    causes = _causes(exercise, [answers[i] for i in filled], [expecteds[i] for i in filled])
    findings = (*causes, *_unfilled(answers))
    named = {finding.code for finding in findings}
    return (*findings, *(note for note in _notes(answers) if note.code not in named))


def _causes(exercise, answers, expecteds):
    remembered = _accumulated(answers) or _remembered(answers)
    if remembered:
        return (remembered,)
    if not any(q.state not in EARNING and not q.input_name for answer in answers for q in answer.quantities):
        return ()
    named = explanations(exercise, answers, expecteds)
    # Two slips of one kind, such as an integer array here or there, read the same.
    told = list({tuple(bug.text for bug in bugs): bugs for bugs in named}.values())
    if len(told) == 1:
        return tuple(Finding(bug.code, bug.text) for bug in told[0])
    if told:
        return tuple(_one_of(bugs, len(told)) for bugs in told)
    return (*_raised(exercise, answers), *structural_findings(exercise, answers))


def _one_of(bugs, count):
    text = " And: ".join(bug.text for bug in bugs)
    return Finding("+".join(bug.code for bug in bugs), f"One of {count} causes that would fit: {text}")


def _remembered(answers):
    """A first answer that is right and a later one that is not: something is kept, or an input is spoilt."""
    pairs = [(first, later) for first, later in _twice(answers) if first.state in EARNING]
    if not pairs:
        return None
    label = pairs[0][0].label
    changed = " and ".join(sorted({name for answer in answers for name in answer.changed}))
    why = f"the function changes its input {changed} in place" if changed else "something is kept between calls"
    return Finding("G21", f"The first call is right, a second one with the same inputs is not ({label}): {why}.")


def _accumulated(answers):
    """Every later answer is the one before it and the right one on top, whatever had been left before the first."""
    pairs = _twice(answers)
    if not pairs or not all(_adds_up(first, later) for first, later in pairs):
        return None
    labels = ", ".join(dict.fromkeys(first.label for first, _ in pairs))
    text = f"A second call with the same inputs adds its {labels} to what the first one left, instead of starting anew."
    return Finding("G20", text)


def _twice(answers):
    """First and last answers where the last is not right though the inputs were still what they were."""
    return [
        (first, later)
        for answer in answers
        if not answer.spoilt
        for first, later in zip(answer.quantities, answer.again, strict=True)
        if later.state not in EARNING and not first.input_name
    ]


def _adds_up(first, later):
    if "malformed" in (first.state, later.state) or first.expected.dtype.kind == "b" or not first.expected.any():
        return False
    with np.errstate(invalid="ignore"):
        return bool(np.allclose(later.got - first.got, first.expected, rtol=1e-6, atol=1e-9))


def _raised(exercise, answers):
    raised = [answer for answer in answers if answer.raised]
    if not raised:
        return ()
    first = raised[0].raised
    groups = ", ".join(dict.fromkeys(answer.case.group for answer in raised))
    where = "in every case" if len(raised) == len(answers) else f"in {len(raised)} of {len(answers)} cases ({groups})"
    if not first.kind:
        return (Finding("no_answer", f"{exercise.function} gave nothing that can be read as an answer, {where}."),)
    line = f" in the line `{first.line}`" if first.line else ""
    message = f": {first.message.strip().rstrip('.')}" if first.message.strip() else ""
    return (Finding("raises", f"{exercise.function} raises {first.kind}{line}, {where}{message}."),)


def _unfilled(answers):
    unfilled = [answer for answer in answers if answer.unfilled]
    if unfilled:
        labels = dict.fromkeys(q.label for answer in unfilled for q in answer.quantities if not q.input_name)
        yield Finding("unfilled", f"Not filled in yet, or it calls a function that is not: {', '.join(labels)}.")


def _notes(answers):
    """What is said whether or not points are lost."""
    if any(q.state == "single" for answer in answers for q in answer.quantities):
        yield Finding("float32", _SINGLE_PRECISION)
    judged = [q for answer in answers if not answer.raised for q in answer.quantities if q.input_name]
    names = [q.input_name for q in judged if q.state not in EARNING]
    names = dict.fromkeys(names or [name for answer in answers for name in answer.changed])
    if names:
        name = " and ".join(names)
        text = (
            f"The function changes its input {name}, which its caller still needs: work on a copy, "
            "or put back what you perturb, to the bit."
        )
        yield Finding("G21", text)
