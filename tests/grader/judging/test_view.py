"""The view of a result: any right answer counts, and nothing that comes in its place stops the judge."""

from dataclasses import replace

import numpy as np
import pytest

from course.probing.wire import Opaque, Remote
from grader.exercises.aspects import groups
from grader.exercises.model import Aspect, Bug, Case, Exercise, Malformed
from grader.judging.judge import judge
from tests.grader.judging.asking import codes, judged, texts
from tests.patience import at_most


def factors(n):
    return n, 1.0


def faulty(bugs):
    if "alone" in bugs:
        return lambda n: (n,)
    return (lambda n: (n, 2.0)) if bugs else factors


def product(result, n):
    if len(result) != 2:
        raise Malformed(f"the result has {len(result)} factors, expected 2.")
    return {"the product": result[0] * result[1], "both positive": bool(result[0] > 0 and result[1] > 0)}


FACTORS = Exercise(
    name="p0.factors",
    reference=factors,
    faulty=faulty,
    bugs=(
        Bug("doubled", "doubled", "The product is twice the number."),
        Bug("alone", "alone", "A number alone is no product."),
    ),
    cases=lambda rng: [Case("product", (float(n),)) for n in rng.uniform(2, 9, size=3)],
    aspects=(Aspect("the product", 3, lambda group, label: True),),
    view=product,
)
HOSTILE = {
    "none": None,
    "text": "three",
    "much text": "x" * 2_000_000,
    "huge": np.ones((2000, 2000)),
    "many parts": [1.0] * 9000,
    "nested": [[[[[[[1.0]]]]]]],
    "ragged": ([1.0], [1.0, 2.0]),
    "opaque": Opaque("function"),
    "remote": (Remote(0), Remote(1)),
    "texts": ("a", "b"),
    "infinite": (np.inf, np.nan),
    "arrays": (np.ones(3), np.ones(4)),
    "dict": {"a": 1.0},
    "whole numbers": (10**17, 10**17),
}


def test_any_right_answer_counts():
    for style in (lambda n: (2.0, n / 2), lambda n: [np.sqrt(n)] * 2, lambda n: np.array([n / 3, 3])):
        judgement = judged(FACTORS, style)
        assert (judgement.score, judgement.findings) == (3, ())


def test_a_wrong_one_is_told_by_the_names_of_the_view():
    judgement = judged(FACTORS, lambda n: (n, 3.0))
    assert judgement.score == 0
    assert texts(judgement) == [
        "the product: 3 times the right value, the same in every entry.",
        "Right in every case: both positive.",
    ]


def test_a_known_bug_is_known_by_its_view():
    assert codes(judged(FACTORS, lambda n: (-n / 2, -4.0))) != ["doubled"]
    assert codes(judged(FACTORS, lambda n: (n / 2, 4.0))) == ["doubled"]


def test_what_the_view_cannot_read_is_told_in_its_own_sentence():
    assert texts(judged(FACTORS, lambda n: (n,) * 3)) == ["The result has 3 factors, expected 2."]


def test_a_view_may_not_read_a_known_bug():
    assert texts(judged(FACTORS, lambda n: (n,))) == ["A number alone is no product."]


def test_unfilled_parts_take_nothing_from_others():
    def unfilled_for_large(n):
        if n > 5:
            raise NotImplementedError
        return n, 2.0

    parts = replace(
        FACTORS,
        cases=lambda rng: [Case("small", (3.0,)), Case("large", (7.0,))],
        aspects=(Aspect("small ones", 1, groups("small")), Aspect("large ones", 2, groups("large"))),
    )
    judgement = judged(parts, lambda n: (n, 1.0) if n < 5 else unfilled_for_large(n))
    assert judgement.score == 1
    assert texts(judgement) == ["Not filled in yet, or it calls a function that is not: the product, both positive."]
    assert codes(judged(parts, unfilled_for_large)) == ["doubled", "unfilled"]


def test_other_exceptions_get_general_words():
    (told,) = texts(judged(FACTORS, lambda n: ("a", "b")))
    assert told == (
        "The result is a tuple of 2 (of type str, of type str), "
        "expected the like of a tuple of 2 (of type float, of type float)."
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_result_stops_the_judge_nor_holds_it_up(hostile):
    value = HOSTILE[hostile]
    with at_most(1):
        judgement = judge(FACTORS, 1, lambda exercise, case: ({"results": [value] * case.times}, 0.0))
    assert judgement.score == 0
    assert judgement.findings
    assert sum(len(finding.text) for finding in judgement.findings) < 1000


def test_a_second_answer_that_differs_is_told():
    calls = []

    def forgetful(n):
        calls.append(n)
        return (n, 1.0) if len(calls) % 2 else (n, 5.0)

    assert codes(judged(FACTORS, forgetful)) == ["G21"]


def test_true_for_false_is_told_of_whole_tables_too():
    signs = replace(FACTORS, view=lambda result, n: {"signs": np.array([result[0] > 0, result[1] > 0])})
    assert texts(judged(signs, lambda n: (-n, 1.0))) == ["signs: False where True is right."]


def test_where_zero_is_right_a_wrong_number_is_no_multiple_of_it():
    gaps = replace(FACTORS, view=lambda result, n: {"the gap": result[0] * result[1] - n})
    assert codes(judged(gaps, lambda n: (n, 3.0))) == ["not_zero"]
