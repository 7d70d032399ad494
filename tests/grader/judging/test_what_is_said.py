"""What is said where no bug fits must be true, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.probing.wire import Opaque, Remote
from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case, compare
from grader.judging.symptoms import structural_findings
from tests.evaluation.diagnosis.claims import is_true
from tests.grader.judging.asking import EVERY_EXERCISE, codes, judged, texts

DENSE = EXERCISES["p6.dense_backward"]
NETWORK = EXERCISES["p6.mlp_backward"]
SCALE = {
    "zero": lambda v, N: 0 * v,
    "sign": lambda v, N: -v,
    "times_N": lambda v, N: N * v,
    "over_N": lambda v, N: v / N,
    "ratio": lambda v, N: 1.75 * v,
    "not_finite": lambda v, N: v * np.nan,
    "imprecise": lambda v, N: v * (1 + 3e-7),
    "wrong": lambda v, N: v + 0.1 + 0.05 * np.arange(v.size).reshape(v.shape),
}
PARTS = ("dX", "dW", "db")


def said(spoil, seed=4):
    """Findings on a `dense_backward` whose results pass through ``spoil(part, value, case)``."""
    cases = DENSE.cases(np.random.default_rng(seed))
    expecteds = [call_on_case(DENSE.reference, DENSE, case) for case in cases]
    answers = []
    for case, expected in zip(cases, expecteds, strict=True):

        def one(dZ, cache, case=case):
            return tuple(spoil(p, v, case) for p, v in zip(PARTS, DENSE.reference(dZ, cache), strict=True))

        answers.append(compare(DENSE, case, expected, call_on_case(one, DENSE, case)))
    return answers, structural_findings(answers)


@settings(max_examples=60)
@given(
    which=st.fixed_dictionaries({part: st.sampled_from(["right", *SCALE]) for part in PARTS}),
    cases=st.sets(st.integers(0, 3), min_size=1),
    seed=st.integers(0, 50),
)
def test_each_claim_holds_where_it_says_and_for_what_it_names(which, cases, seed):
    sizes = {}

    def spoil(part, value, case):
        number = sizes.setdefault(id(case), len(sizes))
        kind = which[part]
        return SCALE[kind](value, len(case.args[0])) if kind != "right" and number in cases else value

    answers, findings = said(spoil, seed)
    for finding in findings:
        assert is_true(finding, answers), finding.text
    mentioned = ", ".join(f.text for f in findings)
    for answer in answers:
        for quantity in answer.quantities:
            assert quantity.state == "right" or quantity.label in mentioned


@pytest.mark.parametrize("kind", SCALE)
def test_every_statement_is_made(kind):
    _, findings = said(lambda part, value, case: SCALE[kind](value, len(case.args[0])) if part == "dW" else value)
    several = [finding.code for finding in findings]
    # With N = 1 among the cases, N times is right there, and 1/N as well.
    assert several == [kind, "right_parts"]


def test_a_transpose_is_called_one():
    def transposed_where_square(part, value, case):
        return value.T if part == "dX" and value.shape == (4, 4) else value

    square = [c for c in DENSE.cases(np.random.default_rng(4)) if c.args[0].shape == (5, 4)]
    assert square
    exercise = EXERCISES["p6.activation_backward"]
    judgement = judged(exercise, lambda dA, Z, kind: exercise.reference(dA, Z, kind).T if len(Z) == 4 else dA * 0)
    assert judgement.score < exercise.points
    cases = [c for c in exercise.cases(np.random.default_rng(4)) if c.args[0].shape == (4, 4)]
    right, wrong = exercise.reference, lambda *a: exercise.reference(*a).T
    answers = [compare(exercise, c, call_on_case(right, exercise, c), call_on_case(wrong, exercise, c)) for c in cases]
    (finding,) = structural_findings(answers)
    assert finding.text == "dZ: the transpose of what it should be."


ODD = {
    "None": (None, "None"),
    "a string": ("three", "str"),
    "an object array": (Opaque("array of object"), "array of object"),
    "a function": (Opaque("function"), "function"),
    "a list of lists": ([[1.0]], "shape (1, 1)"),
    "rows of different lengths": ([[1.0], [1.0, 2.0]], "list"),
    "a dict": ({"dW": 1.0}, "dict"),
    "complex": (np.ones((4, 4)) * 1j, "complex"),
    "text in an array": (np.array(["a", "b"]), "str"),
    "a remote function": (Remote(0), "Remote"),
    "a scalar": (2.0, "shape ()"),
    "an axis too many": (np.ones((1, 4, 4)), "shape (1, 4, 4)"),
}
QUICK = ("None", "a function", "rows of different lengths", "complex")


@pytest.mark.parametrize("odd", [pytest.param(odd, marks=() if odd in QUICK else pytest.mark.slow) for odd in ODD])
@EVERY_EXERCISE
def test_odd_results_get_a_sentence_and_never_stop_the_judge(exercise, odd):
    """As a whole, and in place of each part; straight into the judge, as a made-up reply would come."""
    from grader.judging.judge import judge

    value, word = ODD[odd]
    reference = call_on_case(exercise.reference, exercise, exercise.cases(np.random.default_rng(1))[0])["results"][0]
    reference = reference[0] if exercise.cases(np.random.default_rng(1))[0].after else reference
    wholes = [value]
    if isinstance(reference, tuple):
        wholes += [(*reference[:i], value, *reference[i + 1 :]) for i in range(len(reference))]
        wholes += [reference[:-1], (*reference, value), list(reference[::-1])]
    for whole in wholes:

        def ask(exercise, case, whole=whole):
            state = (whole, *(case.args[i] for i in case.after)) if case.after else whole
            return {"results": [state] * case.times, "changed": []}, 0.0

        judgement = judge(exercise, 1, ask)
        assert judgement.score <= exercise.points
    assert codes(judge(exercise, 1, lambda e, c: ({"results": [value] * c.times}, 0.0)))
    if exercise is DENSE:
        told = texts(judged(exercise, lambda dZ, cache: (*exercise.reference(dZ, cache)[:2], value)))
        assert any(word in text or word.split()[0] in text for text in told), told


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"results": None},
        {"results": []},
        {"results": [[]] * 2},
        {"results": [None] * 50},
        {"results": {"a": 1}},
        {"results": [(1.0,)] * 2, "changed": [np.arange(3), None, "dZ"]},
        {"results": [Remote(1)] * 2, "changed": 7},
        {"results": [(Remote(0), [], {}, "x", np.array("x"))] * 2, "changed": {}},
        {"raised": np.ones(5), "message": ["x"] * 1000, "line": None},
    ],
)
@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_made_up_replies_never_stop_the_judge_nor_earn_much(exercise, reply):
    from grader.judging.judge import judge

    judgement = judge(exercise, 1, lambda e, c: (reply, 0.0))
    assert judgement.findings
    assert judgement.score <= 2
    assert sum(len(finding.text) for finding in judgement.findings) < 20_000


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_booleans_where_numbers_are_asked_never_stop_the_judge(exercise):
    def as_mask(value):
        if isinstance(value, dict):
            return {key: as_mask(v) for key, v in value.items()}
        return type(value)(map(as_mask, value)) if isinstance(value, list | tuple) else np.asarray(value) > 0

    judged(exercise, lambda *args: as_mask(exercise.reference(*args)))


def test_a_wrong_answer_of_a_gradient_check_is_told_in_its_own_words():
    exercise = EXERCISES["p6.grad_check"]
    judgement = judged(exercise, lambda loss, params, grads: not exercise.reference(loss, params, grads))
    assert "False where True is right and True where False is right" in texts(judgement)[0]


def test_a_number_of_the_wrong_kind_is_told():
    exercise = EXERCISES["p6.grad_check"]
    judgement = judged(exercise, lambda loss, params, grads: int(exercise.reference(loss, params, grads)))
    assert texts(judgement)[0].startswith("The answer is ")
    assert texts(judgement)[0].endswith("expected True or False.")


def test_a_missing_key_is_named_and_a_crowd_of_others_is_not_listed():
    exercise = EXERCISES["p6.mac_counts"]
    told = texts(judged(exercise, lambda sizes, batch: {f"key {i}": 1 for i in range(500)}))
    assert "lacks 'forward', 'backward'" in told[0]
    assert len(told[0]) < 300


def test_exceptions_are_told_with_their_cases():
    def only_square(dZ, cache):
        if cache[1].shape[0] != cache[1].shape[1]:
            raise ValueError("shapes do not fit")
        dX, dW, db = DENSE.reference(dZ, cache)
        return dX, dW, db + 1

    told = texts(judged(DENSE, only_square))
    assert told[0] == (
        'dense_backward raises ValueError in the line `raise ValueError("shapes do not fit")`, '
        "in 2 of 4 cases: shapes do not fit."
    )
    assert told[-1] == "Right in every case that did not raise: dX, dW."


def test_one_sentence_names_all_quantities_of_which_it_holds():
    def scaled(params, X, labels, kind, lam):
        loss, grads = NETWORK.reference(params, X, labels, kind, 0)
        return loss, [(1.75 * dW, 1.75 * db) for dW, db in grads]

    told = texts(judged(NETWORK, scaled))
    assert len(told) <= 4
