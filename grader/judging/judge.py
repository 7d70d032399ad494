"""Judges a student's function: calls it on the cases of its exercise, gives points and finds reasons."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from grader.errors import NoAnswer
from grader.exercises.model import Aspect, Case, Cost, Exercise
from grader.judging.compare import Answer, Reply, call_on_case, compare, unanswered
from grader.judging.findings import reasons
from grader.judging.symptoms import relative_gap
from grader.judging.verdict import Finding

_TIMINGS = 5
_TRIES = 3
_NEARLY = 1e-2
_WRONG_WHERE_TIMED = Finding(
    "wrong_where_timed",
    "Right on small inputs, but not on the large ones by which the price is taken: one method has to serve for all.",
)


@dataclass(frozen=True)
class Judgement:
    """Points for one exercise, and the reasons for them."""

    score: float
    findings: tuple[Finding, ...]


Ask: TypeAlias = Callable[[Exercise, Case], tuple[Reply, float]]
"""``ask(exercise, case)``: calls the student's function; its reply and processor time. Raises `NoAnswer`."""
Examine: TypeAlias = Callable[[Exercise, Ask], Judgement]
"""``examine(exercise, ask)``: judges the function that `ask` calls."""


def judge(exercise: Exercise, seed: int, ask: Ask) -> Judgement:
    """Call a function on all cases and judge it.

    Parameters
    ----------
    exercise : Exercise
    seed : int
        For the inputs; the same seed gives the same inputs.
    ask : Ask

    Returns
    -------
    Judgement
    """
    rng = np.random.default_rng(seed)
    cases = exercise.cases(rng)
    expecteds = [call_on_case(exercise.reference, exercise, case) for case in cases]
    answers, stopped = _answers(exercise, cases, expecteds, ask)
    lost = {aspect.name for aspect in exercise.aspects if not _earned(aspect, answers)}
    expensive = None
    if (
        exercise.cost
        and not stopped
        and not any(answer.raised for answer in answers)
        and all(map(_nearly_right, answers))
    ):
        holds = _is_right if all(map(_is_right, answers)) else _nearly_right
        expensive = _exceeds_cost(exercise.cost, exercise, rng, ask, holds)
    findings: tuple[Finding, ...]
    if exercise.cost and expensive:
        lost |= set(exercise.cost.aspects)
        findings = (expensive,)
    else:
        findings = (stopped,) if stopped else reasons(exercise, answers, expecteds, bool(lost))
    if all(aspect.name in lost for aspect in exercise.aspects if aspect.earned_alone):
        lost = {aspect.name for aspect in exercise.aspects}
    score = sum(aspect.points for aspect in exercise.aspects if aspect.name not in lost)
    return Judgement(float(score), findings + _not_earned(exercise, score, lost))


def judge_with(seed: int) -> Examine:
    """Bind `judge` to a seed, for a session: ``judge_with(seed)(exercise, ask)``."""
    return lambda exercise, ask: judge(exercise, seed, ask)


def _answers(
    exercise: Exercise, cases: Sequence[Case], expecteds: Sequence[Reply], ask: Ask
) -> tuple[list[Answer], Finding | None]:
    """The answers to all cases; and a finding if the function did not answer or is not filled in."""
    answers: list[Answer] = []
    for case, expected in zip(cases, expecteds, strict=True):
        try:
            reply, _ = ask(exercise, case)
        except NoAnswer as reason:
            rest = zip(cases[len(answers) :], expecteds[len(answers) :], strict=True)
            return [*answers, *(unanswered(exercise, c, e) for c, e in rest)], Finding("no_answer", str(reason))
        answers.append(compare(exercise, case, expected, reply))
    if all(answer.unfilled for answer in answers):
        return answers, Finding("unfilled", f"{exercise.function} is not filled in yet.")
    return answers, None


def _earned(aspect: Aspect, answers: Sequence[Answer]) -> bool:
    return all(
        quantity.is_right
        for answer in answers
        # A changed input costs its own aspect. The repeated call then had different inputs and is not compared.
        for quantity in (*answer.quantities, *(() if answer.input_changed else answer.repeated))
        if bool(quantity.input_name) == aspect.covers_inputs and aspect.covers(answer.case.group, quantity.label)
    )


def _nearly_right(answer: Answer) -> bool:
    """Whether every number is right up to the inaccuracy of another method, such as a difference quotient."""
    return all(
        q.is_right or (q.state != "malformed" and q.got is not None and relative_gap(q.got, q.expected) < _NEARLY)
        for q in answer.result_quantities
    )


def _is_right(answer: Answer) -> bool:
    return all(q.is_right for q in answer.result_quantities)


def _exceeds_cost(
    cost: Cost, exercise: Exercise, rng: np.random.Generator, ask: Ask, holds: Callable[[Answer], bool]
) -> Finding | None:
    """A finding if the function takes more processor time than the method asked for needs, or is not right there.

    `holds` tells whether the answer to the timed case is as right as those before.
    """
    # Repeated, since a garbage collection may slow one call down; with new inputs, so that no answer is cached.
    for _ in range(_TRIES):
        case = Case("cost", cost.args(rng), times=1)
        allowed = cost.units(*case.args) * min(_time(cost.unit, case.args) for _ in range(_TIMINGS))
        try:
            reply, seconds = ask(exercise, case)
        except NoAnswer as reason:
            return Finding("no_answer", str(reason))
        if seconds <= allowed:
            # A function could recognise the timed case by its size and return anything.
            answer = compare(exercise, case, call_on_case(exercise.reference, exercise, case), reply)
            return None if holds(answer) else _WRONG_WHERE_TIMED
    return Finding(*cost.finding)


def _time(function: Callable[..., object], args: tuple[Any, ...]) -> float:
    start = time.process_time()
    function(*args)
    return time.process_time() - start


def _not_earned(exercise: Exercise, score: float, lost: set[str]) -> tuple[Finding, ...]:
    if not lost:
        return ()
    names = "; ".join(aspect.name for aspect in exercise.aspects if aspect.name in lost)
    return (Finding("points", f"{score:g} of {exercise.points:g} points. Not yet right: {names}."),)
