import numpy as np
import pytest

from reference_solution.linear.least_squares import add_bias, normal_equation
from reference_solution.linear.polynomial_features import polynomial_features
from reference_solution.linear.ridge_regression import ridge
from tests.reference_solution.agreement import assert_agree

rng = np.random.default_rng(1)
x = np.sort(rng.uniform(-1, 1, size=10))
y = np.sin(np.pi * x) + rng.normal(scale=0.3, size=10)
x_test = rng.uniform(-1, 1, size=500)
y_test = np.sin(np.pi * x_test) + rng.normal(scale=0.3, size=500)


def mean_squared_error(w, x, y):
    return np.mean((add_bias(polynomial_features(x, len(w) - 1)) @ w - y) ** 2)


def test_the_powers_are_those_of_numpy():
    assert_agree(polynomial_features(x, 5), np.vander(x, 6, increasing=True)[:, 1:])


@pytest.mark.syllabus("S0-28")
def test_the_fit_is_perfect_from_degree_n_minus_one():
    for degree in (9, 12):
        w = normal_equation(polynomial_features(x, degree), y)
        assert mean_squared_error(w, x, y) < 1e-20
    A = add_bias(polynomial_features(x, 12))
    assert np.linalg.matrix_rank(A) == 10
    silent = np.linalg.svd(A)[2][-1]  # a change of the weights that no training point notices
    other = w + silent
    assert mean_squared_error(other, x, y) < 1e-20
    assert np.linalg.norm(w) < np.linalg.norm(other)
    between = np.linspace(-1.2, 1.2, 100)
    apart = add_bias(polynomial_features(between, 12)) @ silent
    assert np.abs(apart).max() > 0.1


@pytest.mark.syllabus("S0-28")
def test_ridge_cures_powers_that_are_nearly_dependent():
    conditions = [np.linalg.cond(add_bias(polynomial_features(x, degree))) for degree in (1, 3, 6, 9)]
    assert conditions == sorted(conditions)
    assert conditions[-1] > 1000
    A = add_bias(polynomial_features(x, 9))
    assert np.linalg.cond(A.T @ A + 0.1 * np.eye(10)) < 1000 < np.linalg.cond(A.T @ A)
    perfect, priced = normal_equation(polynomial_features(x, 9), y), ridge(polynomial_features(x, 9), y, 1e-2)
    assert mean_squared_error(priced, x_test, y_test) < mean_squared_error(perfect, x_test, y_test) / 100


@pytest.mark.syllabus("S1-08")
def test_only_the_training_error_always_falls_with_the_degree():
    train, test = [], []
    for degree in range(1, 10):
        w = normal_equation(polynomial_features(x, degree), y)
        train.append(mean_squared_error(w, x, y))
        test.append(mean_squared_error(w, x_test, y_test))
    assert train == sorted(train, reverse=True)
    best = int(np.argmin(test))
    assert 0 < best < 8
    assert test[0] > test[best]
    assert test[8] > 100 * test[best]
