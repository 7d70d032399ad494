from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.separability import is_linearly_separable

XOR = np.array([0, 1, 1, 0])


def separable_by_linear_programming(X, y):
    """Is there a (w, b) with every example at least 1 on its own side?"""
    signs = np.where(y == 1, 1.0, -1.0)
    V = signs[:, None] * np.column_stack([X, np.ones(len(X))])
    free = [(None, None)] * V.shape[1]
    return linprog(np.zeros(V.shape[1]), A_ub=-V, b_ub=-np.ones(len(V)), bounds=free).status == 0


@pytest.mark.syllabus("S0-20")
@pytest.mark.syllabus("S3-02")
@pytest.mark.parametrize(("n", "separable"), [(1, 4), (2, 14), (3, 104)])
def test_so_many_functions_are_separable(n, separable):
    tables = [np.array(table) for table in product([0, 1], repeat=2**n)]
    assert len(tables) == 2 ** (2**n)
    assert sum(is_linearly_separable(boolean_inputs(n), table) for table in tables) == separable


@pytest.mark.syllabus("S0-20")
def test_only_xor_and_its_opposite_are_not():
    tables = [table for table in product([0, 1], repeat=4) if not is_linearly_separable(boolean_inputs(2), table)]
    assert tables == [(0, 1, 1, 0), (1, 0, 0, 1)]


@pytest.mark.syllabus("S0-20")
@given(st.tuples(*[st.floats(-1e3, 1e3)] * 3))
def test_the_four_lines_of_the_contradiction_hold_for_every_unit(weights):
    w1, w2, b = weights
    silent, second, first, both = b, w2 + b, w1 + b, w1 + w2 + b
    assert first + second == pytest.approx(silent + both, abs=1e-9)  # so not: both on the left > 0 >= both on the right
    assert not (silent <= -1e-9 and both <= -1e-9 and first > 1e-9 and second > 1e-9)


@pytest.mark.syllabus("S3-02")
@given(st.integers(1, 3), st.integers(2, 9), st.integers(0, 2**32 - 1))
def test_the_elimination_agrees_with_linear_programming_on_integer_points(n_in, N, seed):
    rng = np.random.default_rng(seed)
    X, y = rng.integers(-3, 4, size=(N, n_in)).astype(float), rng.integers(2, size=N)
    assert is_linearly_separable(X, y) == separable_by_linear_programming(X, y)


@pytest.mark.syllabus("S3-02")
@pytest.mark.parametrize("seed", range(5))
def test_the_elimination_agrees_with_linear_programming_on_clouds(seed):
    rng = np.random.default_rng(seed)
    for N, n_in, apart in [(40, 2, 0.0), (40, 2, 3.0), (40, 2, 6.0), (14, 3, 1.0)]:
        y = np.arange(N) % 2
        X = rng.normal(size=(N, n_in)) + apart * y[:, None]
        assert is_linearly_separable(X, y) == separable_by_linear_programming(X, y)


@pytest.mark.syllabus("S3-02")
def test_classes_that_touch_are_not_separable():
    assert not is_linearly_separable(np.array([[0.0], [1.0], [1.0]]), np.array([0, 0, 1]))
    assert not is_linearly_separable(np.array([[0, 0], [2, 2], [1, 1]]), np.array([1, 1, 0]))


@pytest.mark.syllabus("S3-02")
def test_the_bias_counts():
    X, y = np.array([[1.0], [2.0]]), np.array([0, 1])
    assert is_linearly_separable(X, y)  # at 1.5; through the origin, as printed, no w would do


def test_labels_may_be_zero_or_minus_one():
    for table in product([0, 1], repeat=4):
        y = np.array(table)
        assert is_linearly_separable(boolean_inputs(2), y) == is_linearly_separable(boolean_inputs(2), 2 * y - 1)


def test_one_class_alone_is_separable():
    for y in (np.zeros(4), np.ones(4)):
        assert is_linearly_separable(boolean_inputs(2), y)


@pytest.mark.parametrize("X", [np.zeros((2, 2)), np.ones((2, 1))])
def test_two_classes_in_one_point_are_not_separable(X):
    assert not is_linearly_separable(X, np.array([0, 1]))
