"""Bugs that nobody thought of: they cost points, and get no name that is not theirs."""

import warnings
from itertools import combinations

import numpy as np
import pytest

from tests.evaluation.mutants.changed_source import mutants
from tests.evaluation.mutants.equivalent import equivalent
from tests.evaluation.mutants.judged import in_time
from tests.grader.judging.asking import EVERY_EXERCISE, judged, texts

MOST = 18
FRESH = 1234


@pytest.mark.slow
@EVERY_EXERCISE
def test_a_changed_reference_gets_no_name_that_is_not_its_own(exercise):
    found = list(mutants(exercise.reference))
    chosen = np.random.default_rng(1).permutation(len(found))[:MOST]
    listed = equivalent()
    wrong = named = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for i in chosen:
            what, mutant = found[i]
            judgement = in_time(judged, exercise, mutant, seconds=2)
            if judgement is None:
                continue  # it never ends; a student's is stopped
            if judgement.score == exercise.points:
                assert what in listed.get(exercise.name, ())
                continue
            wrong += 1
            assert judgement.findings[:-1], what
            bugs = bugs_named(exercise, judgement)
            if bugs:
                named += 1
                fresh = judged(exercise, mutant, FRESH)
                assert any(fresh == judged(exercise, exercise.faulty(frozenset(s)), FRESH) for s in bugs), what
    assert wrong or not found  # some have nothing that could be changed


def bugs_named(exercise, judgement):
    """All sets of one or two bugs that the findings may mean."""
    told = texts(judgement)
    named = [bug for bug in exercise.bugs if any(bug.text in text for text in told)]
    return [{bug.name} for bug in named] + [{a.name, b.name} for a, b in combinations(named, 2)]
