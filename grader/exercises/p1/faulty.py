"""The references of p1 with known bugs to switch on, as in `grader.exercises.p6.faulty`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.types import Array, Integers
from grader.exercises.model import BugNames, Reference


def add_bias(bugs: BugNames) -> Reference:
    """`add_bias` with bugs."""

    def faulty(X: NDArray[Any]) -> Array:
        ones = np.zeros(len(X)) if "zeros" in bugs else np.ones(len(X))
        ones = ones.astype(X.dtype) if "whole_numbers" in bugs else ones
        if "row" in bugs:
            return np.vstack([X, ones[0] * np.ones(X.shape[1])])
        if "no_column" in bugs:
            return 1.0 * X
        return np.column_stack([ones, X] if "first" in bugs else [X, ones])

    return faulty


def normal_equation(bugs: BugNames) -> Reference:
    """`normal_equation` with bugs."""

    def faulty(X: Array, y: Array) -> NDArray[Any]:
        if bugs & {"no_bias", "bias_afterwards"}:
            w = np.linalg.lstsq(X, y)[0]
            if "bias_afterwards" in bugs:
                return np.append(w, np.mean(y - X @ w))
            return np.append(w, np.mean(y)) if "bias_is_mean" in bugs else w
        A = np.column_stack([X, np.ones(len(X))])
        if "a_little_ridge" in bugs:
            w = np.linalg.solve(A.T @ A + 1e-3 * np.eye(A.shape[1]), A.T @ y)
        else:
            w = np.linalg.lstsq(A, y)[0]
        if "bias_is_mean" in bugs:
            w[-1] = np.mean(y)
        return np.roll(w, 1) if "bias_first" in bugs else w

    return faulty


def mse_grad(bugs: BugNames) -> Reference:
    """`mse_grad` with bugs."""

    def faulty(w: Array, X: Array, y: Array) -> Array:
        residual = y - X @ w if "sign" in bugs else X @ w - y
        dw = X @ residual if "not_transposed" in bugs else X.T @ residual
        if "no_factor_2" not in bugs:
            dw = 2 * dw
        if "divided_by_weights" in bugs:
            return dw / len(w)
        return dw if "summed" in bugs else dw / len(X)

    return faulty


def ridge(bugs: BugNames) -> Reference:
    """`ridge` with bugs."""

    def faulty(X: Array, y: Array, lam: float, penalise_bias: bool = False) -> Array:
        ones = np.ones(len(X))
        A = np.column_stack([ones, X] if "ones_first" in bugs else [X, ones])
        pays = np.ones(A.shape[1])
        bias = bool(penalise_bias)
        if "always_penalised" in bugs:
            bias = True
        elif "never_penalised" in bugs:
            bias = False
        elif "flag_inverted" in bugs:
            bias = not bias
        pays[0 if "first_exempt" in bugs else -1] = bias
        if "times_N" in bugs:
            lam = lam * len(X)
        if "over_N" in bugs:
            lam = lam / len(X)
        if "halved" in bugs:
            lam = lam / 2
        if "doubled" in bugs:
            lam = 2 * lam
        if "penalty_sign" in bugs:
            lam = -lam
        return np.linalg.solve(lam * np.diag(pays) + A.T @ A, A.T @ y)

    return faulty


def soft_threshold(bugs: BugNames) -> Reference:
    """`soft_threshold` with bugs."""

    def faulty(v: Array, t: float) -> Array:
        if "hard" in bugs:
            return np.where(np.abs(v) > t, v, 0.0)
        if "crosses" in bugs:
            return v - t * np.sign(v)
        if "negatives_lost" in bugs:
            return np.maximum(v - t, 0.0)
        size = np.maximum(np.abs(v) - t, 0.0)
        if "away_from_zero" in bugs:
            size = np.where(np.abs(v) > t, np.abs(v) + t, 0.0)
        return size if "sign_lost" in bugs else np.sign(v) * size

    return faulty


def lasso_ista(bugs: BugNames) -> Reference:
    """`lasso_ista` with bugs, its own and those of `soft_threshold`."""
    pulled = soft_threshold(bugs)

    def faulty(X: Array, y: Array, lam: float, steps: int = 1000) -> Array:
        curvature = 2 * np.linalg.norm(X, 2) ** 2
        step = 2 / curvature if "steps_too_long" in bugs else 1 / curvature
        if "whole_steps" in bugs:
            step = np.float64(1.0)
        factor = 1.0 if "no_factor_2" in bugs else 2.0
        if "uphill" in bugs:
            factor = -factor
        if "mean_of_squares" in bugs:
            factor = factor / len(X)
        pull = lam if "pull_not_scaled" in bugs else step * lam
        if "no_pull" in bugs:
            pull = 0.0
        if "half_pull" in bugs:
            pull = pull / 2
        w = np.zeros(X.shape[1])
        for _ in range(1 if "one_step" in bugs else steps):
            if "pull_first" in bugs:
                w = pulled(w, pull)
                w = w - step * factor * X.T @ (X @ w - y)
            else:
                w = pulled(w - step * factor * X.T @ (X @ w - y), pull)
        return w

    return faulty


def perceptron_fit(bugs: BugNames) -> Reference:
    """`perceptron_fit` with bugs."""

    def faulty(X: Array, y: Integers, max_epochs: int) -> tuple[Array, Integers, bool]:
        w, mistakes = np.zeros(X.shape[1]), list[int]()
        for _ in range(max_epochs + ("one_epoch_more" in bugs)):
            before, made = w, []
            for i in range(len(X)):
                score = X[i] @ (before if "once_an_epoch" in bugs else w)
                if _mistaken(score, y[i], bugs) or "always" in bugs:
                    step = X[i] if "label_forgotten" in bugs else y[i] * X[i]
                    w = w - step if "wrong_way" in bugs else w + step
                    made.append(i)
                    if "begins_again" in bugs:
                        break
                elif "stops_at_once" in bugs:
                    return w, np.array(mistakes + made, dtype=np.int64), True
            mistakes = made if "last_epoch_only" in bugs else mistakes + made
            if not made and "never_says_so" not in bugs:
                return w, np.array(mistakes, dtype=np.int64), True
        separates = "says_so_if_it_separates" in bugs and bool((y * (X @ w) > 0).all())
        return w, np.array(mistakes, dtype=np.int64), separates or "always_says_so" in bugs

    return faulty


def _mistaken(score: float, label: int, bugs: BugNames) -> bool:
    if "labels_0_1" in bugs:
        return int(score > 0) != label
    return bool(label * score < 0 if "tie_is_right" in bugs else label * score <= 0)


def logistic_loss_pm1(bugs: BugNames) -> Reference:
    """`logistic_loss_pm1` with bugs."""

    def faulty(s: Array, y: Integers) -> tuple[Any, Array]:
        margin = y * s
        if "margin_sign" in bugs:
            margin = -margin
        labels_0_1 = "labels_0_1" in bugs
        if labels_0_1:
            loss = np.logaddexp(0.0, s) - y * s
        else:
            loss = np.log(1 + np.exp(-margin)) if "loss_overflows" in bugs else np.logaddexp(0.0, -margin)
        e = np.exp(-np.abs(margin))
        share = np.where(margin >= 0, e, 1.0) / (1.0 + e)  # sigma(-margin)
        if "slope_overflows" in bugs:
            share = np.exp(-margin) / (1 + np.exp(-margin))
        if "slope_at_margin" in bugs:
            share = 1 - share
        ds = -share if "label_forgotten" in bugs else -y * share
        if "margin_sign" in bugs or "slope_sign" in bugs:
            ds = -ds
        if labels_0_1:
            ds = 0.5 * (1 + np.tanh(s / 2)) - y
        if "bits" in bugs:
            loss = loss / np.log(2)
        if "slope_over_N" in bugs:
            ds = ds / len(s)
        return (np.mean(loss) if "loss_averaged" in bugs else loss), ds

    return faulty
