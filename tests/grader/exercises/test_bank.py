"""The bank of faulty references: every bug is caught and named, alone, and two at once are not called a third."""

from itertools import combinations

import numpy as np
import pytest

from grader.exercises import EXERCISES
from tests.grader.judging.asking import EVERY_EXERCISE, codes, each, judged, texts

PAIRS = 14
# Each of their answers trains a network, or is asked about many trainings: two bugs of each are enough in haste.
LONG = ("p8.train_digits", "p8.diagnose")
BUGS = pytest.mark.parametrize(
    ("exercise", "bug"),
    [
        pytest.param(exercise, bug, marks=[pytest.mark.slow] * (exercise.name in LONG and bug not in exercise.bugs[:2]))
        for exercise, bug in each(EXERCISES)
    ],
    ids=lambda v: v.name,
)


@BUGS
def test_a_known_bug_costs_points_and_is_named_alone(exercise, bug):
    judgement = judged(exercise, exercise.faulty(frozenset({bug.name})))  # more seeds: `make diagnosis`
    assert judgement.score < exercise.points
    assert [(f.code, f.text) for f in causes(judgement)] == [(bug.code, bug.text)]
    assert judgement.findings[-1].code == "points"


@pytest.mark.slow
@BUGS
def test_a_bug_taken_from_the_bank_is_not_called_by_another_name(exercise, bug):
    """What the bank does not know, it must not name: each bug in turn is the stranger."""
    from dataclasses import replace

    without = replace(exercise, bugs=tuple(b for b in exercise.bugs if b.text != bug.text))
    known = {b.text for b in without.bugs}
    judgement = judged(without, exercise.faulty(frozenset({bug.name})))
    named = [text for text in texts(judgement) if any(k in text for k in known)]
    if named:
        # Two other bugs may come to the very same numbers; then they do so everywhere.
        pairs = [
            {b.name for b in pair}
            for pair in combinations(without.bugs, 2)
            if all(any(b.text in text for text in named) for b in pair)
        ]
        again = [judged(exercise, exercise.faulty(frozenset(pair)), 77) for pair in pairs]
        assert judged(exercise, exercise.faulty(frozenset({bug.name})), 77) in again


@pytest.mark.slow
@EVERY_EXERCISE
def test_two_bugs_at_once_are_not_called_a_third(exercise):
    counts = {kind: 0 for kind in ("both", "one", "doubt", "cancel", "unnamed", "wrong")}
    for a, b in sampled_pairs(exercise):
        counts[named_as(exercise, a, b)] += 1
    assert counts["wrong"] == 0
    assert counts["unnamed"] <= 0.1 * sum(counts.values()), counts


def causes(judgement):
    """The findings that name a cause: not that one answer for all earns less, and not the points."""
    return [finding for finding in judgement.findings if finding.code not in ("constant", "points")]


def sampled_pairs(exercise):
    pairs = list(combinations(exercise.bugs, 2))
    chosen = np.random.default_rng(5).permutation(len(pairs))[:PAIRS]
    return [pairs[i] for i in chosen]


def named_as(exercise, a, b):
    """How the judge takes a function with two bugs."""
    judgement = judged(exercise, exercise.faulty(frozenset({a.name, b.name})), 3)
    told = [finding.text for finding in causes(judgement)]
    if judgement.score == exercise.points:
        return "cancel"
    if set(told) == {a.text, b.text}:
        return "both"
    if told in ([a.text], [b.text]):
        return "one"
    if any(told == [bug.text] and is_the_same(exercise, {bug.name}, {a.name, b.name}) for bug in exercise.bugs):
        return "both"
    if told[0].startswith("One of"):
        return "doubt" if any(a.text in text and b.text in text for text in told) or hides(told, a, b) else "wrong"
    return "unnamed" if not any(text in {bug.text for bug in exercise.bugs} for text in told) else "wrong"


def is_the_same(exercise, one, other):
    """Whether two sets of bugs come to the very same numbers: then they do so everywhere."""
    judgements = [judged(exercise, exercise.faulty(frozenset(bugs)), 77) for bugs in (one, other)]
    return judgements[0] == judgements[1]


def hides(told, a, b):
    return any(text.endswith((a.text, b.text)) and " And: " not in text for text in told)


def test_two_bugs_of_one_kind_read_as_one():
    """An integer array in the head or in the layer: the sentence is the same, and so is the advice."""
    exercise = EXERCISES["p6.mlp_backward"]
    judgement = judged(exercise, exercise.faulty(frozenset({"whole_numbers", "dlogits_whole_numbers"})))
    assert codes(judgement) == ["G23"]
