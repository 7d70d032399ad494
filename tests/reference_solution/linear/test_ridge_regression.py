import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from reference_solution.linear.lasso import lasso_ista
from reference_solution.linear.least_squares import add_bias, mse_grad, normal_equation
from reference_solution.linear.polynomial_features import polynomial_features
from reference_solution.linear.ridge_regression import ridge
from tests.reference_solution.agreement import assert_agree, central_differences

rng = np.random.default_rng(5)
X, y = rng.normal(loc=[0, 1, 2, 3], size=(40, 4)), rng.normal(size=40) + 3
A = add_bias(X)


@pytest.mark.syllabus("S1-05")
@pytest.mark.parametrize("lam", [0.1, 1.0, 30.0, 1e4])
def test_weights_and_bias_are_those_of_scikit_learn(lam):
    model = Ridge(alpha=lam, solver="cholesky").fit(X, y)
    assert_agree(ridge(X, y, lam), np.append(model.coef_, model.intercept_))


@pytest.mark.syllabus("S1-05")
@pytest.mark.parametrize("lam", [0.0, 0.1, 30.0])
def test_the_formula_of_the_deck_is_the_case_in_which_the_bias_pays(lam):
    expected = np.linalg.inv(lam * np.eye(5) + A.T @ A) @ A.T @ y
    assert_agree(ridge(X, y, lam, penalise_bias=True), expected)


@pytest.mark.syllabus("S1-05")
@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e3))
def test_at_the_solution_the_gradient_of_the_objective_is_zero(seed, lam):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(20, 3)), rng.normal(size=20)
    for bias_pays in (False, True):
        w = ridge(X, y, lam, penalise_bias=bias_pays)
        A = add_bias(X)
        pays = np.array([1, 1, 1, bias_pays])
        terms = A.T @ (A @ w - y), lam * pays * w
        assert np.abs(sum(terms)).max() < 1e-12 * max(1.0, np.abs(terms).max())


@pytest.mark.syllabus("S1-05")
def test_with_the_mean_of_the_squares_the_same_price_is_n_times_as_high():
    lam, N = 0.3, len(X)
    w = ridge(X, y, lam * N)

    def mean_objective():
        return np.mean((A @ w - y) ** 2) + lam * np.sum(w[:-1] ** 2)

    assert np.abs(central_differences(mean_objective, w)).max() < 1e-8
    w = ridge(X, y, lam)
    assert np.abs(central_differences(mean_objective, w)).max() > 0.01


@pytest.mark.syllabus("S1-05")
def test_the_bias_is_free():
    assert_agree(ridge(X, y, 0.0), normal_equation(X, y), relative=1e-10)
    w = ridge(X, y, 1e12)
    assert np.abs(w[:-1]).max() < 1e-9
    assert w[-1] == pytest.approx(y.mean(), rel=1e-9)
    assert abs(ridge(X, y, 1e12, penalise_bias=True)[-1]) < 1e-9
    np.testing.assert_allclose(ridge(X, y + 7, 2.0) - ridge(X, y, 2.0), [0, 0, 0, 0, 7], rtol=0, atol=1e-12)
    moved = ridge(X, y + 7, 2.0, penalise_bias=True) - ridge(X, y, 2.0, penalise_bias=True)
    assert abs(moved[-1] - 7) > 0.1


def test_without_a_price_dependent_columns_have_no_single_best_weights():
    with pytest.raises(np.linalg.LinAlgError):
        ridge(np.ones((3, 2)), np.ones(3), 0.0)
    assert np.isfinite(ridge(np.ones((3, 2)), np.ones(3), 0.1)).all()


@pytest.mark.syllabus("S1-07")
def test_ridge_shares_a_weight_between_equal_columns_and_lasso_need_not():
    x = X[:, :1] - X[:, :1].mean()
    target = y - y.mean()
    twins = np.column_stack([x, x])
    w = ridge(twins, target, 2.0)
    assert w[0] == pytest.approx(w[1], rel=1e-12)

    def lasso_objective(w):
        return np.sum((twins @ w - target) ** 2) + 2.0 * np.abs(w).sum()

    shared = lasso_ista(twins, target, 2.0)
    alone = np.array([shared.sum(), 0.0])
    assert lasso_objective(alone) == pytest.approx(lasso_objective(shared), rel=1e-14)
    assert np.abs(alone).sum() > 0
    assert np.sum(w[:2] ** 2) < np.sum(np.array([w[0] + w[1], 0.0]) ** 2)


@pytest.mark.syllabus("S1-07")
def test_the_bowl_becomes_steeper_by_twice_the_price():
    def hessian(lam):
        def gradient(w):
            return len(X) * mse_grad(w, X, y) + 2 * lam * w

        return np.stack([gradient(e) - gradient(np.zeros(4)) for e in np.eye(4)])

    flattest, steeper = (np.linalg.eigvalsh(hessian(lam)).min() for lam in (0.0, 3.0))
    assert steeper - flattest == pytest.approx(6.0, rel=1e-10)


@pytest.mark.syllabus("S1-07")
@pytest.mark.syllabus("S0-28")
def test_dearer_weights_give_smoother_curves():
    x = np.linspace(-1, 1, 10)
    features = polynomial_features(x, 9)
    fine = add_bias(polynomial_features(np.linspace(-1, 1, 500), 9))
    bends = np.zeros(5)
    for noise in np.random.default_rng(0).normal(scale=0.3, size=(50, 10)):
        weights = [ridge(features, np.sin(3 * x) + noise, lam) for lam in (0.0, 1e-4, 1e-2, 1.0, 100.0)]
        bends += [np.sum(np.diff(fine @ w, 2) ** 2) for w in weights]
        lengths = [np.linalg.norm(w[:-1]) for w in weights]
        assert lengths == sorted(lengths, reverse=True)
    assert np.all(np.diff(bends) < 0)
    assert bends[0] > 100 * bends[2]
