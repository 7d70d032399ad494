import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from sklearn.linear_model import Lasso

from reference_solution.linear.lasso import lasso_ista, soft_threshold
from tests.reference_solution.agreement import assert_agree

rng = np.random.default_rng(6)
X = rng.normal(size=(50, 6))
y = X @ [3.0, -2.0, 0.5, 0.0, 0.0, 0.0] + rng.normal(size=50)
LARGEST = 2 * np.abs(X.T @ y).max()


def objective(w, lam):
    return np.sum((X @ w - y) ** 2) + lam * np.abs(w).sum()


@pytest.mark.syllabus("S1-06")
@pytest.mark.parametrize("lam", [0.1, 10.0, 60.0, 150.0])
def test_the_conditions_of_optimality_hold(lam):
    w = lasso_ista(X, y, lam)
    pull = 2 * X.T @ (y - X @ w)
    assert np.all(np.abs(pull) <= lam + 1e-9)
    np.testing.assert_allclose(pull[w != 0], lam * np.sign(w[w != 0]), rtol=0, atol=1e-9)


@pytest.mark.syllabus("S1-06")
@pytest.mark.parametrize("lam", [0.1, 10.0, 60.0, 150.0])
def test_the_weights_are_those_of_scikit_learn(lam):
    model = Lasso(alpha=lam / (2 * len(X)), fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, y)
    assert_agree(lasso_ista(X, y, lam), model.coef_, relative=1e-9)


@pytest.mark.syllabus("S1-06")
def test_a_higher_price_puts_more_weights_to_zero():
    zeros = [np.sum(lasso_ista(X, y, share * LARGEST) == 0) for share in (0.0, 0.1, 0.3, 0.99, 1.0, 2.0)]
    assert zeros == sorted(zeros)
    assert (zeros[0], zeros[3]) == (0, 5)
    assert zeros[4:] == [6, 6]


@pytest.mark.syllabus("S1-06")
@pytest.mark.syllabus("E27")
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 20))
def test_orthonormal_columns_have_a_closed_form(seed, lam):
    rng = np.random.default_rng(seed)
    Q = np.linalg.qr(rng.normal(size=(12, 4)))[0]
    target = rng.normal(scale=5, size=12)
    np.testing.assert_allclose(lasso_ista(Q, target, lam), soft_threshold(Q.T @ target, lam / 2), rtol=0, atol=1e-12)


@pytest.mark.syllabus("S1-06")
@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_the_objective_is_convex(seed, share):
    one, two = np.random.default_rng(seed).normal(scale=3, size=(2, 6))
    mixed = objective(share * one + (1 - share) * two, 5.0)
    assert mixed <= (share * objective(one, 5.0) + (1 - share) * objective(two, 5.0)) * (1 + 1e-12)


@pytest.mark.syllabus("S1-06")
def test_every_step_lowers_the_objective():
    values = [objective(lasso_ista(X, y, 20.0, steps=steps), 20.0) for steps in range(30)]
    assert np.all(np.diff(values) < 0)


@pytest.mark.syllabus("S1-06")
@pytest.mark.parametrize(("v", "t"), [(-3.0, 1.0), (0.3, 1.0), (2.0, 0.5), (-0.2, 0.0)])
def test_the_soft_threshold_minimises_what_it_says(v, t):
    best = minimize_scalar(lambda w: (w - v) ** 2 / 2 + t * abs(w), bounds=(-5, 5), options={"xatol": 1e-10}).x
    assert soft_threshold(np.array([v]), t) == pytest.approx(best, abs=1e-7)


def test_inputs_stay_as_they_were():
    before = X.tobytes(), y.tobytes()
    lasso_ista(X, y, 3.0, steps=5)
    soft_threshold(y, 0.0)[:] = 9
    assert (X.tobytes(), y.tobytes()) == before
