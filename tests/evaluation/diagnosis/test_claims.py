"""The figures on diagnosis rest on a second opinion about each claim: it must not agree with everything."""

import re
from dataclasses import replace

import numpy as np
import pytest

from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case, compare
from grader.judging.symptoms import structural_findings
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


NETWORK = EXERCISES["p6.mlp_backward"]


def test_an_argument_that_changes_nothing_is_found_true():
    reference = NETWORK.reference
    findings, answers, _ = diagnosed(NETWORK, lambda p, X, y, kind, lam: reference(p, X, y, "tanh", lam), seed=1)
    [ignored] = [finding for finding in findings if finding.code == "ignored"]
    assert is_true(ignored, answers, NETWORK)
    assert not is_true(Finding("ignored", ignored.text.replace("tanh", "relu")), answers, NETWORK)


@pytest.mark.parametrize(
    ("function", "text", "others"),
    [
        (lambda dA, Z, kind: dA.clip(-30, 30), "never beyond ±30", "never beyond ±40"),
        (lambda dA, Z, kind: dA * dA, "the right value times dA", "the right value times Z"),
        (lambda dA, Z, kind: dA * (Z > 0), "wrong wherever Z is negative", "wrong wherever Z is positive"),
    ],
)
def test_what_is_said_of_entries_is_found_true_and_another_claim_is_not(function, text, others):
    exercise = EXERCISES["p6.activation_backward"]
    cases = [c for c in exercise.cases(np.random.default_rng(1)) if c.args[2] == "identity"]
    expecteds = [call_on_case(exercise.reference, exercise, case) for case in cases]
    replies = [call_on_case(function, exercise, case) for case in cases]
    answers = [compare(exercise, *one) for one in zip(cases, expecteds, replies, strict=True)]
    [finding, *_] = structural_findings(answers, ("dA", "Z", "kind"))
    assert text in finding.text
    assert is_true(finding, answers, exercise)
    assert not is_true(Finding(finding.code, finding.text.replace(text, others)), answers, exercise)


def test_what_is_told_of_named_examples_is_found_true_and_other_counts_are_not():
    exercise = EXERCISES["p8.spoilt_examples"]
    findings, answers, _ = diagnosed(exercise, lambda run: [0, 0, *exercise.reference(run)[:3]], seed=1)
    [told] = [finding for finding in findings if finding.code == "told"]
    assert is_true(told, answers, exercise)
    assert not is_true(Finding("told", re.sub(r"name \d+", "name 99", told.text)), answers, exercise)
    assert not is_true(Finding("told", re.sub(r"\d+ that are spoilt", "99 that are spoilt", told.text)), answers)
    assert not is_true(Finding("told", told.text.replace(" Some come more than once.", "")), answers)


def test_a_constant_below_0_is_found_true_and_another_is_not():
    exercise = EXERCISES["p3.softmax_ce"]
    findings, answers, _ = diagnosed(exercise, lambda Z, Y: (-1.0, exercise.reference(Z, Y)[1]), seed=1)
    [capped] = [finding for finding in findings if finding.code == "capped"]
    assert is_true(capped, answers, exercise)
    assert not is_true(Finding("capped", capped.text.replace("-1", "-2")), answers, exercise)


def test_an_argument_with_a_default_that_changes_nothing_is_found_true():
    exercise = EXERCISES["p7.adam_step"]

    def frozen(params, grads, mean, square, t, lr=0.001, *betas):
        return exercise.reference(params, grads, mean, square, t, 0.0, *betas)

    findings, answers, _ = diagnosed(exercise, frozen, seed=1)
    [ignored] = [finding for finding in findings if finding.code == "ignored"]
    assert is_true(ignored, answers, exercise)
    assert not is_true(Finding("ignored", ignored.text.replace("lr = 0", "lr = 1")), answers, exercise)


def test_nan_is_no_sign_that_an_argument_is_not_used():
    exercise = EXERCISES["p7.adam_step"]

    def endless(*args):
        new, mean, square = exercise.reference(*args)
        return [tuple(np.nan * w for w in layer) for layer in new], mean, square

    findings, _, _ = diagnosed(exercise, endless, seed=1)
    assert "ignored" not in [finding.code for finding in findings]


def test_an_argument_is_put_in_its_own_place_where_those_before_it_are_left_out():
    exercise = EXERCISES["p7.adam_step"]

    def always(params, grads, mean, square, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        return exercise.reference(params, grads, mean, square, t, lr, 0.9, beta2, eps)

    findings, answers, _ = diagnosed(exercise, always, seed=1)
    [ignored] = [finding for finding in findings if finding.code == "ignored"]
    assert "beta1 = 0.9" in ignored.text
    assert is_true(ignored, answers, exercise)
