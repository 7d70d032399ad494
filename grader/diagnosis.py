"""Which known bugs explain a student's answers: the bank of wrong references, run on the same inputs."""

from itertools import combinations

import numpy as np

from grader.examine import compare, run

# How many wrong references may be tried in pairs; more would cost more than a name is worth.
_MAX_PAIRED = 24
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
    # The most telling case first: most bugs are excluded by it alone.
    order = sorted(range(len(answers)), key=lambda i: -_count_wrong(answers[i]))
    singles = [(bug,) for bug in exercise.bugs if _fits((bug,), exercise, answers, expecteds, order)]
    if singles:
        return singles
    partners = _possible_partners(exercise, answers, expecteds, order[:2])
    return [pair for pair in combinations(partners, 2) if _fits(pair, exercise, answers, expecteds, order)]


def _fits(bugs, exercise, answers, expecteds, order):
    slips = frozenset(bug.slip for bug in bugs)
    for i in order:
        case = answers[i].case
        wrong = compare(exercise, case, expecteds[i], run(exercise.wrong(slips), exercise, case))
        if not _same_answer(wrong, answers[i]):
            return False
    return True


def _possible_partners(exercise, answers, expecteds, order):
    """Bugs that spoil nothing which the student has right."""
    partners = []
    for bug in exercise.bugs:
        for i in order:
            case = answers[i].case
            wrong = compare(exercise, case, expecteds[i], run(exercise.wrong(frozenset({bug.slip})), exercise, case))
            if not _wrong_labels(wrong) <= _wrong_labels(answers[i]):
                break
        else:
            partners.append(bug)
    return partners if len(partners) <= _MAX_PAIRED else []


def _wrong_labels(answer):
    return {q.label for q in _of_the_result(answer.quantities) if q.state in ("wrong", "malformed")}


def _count_wrong(answer):
    return len(_wrong_labels(answer)) if answer.raised is None else 0


def _same_answer(a, b):
    if (a.raised and a.raised.kind) != (b.raised and b.raised.kind):
        return False
    pairs = zip(_of_the_result(a.quantities), _of_the_result(b.quantities), strict=True)
    return a.raised is not None or all(_same_value(p, q) for p, q in pairs)


def _of_the_result(quantities):
    """Without the inputs after the call: a function that spoils them is told so on its own."""
    return [q for q in quantities if not q.label.endswith("after the call")]


def _same_value(p, q):
    if p.got is None or q.got is None:
        return p.problem == q.problem
    if p.got.shape != q.got.shape:
        return False
    scale = np.abs(p.expected).max(initial=0.0) or 1.0
    with np.errstate(invalid="ignore"):
        close = np.abs(np.subtract(p.got, q.got, dtype=np.float64)) <= _SAME * scale
    both_infinite = (p.got == q.got) | (np.isnan(p.got) & np.isnan(q.got))
    return bool(np.all(close | both_infinite))
