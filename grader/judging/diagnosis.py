"""Finds the known bugs that explain a student's answers, by running the faulty references on the same inputs."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from course.probing import copied
from grader.exercises.model import Bug, Exercise
from grader.judging.compare import Answer, Reply
from grader.judging.reproduce import RAISED, AnsweredCase, cheap_first
from grader.quiet import quiet

# The number of bugs up to which all pairs are tried, and the most that are tried in pairs.
_FEW, _MAX_PAIRED = 16, 48


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
    order = cheap_first(exercise, answers, expecteds)
    wrong = [one for one in order if not one.is_right]
    right = [one for one in order if one.is_right]
    if all(one.answer.raised for one in wrong):
        return []  # exceptions alone do not tell one cause from another
    if not exercise.view and any(
        q.got is None for one in wrong if not one.answer.raised for q in one.answer.result_quantities
    ):
        return []  # a faulty reference always returns numbers
    with quiet():
        singles = [(bug,) for bug in exercise.bugs if _explains((bug,), exercise, wrong, right)]
        return singles or _pairs(exercise, wrong, right)


def _pairs(exercise: Exercise, wrong: Sequence[AnsweredCase], right: Sequence[AnsweredCase]) -> list[tuple[Bug, ...]]:
    tried: Iterator[tuple[Bug, Bug]] = combinations(exercise.bugs, 2)
    if len(exercise.bugs) > _FEW:
        # This may miss a pair: two bugs can cancel in a case in which each alone shows.
        partners = [bug for bug in exercise.bugs if _fits((bug,), exercise, right)][:_MAX_PAIRED]
        tried = _likely(partners, exercise, wrong[0])
    pairs = [pair for pair in tried if _explains(pair, exercise, wrong, right)]
    return [pair for pair in pairs if not _cancel(*pair, exercise, [*wrong, *right])]


def _likely(partners: Sequence[Bug], exercise: Exercise, case: AnsweredCase) -> Iterator[tuple[Bug, Bug]]:
    """The pairs of many bugs that may give a wrong answer, without running most of them.

    A bug that alone changes nothing in a case is taken to change nothing there beside another one either. This, too,
    may miss a pair.
    """
    alone = [case.result_of(exercise.faulty(frozenset({bug.name}))) for bug in partners]
    changes_nothing = [result is not RAISED and all(q.is_right for q in case.quantities(result)) for result in alone]
    gives_it = [case.is_given_by(result) for result in alone]
    for i, j in combinations(range(len(partners)), 2):
        if (gives_it[j] or not changes_nothing[i]) and (gives_it[i] or not changes_nothing[j]):
            yield partners[i], partners[j]


def _explains(
    bugs: tuple[Bug, ...], exercise: Exercise, wrong: Sequence[AnsweredCase], right: Sequence[AnsweredCase]
) -> bool:
    return all(_shows(bug, wrong) for bug in bugs) and _fits(bugs, exercise, [*wrong, *right])


def _fits(bugs: tuple[Bug, ...], exercise: Exercise, answered: Sequence[AnsweredCase]) -> bool:
    faulty = exercise.faulty(frozenset(bug.name for bug in bugs))
    return all(one.is_given_by(one.result_of(faulty)) for one in answered)


def _shows(bug: Bug, wrong: Sequence[AnsweredCase]) -> bool:
    """Whether a wrong result shows what the sentence about a bug claims."""
    if bug.shows is None:
        return True
    answers = [one.answer for one in wrong if one.answer.raised is None]
    try:
        return any(bug.shows(answer.result, *copied(answer.case.args)) for answer in answers)
    except Exception:
        return False  # a result that cannot be read


def _cancel(one: Bug, other: Bug, exercise: Exercise, answered: Sequence[AnsweredCase]) -> bool:
    """Whether a quantity is right wherever each of two bugs alone makes it wrong, as by twice and half."""
    alone = [exercise.faulty(frozenset({bug.name})) for bug in (one, other)]
    right_again: dict[str, list[bool]] = {}
    for case in answered:
        results = [case.result_of(function) for function in alone]
        if any(result is RAISED for result in results):
            continue
        for q, p, r in zip(case.answer.result_quantities, *map(case.quantities, results), strict=True):
            # Of yes and no, two mistakes always make what is right again.
            if not p.is_right and not r.is_right and not np.isin(q.expected, (0, 1)).all():
                right_again.setdefault(q.label, []).append(q.is_right)
    return any(map(all, right_again.values()))
