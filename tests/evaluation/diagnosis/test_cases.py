"""The cases that the figures on causes and lines rest on are what they claim, and are counted as they should be."""

import ast

import pytest

from grader.exercises import EXERCISES
from tests.evaluation.diagnosis.cases import Case, Outcome, cases, outcomes, sentences_found_true

CASES = cases()
SIGN = Case("sign", "p6", "dense_backward", {"f": ""}, lines=frozenset({3}), words="sign|minus")


def said(known=(), edits=(), lines=()):
    return Outcome(SIGN, True, known, edits, (*known, *edits), frozenset(lines), 0.1)


def test_there_are_made_slips_and_mistakes_of_real_people_and_answers_in_other_styles():
    counts = {kind: len([case for case in CASES if case.kind == kind]) for kind in ("made", "real", "other")}
    assert counts == {"made": 209, "real": 32, "other": 175}


def test_wrong_lines_of_other_styles_are_marked():
    case = next(case for case in CASES if case.key == "p1.loop_bias_int")
    assert case.lines == {5}
    assert case.cell.split("\n")[4] == "    return np.array(rows, dtype=int)"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.assignment}.{case.name}")
def test_every_case_is_code_of_an_exercise(case):
    assert f"{case.assignment}.{case.function.removesuffix('_derivative')}" in EXERCISES
    source = case.cell or f"import numpy as np\n{case.functions[case.function]}"
    ast.parse(source)
    assert all(1 <= line <= source.count("\n") + 1 for line in case.lines)


def test_a_cause_is_named_by_a_known_bug_that_fits_or_by_a_change():
    assert said(known=("The gradient has the wrong sign.",)).named
    assert said(edits=("Line 3: one change in this line.",)).named
    assert not said().named


def test_a_known_bug_that_does_not_fit_is_false():
    assert said(known=("The target is missing.",)).false
    assert not said(known=("The gradient has the wrong sign.",)).false
    assert not said().false


def test_a_sentence_that_somebody_has_found_true_is_not_false():
    key, texts = next((key, texts["graded"]) for key, texts in sentences_found_true().items())
    [case] = cases(key)[:1]
    assert not Outcome(case, True, tuple(texts), (), tuple(texts), frozenset(), 0.1).false
    assert Outcome(case, True, ("It is made of cheese.",), (), ("It is made of cheese.",), frozenset(), 0.1).unread


def test_somebody_has_read_what_is_said_of_each_case():
    assert sentences_found_true().keys() == {case.key for case in CASES}


@pytest.mark.slow
@pytest.mark.parametrize("only", ["p1", "p2", "p3", "p4", "p5", "p6", "p7"])
def test_what_is_said_was_found_true_and_nothing_is_lost(only):
    recorded = sentences_found_true()
    for one in outcomes(only, seconds=0):
        if recorded[one.case.key]["graded"]:
            assert list(one.graded) == recorded[one.case.key]["graded"], one.case.key
