"""scikit-learn's digits, for those who have it."""

import sys

import numpy as np
import pytest

from course.data.small_digits import load_small_digits


def test_all_digits_are_there_in_grey():
    X, labels = load_small_digits()
    assert X.shape == (1797, 64)
    assert (X.min(), X.max()) == (0.0, 1.0)
    assert np.bincount(labels).min() > 170


def test_a_zero_has_a_hole():
    X, labels = load_small_digits()
    zero = X[labels == 0].mean(axis=0).reshape(8, 8)
    assert zero[3:5, 3:5].max() < 0.2 < zero[3:5, 1:3].max()


def test_without_scikit_learn_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(ImportError, match="pip install scikit-learn"):
        load_small_digits()
