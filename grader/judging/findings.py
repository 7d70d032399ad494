"""Findings on wrong answers: the known bugs that explain them, or else what can be observed."""

from collections.abc import Iterator, Sequence

import numpy as np

from course.probing import copied
from grader.exercises.model import Bug, Exercise
from grader.judging.compare import Answer, Reply
from grader.judging.diagnosis import explanations
from grader.judging.quantities import Quantity
from grader.judging.symptoms import in_cases, structural_findings
from grader.judging.symptoms_of_arguments import argument_names, ignored
from grader.judging.verdict import Finding

_SINGLE_PRECISION = (
    "The numbers are right in single precision (float32). "
    "The course computes in float64: gradient checks need its digits."
)


_APPROXIMATE = (
    "The numbers are right to six digits or more, which is enough here, but not to the last digit: as when a small "
    "epsilon is added to a denominator, or a logarithm is bounded."
)


def reasons(
    exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply], points_lost: bool
) -> tuple[Finding, ...]:
    """Find out what is wrong with the answers to one exercise.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
    expecteds : sequence of Reply
        Of the reference, in the same order.
    points_lost : bool
        Whether any aspect is not earned.

    Returns
    -------
    tuple of Finding
    """
    if not points_lost:
        return tuple(_notes(answers))
    filled = [i for i, answer in enumerate(answers) if not answer.unfilled]
    causes = _causes(exercise, [answers[i] for i in filled], [expecteds[i] for i in filled])
    findings = (*causes, *_unfilled(answers))
    named = {finding.code for finding in findings}
    return (*findings, *(note for note in _notes(answers) if note.code not in named))


def _causes(exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> tuple[Finding, ...]:
    stateful = _accumulates(answers) or _keeps_state(answers)
    if stateful:
        return (stateful,)
    if all(q.is_right for answer in answers for q in answer.result_quantities):
        return ()
    named = explanations(exercise, answers, expecteds)
    # Bugs of one kind, such as an integer array in different places, may have the same text.
    distinct = list({tuple(bug.text for bug in bugs): bugs for bugs in named}.values())
    if len(distinct) == 1:
        return tuple(Finding(bug.code, bug.text) for bug in distinct[0])
    if distinct:
        return tuple(_one_of(bugs, len(distinct)) for bugs in distinct)
    names = argument_names(exercise)
    differing = _differing(answers) if exercise.view is None and names else ()  # a seed's draws may differ
    seen = (*differing, *ignored(exercise, answers, expecteds), *structural_findings(answers, names))
    return (*_raised(exercise, answers), *seen, *_told(exercise, answers))


def _one_of(bugs: tuple[Bug, ...], count: int) -> Finding:
    text = " And: ".join(bug.text for bug in bugs)
    return Finding("+".join(bug.code for bug in bugs), f"One of {count} causes that would fit: {text}")


def _keeps_state(answers: Sequence[Answer]) -> Finding | None:
    """A finding if the first call is right and the last is not: the function keeps state or changes an input."""
    pairs = [(first, last) for first, last in _wrong_when_repeated(answers) if first.is_right]
    if not pairs:
        return None
    label = pairs[0][0].label
    changed = " and ".join(sorted({name for answer in answers for name in answer.changed_inputs}))
    why = f"the function changes its input {changed} in place" if changed else "something is kept between calls"
    return Finding("G21", f"The first call is right, a second one with the same inputs is not ({label}): {why}.")


def _accumulates(answers: Sequence[Answer]) -> Finding | None:
    """A finding if each call adds the right result to what the call before it returned."""
    pairs = _wrong_when_repeated(answers)
    if not pairs or not all(_adds_up(first, last) for first, last in pairs):
        return None
    labels = ", ".join(dict.fromkeys(first.label for first, _ in pairs))
    text = f"A second call with the same inputs adds its {labels} to what the first one left, instead of starting anew."
    return Finding("G20", text)


def _differing(answers: Sequence[Answer]) -> Iterator[Finding]:
    """A finding if two calls with the same inputs give different results, both wrong."""
    labels = dict.fromkeys(
        first.label
        for first, last in _wrong_when_repeated(answers)
        if not first.is_right and first.got is not None and last.got is not None
        if not np.array_equal(first.got, last.got, equal_nan=first.got.dtype.kind == "f")
    )
    if labels:
        yield Finding("differs", f"Two calls with the same inputs give different results: {', '.join(labels)}.")


def _wrong_when_repeated(answers: Sequence[Answer]) -> list[tuple[Quantity, Quantity]]:
    """Quantities of the first and the last call where the last is not right, although the inputs were unchanged."""
    return [
        (first, last)
        for answer in answers
        if not answer.input_changed
        for first, last in zip(answer.quantities, answer.repeated, strict=True)
        if not last.is_right and not first.input_name
    ]


def _adds_up(first: Quantity, last: Quantity) -> bool:
    if "malformed" in (first.state, last.state) or first.got is None or last.got is None:
        return False
    if first.expected.dtype.kind == "b" or not first.expected.any():
        return False
    with np.errstate(invalid="ignore"):
        return bool(np.allclose(last.got - first.got, first.expected, rtol=1e-6, atol=1e-9))


def _raised(exercise: Exercise, answers: Sequence[Answer]) -> tuple[Finding, ...]:
    raised = [answer for answer in answers if answer.raised]
    first = raised[0].raised if raised else None
    if first is None:
        return ()
    where = in_cases([answer.case for answer in raised], [answer.case for answer in answers], "every case")
    if not first.kind:
        return (Finding("no_answer", f"{exercise.function} gave nothing that can be read as an answer,{where}."),)
    line = f" in the line `{first.line}`" if first.line else ""
    message = f": {first.message.strip().rstrip('.')}" if first.message.strip() else ""
    return (Finding("raises", f"{exercise.function} raises {first.kind}{line},{where}{message}."),)


def _told(exercise: Exercise, answers: Sequence[Answer]) -> Iterator[Finding]:
    wrong = [
        answer for answer in answers if not answer.raised and not all(q.is_right for q in answer.result_quantities)
    ]
    if exercise.told is None or any(q.state == "malformed" for answer in wrong for q in answer.result_quantities):
        return
    yield from (Finding("told", exercise.told(answer.result, *copied(answer.case.args))) for answer in wrong[:1])


def _unfilled(answers: Sequence[Answer]) -> Iterator[Finding]:
    unfilled = [answer for answer in answers if answer.unfilled]
    if unfilled:
        labels = dict.fromkeys(q.label for answer in unfilled for q in answer.result_quantities)
        yield Finding("unfilled", f"Not filled in yet, or it calls a function that is not: {', '.join(labels)}.")


def _notes(answers: Sequence[Answer]) -> Iterator[Finding]:
    """Findings that do not depend on points."""
    if any(q.state == "single" for answer in answers for q in answer.quantities):
        yield Finding("float32", _SINGLE_PRECISION)
    # Said only of what is wrong nowhere: otherwise it is that mistake, which shows less there.
    wrong = {q.label for answer in answers for q in answer.quantities if not q.is_right}
    if any(q.state == "approximate" and q.label not in wrong for answer in answers for q in answer.quantities):
        yield Finding("approximate", _APPROXIMATE)
    lists = dict.fromkeys(q.label for answer in answers for q in answer.quantities if q.is_list and q.is_right)
    if lists:
        yield Finding(
            "list", f"{', '.join(lists)}: a list of numbers, which counts as an array here. Return np.array(…)."
        )
    judged = [q for answer in answers if not answer.raised for q in answer.quantities if q.input_name]
    changed = [q.input_name for q in judged if not q.is_right]
    names = dict.fromkeys(changed or [name for answer in answers for name in answer.changed_inputs])
    if names:
        name = " and ".join(names)
        input_, it = ("inputs", "them") if len(names) > 1 else ("input", "it")
        why = f"which its caller still needs: work on a copy, or restore {it} exactly"
        yield Finding("G21", f"The function changes its {input_} {name}, {why}.")
