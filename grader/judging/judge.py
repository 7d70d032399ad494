"""From a student's answers to points and reasons. It runs where no student code runs."""

import time
from dataclasses import dataclass

import numpy as np

from grader.errors import NoAnswer
from grader.exercises.model import Case
from grader.judging.compare import EARNING, compare, run, unanswered
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
    """Points for one exercise, and the reasons."""

    score: float
    findings: tuple[Finding, ...]


def judge(exercise, seed, ask):
    """Examine a function and judge it.

    Parameters
    ----------
    exercise : Exercise
    seed : int
        For the inputs; the same seed gives the same inputs.
    ask : callable
        ``ask(exercise, case) -> (reply, cpu_seconds)``, with the reply as of `course.probing.call`; raises `NoAnswer`.

    Returns
    -------
    Judgement
    """
    rng = np.random.default_rng(seed)
    cases = exercise.cases(rng)
    expecteds = [run(exercise.reference, exercise, case) for case in cases]
    answers, stopped = _answers(exercise, cases, expecteds, ask)
    lost = {aspect.name for aspect in exercise.aspects if not _earned(aspect, answers)}
    dear = None
    if exercise.cost and not stopped and _nearly_right(answers):
        dear = _too_dear(exercise.cost, exercise, rng, ask, _is_right if all(map(_is_right, answers)) else _nearly)
    if dear:
        lost |= set(exercise.cost.aspects)
        findings = (dear,)
    else:
        findings = (stopped,) if stopped else reasons(exercise, answers, expecteds, bool(lost))
    if all(aspect.name in lost for aspect in exercise.aspects if aspect.alone):
        lost = {aspect.name for aspect in exercise.aspects}
    score = sum(aspect.points for aspect in exercise.aspects if aspect.name not in lost)
    return Judgement(float(score), findings + _not_earned(exercise, score, lost))


def judge_with(seed):
    """`judge` with a seed, as a session calls it: ``judge_with(seed)(exercise, ask)``."""
    return lambda exercise, ask: judge(exercise, seed, ask)


def _answers(exercise, cases, expecteds, ask):
    """All answers, and why there are none or not all of them if so."""
    answers = []
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


def _earned(aspect, answers):
    return all(
        quantity.state in EARNING
        for answer in answers
        # A spoilt input costs its own aspect; the second call then met other inputs and shows nothing.
        for quantity in (*answer.quantities, *(() if answer.spoilt else answer.again))
        if bool(quantity.input_name) == aspect.covers_inputs and aspect.covers(answer.case.group, quantity.label)
    )


def _nearly_right(answers):
    """Whether every number is right but for what another method's inaccuracy explains."""
    return not any(answer.raised for answer in answers) and all(map(_nearly, answers))


def _nearly(answer):
    return all(
        q.state in EARNING or (q.state != "malformed" and relative_gap(q.got, q.expected) < _NEARLY)
        for q in answer.quantities
        if not q.input_name
    )


def _is_right(answer):
    return all(q.state in EARNING for q in answer.quantities if not q.input_name)


def _too_dear(cost, exercise, rng, ask, holds):
    """What to say if an answer takes more processor time than the method asked for can need; None if it does not."""
    # Dear once may be bad luck, such as a garbage collection. Other inputs each time: no answer comes from memory.
    for _ in range(_TRIES):
        case = Case("cost", cost.args(rng), times=1)
        allowed = cost.units(*case.args) * min(_time(cost.unit, case.args) for _ in range(_TIMINGS))
        try:
            reply, seconds = ask(exercise, case)
        except NoAnswer as reason:
            return Finding("no_answer", str(reason))
        if seconds <= allowed:
            # Anything is cheap that need not be right: the case is known by its size.
            answer = compare(exercise, case, run(exercise.reference, exercise, case), reply)
            return None if holds(answer) else _WRONG_WHERE_TIMED
    return Finding(*cost.finding)


def _time(function, args):
    start = time.process_time()
    function(*args)
    return time.process_time() - start


def _not_earned(exercise, score, lost):
    if not lost:
        return ()
    names = "; ".join(aspect.name for aspect in exercise.aspects if aspect.name in lost)
    return (Finding("points", f"{score:g} of {exercise.points:g} points. Not yet right: {names}."),)
