"""Each statement on wrong entries is made where it is true, and not where one entry says otherwise."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.exercises import EXERCISES
from grader.exercises.model import Case
from grader.judging.symptoms_of_arguments import argument_names, telling_argument
from grader.judging.symptoms_of_entries import Wrong, symptom_of_entries
from tests.grader.judging.asking import judged, texts

NAMES = ("labels", "X", "lam")


def cases(seed, shape=(6, 4)):
    """Two cases with the right value in reach: (case, right value)."""
    rng = np.random.default_rng(seed)
    rows, columns = shape if len(shape) == 2 else (shape[0], shape[0])
    return [
        (
            Case("", (rng.permutation(rows) % columns, rng.normal(size=shape), 2 + rng.random())),
            rng.normal(size=shape),
        )
        for _ in range(2)
    ]


def turned(value, index):
    value = value.copy()
    value[index] *= -1
    return value


def of_labels(value, case):
    return np.arange(value.shape[1]) == case.args[0][:, None]


SPOILT = {
    "wrong only in the entries of the labels": lambda v, c: v + of_labels(v, c),
    "right only in the entries of the labels": lambda v, c: v + ~of_labels(v, c),
    "right but for the last column, which is wrong": lambda v, c: v + (np.arange(v.shape[1]) == 3),
    "right but for the last column, which has the wrong sign": lambda v, c: turned(v, (slice(None), -1)),
    "right but for the first row, which is wrong": lambda v, c: v + (np.arange(len(v)) == 0)[:, None],
    "all rows are the same, which they should not be": lambda v, c: 0 * v + v[:1] + 1,
    "all columns are the same, which they should not be": lambda v, c: 0 * v + v[:, :1] + 1,
    "the right value, but never beyond ±0.5": lambda v, c: v.clip(-0.5, 0.5),
    "the right value, but never above 0.5": lambda v, c: v.clip(None, 0.5),
    "the right value, but never below -0.5": lambda v, c: v.clip(-0.5, None),
    "the first 2 rows are right, all after them wrong": lambda v, c: v + (np.arange(len(v)) > 1)[:, None],
    "the first row is right, all after it wrong": lambda v, c: v + (np.arange(len(v)) > 0)[:, None],
    "wrong wherever X is negative, right everywhere else": lambda v, c: v + (c.args[1] < 0),
    "the right value times lam": lambda v, c: v * c.args[2],
    "the right value divided by lam": lambda v, c: v / c.args[2],
    "the right value plus X": lambda v, c: v + c.args[1],
    "the right value minus lam": lambda v, c: v - c.args[2],
}


def said(spoil, seed):
    wrong = [Wrong(case, spoil(right, case), right) for case, right in cases(seed)]
    found = symptom_of_entries(wrong, NAMES)
    return found[1] if found else ""


@pytest.mark.parametrize("text", SPOILT)
@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_what_is_true_of_all_wrong_entries_is_said(text, seed):
    assert said(SPOILT[text], seed) == text


@pytest.mark.parametrize("text", SPOILT)
@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), row=st.integers(0, 5), column=st.integers(0, 3))
def test_it_is_not_said_if_one_entry_of_one_case_is_otherwise(text, seed, row, column):
    first = cases(seed)[0][1]

    def spoil(value, case):
        spoilt = SPOILT[text](value, case)
        if np.array_equal(value, first):  # right where it should be wrong, wrong where it should be right
            one = (row, column)
            partly = any(words in text for words in ("right but for", "all after"))
            assume(not partly or spoilt[one] == value[one])  # other entries may be right
            spoilt[one] = value[one] if spoilt[one] != value[one] else value[one] + 0.3
        return spoilt

    assert said(spoil, seed) != text


def losses(cap, values=(40.0, 50.0)):
    return [Wrong(Case("", ()), np.array(cap), np.array(value)) for value in values]


def test_a_loss_that_ends_at_the_logarithm_of_a_bound_is_capped():
    code, text = symptom_of_entries(losses(-np.log(1e-15)), ())
    assert (code, text) == ("capped", "34.54 where more is right, which is -log(1e-15): a logarithm is bounded")
    assert symptom_of_entries(losses(-np.log(1e-15), (30.0, 50.0)), ()) is None
    found = symptom_of_entries(losses(34.0), ())
    assert found == ("capped", "always 34 where different numbers above it are right")
    assert symptom_of_entries(losses(34.0, (50.0,)), ()) is None
    assert symptom_of_entries([*losses(34.0), *losses(33.0)], ()) is None


def test_one_wrong_column_of_one_small_array_is_at_an_edge_by_chance():
    def last_column_wrong(*sizes):
        rights = [np.arange(4.0 * n).reshape(4, n) ** 2 + 1 for n in sizes]
        return [Wrong(Case("", ()), v + (np.arange(v.shape[1]) == v.shape[1] - 1), v) for v in rights]

    assert symptom_of_entries(last_column_wrong(3), ()) is None
    for sizes in ((3, 4), (8,)):
        code, text = symptom_of_entries(last_column_wrong(*sizes), ())
        assert (code, text) == ("edge", "right but for the last column, which is wrong")


def with_kinds(*kinds):
    return [Case("", (kind, 0.5)) for kind in kinds]


def test_the_argument_is_named_that_tells_wrong_cases_from_right_ones():
    names = ("kind", "lam")
    assert telling_argument(with_kinds("relu", "relu"), with_kinds("tanh", "identity"), names) == "kind is 'relu'"
    assert telling_argument(with_kinds("relu"), with_kinds("tanh", "identity"), names) == ""
    assert telling_argument(with_kinds("relu"), with_kinds("tanh", "identity"), names[:1]) == "kind is 'relu'"
    assert telling_argument(with_kinds("tanh", "relu"), with_kinds("identity"), names) == "kind is not 'identity'"
    assert telling_argument(with_kinds("relu"), with_kinds("relu", "tanh"), names) == ""
    assert telling_argument(with_kinds("relu"), [], names) == ""


def test_a_number_is_named_if_it_is_one_that_means_something():
    def penalties(*values):
        return [Case("", (value,)) for value in values]

    assert telling_argument(penalties(0.3, 2.1), penalties(0.0, 0.0), ("lam",)) == "lam is not 0"
    assert telling_argument(penalties(0.3, 2.1), penalties(0.7), ("lam",)) == ""


def test_names_that_only_the_grader_has_are_not_said():
    assert argument_names(EXERCISES["p6.activation_backward"]) == ("dA", "Z", "kind")
    assert argument_names(EXERCISES["p3.relu"]) == ("", "Z", "")
    assert argument_names(EXERCISES["p7.minibatches"]) == ()


NETWORK = EXERCISES["p6.mlp_backward"]


def test_an_argument_that_changes_nothing_is_named():
    told = texts(
        judged(NETWORK, lambda params, X, labels, kind, lam: NETWORK.reference(params, X, labels, "tanh", lam))
    )
    assert "Whatever kind is, the result is the right one for kind = 'tanh'. Is kind used?" in told
    told = texts(
        judged(NETWORK, lambda params, X, labels, kind, lam: NETWORK.reference(params, 1.1 * X, labels, kind, 0))
    )
    assert not any("Is " in text for text in told)


def test_two_calls_that_differ_are_told():
    count = iter(range(1, 100))
    dense = EXERCISES["p6.dense_forward"]

    def varying(X, W, b):
        Z, cache = dense.reference(X, W, b)
        return Z + next(count), cache

    assert texts(judged(dense, varying))[0] == "Two calls with the same inputs give different results: Z."
    assert not any("Two calls" in text for text in texts(judged(dense, lambda X, W, b: (X @ W - b, (X, W)))))
