"""Right answers of p1 in the styles that students write: other solvers, other orders, other formulas."""

import numpy as np


def add_bias_into_empty(X):
    A = np.ones((X.shape[0], X.shape[1] + 1))
    A[:, :-1] = X
    return A


def add_bias_by_padding(X):
    return np.pad(X.astype(float), ((0, 0), (0, 1)), constant_values=1)


def add_bias_by_hstack(X):
    return np.hstack([X, np.ones((len(X), 1))])


def normal_equation_by_pinv(X, y):
    return np.linalg.pinv(add_bias_by_hstack(X)) @ y


def normal_equation_by_svd(X, y):
    U, s, Vt = np.linalg.svd(add_bias_into_empty(X), full_matrices=False)
    kept = s > 1e-10 * s[0]
    return Vt[kept].T @ (U.T[kept] @ y / s[kept])


def normal_equation_by_pinv_of_the_square(X, y):
    A = add_bias_by_padding(X)
    return np.linalg.pinv(A.T @ A, rcond=1e-10) @ (A.T @ y)


def mse_grad_in_loops(w, X, y):
    dw = np.zeros(len(w))
    for x, target in zip(X, y, strict=True):
        dw += 2 * (sum(x * w) - target) * x
    return dw / len(y)


def mse_grad_by_mean(w, X, y):
    return np.mean(2 * (X @ w - y)[:, None] * X, axis=0)


def mse_grad_expanded(w, X, y):
    return (2 * X.T @ X @ w - 2 * X.T @ y) / y.size


def ridge_by_added_examples(X, y, lam, penalise_bias=False):
    A = add_bias_into_empty(X)
    extra = np.sqrt(lam) * np.eye(A.shape[1])
    if not penalise_bias:
        extra = extra[:-1]
    return np.linalg.lstsq(np.vstack([A, extra]), np.append(y, np.zeros(len(extra))))[0]


def ridge_by_centring(X, y, lam, penalise_bias=False):
    if penalise_bias:
        return ridge_by_added_examples(X, y, lam, True)
    mean_x, mean_y = X.mean(axis=0), y.mean()
    C = X - mean_x
    w = np.linalg.solve(C.T @ C + lam * np.eye(X.shape[1]), C.T @ (y - mean_y))
    return np.append(w, mean_y - mean_x @ w)


def ridge_by_inverse(X, y, lam, penalise_bias=False):
    A = add_bias_by_hstack(X)
    price = lam * np.eye(A.shape[1])
    if penalise_bias is False:
        price[-1, -1] = 0
    return np.linalg.inv(A.T @ A + price) @ A.T @ y


def soft_threshold_by_sign(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def soft_threshold_by_two_relus(v, t):
    return np.maximum(v - t, 0) - np.maximum(-v - t, 0)


def soft_threshold_in_loops(v, t):
    w = np.zeros_like(v)
    for place, value in np.ndenumerate(v):
        if value > t:
            w[place] = value - t
        elif value < -t:
            w[place] = value + t
    return w


def lasso_by_coordinates(X, y, lam, steps=1000):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        for j in range(len(w)):
            rest = y - X @ w + X[:, j] * w[j]
            w[j] = soft_threshold_by_sign(X[:, j] @ rest, lam / 2) / (X[:, j] @ X[:, j])
    return w


def lasso_by_shorter_steps(X, y, lam, steps=1000):
    """The sum of all squares is never less than the largest eigenvalue."""
    w, L = np.zeros(X.shape[1]), 2 * np.sum(X**2)
    for _ in range(steps):
        w = soft_threshold_by_two_relus(w - 2 * X.T @ (X @ w - y) / L, lam / L)
    return w


def lasso_by_eigenvalues(X, y, lam, steps=1000):
    H, c = 2 * X.T @ X, 2 * X.T @ y
    step = 1 / np.linalg.eigvalsh(H)[-1]
    w = 0 * c
    while steps > 0:
        w = soft_threshold_in_loops(w - step * (H @ w - c), step * lam)
        steps -= 1
    return w


def perceptron_in_lists(X, y, max_epochs):
    w, mistakes = [0.0] * X.shape[1], []
    for _ in range(max_epochs):
        clean = True
        for i, (x, label) in enumerate(zip(X, y, strict=True)):
            if label * sum(a * b for a, b in zip(x, w, strict=True)) <= 0:
                w = [b + label * a for a, b in zip(x, w, strict=True)]
                mistakes.append(i)
                clean = False
        if clean:
            return np.array(w), mistakes, True
    return np.array(w), mistakes, False


def perceptron_backwards(X, y, max_epochs):
    """Another order of the examples: other weights, which separate as well."""
    w, mistakes, converged = np.zeros(X.shape[1]), [], False
    while max_epochs and not converged:
        converged = True
        for i in reversed(range(len(X))):
            predicted = np.sign(X[i] @ w)
            if predicted != y[i]:
                w += y[i] * X[i]
                mistakes += [i]
                converged = False
        max_epochs -= 1
    return w, np.array(mistakes), np.bool_(converged)


def perceptron_shuffled(X, y, max_epochs):
    rng = np.random.default_rng(0)
    w, mistakes = np.zeros(X.shape[1]), np.zeros(0, dtype=int)
    for _ in range(max_epochs):
        before = mistakes.size
        for i in rng.permutation(len(y)):
            if not y[i] * np.dot(w, X[i]) > 0:
                w = w + X[i] * y[i]
                mistakes = np.append(mistakes, i)
        if before == mistakes.size:
            return [w, mistakes, True]
    return [w, mistakes, False]


def logistic_by_masks(s, y):
    loss, ds = np.empty(s.shape), np.empty(s.shape)
    for i, (score, label) in enumerate(zip(s, y, strict=True)):
        m = label * score
        loss[i] = np.log1p(np.exp(-m)) if m > 0 else -m + np.log1p(np.exp(m))
        ds[i] = -label * (np.exp(-m) / (1 + np.exp(-m)) if m > 0 else 1 / (1 + np.exp(m)))
    return loss, ds


def logistic_by_tanh(s, y):
    return np.logaddexp(0, -y * s), -y * 0.5 * (1 - np.tanh(y * s / 2))


def logistic_by_softplus(s, y):
    loss = np.maximum(-y * s, 0) + np.log1p(np.exp(-abs(s)))
    return [loss, -y * np.exp(-np.logaddexp(0, y * s))]


STYLES = {
    "p1.add_bias": (add_bias_into_empty, add_bias_by_padding, add_bias_by_hstack),
    "p1.normal_equation": (
        normal_equation_by_pinv,
        normal_equation_by_svd,
        normal_equation_by_pinv_of_the_square,
    ),
    "p1.mse_grad": (mse_grad_in_loops, mse_grad_by_mean, mse_grad_expanded),
    "p1.ridge": (ridge_by_added_examples, ridge_by_centring, ridge_by_inverse),
    "p1.soft_threshold": (soft_threshold_by_sign, soft_threshold_by_two_relus, soft_threshold_in_loops),
    "p1.lasso_ista": (lasso_by_coordinates, lasso_by_shorter_steps, lasso_by_eigenvalues),
    "p1.perceptron_fit": (perceptron_in_lists, perceptron_backwards, perceptron_shuffled),
    "p1.logistic_loss_pm1": (logistic_by_masks, logistic_by_tanh, logistic_by_softplus),
}
