import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression

from reference_solution.linear.least_squares import add_bias, mse_grad, normal_equation
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.margin_losses import zero_one_loss
from tests.reference_solution.agreement import assert_agree, central_differences

rng = np.random.default_rng(1)
X, y = rng.normal(size=(30, 4)), rng.normal(size=30)
A = add_bias(X)


def draw_twins():
    """A design whose last two columns are the same."""
    return np.column_stack([X, X[:, -1]])


@pytest.mark.syllabus("S1-03")
def test_scipy_and_scikit_learn_agree():
    w = normal_equation(X, y)
    assert_agree(w, scipy.linalg.lstsq(A, y)[0])
    model = LinearRegression().fit(X, y)
    assert_agree(w, np.append(model.coef_, model.intercept_))


@pytest.mark.syllabus("S1-03")
def test_the_expansion_holds_line_by_line():
    w = rng.normal(size=5)
    r = A @ w - y
    lines = [
        r.T @ r,
        (w.T @ A.T - y.T) @ (A @ w - y),
        w.T @ A.T @ A @ w - w.T @ A.T @ y - y.T @ A @ w + y.T @ y,
        w.T @ A.T @ A @ w - 2 * w.T @ A.T @ y + y.T @ y,
    ]
    np.testing.assert_allclose(lines, lines[0], rtol=1e-13)


@pytest.mark.syllabus("S1-03")
def test_the_solution_obeys_the_normal_equations():
    w = normal_equation(X, y)
    assert_agree(A.T @ A @ w, A.T @ y)
    assert_agree(w, np.linalg.inv(A.T @ A) @ A.T @ y)


@pytest.mark.syllabus("S1-03")
def test_of_many_solutions_the_shortest_is_given():
    twins = draw_twins()
    B = add_bias(twins)
    assert np.linalg.matrix_rank(B.T @ B) == 5  # of 6
    w = normal_equation(twins, y)
    np.testing.assert_allclose(w, np.linalg.pinv(B) @ y, rtol=0, atol=1e-12)
    assert w[3] == pytest.approx(w[4], rel=1e-12)
    np.testing.assert_allclose(B @ w, A @ normal_equation(X, y), rtol=0, atol=1e-12)


@pytest.mark.syllabus("S1-03")
def test_the_product_squares_the_condition():
    steep = X * [1.0, 1e-3, 1e3, 1.0]
    assert np.linalg.cond(steep.T @ steep) == pytest.approx(np.linalg.cond(steep) ** 2, rel=1e-3)


@pytest.mark.syllabus("S1-02")
def test_ones_and_centring_give_the_same_line():
    w = normal_equation(X, y)
    centred = np.linalg.lstsq(X - X.mean(axis=0), y - y.mean())[0]
    assert_agree(w[:-1], centred)
    assert w[-1] == pytest.approx(y.mean() - X.mean(axis=0) @ centred, rel=1e-12)


@pytest.mark.syllabus("S1-02")
def test_every_derivative_is_zero_at_the_solution():
    w = normal_equation(X, y + 5)
    assert np.abs(mse_grad(w, A, y + 5)).max() < 1e-13
    assert abs(np.mean(A @ w - y - 5)) < 1e-13
    without = np.linalg.lstsq(X, y + 5)[0]
    assert abs(np.mean(X @ without - y - 5)) > 1


@pytest.mark.parametrize("N", [1, 5, 30])
def test_the_gradient_agrees_with_differences(N):
    w = rng.normal(size=5)
    numeric = central_differences(lambda: np.mean((A[:N] @ w - y[:N]) ** 2), w)
    assert_agree(mse_grad(w, A[:N], y[:N]), numeric, relative=1e-8)


@pytest.mark.torch
def test_the_gradient_of_the_mean_squared_error_agrees_with_pytorch(torch):
    w = torch.tensor(rng.normal(size=5), requires_grad=True)
    torch.nn.functional.mse_loss(torch.tensor(A) @ w, torch.tensor(y)).backward()
    assert_agree(mse_grad(w.detach().numpy(), A, y), w.grad.numpy())


@pytest.mark.syllabus("S0-05")
def test_solving_and_going_downhill_end_at_the_same_weights():
    w, lr = np.zeros(5), 1 / np.linalg.eigvalsh(2 / len(A) * A.T @ A).max()
    for _ in range(300):
        w -= lr * mse_grad(w, A, y)
    assert np.abs(w - normal_equation(X, y)).max() < 1e-8


@pytest.mark.syllabus("S0-05")
def test_counted_mistakes_have_no_slope_the_logistic_loss_has():
    labels = np.sign(y)
    for loss, moves in ((zero_one_loss, False), (logistic_loss_pm1, True)):
        w = np.full(5, 0.1)
        w = w - A.T @ loss(A @ w, labels)[1] / len(A)
        assert np.any(w != 0.1) == moves


@pytest.mark.syllabus("S1-04")
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_the_derivatives_of_linear_and_quadratic_forms_and_of_a_trace(seed, n):
    rng = np.random.default_rng(seed)
    a, w, M, V = rng.normal(size=n), rng.normal(size=n), rng.normal(size=(n, n)), rng.normal(size=(n, n))
    for got, f, at in (
        (a, lambda: a @ w, w),
        ((M + M.T) @ w, lambda: w @ M @ w, w),
        (M.T, lambda: np.trace(M @ V), V),
        ((M + M.T) @ V, lambda: np.trace(V.T @ M @ V), V),
    ):
        np.testing.assert_allclose(got, central_differences(f, at), rtol=0, atol=1e-7)


@pytest.mark.syllabus("S2-02")
def test_the_column_of_ones_comes_last():
    assert A.shape == (30, 5)
    assert np.array_equal(A[:, :-1], X)
    assert np.all(A[:, -1] == 1)
    assert add_bias([[1, 2]]).dtype == np.float64


def test_inputs_stay_as_they_were():
    w = np.ones(5)
    before = [array.tobytes() for array in (X, y, A, w)]
    add_bias(X)[:] = 9
    normal_equation(X, y)
    mse_grad(w, A, y)
    assert [array.tobytes() for array in (X, y, A, w)] == before
