"""The references of p6 with known bugs to switch on: each `if` is one bug.

Each function takes the names of bugs and returns the reference with these bugs; with none it equals the reference.
Bugs can be combined, so that two mistakes of a student are found together.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from course.types import Array, Booleans, Integers, Layer, Network
from grader.exercises.model import BugNames, Reference
from reference_solution.activations.by_name import activation
from reference_solution.networks.gradient_check import grad_check as right_grad_check

Caches: TypeAlias = list[tuple[Layer, Array]]
"""For each layer the cache (X, W) of `dense_forward`, and Z."""
Loss: TypeAlias = Callable[[Network], float]
Gradients: TypeAlias = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]


def dense_forward(bugs: BugNames) -> Reference:
    """`dense_forward` with bugs."""

    def faulty(X: Array, W: Array, b: Array) -> tuple[Array, Layer]:
        Z = X @ W
        if "no_bias" not in bugs:
            Z = Z - b if "bias_subtracted" in bugs else Z + b
        cache = (W, X) if "cache_swapped" in bugs else (X, W)
        return Z, cache

    return faulty


def dense_backward(bugs: BugNames) -> Reference:
    """`dense_backward` with bugs."""

    def faulty(dZ: Array, cache: Layer) -> Gradients:
        X, W = cache
        dX = dZ @ (W if "weights_not_transposed" in bugs else W.T)
        dW = X.T @ dZ
        if "dW_transposed" in bugs:
            dW = dW.T
        if "dW_not_summed" in bugs:
            dW = np.outer(X[0], dZ[0])
        if "divided_again" in bugs:
            dW = dW / len(X)
        db = dZ.sum(axis=0)
        if "db_mean" in bugs:
            db = dZ.mean(axis=0)
        if "db_zero" in bugs:
            db = np.zeros_like(db)
        if "db_wrong_axis" in bugs:
            db = dZ.sum(axis=1)
        if "db_not_summed" in bugs:
            db = dZ
        if "db_keeps_rows" in bugs:
            db = dZ.sum(axis=0, keepdims=True)
        if "dense_sign" in bugs:
            dX, dW, db = -dX, -dW, -db
        if "whole_numbers" in bugs:
            dX, dW, db = dX.astype(int), dW.astype(int), db.astype(int)
        return dX, dW, db

    return faulty


def activation_backward(bugs: BugNames) -> Reference:
    """`activation_backward` with bugs."""

    def faulty(dA: NDArray[Any], Z: Array, kind: str) -> Array:
        A: Array = activation(Z, kind)
        at = A if "derivative_at_a" in bugs else Z
        if kind == "identity":
            slope = np.ones_like(Z)
        elif kind == "sigmoid":
            S = Z if "formula_in_a_fed_z" in bugs else activation(at, "sigmoid")
            slope = S * (1 - S)
        elif kind == "tanh":
            T = Z if "formula_in_a_fed_z" in bugs else np.tanh(at)
            slope = 1 - T if "tanh_not_squared" in bugs else 1 - T**2
        else:
            slope = np.where(Z > 0, 1.0, 0.0)
            if "mask_of_upstream" in bugs:
                slope = np.where(dA > 0, 1.0, 0.0)
            if "mask_inverted" in bugs:
                slope = np.where(Z > 0, 0.0, 1.0)
        if "no_derivative" in bugs:
            return 1.0 * dA
        if "value_for_derivative" in bugs:
            return dA * A
        if "upstream_ignored" in bugs:
            return slope
        return (dA * slope).astype(int) if "slope_whole_numbers" in bugs else dA * slope

    return faulty


def softmax_cross_entropy(bugs: BugNames) -> Reference:
    """`softmax_cross_entropy` with bugs."""

    def faulty(logits: Array, labels: Integers) -> tuple[float, Array]:
        N, K = logits.shape
        axis = 0 if "softmax_over_examples" in bugs else 1
        top = logits.max(axis=axis, keepdims=True)
        if "no_shift" in bugs:
            top = 0.0
        if "one_shift_for_all" in bugs:
            top = logits.max()
        E = np.exp(logits - top)
        total = E.sum(axis=axis, keepdims=True)
        P = E / total
        unstable = "no_shift" in bugs or "one_shift_for_all" in bugs
        log_P = np.log(P) if unstable else logits - top - np.log(total)
        each = -log_P[np.arange(N), labels]
        loss = each.mean()
        if "loss_summed" in bugs:
            loss = each.sum()
        if "loss_over_classes" in bugs:
            loss = each.sum() / (N * K)
        if "loss_sign" in bugs:
            loss = -loss
        if "bits" in bugs:
            loss = loss / np.log(2)
        Y = np.eye(K)[labels]
        dlogits = P if "target_forgotten" in bugs else P - Y
        if "extra_slope" in bugs:
            dlogits = dlogits * P * (1 - P)
        if "sign" in bugs:
            dlogits = -dlogits
        if "factor_2" in bugs:
            dlogits = 2 * dlogits
        if "factor_half" in bugs:
            dlogits = dlogits / 2
        if "not_divided" not in bugs:
            dlogits = dlogits / N
        if "divided_by_classes" in bugs:
            dlogits = dlogits / K
        return loss, dlogits.astype(int) if "dlogits_whole_numbers" in bugs else dlogits

    return faulty


def mlp_forward(bugs: BugNames) -> Reference:
    """`mlp_forward` with bugs."""
    dense = dense_forward(bugs)

    def faulty(params: Network, X: Array, kind: str) -> tuple[Array, Caches]:
        A, caches = X, []
        last = len(params) - 1
        for layer, (W, b) in enumerate(params):
            Z, cache = dense(A, W, b)
            hidden = layer < last or "activation_on_output" in bugs
            if "no_activation" in bugs or ("last_hidden_linear" in bugs and layer == last - 1):
                hidden = False
            A = activation(Z, kind) if hidden else Z
            caches.append((cache, Z))
        return A, caches

    return faulty


def mlp_backward(bugs: BugNames) -> Reference:
    """`mlp_backward` with bugs, its own and those of all that it calls."""
    forward, backward = mlp_forward(bugs), _backward(bugs)
    head = softmax_cross_entropy(bugs)

    def faulty(params: Network, X: Array, labels: Integers, kind: str, lam: float) -> tuple[float, Network]:
        logits, caches = forward(params, X, kind)
        loss, dlogits = head(logits, labels)
        grads, _ = backward(params, caches, dlogits, kind)
        if "loss_without_penalty" not in bugs:
            loss = loss + lam * _penalty(params, bugs)
        scale = {"penalty_missing": 0.0, "penalty_doubled": 2.0, "penalty_over_N": 1.0 / len(X)}
        for bug in bugs & scale.keys():
            lam = lam * scale[bug]
        grads = [(dW + lam * W, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]
        if "bias_penalised" in bugs:
            grads = [(dW, db + lam * b) for (_, b), (dW, db) in zip(params, grads, strict=True)]
        if "order_reversed" in bugs:
            grads = grads[::-1]
        return loss, grads

    return faulty


def input_gradient(bugs: BugNames) -> Reference:
    """`input_gradient` with bugs."""
    forward, backward = mlp_forward(bugs), _backward(bugs)
    head = softmax_cross_entropy(bugs)

    def faulty(params: Network, X: Array, labels: Integers, kind: str) -> Array:
        logits, caches = forward(params, X, kind)
        _, dlogits = head(logits, labels)
        _, (dX, dZ) = backward(params, caches, dlogits, kind)
        stopped = dZ if "stops_before_the_weights" in bugs else dX
        gradient: Array = dX.sum(axis=0) if "summed_over_examples" in bugs else stopped
        return gradient

    return faulty


def mac_counts(bugs: BugNames) -> Reference:
    """`mac_counts` with bugs."""

    def faulty(sizes: list[int], batch: int) -> dict[str, int]:
        products = [a * b for a, b in pairwise(sizes)]
        if "biases_counted" in bugs:
            products = [(a + 1) * b for a, b in pairwise(sizes)]
        forward = batch * sum(products)
        backward = 2 * forward if "input_gradient_counted" in bugs else 2 * forward - batch * products[0]
        if "output_layer_skipped" in bugs:
            backward -= batch * products[-1]
        if "as_much_as_forward" in bugs:
            backward = forward
        if "batch_forgotten" in bugs:
            forward, backward = forward // batch, backward // batch
        return {"forward": forward, "backward": backward}

    return faulty


def grad_check(bugs: BugNames) -> Reference:
    """`grad_check` with bugs; with none it is the reference itself."""
    if not bugs:
        return right_grad_check

    def faulty(loss: Loss, params: Network, grads: Network) -> bool:
        if bugs & {"always_true", "always_false"}:
            return "always_true" in bugs
        arrays = [a for layer in params for a in layer]
        claims = [np.asarray(g) for layer in grads for g in layer]
        if len(claims) != len(arrays) and "layer_missing" not in bugs:
            return False
        pairs = list(zip(arrays, claims, strict=False))
        for bug, seen in _LOOKED_AT.items():
            if bug in bugs:
                pairs = [pair for pair in pairs if any(pair[0] is a for a in arrays[seen])]
        if not pairs:
            return True
        if any(array.shape != claim.shape for array, claim in pairs):
            return False
        if not all(np.isfinite(claim).all() for _, claim in pairs) and "nan_passes" not in bugs:
            return False
        kept, numerics = [], []
        for array, claim in pairs:
            numeric, smooth = _differences(loss, params, array, claim, bugs)
            numerics.append(numeric[smooth])
            kept.append(claim[smooth])
        n, g = np.concatenate(numerics), np.concatenate(kept)
        if "first_entry_only" in bugs:
            n, g = n[:1], g[:1]
        gap, scale = np.abs(n - g), np.abs(n) + np.abs(g)
        if "no_floor" in bugs and (scale == 0).any():
            return False
        if "zero_passes" in bugs:
            gap = np.where(g == 0, 0.0, gap)
        if "signs_ignored" in bugs:
            gap = np.abs(np.abs(n) - np.abs(g))
        if "direction_only" in bugs:
            return bool(n @ g > 0.999999 * np.linalg.norm(n) * np.linalg.norm(g))
        if "sum_only" in bugs:
            return bool(abs(n.sum() - g.sum()) < 1e-6)
        tolerance = 10.0 if "tolerance_too_wide" in bugs else 1e-5
        return not (gap > tolerance * scale + 1e-8).any()

    return faulty


_LOOKED_AT = {
    "first_array_only": slice(0, 1),
    "last_layer_only": slice(-2, None),
    "biases_skipped": slice(None, None, 2),
    "weights_skipped": slice(1, None, 2),
}


def _differences(loss: Loss, params: Network, array: Array, claim: Array, bugs: BugNames) -> tuple[Array, Booleans]:
    """Central differences for one array, and in which entries no kink lies within the step.

    What the reference accepts as a subgradient is taken for the difference.
    """
    numeric, smooth = np.zeros_like(array), np.ones(array.shape, dtype=bool)
    here, steps = loss(params), (1e-5,) if "kink_crossed" in bugs else (1e-5, 1e-6)
    for i in np.ndindex(array.shape):
        kept, bends = array[i], []
        for h in steps:
            array[i] = kept + h
            above = loss(params)
            array[i] = kept - h
            below = loss(params)
            array[i] = kept
            bends.append(abs(above - 2 * here + below) / h)
        numeric[i] = (above - below) / (2 * h)
        if len(bends) == 2 and bends[1] > 1e-7:
            if abs(numeric[i] - claim[i]) <= bends[1]:
                numeric[i] = claim[i]
            else:
                smooth[i] = bends[1] <= 0.3 * bends[0]
    return numeric, smooth


def _backward(bugs: BugNames) -> Reference:
    """The backward pass of a network: the gradients of each layer, and those by its input and by Z of layer 1."""
    dense = dense_backward(bugs)
    activate = activation_backward(bugs)

    def backward(params: Network, caches: Caches, dlogits: Array, kind: str) -> tuple[Network, Layer]:
        dA, grads = dlogits, []
        for layer in reversed(range(len(params))):
            (X, W), Z = caches[layer]
            output = layer == len(params) - 1 and not bugs & {"activation_on_output", "slope_at_output"}
            linear = output or "no_activation" in bugs
            dZ = dA if linear else activate(dA, Z, kind)
            if "own_activation" in bugs and layer < len(params) - 1:
                X = activation(Z, kind)
            dA, dW, db = dense(dZ, (X, W))
            if "hidden_zero" in bugs and layer < len(params) - 1:
                dW, db = 0 * dW, 0 * db
            grads.append((dW, db))
        return grads[::-1], (dA, dZ)

    return backward


def _penalty(params: Network, bugs: BugNames) -> float:
    squares: float = sum(np.sum(W**2) for W, _ in params)
    if "loss_penalises_bias" in bugs:
        squares = squares + sum(np.sum(b**2) for _, b in params)
    return squares if "loss_penalty_not_halved" in bugs else squares / 2
