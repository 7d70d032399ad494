"""Judges a student's function: calls it on the cases of its exercise, gives points and finds reasons."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from grader.errors import NoAnswer
from grader.exercises.model import Case, Cost, Exercise
from grader.judging.compare import Answer, Reply, compare, right_reply, unanswered
from grader.judging.findings import reasons
from grader.judging.not_earned import not_earned, wrong_places
from grader.judging.plain_answers import MOST, constant_answer
from grader.judging.precision import accept_approximate
from grader.judging.quantities import Quantity
from grader.judging.stand_in import Flawed, StandIn
from grader.judging.steps import complex_steps, takes_steps
from grader.judging.symptoms import relative_gap
from grader.judging.verdict import Finding

_TIMINGS = 5
_TRIES = 3
_NEARLY, _EXACT = 1e-2, 1e-13
_WRONG_WHERE_TIMED = Finding(
    "wrong_where_timed",
    "Right for small inputs, but not for the large ones on which the time is measured: use one method for all.",
)


@dataclass(frozen=True)
class Judgement:
    """Points for one exercise, and the reasons for them."""

    score: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Scored:
    """Points for one exercise; the reasons take longer and are looked for when these points are the ones that count."""

    score: float
    findings: Callable[[], tuple[Finding, ...]]


Ask: TypeAlias = Callable[..., tuple[Reply, float]]
"""``ask(exercise, case)``: calls the student's function; its reply and processor time. Raises `NoAnswer`. With a third
argument, a sequence of `StandIn`, these answer in place of the student's earlier functions."""
Examine: TypeAlias = Callable[[Exercise, Ask], Judgement]
"""``examine(exercise, ask)``: judges the function that `ask` calls."""


def judge(
    exercise: Exercise, seed: int, ask: Ask, flawed: Sequence[Flawed] = (), complex_line: str | None = None
) -> Judgement:
    """Call a function on all cases and judge it.

    A function that is not right and calls an earlier one that is not right either is judged again with the reference
    in place of the earlier one. If it is right then, it keeps its points.

    Parameters
    ----------
    exercise : Exercise
    seed : int
        For the inputs; the same seed gives the same inputs.
    ask : Ask
    flawed : sequence of Flawed, optional
        Functions of the same submission that lost points or have a remark.
    complex_line : str, optional
        A line of the function's code that computes with complex numbers: it takes complex steps where a derivative is
        asked for.

    Returns
    -------
    Judgement
    """
    # Asked after one that does not come back, the process could not be asked again.
    stuck = [one for one in flawed if one.stuck]
    lost = [one for one in flawed if one.lost]
    scored, _ = _score_given(exercise, seed, ask, stuck, complex_line)
    if scored.score < exercise.points and len(lost) > len(stuck):
        again, used = _score_given(exercise, seed, ask, lost, complex_line)
        scored = again if used and again.score >= scored.score else scored
    if scored.score < exercise.points and len(flawed) > len(lost):
        again, used = _score_given(exercise, seed, ask, flawed, complex_line)
        scored = again if used and again.score > scored.score else scored
    return Judgement(scored.score, scored.findings())


def _score_given(
    exercise: Exercise, seed: int, ask: Ask, flawed: Sequence[Flawed], complex_line: str | None
) -> tuple[_Scored, bool]:
    """Score with the reference in place of flawed functions; also whether one of them was called."""
    stand_ins = [StandIn(one.exercise, exercise) for one in flawed]

    def ask_given(exercise: Exercise, case: Case) -> tuple[Reply, float]:
        return ask(exercise, case, stand_ins) if stand_ins else ask(exercise, case)

    def ask_timed(exercise: Exercise, case: Case) -> tuple[Reply, float]:
        reply, seconds = ask_given(exercise, case)
        if not any(one.used for one in stand_ins):
            return reply, seconds
        # A stand-in takes longer than the function that it stands for. So the time is that of the student's own
        # functions; nothing is timed if one of them does not come back.
        return reply, 0.0 if any(one.stuck for one in flawed) else ask(exercise, case)[1]

    scored = _score_once(exercise, seed, ask_given, ask_timed, complex_line)
    used = [one for one, stand_in in zip(flawed, stand_ins, strict=True) if stand_in.used]
    if not used:
        return scored, False
    given = _given(exercise, used, scored.score)
    return _Scored(scored.score, lambda: (given, *scored.findings())), True


def _given(exercise: Exercise, used: Sequence[Flawed], score: float) -> Finding:
    names = " and ".join(one.exercise.function for one in used)
    if not all(one.lost for one in used):
        text = f"Judged with the grader's {names} in place of yours, so that the remark on yours costs nothing here."
        return Finding("given", text)
    if score == exercise.points:
        text = f"Right, given a right {names}: what is wrong there is counted once, in {names}."
        return Finding("counted_once", text)
    text = f"Judged with a right {names} in place of yours, where your points are lost already. What follows is about "
    return Finding("given", f"{text}{exercise.function} itself.")


def _score_once(exercise: Exercise, seed: int, ask: Ask, ask_timed: Ask, complex_line: str | None) -> _Scored:
    rng = np.random.default_rng(seed)
    cases = exercise.cases(rng)
    expecteds = [right_reply(exercise, case) for case in cases]
    answers, stopped = _answers(exercise, cases, expecteds, ask)
    if not stopped:
        try:
            answers = accept_approximate(exercise, answers, ask)
        except NoAnswer as reason:
            stopped = Finding("no_answer", str(reason))
    lost = {aspect.name for aspect in exercise.aspects if wrong_places(aspect, answers)}
    expensive = by_steps = None
    if (
        exercise.cost
        and not stopped
        and not any(answer.raised for answer in answers)
        and all(map(_nearly_right, answers))
    ):
        exact = all(q.state in ("right", "single") for answer in answers for q in answer.result_quantities)
        holds = _is_right if exact else _nearly_right
        expensive = _exceeds_cost(exercise.cost, exercise, rng, ask_timed, holds)
    if not stopped and not expensive:
        by_steps, bought = takes_steps(exercise, lost, rng, ask, answers)
        lost |= bought
    points_lost = bool(lost)
    if expensive or complex_line:
        lost |= {aspect.name for aspect in exercise.aspects if aspect.derivative}
    if all(aspect.name in lost for aspect in exercise.aspects if aspect.earned_alone):
        lost = {aspect.name for aspect in exercise.aspects}
    score = float(sum(aspect.points for aspect in exercise.aspects if aspect.name not in lost))
    constant = constant_answer(exercise, answers, expecteds, score)
    if constant:
        score = min(score, MOST * exercise.points)

    def findings() -> tuple[Finding, ...]:
        found: tuple[Finding, ...]
        if only := stopped or expensive:
            found = (only,)
        else:
            steps = (complex_steps(complex_line) if complex_line else None, by_steps)
            found = (*filter(None, steps), *reasons(exercise, answers, expecteds, points_lost))
        if constant:
            found = (constant, *found)
        return found + not_earned(exercise, answers, score, lost)

    return _Scored(score, findings)


def judge_with(seed: int, flawed: Sequence[Flawed] = (), complex_line: str | None = None) -> Examine:
    """Bind `judge` to all but what a session knows: ``judge_with(seed)(exercise, ask)``."""
    return lambda exercise, ask: judge(exercise, seed, ask, flawed, complex_line)


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
            break
    answer = compare(exercise, case, right_reply(exercise, case), reply)
    if seconds <= allowed:
        # A function could recognise the timed case by its size and return anything.
        return None if holds(answer) else _WRONG_WHERE_TIMED
    # Differences have not all digits; what is slow and exact may print, or show how far it is.
    return None if all(_is_exact(q) for q in answer.result_quantities) else Finding(*cost.finding)


def _is_exact(quantity: Quantity) -> bool:
    return quantity.is_right and quantity.got is not None and relative_gap(quantity.got, quantity.expected) < _EXACT


def _time(function: Callable[..., object], args: tuple[Any, ...]) -> float:
    start = time.process_time()
    function(*args)
    return time.process_time() - start
