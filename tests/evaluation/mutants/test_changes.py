"""One thing changed at a time, and only what students write."""

import numpy as np

from tests.evaluation.mutants.changed_source import mutants
from tests.evaluation.mutants.equivalent import equivalent


def helper(x):
    return x + 1


def example(x, W):
    """A docstring with a 1 in it."""
    if x.ndim != 2:
        raise ValueError("got 1 dimension, expected 2")
    total = np.sum(x @ W.T, axis=0)
    total -= helper(x).max()
    return total


def test_all_mutants_of_an_example_are_known():
    assert [what for what, _ in mutants(example)] == [
        "total = np.sum(x @ W.T, axis=0)  ->  total = np.mean(x @ W.T, axis=0)",
        "total = np.sum(x @ W.T, axis=0)  ->  total = np.sum(W.T @ x, axis=0)",
        "total = np.sum(x @ W.T, axis=0)  ->  total = np.sum(x @ W, axis=0)",
        "total = np.sum(x @ W.T, axis=0)  ->  total = np.sum(x @ W.T, axis=1)",
        "total -= helper(x).max()  ->  pass",
        "total -= helper(x).max()  ->  total += helper(x).max()",
        "total -= helper(x).max()  ->  total -= helper(x).sum()",
    ]


def test_a_mutant_does_what_is_said_of_it():
    x, W = np.arange(4.0).reshape(2, 2), np.eye(2)
    assert np.array_equal(dict(mutants(example))["total -= helper(x).max()  ->  pass"](x, W), [2.0, 4.0])
    assert np.array_equal(example(x, W), [-2.0, 0.0])


def test_what_is_listed_as_equivalent_names_an_exercise_and_a_change():
    for name, whats in equivalent().items():
        assert name.startswith("p")
        assert whats
        assert all("  ->  " in what for what in whats), name
