"""Which known bugs explain a student's answers: the bank of wrong references, run on the same inputs."""

import warnings
from itertools import combinations

import numpy as np

from grader.exercises.model import copied
from grader.judging.compare import EARNING, parts
from grader.judging.quantities import quantities
from grader.judging.views import viewed

# How many wrong references may be tried in pairs; more would cost more than a name is worth.
_FEW, _MAX_PAIRED = 16, 48
_SAME = 1e-6


def explanations(exercise, answers, expecteds):
    """Sets of bugs, each of which explains every answer.

    Parameters
    ----------
    exercise : Exercise
    answers : list of Answer
        At least one of them not right.
    expecteds : list of dict
        Of the reference, in the same order.

    Returns
    -------
    list of tuple of Bug
        Single bugs if any fits, else pairs, else nothing. More than one means that these inputs cannot tell them apart.
    """
    # What is right excludes most bugs, what is wrong the others; the cheapest cases first.
    order = sorted(zip(answers, expecteds, strict=True), key=lambda pair: _size(pair[0]))
    wrong = [pair for pair in order if not _is_right(pair[0])]
    right = [pair for pair in order if _is_right(pair[0])]
    if all(answer.raised for answer, _ in wrong):
        return []  # exceptions alone are too little to tell one cause from another
    if not exercise.view and any(q.got is None for a, _ in wrong if not a.raised for q in _of_the_result(a)):
        return []  # whatever the slip, a wrong reference returns numbers
    singles = [(bug,) for bug in exercise.bugs if _fits((bug,), exercise, wrong + right)]
    if singles:
        return singles
    partners = exercise.bugs
    if len(partners) > _FEW:
        # Not quite all pairs: two bugs can cancel where each alone shows.
        partners = [bug for bug in partners if _fits((bug,), exercise, right)][:_MAX_PAIRED]
    return [pair for pair in combinations(partners, 2) if _fits(pair, exercise, wrong + right)]


def _fits(bugs, exercise, pairs):
    wrong = exercise.wrong(frozenset(bug.slip for bug in bugs))
    return all(_gives(wrong, exercise, answer, expected) for answer, expected in pairs)


def _gives(wrong, exercise, answer, expected):
    """Whether a wrong reference gives this answer."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # It may overflow like the student's own: that is what it is for.
        warnings.simplefilter("ignore")
        try:
            result = wrong(*copied(answer.case.args))
        except Exception:
            # Not of the same kind: a matrix product and a loop meet shapes that do not fit in different ways.
            return answer.raised is not None
    if answer.raised is not None:
        return False
    result = viewed(exercise, answer.case, result, expected["results"][0])
    found = quantities(result, parts(exercise, answer.case, expected), lambda path: "")
    return all(map(_same_value, found, _of_the_result(answer)))


def _is_right(answer):
    return answer.raised is None and all(q.state in EARNING for q in _of_the_result(answer))


def _size(answer):
    """Parameters and numbers of a case: what it costs to try a wrong reference on it."""
    return len(answer.quantities), sum(q.expected.size for q in answer.quantities)


def _of_the_result(answer):
    """Without the inputs after the call: a function that spoils them is told so on its own."""
    return [q for q in answer.quantities if not q.input_name]


def _same_value(p, q):
    if p.got is None or q.got is None:
        return p.got is q.got and p.problem == q.problem
    if p.got.shape != q.got.shape:
        return False
    scale = np.abs(p.expected).max(initial=0.0) or 1.0
    with np.errstate(invalid="ignore"):
        close = np.abs(np.subtract(p.got, q.got, dtype=np.float64)) <= _SAME * scale
    both_infinite = (p.got == q.got) | (np.isnan(p.got) & np.isnan(q.got))
    return bool(np.all(close | both_infinite))
