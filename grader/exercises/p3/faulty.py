"""The references of p3 with known bugs to switch on, as in `grader.exercises.p6.faulty`.

Those of the activations are in `activation_bugs`.
"""

import numpy as np

from course.probing.adapters.function_pairs import head, with_refusal
from course.types import Array
from grader.exercises.model import BugNames, Reference
from reference_solution.activations.identity_and_step import identity
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.losses.output_heads import output_head as right_head
from reference_solution.losses.regression_and_classification import bce_with_logits as right_bce
from reference_solution.losses.regression_and_classification import mse_half as right_mse
from reference_solution.losses.regression_and_classification import softmax_ce as right_ce
from reference_solution.losses.softmax import softmax as right_softmax


def _top(Z: Array, axis: int, bugs: BugNames) -> Array:
    """The constant that is subtracted before the exponential."""
    if "no_shift" in bugs:
        return np.zeros_like(Z.max(axis=axis, keepdims=True))
    top = Z.max(axis=axis, keepdims=True)
    return np.full_like(top, Z.max()) if "one_shift_for_all" in bugs else top


def _shift(Z: Array, T: float, axis: int, bugs: BugNames) -> Array:
    """What is subtracted from the logits, which are divided by the temperature afterwards."""
    return _top(Z, axis, bugs) * (T if "shift_not_divided" in bugs else 1.0)


def _axis(bugs: BugNames) -> int:
    return 0 if "softmax_over_examples" in bugs else 1


def logsumexp(bugs: BugNames) -> Reference:
    """`logsumexp` with bugs."""

    def faulty(Z: Array, temperature: float = 1.0) -> Array:
        axis = _axis(bugs)
        T = 1.0 if "temperature_ignored" in bugs else temperature
        top = _top(Z, axis, bugs)
        S: Array = np.log(np.exp((Z - top) / T).sum(axis=axis, keepdims=True))
        if "temperature_only_inside" in bugs:
            top = top / T
        elif "temperature_not_multiplied" not in bugs:
            S = T * S
        if "shift_not_added" not in bugs:
            S = S + top
        S = S.astype(Z.dtype) if "cut" in bugs else S
        return S if "axis_kept" in bugs else np.squeeze(S, axis=axis)

    return faulty


def log_softmax(bugs: BugNames) -> Reference:
    """`log_softmax` with bugs."""

    def faulty(Z: Array, temperature: float = 1.0) -> Array:
        axis = _axis(bugs)
        T = 1.0 if "temperature_ignored" in bugs else temperature
        if "temperature_multiplied" in bugs:
            T = 1 / T
        shifted = (Z - _shift(Z, T, axis, bugs)) / T
        E = np.exp(shifted)
        total = E.sum(axis=axis, keepdims="keepdims_missing" not in bugs)
        log_P: Array = np.log(E / total) if "log_of_softmax" in bugs else shifted - np.log(total)
        log_P = log_P.astype(Z.dtype) if "cut" in bugs else log_P
        return log_P / float(np.log(2)) if "bits" in bugs else log_P

    return faulty


def softmax(bugs: BugNames) -> Reference:
    """`softmax` with bugs."""

    def faulty(Z: Array, temperature: float = 1.0) -> Array:
        axis = _axis(bugs)
        T = 1.0 if "temperature_ignored" in bugs else temperature
        if "temperature_multiplied" in bugs:
            T = 1 / T
        if bugs & {"no_shift_in_logarithm", "one_shift_in_logarithm"}:
            inner = {"no_shift"} if "no_shift_in_logarithm" in bugs else {"one_shift_for_all"}
            by_logarithm: Array = np.exp(log_softmax(bugs | inner)(Z, temperature))
            return by_logarithm
        P: Array = np.exp((Z - _shift(Z, T, axis, bugs)) / T)
        if "not_normalised" not in bugs:
            P = P / P.sum(axis=axis, keepdims="keepdims_missing" not in bugs)
        return P.astype(Z.dtype) if "cut" in bugs else P

    return faulty


def mse_half(bugs: BugNames) -> Reference:
    """`mse_half` with bugs, with the adapter that the notebook uses."""

    def loss(A: Array, Y: Array) -> tuple[float, Array] | None:
        if "shapes_not_compared" not in bugs and np.shape(A) != np.shape(Y):
            raise ValueError("shapes differ")
        D = A - Y
        N = D.size if "mean_over_entries" in bugs else len(A)
        loss, dA = np.sum(D**2) / (2 * N), D / N
        if "loss_not_halved" in bugs:
            loss = 2 * loss
        if "loss_summed" in bugs:
            loss = loss * len(A)
        if "loss_over_entries" in bugs:
            loss = loss * len(A) / D.size
        if "factor_2" in bugs:
            dA = 2 * dA
        if "not_divided" in bugs:
            dA = dA * len(A)
        return loss, -dA if "sign" in bugs else dA

    return with_refusal(loss)


def gaussian_nll(bugs: BugNames) -> Reference:
    """`gaussian_nll` with bugs."""

    def faulty(A: Array, Y: Array, sigma: float) -> tuple[float, Array]:
        half, dA = right_mse(A, Y)
        K = 1 if "constant_once" in bugs else np.size(A) // len(A)
        constant = K * np.log(sigma * np.sqrt(2 * np.pi))
        if "constant_missing" in bugs:
            constant = 0.0
        if "log_of_variance" in bugs:
            constant = constant + K * np.log(sigma)
        if "constant_sign" in bugs:
            constant = -constant
        power = 1 if "sigma_not_squared" in bugs else 2
        if "gradient_without_sigma" not in bugs:
            dA = dA / sigma**power
        if "sign" in bugs:
            dA = -dA
        half = 2 * half if "loss_not_halved" in bugs else half
        half = half * len(A) / np.size(A) if "squares_over_entries" in bugs else half
        return half / sigma**power + constant, dA

    return faulty


def bce_with_logits(bugs: BugNames) -> Reference:
    """`bce_with_logits` with bugs."""

    def faulty(Z: Array, Y: Array) -> tuple[float, Array]:
        P, N = sigmoid(Z), len(Z)
        positive, negative = np.logaddexp(0.0, -Z), np.logaddexp(0.0, Z)
        if "logarithm_of_probabilities" in bugs:
            positive, negative = -np.log(P), -np.log(1 - P)
        if "only_the_ones" in bugs:
            negative = 0 * negative
        loss = np.sum(Y * positive + (1.0 - Y) * negative) / N
        if "labels_pm1" in bugs:
            loss = np.sum(np.logaddexp(0.0, -Y * Z)) / N
        if "only_0_and_1" in bugs:
            loss = np.sum(np.logaddexp(0.0, (1.0 - 2.0 * Y) * Z)) / N
        if "loss_summed" in bugs:
            loss = loss * N
        if bugs & {"loss_over_entries", "mean_over_entries"}:
            loss = loss * N / np.size(Z)
        if "loss_sign" in bugs:
            loss = -loss
        dZ = (Z if "sigmoid_missing" in bugs else P) - Y
        if "sigmoid_overflows" in bugs:
            dZ = np.where(np.abs(Z) > 700, np.exp(Z) / (1 + np.exp(Z)) - Y, dZ)
        if "extra_slope" in bugs:
            dZ = dZ * P * (1 - P)
        if "sign" in bugs:
            dZ = -dZ
        N = np.size(Z) if "mean_over_entries" in bugs else N
        return loss, dZ if "not_divided" in bugs else dZ / N

    return faulty


def softmax_ce(bugs: BugNames) -> Reference:
    """`softmax_ce` with bugs."""

    def faulty(Z: Array, Y: Array) -> tuple[float, Array]:
        N, K = Z.shape
        log_P = log_softmax(bugs)(Z)
        P = np.exp(log_softmax(bugs - {"bits", "log_of_softmax"})(Z))
        loss = -np.sum(Y * log_P) / N
        if bugs & {"labels_from_rows", "labels_in_loss"}:
            labels = Y.argmax(axis=1)
            loss = -log_P[np.arange(N), labels].mean()
            Y = np.eye(K)[labels] if "labels_from_rows" in bugs else Y
        if "loss_summed" in bugs:
            loss = loss * N
        if "loss_over_classes" in bugs:
            loss = loss / K
        if "loss_sign" in bugs:
            loss = -loss
        dZ = P if "target_forgotten" in bugs else P - Y
        if "extra_slope" in bugs:
            dZ = dZ * P * (1 - P)
        for bug, factor in (("sign", -1.0), ("factor_2", 2.0), ("factor_half", 0.5), ("divided_by_classes", 1 / K)):
            if bug in bugs:
                dZ = dZ * factor
        return loss, dZ if "not_divided" in bugs else dZ / N

    return faulty


def output_head(bugs: BugNames) -> Reference:
    """`output_head` with bugs, with the adapter that the notebook uses."""

    def choose(task: str) -> tuple[Reference, Reference]:
        f, loss = right_head(task)
        if task == "binary" and "squared_for_binary" in bugs:
            loss = right_mse
        if task == "multi-class" and "sigmoid_for_classes" in bugs:
            f, loss = sigmoid, right_bce
        if task == "binary" and "softmax_for_binary" in bugs:
            f, loss = right_softmax, right_ce
        if task == "regression" and "sigmoid_for_regression" in bugs:
            f = sigmoid
        if "logits_answered" in bugs:
            f = identity
        if "activation_twice" in bugs:
            return f, lambda Z, Y: loss(f(Z), Y)
        return f, loss

    return head(choose)
