"""The figures on diagnosis rest on a second opinion about each claim: it must not agree with everything."""

from dataclasses import replace

import pytest

from grader.exercises import EXERCISES
from grader.judging.verdict import Finding
from tests.evaluation.diagnosis.__main__ import diagnosed, kind_of
from tests.evaluation.diagnosis.claims import is_true

DENSE = EXERCISES["p6.dense_backward"]


def spoilt(dZ, cache):
    dX, dW, db = DENSE.reference(dZ, cache)
    return -dX, dW, 1.5 * db


def test_what_the_judge_says_is_found_true():
    findings, answers, _ = diagnosed(DENSE, spoilt, seed=1)
    assert [finding.code for finding in findings] == ["sign", "ratio", "right_parts"]
    assert all(is_true(finding, answers) for finding in findings)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sign", "db: the wrong sign in every entry."),
        ("ratio", "db: 1.6 times what it should be, the same in every entry."),
        ("ratio", "db: 1.5 times what it should be, the same in every entry, in 2 of 4 cases (dense)."),
        ("zero", "dX: zero everywhere."),
        ("transposed", "dX: the transpose of what it should be."),
        ("right_parts", "Right in every case: dW, db."),
        ("wrong", "dX: wrong in every case, off by up to 10 %."),
        ("malformed", "DX has shape (1, 2), expected (2, 1)."),
        ("raises", "dense_backward raises ValueError, in every case."),
        ("not_finite", "dX: NaN or infinity among the numbers."),
        ("sign", "dQ: the wrong sign in every entry."),
    ],
)
def test_what_is_not_so_is_found_false(code, text):
    _, answers, _ = diagnosed(DENSE, spoilt, seed=1)
    assert not is_true(Finding(code, text), answers)


def test_a_bug_that_is_called_another_counts_as_named_wrong():
    one, other = DENSE.bugs[:2]
    assert kind_of([one.text], one, DENSE) == "named_right"
    assert kind_of([other.text], one, DENSE) == "named_wrong"
    assert kind_of([f"One of 2 causes that would fit: {b.text}" for b in (one, other)], one, DENSE) == "ambiguous"
    assert kind_of([one.text], one, replace(DENSE, bugs=())) == "named_right"
    assert kind_of(["dW: wrong in every case."], one, DENSE) == "unnamed"
