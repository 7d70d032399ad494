"""Finds the known bugs that explain a student's answers, by running the faulty references on the same inputs."""

import warnings
from collections.abc import Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np

from course.probing import copied
from grader.exercises.model import Bug, Case, Exercise, Reference
from grader.judging.compare import Answer, Reply, judged_result
from grader.judging.quantities import Quantity, quantities
from grader.judging.views import view_of

# The number of bugs up to which all pairs are tried, and the most that are tried in pairs.
_FEW, _MAX_PAIRED = 16, 48
_TOLERANCE = 1e-6

_Pair: TypeAlias = tuple[Answer, Reply]  # an answer, and the reference's reply for its case


def explanations(
    exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]
) -> Sequence[tuple[Bug, ...]]:
    """Find the sets of bugs that each explain all answers.

    Parameters
    ----------
    exercise : Exercise
    answers : sequence of Answer
        At least one of them not right.
    expecteds : sequence of Reply
        Of the reference, in the same order.

    Returns
    -------
    sequence of tuple of Bug
        Single bugs if any fits, else pairs, else nothing. With more than one, these inputs cannot tell them apart.
    """
    # Cheap cases first: most bugs are excluded by the first few.
    order = sorted(zip(answers, expecteds, strict=True), key=lambda pair: _size(pair[0]))
    wrong = [pair for pair in order if not _is_right(pair[0])]
    right = [pair for pair in order if _is_right(pair[0])]
    if all(answer.raised for answer, _ in wrong):
        return []  # exceptions alone do not tell one cause from another
    if not exercise.view and any(q.got is None for a, _ in wrong if not a.raised for q in a.result_quantities):
        return []  # a faulty reference always returns numbers
    singles = [(bug,) for bug in exercise.bugs if _explains((bug,), exercise, wrong, right)]
    if singles:
        return singles
    partners = exercise.bugs
    if len(partners) > _FEW:
        # This may miss a pair: two bugs can cancel in a case in which each alone shows.
        partners = tuple(bug for bug in partners if _fits((bug,), exercise, right))[:_MAX_PAIRED]
    pairs = [pair for pair in combinations(partners, 2) if _explains(pair, exercise, wrong, right)]
    return [pair for pair in pairs if not _cancel(*pair, exercise, order)]


def reproduced(function: Reference, exercise: Exercise, answers: Sequence[Answer], expecteds: Sequence[Reply]) -> bool:
    """Whether another function gives all of a student's answers.

    Parameters
    ----------
    function : Reference
    exercise : Exercise
    answers : sequence of Answer
    expecteds : sequence of Reply
        Of the reference, in the same order.

    Returns
    -------
    bool
    """
    pairs = sorted(zip(answers, expecteds, strict=True), key=lambda pair: _size(pair[0]))
    return all(_reproduces(function, exercise, *pair) for pair in pairs)


def _explains(bugs: tuple[Bug, ...], exercise: Exercise, wrong: Sequence[_Pair], right: Sequence[_Pair]) -> bool:
    return all(_shows(bug, wrong) for bug in bugs) and _fits(bugs, exercise, [*wrong, *right])


def _fits(bugs: tuple[Bug, ...], exercise: Exercise, pairs: Sequence[_Pair]) -> bool:
    faulty = exercise.faulty(frozenset(bug.name for bug in bugs))
    return all(_reproduces(faulty, exercise, answer, expected) for answer, expected in pairs)


def _shows(bug: Bug, wrong: Sequence[_Pair]) -> bool:
    """Whether a wrong result shows what the sentence about a bug claims."""
    if bug.shows is None:
        return True
    answers = [answer for answer, _ in wrong if answer.raised is None]
    try:
        return any(bug.shows(answer.result, *copied(answer.case.args)) for answer in answers)
    except Exception:
        return False  # a result that cannot be read


def _cancel(one: Bug, other: Bug, exercise: Exercise, pairs: Sequence[_Pair]) -> bool:
    """Whether a quantity is right wherever each of two bugs alone makes it wrong, as by twice and half."""
    alone = [exercise.faulty(frozenset({bug.name})) for bug in (one, other)]
    right_again: dict[str, list[bool]] = {}
    for answer, expected in pairs:
        first, second = (_quantities_of(faulty, exercise, answer.case, expected) for faulty in alone)
        if first is None or second is None:
            continue
        for q, p, r in zip(answer.result_quantities, first, second, strict=True):
            # Of yes and no, two mistakes always make what is right again.
            if not p.is_right and not r.is_right and not np.isin(q.expected, (0, 1)).all():
                right_again.setdefault(q.label, []).append(q.is_right)
    return any(map(all, right_again.values()))


def _reproduces(faulty: Reference, exercise: Exercise, answer: Answer, expected: Reply) -> bool:
    """Whether a faulty reference gives this answer."""
    found = _quantities_of(faulty, exercise, answer.case, expected)
    if found is None or answer.raised is not None:
        # Any exception will do: with shapes that do not fit, a matrix product and a loop raise different ones.
        return found is None and answer.raised is not None
    return all(map(_same_value, found, answer.result_quantities))


def _quantities_of(faulty: Reference, exercise: Exercise, case: Case, expected: Reply) -> Sequence[Quantity] | None:
    """The quantities of a faulty reference's result; None if it raises."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # It may overflow, as the student's function does.
        warnings.simplefilter("ignore")
        try:
            result = faulty(*copied(case.args))
        except Exception:
            return None
    result = view_of(exercise, case, result, expected["results"][0])
    return quantities((result,), (judged_result(exercise, case, expected),), lambda path: "")


def _is_right(answer: Answer) -> bool:
    return answer.raised is None and all(q.is_right for q in answer.result_quantities)


def _size(answer: Answer) -> tuple[int, int]:
    """Number of quantities and of numbers: an estimate of how long a faulty reference takes on this case."""
    return len(answer.quantities), sum(q.expected.size for q in answer.quantities)


def _same_value(p: Quantity, q: Quantity) -> bool:
    if p.got is None or q.got is None:
        return p.got is q.got and p.problem == q.problem
    if p.got.shape != q.got.shape:
        return False
    scale = np.abs(p.expected).max(initial=0.0) or 1.0
    with np.errstate(invalid="ignore"):
        close = np.abs(np.subtract(p.got, q.got, dtype=np.float64)) <= _TOLERANCE * scale
    both_infinite = (p.got == q.got) | (np.isnan(p.got) & np.isnan(q.got))
    return bool(np.all(close | both_infinite))
