import numpy as np
import pytest

from reference_solution.digits.preparation import split, standardise
from reference_solution.losses.evaluation import accuracy, confusion_matrix


def test_held_out_features_get_the_map_of_the_training_ones():
    rng = np.random.default_rng(0)
    X_train, X = rng.normal(3, 5, size=(50, 4)), rng.normal(3, 5, size=(7, 4))
    Z = standardise(X_train, X_train)
    np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(Z.std(axis=0), 1, rtol=1e-13)
    np.testing.assert_allclose(standardise(X_train, X) * X_train.std(axis=0) + X_train.mean(axis=0), X, rtol=1e-12)


def test_a_constant_feature_becomes_zero():
    X = np.column_stack([np.full(5, 7.0), np.arange(5.0)])
    assert standardise(X, X)[:, 0].tolist() == [0.0] * 5


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_every_class_is_held_out_in_the_same_share(share):
    labels = np.repeat([0, 1, 2], [10, 20, 40])
    train, held_out = split(labels, share, np.random.default_rng(0))
    assert sorted([*train, *held_out]) == list(range(70))
    assert np.bincount(labels[held_out], minlength=3).tolist() == [10 * share, 20 * share, 40 * share]
    assert train.tolist() != sorted(train.tolist())


def test_the_confusion_matrix_has_truth_down_and_prediction_across():
    labels, predicted = np.array([0, 1, 1, 2, 2]), np.array([0, 2, 2, 2, 1])
    counts = confusion_matrix(labels, predicted, 4)
    assert counts.tolist() == [[1, 0, 0, 0], [0, 0, 2, 0], [0, 1, 1, 0], [0, 0, 0, 0]]


def test_accuracy_is_the_share_on_the_diagonal():
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(40, 3)), rng.integers(3, size=40)
    counts = confusion_matrix(labels, logits.argmax(axis=1), 3)
    assert accuracy(logits, labels) == np.trace(counts) / 40
