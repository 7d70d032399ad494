"""What is called not yet right has something wrong of its own; the rest is said to be withheld."""

import numpy as np
import pytest

from grader.exercises import EXERCISES
from tests.grader.judging.asking import judged, texts

NETWORK, DENSE, NAND = (EXERCISES[name] for name in ("p6.mlp_backward", "p6.dense_backward", "p2.nand_net"))
STANDARDISE, SOFTMAX, DNF = (EXERCISES[name] for name in ("p8.standardise", "p3.softmax", "p2.dnf_compile"))


def told(judgement):
    """What is not yet right, and what is withheld."""
    text = judgement.findings[-1].text.rstrip(".")
    wrong, _, withheld = text.partition("Not yet right: ")[2].partition(". Not counted until that is right: ")
    return wrong.split("; "), withheld.split("; ") if withheld else []


def test_an_aspect_for_everything_is_withheld_where_a_part_is_wrong():
    def swapped(name):
        gates, outputs = NAND.reference(name)
        return gates, outputs[::-1] if name == "half adder" else outputs

    assert told(judged(NAND, swapped)) == (["the half adder"], ["no more gates than needed"])


def test_an_aspect_for_everything_is_named_where_nothing_else_is_wrong():
    def wasteful(name):
        gates, outputs = NAND.reference(name)
        return ([*gates, (0, 0)], outputs) if name == "xor" else (gates, outputs)

    assert told(judged(NAND, wasteful)) == (["no more gates than needed"], [])


def test_a_gradient_that_is_wrong_everywhere_is_named_once():
    def halved(params, X, labels, kind, lam):
        loss, grads = NETWORK.reference(params, X, labels, kind, lam)
        return loss, [(0.5 * dW, db) if i < len(grads) - 1 else (dW, db) for i, (dW, db) in enumerate(grads)]

    wrong, withheld = told(judged(NETWORK, halved))
    assert wrong == ["dW of the hidden layers"]
    assert withheld == ["the penalty on the weights", "a batch of one"]


def test_a_gradient_that_happens_to_be_right_in_a_case_is_named_once_as_well():
    """Without the derivative of the activation, gradients are right where the activation is the identity."""
    _, withheld = told(judged(NETWORK, NETWORK.faulty(frozenset({"no_derivative"}))))
    assert {"the penalty on the weights", "no penalty on the biases", "a batch of one"} <= set(withheld)


def test_a_mistake_in_some_cases_is_named_by_these():
    def alone(params, X, labels, kind, lam):
        loss, grads = NETWORK.reference(params, X, labels, kind, lam)
        return loss, [(dW, db * (2 if len(X) == 1 else 1)) for dW, db in grads]

    assert told(judged(NETWORK, alone)) == (["a batch of one"], [])


def test_of_one_quantity_all_cases_that_are_wrong_are_named():
    judgement = judged(SOFTMAX, lambda Z, *rest: 0.5 * SOFTMAX.reference(Z, *rest))
    wrong, withheld = told(judgement)
    assert len(wrong) > 2
    assert withheld == ["inputs left unchanged"]


def test_kinds_of_cases_are_named_each_though_they_have_the_same_labels():
    """One label, the truth table, is wrong for small tables and for large ones."""

    def silent(table):
        W, b = DNF.reference(table)[0]
        return [(W, b), (np.zeros((W.shape[1], 1)), np.array([-0.5]))]

    wrong, withheld = told(judged(DNF, silent))
    assert {"tables of one or two inputs", "tables of three and four inputs"} <= set(wrong)
    assert "no more hidden units than ones" in withheld


def test_a_result_that_cannot_be_read_is_told_once():
    def misread(name):
        gates, outputs = NAND.reference(name)
        return ([*gates[:-1], (99, 99)], outputs) if name == "and" else (gates, outputs)

    assert len([text for text in texts(judged(NAND, misread)) if "the wire 99" in text]) == 1


def test_what_a_call_that_raised_would_have_shown_is_withheld():
    """The loss and the last layer are right in every case that did not raise."""

    def only_square(params, X, labels, kind, lam):
        loss, grads = NETWORK.reference(params, X, labels, kind, lam)
        if len({W.shape for W, _ in params}) > 1:
            raise ValueError("shapes do not fit")
        return loss, [(0.5 * dW, db) if i < len(grads) - 1 else (dW, db) for i, (dW, db) in enumerate(grads)]

    wrong, withheld = told(judged(NETWORK, only_square))
    assert "dW of the hidden layers" in wrong
    assert {"the loss", "dW of the last layer", "inputs left unchanged"} <= set(withheld)


def test_where_it_only_raises_everything_that_it_costs_is_named():
    def only_square(dZ, cache):
        if cache[1].shape[0] != cache[1].shape[1]:
            raise ValueError("shapes do not fit")
        return DENSE.reference(dZ, cache)

    wrong, withheld = told(judged(DENSE, only_square))
    assert len(wrong) == 3
    assert withheld == ["inputs left unchanged"]


@pytest.mark.parametrize("counts", [lambda V: V.tolist(), lambda V: tuple(map(tuple, V.tolist()))])
def test_nested_lists_of_right_numbers_count_as_arrays_and_are_told(counts):
    judgement = judged(STANDARDISE, lambda X_train, X: counts(STANDARDISE.reference(X_train, X)))
    assert judgement.score == STANDARDISE.points
    assert texts(judgement) == [
        "the standardised features: a list of numbers, which counts as an array here. Return np.array(…)."
    ]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda V: (V + 1).tolist(), "wrong in every case"),
        (lambda V: V[:-1].tolist(), "has shape"),
        (lambda V: [*V.tolist(), [1.0]], "is a list, expected an array of shape"),
        (lambda V: [list(map(str, row)) for row in V], "is a list, expected an array of shape"),
    ],
    ids=["wrong numbers", "a row too few", "rows of different lengths", "texts"],
)
def test_other_lists_get_a_sentence(spoil, words):
    judgement = judged(STANDARDISE, lambda X_train, X: spoil(STANDARDISE.reference(X_train, X)))
    assert judgement.score == 0
    assert words in " ".join(texts(judgement))


def test_how_many_digits_a_network_reads_is_told():
    exercise = EXERCISES["p8.train_digits"]
    right = exercise.reference

    def worse(X, labels, seed):
        first, *others = right(X, labels, seed)
        W, b = first[-1]
        noise = np.random.default_rng(0).normal(size=W.shape) * 1.2 * W.std()
        return [[*first[:-1], (W + noise, b)], *others]

    said = [text for text in texts(judged(exercise, worse)) if text.startswith("It reads")]
    assert len(said) == 1
    assert 30 < int(said[0].split()[2]) < 95
