"""The references of p3 with slips: each `if` is one way to get it wrong. The activations are in `p3_slips`."""

import numpy as np

from course.probing.adapters.function_pairs import head, with_refusal
from reference_solution.activations.identity_and_step import identity
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.losses.losses import bce_with_logits as right_bce
from reference_solution.losses.losses import mse_half as right_mse
from reference_solution.losses.losses import softmax_ce as right_ce
from reference_solution.losses.output_heads import output_head as right_head
from reference_solution.losses.softmax import softmax as right_softmax


def _top(Z, axis, slips):
    """What is subtracted before the exponential."""
    if "no_shift" in slips:
        return np.zeros_like(Z.max(axis=axis, keepdims=True))
    top = Z.max(axis=axis, keepdims=True)
    return np.full_like(top, Z.max()) if "one_shift_for_all" in slips else top


def _axis(slips):
    return 0 if "softmax_over_examples" in slips else 1


def logsumexp(slips):
    """`logsumexp` with slips."""

    def wrong(Z, temperature=1.0):
        axis = _axis(slips)
        T = 1.0 if "temperature_ignored" in slips else temperature
        top = _top(Z, axis, slips)
        S = np.log(np.exp((Z - top) / T).sum(axis=axis, keepdims=True))
        if "temperature_only_inside" in slips:
            top = top / T
        elif "temperature_not_multiplied" not in slips:
            S = T * S
        if "shift_not_added" not in slips:
            S = S + top
        return S if "axis_kept" in slips else np.squeeze(S, axis=axis)

    return wrong


def log_softmax(slips):
    """`log_softmax` with slips."""

    def wrong(Z, temperature=1.0):
        axis = _axis(slips)
        T = 1.0 if "temperature_ignored" in slips else temperature
        if "temperature_multiplied" in slips:
            T = 1 / T
        shifted = (Z - _top(Z, axis, slips)) / T
        E = np.exp(shifted)
        total = E.sum(axis=axis, keepdims="keepdims_missing" not in slips)
        log_P = np.log(E / total) if "log_of_softmax" in slips else shifted - np.log(total)
        return log_P / np.log(2) if "bits" in slips else log_P

    return wrong


def softmax(slips):
    """`softmax` with slips."""

    def wrong(Z, temperature=1.0):
        axis = _axis(slips)
        T = 1.0 if "temperature_ignored" in slips else temperature
        if "temperature_multiplied" in slips:
            T = 1 / T
        if slips & {"no_shift_in_logarithm", "one_shift_in_logarithm"}:
            inner = {"no_shift"} if "no_shift_in_logarithm" in slips else {"one_shift_for_all"}
            return np.exp(log_softmax(slips | inner)(Z, temperature))
        E = np.exp((Z - _top(Z, axis, slips)) / T)
        if "not_normalised" in slips:
            return E
        return E / E.sum(axis=axis, keepdims="keepdims_missing" not in slips)

    return wrong


def mse_half(slips):
    """`mse_half` with slips, asked in two parts."""

    def loss(A, Y):
        if "shapes_not_compared" not in slips and np.shape(A) != np.shape(Y):
            raise ValueError("shapes differ")
        D = A - Y
        N = D.size if "mean_over_entries" in slips else len(A)
        loss, dA = np.sum(D**2) / (2 * N), D / N
        if "loss_not_halved" in slips:
            loss = 2 * loss
        if "loss_summed" in slips:
            loss = loss * len(A)
        if "loss_over_entries" in slips:
            loss = loss * len(A) / D.size
        if "factor_2" in slips:
            dA = 2 * dA
        if "not_divided" in slips:
            dA = dA * len(A)
        return loss, -dA if "sign" in slips else dA

    return with_refusal(loss)


def gaussian_nll(slips):
    """`gaussian_nll` with slips."""

    def wrong(A, Y, sigma):
        half, dA = right_mse(A, Y)
        K = 1 if "constant_once" in slips else np.size(A) // len(A)
        constant = K * np.log(sigma * np.sqrt(2 * np.pi))
        if "constant_missing" in slips:
            constant = 0.0
        if "log_of_variance" in slips:
            constant = constant + K * np.log(sigma)
        if "constant_sign" in slips:
            constant = -constant
        power = 1 if "sigma_not_squared" in slips else 2
        if "gradient_without_sigma" not in slips:
            dA = dA / sigma**power
        if "sign" in slips:
            dA = -dA
        half = 2 * half if "loss_not_halved" in slips else half
        half = half * len(A) / np.size(A) if "squares_over_entries" in slips else half
        return half / sigma**power + constant, dA

    return wrong


def bce_with_logits(slips):
    """`bce_with_logits` with slips."""

    def wrong(Z, Y):
        P, N = sigmoid(Z), len(Z)
        positive, negative = np.logaddexp(0.0, -Z), np.logaddexp(0.0, Z)
        if "logarithm_of_probabilities" in slips:
            positive, negative = -np.log(P), -np.log(1 - P)
        if "only_the_ones" in slips:
            negative = 0 * negative
        loss = np.sum(Y * positive + (1.0 - Y) * negative) / N
        if "labels_pm1" in slips:
            loss = np.sum(np.logaddexp(0.0, -Y * Z)) / N
        if "loss_summed" in slips:
            loss = loss * N
        if "loss_over_entries" in slips:
            loss = loss * N / np.size(Z)
        if "loss_sign" in slips:
            loss = -loss
        dZ = (Z if "sigmoid_missing" in slips else P) - Y
        if "sigmoid_overflows" in slips:
            dZ = np.where(np.abs(Z) > 700, np.exp(Z) / (1 + np.exp(Z)) - Y, dZ)
        if "extra_slope" in slips:
            dZ = dZ * P * (1 - P)
        if "sign" in slips:
            dZ = -dZ
        return loss, dZ if "not_divided" in slips else dZ / N

    return wrong


def softmax_ce(slips):
    """`softmax_ce` with slips."""

    def wrong(Z, Y):
        N, K = Z.shape
        log_P = log_softmax(slips)(Z)
        P = np.exp(log_softmax(slips - {"bits", "log_of_softmax"})(Z))
        loss = -np.sum(Y * log_P) / N
        if "labels_from_rows" in slips:
            labels = Y.argmax(axis=1)
            Y, loss = np.eye(K)[labels], -log_P[np.arange(N), labels].mean()
        if "loss_summed" in slips:
            loss = loss * N
        if "loss_over_classes" in slips:
            loss = loss / K
        if "loss_sign" in slips:
            loss = -loss
        dZ = P if "target_forgotten" in slips else P - Y
        if "extra_slope" in slips:
            dZ = dZ * P * (1 - P)
        for slip, factor in (("sign", -1.0), ("factor_2", 2.0), ("factor_half", 0.5), ("divided_by_classes", 1 / K)):
            if slip in slips:
                dZ = dZ * factor
        return loss, dZ if "not_divided" in slips else dZ / N

    return wrong


def output_head(slips):
    """`output_head` with slips, asked for what its two functions answer."""

    def choose(task):
        f, loss = right_head(task)
        if task == "binary" and "squared_for_binary" in slips:
            loss = right_mse
        if task == "multi-class" and "sigmoid_for_classes" in slips:
            f, loss = sigmoid, right_bce
        if task == "binary" and "softmax_for_binary" in slips:
            f, loss = right_softmax, right_ce
        if task == "regression" and "sigmoid_for_regression" in slips:
            f = sigmoid
        if "logits_answered" in slips:
            f = identity
        if "activation_twice" in slips:
            return f, lambda Z, Y: loss(f(Z), Y)
        return f, loss

    return head(choose)
