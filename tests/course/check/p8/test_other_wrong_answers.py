"""What the visible checks of p8 say of wrong answers that are in no bank is true of them, and helps."""

import numpy as np
import pytest

from course.check import p8
from course.data.handwritten_digits import handwritten_digits
from grader.exercises.p8.inputs import printed
from reference_solution.digits.diagnose_run import diagnose as right_diagnose
from reference_solution.digits.preparation import split as right_split
from reference_solution.digits.spoilt_examples import spoilt_examples as right_examples
from reference_solution.losses.evaluation import confusion_matrix as right_counts
from reference_solution.training.mlp_training import early_stopping as right_stopping


def one_scale_for_all(X_train, X):
    return (X - X_train.mean()) / X_train.std()


def row_by_row(X_train, X):
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


def deviation_of_the_others(X_train, X):
    return (X - X_train.mean(axis=0)) / X.std(axis=0)


def loss_in_place_of_its_epoch(history, patience):
    return right_stopping(history, patience)[0], 1.0


def stops_at_the_first_rise(history, patience):
    return right_stopping(history, 1)


def dead_in_the_mean(params, X):
    masks = []
    for W, b in params[:-1]:
        Z = X @ W + b
        masks.append(Z.mean(axis=0) <= 0)
        X = np.maximum(Z, 0)
    return masks


def without_biases(params, X):
    masks = []
    for W, _ in params[:-1]:
        Z = X @ W
        masks.append((Z <= 0).all(axis=0))
        X = np.maximum(Z, 0)
    return masks


def shares_of_rows(labels, predicted, K):
    counts = right_counts(labels, predicted, K)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def evidence_first(run):
    return right_diagnose(run)[::-1]


def as_a_mask(run):
    return np.isin(np.arange(len(run["X"])), right_examples(run))


def counted_from_1(run):
    return right_examples(run) + 1


def names_of_digits(X, labels, X_hand, labels_hand, X_new):
    return np.full(len(X_new), "seven")


def last_class_first(labels, share, rng):
    train, held_out = right_split(labels, share, rng)
    return train[np.argsort(-labels[train])], held_out[np.argsort(-labels[held_out])]


def last_row_first(labels, share, rng):
    return tuple(np.sort(rows)[::-1] for rows in right_split(labels, share, rng))


@pytest.mark.parametrize(
    ("check", "wrong", "sentence"),
    [
        (p8.split, last_class_first, "class by class"),
        (p8.split, last_row_first, "come in order"),
        (p8.standardise, one_scale_for_all, "every feature has its own"),
        (p8.standardise, row_by_row, "a feature is a column"),
        (p8.standardise, deviation_of_the_others, "The standard deviation is that of X"),
        (p8.early_stopping, loss_in_place_of_its_epoch, "That is the best loss"),
        (p8.early_stopping, stops_at_the_first_rise, "It stopped at the first rise"),
        (p8.dead_units, dead_in_the_mean, "Unit 1 is on for the second example"),
        (p8.dead_units, without_biases, "Unit 2 has the bias -4"),
        (p8.confusion_matrix, shares_of_rows, "Those are shares of each row"),
        (p8.diagnose, evidence_first, "the code comes first"),
        (p8.spoilt_examples, as_a_mask, "Got a mask, expected row numbers"),
        (p8.spoilt_examples, counted_from_1, "Rows are counted from 0"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_said_is_true_of_the_answer(said, check, wrong, sentence):
    assert sentence in said(check, wrong)


def test_text_in_place_of_digits_is_called_text(said):
    text = said(p8.read_handwriting, names_of_digits, *printed(), *handwritten_digits())
    assert "Got an array of str" in text
