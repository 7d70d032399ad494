"""The references of p1 with slips: each `if` is one way to get it wrong (as in `p6_wrong`)."""

import numpy as np


def add_bias(slips):
    """`add_bias` with slips."""

    def wrong(X):
        ones = np.zeros(len(X)) if "zeros" in slips else np.ones(len(X))
        if "row" in slips:
            return np.vstack([X, ones[0] * np.ones(X.shape[1])])
        if "no_column" in slips:
            return 1.0 * X
        return np.column_stack([ones, X] if "first" in slips else [X, ones])

    return wrong


def normal_equation(slips):
    """`normal_equation` with slips."""

    def wrong(X, y):
        if "no_bias" in slips:
            w = np.linalg.lstsq(X, y)[0]
            return np.append(w, np.mean(y)) if "bias_is_mean" in slips else w
        A = np.column_stack([X, np.ones(len(X))])
        if "a_little_ridge" in slips:
            w = np.linalg.solve(A.T @ A + 1e-3 * np.eye(A.shape[1]), A.T @ y)
        else:
            w = np.linalg.lstsq(A, y)[0]
        if "bias_is_mean" in slips:
            w[-1] = np.mean(y)
        return np.roll(w, 1) if "bias_first" in slips else w

    return wrong


def mse_grad(slips):
    """`mse_grad` with slips."""

    def wrong(w, X, y):
        residual = y - X @ w if "sign" in slips else X @ w - y
        dw = X @ residual if "not_transposed" in slips else X.T @ residual
        if "no_factor_2" not in slips:
            dw = 2 * dw
        if "divided_by_weights" in slips:
            return dw / len(w)
        return dw if "summed" in slips else dw / len(X)

    return wrong


def ridge(slips):
    """`ridge` with slips."""

    def wrong(X, y, lam, penalise_bias=False):
        ones = np.ones(len(X))
        A = np.column_stack([ones, X] if "ones_first" in slips else [X, ones])
        pays = np.ones(A.shape[1])
        bias = bool(penalise_bias)
        if "always_penalised" in slips:
            bias = True
        elif "never_penalised" in slips:
            bias = False
        elif "flag_inverted" in slips:
            bias = not bias
        pays[0 if "first_exempt" in slips else -1] = bias
        if "times_N" in slips:
            lam = lam * len(X)
        if "over_N" in slips:
            lam = lam / len(X)
        if "halved" in slips:
            lam = lam / 2
        if "doubled" in slips:
            lam = 2 * lam
        if "penalty_sign" in slips:
            lam = -lam
        return np.linalg.solve(lam * np.diag(pays) + A.T @ A, A.T @ y)

    return wrong


def soft_threshold(slips):
    """`soft_threshold` with slips."""

    def wrong(v, t):
        if "hard" in slips:
            return np.where(np.abs(v) > t, v, 0.0)
        if "crosses" in slips:
            return v - t * np.sign(v)
        if "negatives_lost" in slips:
            return np.maximum(v - t, 0.0)
        size = np.maximum(np.abs(v) - t, 0.0)
        if "away_from_zero" in slips:
            size = np.where(np.abs(v) > t, np.abs(v) + t, 0.0)
        return size if "sign_lost" in slips else np.sign(v) * size

    return wrong


def lasso_ista(slips):
    """`lasso_ista` with slips, those of the student's own `soft_threshold` among them."""
    pulled = soft_threshold(slips)

    def wrong(X, y, lam, steps=1000):
        curvature = 2 * np.linalg.norm(X, 2) ** 2
        step = 2 / curvature if "steps_too_long" in slips else 1 / curvature
        if "whole_steps" in slips:
            step = 1.0
        factor = 1.0 if "no_factor_2" in slips else 2.0
        if "uphill" in slips:
            factor = -factor
        if "mean_of_squares" in slips:
            factor = factor / len(X)
        pull = lam if "pull_not_scaled" in slips else step * lam
        if "no_pull" in slips:
            pull = 0.0
        if "half_pull" in slips:
            pull = pull / 2
        w = np.zeros(X.shape[1])
        for _ in range(1 if "one_step" in slips else steps):
            if "pull_first" in slips:
                w = pulled(w, pull)
                w = w - step * factor * X.T @ (X @ w - y)
            else:
                w = pulled(w - step * factor * X.T @ (X @ w - y), pull)
        return w

    return wrong


def perceptron_fit(slips):
    """`perceptron_fit` with slips."""

    def wrong(X, y, max_epochs):
        w, mistakes = np.zeros(X.shape[1]), []
        for _ in range(max_epochs):
            before, made = w, []
            for i in range(len(X)):
                score = X[i] @ (before if "once_an_epoch" in slips else w)
                if _mistaken(score, y[i], slips) or "always" in slips:
                    step = X[i] if "label_forgotten" in slips else y[i] * X[i]
                    w = w - step if "wrong_way" in slips else w + step
                    made.append(i)
                elif "stops_at_once" in slips:
                    return w, np.array(mistakes + made, dtype=int), True
            mistakes = made if "last_epoch_only" in slips else mistakes + made
            if not made and "never_says_so" not in slips:
                return w, np.array(mistakes, dtype=int), True
        return w, np.array(mistakes, dtype=int), "always_says_so" in slips

    return wrong


def _mistaken(score, label, slips):
    if "labels_0_1" in slips:
        return int(score > 0) != label
    return label * score < 0 if "tie_is_right" in slips else label * score <= 0


def logistic_loss_pm1(slips):
    """`logistic_loss_pm1` with slips."""

    def wrong(s, y):
        margin = y * s
        if "margin_sign" in slips:
            margin = -margin
        labels_0_1 = "labels_0_1" in slips
        if labels_0_1:
            loss = np.logaddexp(0.0, s) - y * s
        else:
            loss = np.log(1 + np.exp(-margin)) if "loss_overflows" in slips else np.logaddexp(0.0, -margin)
        e = np.exp(-np.abs(margin))
        share = np.where(margin >= 0, e, 1.0) / (1.0 + e)  # sigma(-margin)
        if "slope_overflows" in slips:
            share = np.exp(-margin) / (1 + np.exp(-margin))
        if "slope_at_margin" in slips:
            share = 1 - share
        ds = -share if "label_forgotten" in slips else -y * share
        if "margin_sign" in slips or "slope_sign" in slips:
            ds = -ds
        if labels_0_1:
            ds = 0.5 * (1 + np.tanh(s / 2)) - y
        if "bits" in slips:
            loss = loss / np.log(2)
        if "slope_over_N" in slips:
            ds = ds / len(s)
        return (np.mean(loss) if "loss_averaged" in slips else loss), ds

    return wrong
