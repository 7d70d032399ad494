"""What the visible checks of p1 say beyond the bank."""

from course.check import p1 as check
from reference_solution.linear.lasso import lasso_ista
from reference_solution.linear.perceptron import perceptron_fit


def test_a_missing_transpose_that_a_square_x_lets_pass_is_named(said):
    def oblong_only(w, X, y):
        residual = X @ w - y
        return 2 / len(X) * (X if X.shape[0] == X.shape[1] else X.T) @ residual

    assert "a .T is missing" in said(check.mse_grad, oblong_only)


def test_an_objective_that_grows_is_told(said):
    def settles_late(X, y, lam, steps):
        w = lasso_ista(X, y, lam, steps)
        return w + (steps < 5) * steps

    assert "it should never grow" in said(check.lasso_ista, settles_late)


def test_a_learning_rate_in_the_correction_is_told(said):
    def cautious(X, y, max_epochs):
        w, mistakes, converged = perceptron_fit(X, y, max_epochs)
        return 0.1 * w, mistakes, converged

    assert "w is 0.1 times the sum" in said(check.perceptron_fit, cautious)
