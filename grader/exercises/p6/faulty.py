"""The reference of p6 with slips: each `if` is one way to get it wrong.

A factory takes a set of slips and returns the function; without slips it equals the reference. So any two slips
make a third wrong reference, and a student's two mistakes can be found together.
"""

from itertools import pairwise

import numpy as np

from reference_solution.activations.activations import activation
from reference_solution.networks.gradient_check import grad_check as right_grad_check


def dense_forward(slips):
    """`dense_forward` with slips."""

    def wrong(X, W, b):
        Z = X @ W
        if "no_bias" not in slips:
            Z = Z - b if "bias_subtracted" in slips else Z + b
        cache = (W, X) if "cache_swapped" in slips else (X, W)
        return Z, cache

    return wrong


def dense_backward(slips):
    """`dense_backward` with slips."""

    def wrong(dZ, cache):
        X, W = cache
        dX = dZ @ (W if "weights_not_transposed" in slips else W.T)
        dW = X.T @ dZ
        if "dW_transposed" in slips:
            dW = dW.T
        if "dW_not_summed" in slips:
            dW = np.outer(X[0], dZ[0])
        if "divided_again" in slips:
            dW = dW / len(X)
        db = dZ.sum(axis=0)
        if "db_mean" in slips:
            db = dZ.mean(axis=0)
        if "db_zero" in slips:
            db = np.zeros_like(db)
        if "db_wrong_axis" in slips:
            db = dZ.sum(axis=1)
        if "db_not_summed" in slips:
            db = dZ
        if "db_keeps_rows" in slips:
            db = dZ.sum(axis=0, keepdims=True)
        if "dense_sign" in slips:
            dX, dW, db = -dX, -dW, -db
        if "whole_numbers" in slips:
            dX, dW, db = dX.astype(int), dW.astype(int), db.astype(int)
        return dX, dW, db

    return wrong


def activation_backward(slips):
    """`activation_backward` with slips."""

    def wrong(dA, Z, kind):
        A = activation(Z, kind)
        at = A if "derivative_at_a" in slips else Z
        if kind == "identity":
            slope = np.ones_like(Z)
        elif kind == "sigmoid":
            S = Z if "formula_in_a_fed_z" in slips else activation(at, "sigmoid")
            slope = S * (1 - S)
        elif kind == "tanh":
            T = Z if "formula_in_a_fed_z" in slips else np.tanh(at)
            slope = 1 - T if "tanh_not_squared" in slips else 1 - T**2
        else:
            slope = np.where(Z > 0, 1.0, 0.0)
            if "mask_of_upstream" in slips:
                slope = np.where(dA > 0, 1.0, 0.0)
            if "mask_inverted" in slips:
                slope = np.where(Z > 0, 0.0, 1.0)
        if "no_derivative" in slips:
            return 1.0 * dA
        if "value_for_derivative" in slips:
            return dA * A
        if "upstream_ignored" in slips:
            return slope
        return (dA * slope).astype(int) if "slope_whole_numbers" in slips else dA * slope

    return wrong


def softmax_cross_entropy(slips):
    """`softmax_cross_entropy` with slips."""

    def wrong(logits, labels):
        N, K = logits.shape
        axis = 0 if "softmax_over_examples" in slips else 1
        top = logits.max(axis=axis, keepdims=True)
        if "no_shift" in slips:
            top = 0.0
        if "one_shift_for_all" in slips:
            top = logits.max()
        E = np.exp(logits - top)
        total = E.sum(axis=axis, keepdims=True)
        P = E / total
        unstable = "no_shift" in slips or "one_shift_for_all" in slips
        log_P = np.log(P) if unstable else logits - top - np.log(total)
        each = -log_P[np.arange(N), labels]
        loss = each.mean()
        if "loss_summed" in slips:
            loss = each.sum()
        if "loss_over_classes" in slips:
            loss = each.sum() / (N * K)
        if "loss_sign" in slips:
            loss = -loss
        if "bits" in slips:
            loss = loss / np.log(2)
        Y = np.eye(K)[labels]
        dlogits = P if "target_forgotten" in slips else P - Y
        if "extra_slope" in slips:
            dlogits = dlogits * P * (1 - P)
        if "sign" in slips:
            dlogits = -dlogits
        if "factor_2" in slips:
            dlogits = 2 * dlogits
        if "factor_half" in slips:
            dlogits = dlogits / 2
        if "not_divided" not in slips:
            dlogits = dlogits / N
        if "divided_by_classes" in slips:
            dlogits = dlogits / K
        return loss, dlogits.astype(int) if "dlogits_whole_numbers" in slips else dlogits

    return wrong


def mlp_forward(slips):
    """`mlp_forward` with slips."""
    dense = dense_forward(slips)

    def wrong(params, X, kind):
        A, caches = X, []
        last = len(params) - 1
        for layer, (W, b) in enumerate(params):
            Z, cache = dense(A, W, b)
            hidden = layer < last or "activation_on_output" in slips
            if "no_activation" in slips or ("last_hidden_linear" in slips and layer == last - 1):
                hidden = False
            A = activation(Z, kind) if hidden else Z
            caches.append((cache, Z))
        return A, caches

    return wrong


def mlp_backward(slips):
    """`mlp_backward` with slips of its own and of everything it is made of."""
    forward, backward = mlp_forward(slips), _backward(slips)
    head = softmax_cross_entropy(slips)

    def wrong(params, X, labels, kind, lam):
        logits, caches = forward(params, X, kind)
        loss, dlogits = head(logits, labels)
        grads, _ = backward(params, caches, dlogits, kind)
        if "loss_without_penalty" not in slips:
            loss = loss + lam * _penalty(params, slips)
        scale = {"penalty_missing": 0.0, "penalty_doubled": 2.0, "penalty_over_N": 1.0 / len(X)}
        for slip in slips & scale.keys():
            lam = lam * scale[slip]
        grads = [(dW + lam * W, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]
        if "bias_penalised" in slips:
            grads = [(dW, db + lam * b) for (_, b), (dW, db) in zip(params, grads, strict=True)]
        if "order_reversed" in slips:
            grads = grads[::-1]
        return loss, grads

    return wrong


def input_gradient(slips):
    """`input_gradient` with slips."""
    forward, backward = mlp_forward(slips), _backward(slips)
    head = softmax_cross_entropy(slips)

    def wrong(params, X, labels, kind):
        logits, caches = forward(params, X, kind)
        _, dlogits = head(logits, labels)
        _, (dX, dZ) = backward(params, caches, dlogits, kind)
        if "summed_over_examples" in slips:
            return dX.sum(axis=0)
        return dZ if "stops_before_the_weights" in slips else dX

    return wrong


def mac_counts(slips):
    """`mac_counts` with slips."""

    def wrong(sizes, batch):
        products = [a * b for a, b in pairwise(sizes)]
        if "biases_counted" in slips:
            products = [(a + 1) * b for a, b in pairwise(sizes)]
        forward = batch * sum(products)
        backward = 2 * forward if "input_gradient_counted" in slips else 2 * forward - batch * products[0]
        if "output_layer_skipped" in slips:
            backward -= batch * products[-1]
        if "as_much_as_forward" in slips:
            backward = forward
        if "batch_forgotten" in slips:
            forward, backward = forward // batch, backward // batch
        return {"forward": forward, "backward": backward}

    return wrong


def grad_check(slips):
    """`grad_check` with slips; without any it is the reference itself."""
    if not slips:
        return right_grad_check

    def wrong(loss, params, grads):
        if slips & {"always_true", "always_false"}:
            return "always_true" in slips
        arrays = [a for layer in params for a in layer]
        claims = [np.asarray(g) for layer in grads for g in layer]
        if len(claims) != len(arrays) and "layer_missing" not in slips:
            return False
        pairs = list(zip(arrays, claims, strict=False))
        for slip, seen in _LOOKED_AT.items():
            if slip in slips:
                pairs = [pair for pair in pairs if any(pair[0] is a for a in arrays[seen])]
        if not pairs:
            return True
        if any(array.shape != claim.shape for array, claim in pairs):
            return False
        if not all(np.isfinite(claim).all() for _, claim in pairs) and "nan_passes" not in slips:
            return False
        kept, numerics = [], []
        for array, claim in pairs:
            numeric, smooth = _differences(loss, params, array, claim, slips)
            numerics.append(numeric[smooth])
            kept.append(claim[smooth])
        n, g = np.concatenate(numerics), np.concatenate(kept)
        gap, scale = np.abs(n - g), np.abs(n) + np.abs(g)
        if "no_floor" in slips and (scale == 0).any():
            return False
        if "zero_passes" in slips:
            gap = np.where(g == 0, 0.0, gap)
        if "signs_ignored" in slips:
            gap = np.abs(np.abs(n) - np.abs(g))
        if "direction_only" in slips:
            return bool(n @ g > 0.999999 * np.linalg.norm(n) * np.linalg.norm(g))
        if "sum_only" in slips:
            return bool(abs(n.sum() - g.sum()) < 1e-6)
        tolerance = 10.0 if "tolerance_too_wide" in slips else 1e-5
        return not (gap > tolerance * scale + 1e-8).any()

    return wrong


_LOOKED_AT = {
    "first_array_only": slice(0, 1),
    "last_layer_only": slice(-2, None),
    "biases_skipped": slice(None, None, 2),
    "weights_skipped": slice(1, None, 2),
}


def _differences(loss, params, array, claim, slips):
    """Central differences for one array, and in which of its entries they are derivatives."""
    numeric, smooth = np.zeros_like(array), np.ones(array.shape, dtype=bool)
    here, steps = loss(params), (1e-5,) if "kink_crossed" in slips else (1e-5, 1e-6)
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
        if len(bends) == 2:
            near = abs(numeric[i] - claim[i]) <= bends[1]
            smooth[i] = bends[1] <= 1e-7 or not (near or bends[1] > 0.3 * bends[0])
    return numeric, smooth


def _backward(slips):
    """The way back through a network: the gradients of each layer, and those at its input."""
    dense = dense_backward(slips)
    activate = activation_backward(slips)

    def backward(params, caches, dlogits, kind):
        dA, grads = dlogits, []
        for layer in reversed(range(len(params))):
            (X, W), Z = caches[layer]
            output = layer == len(params) - 1 and "activation_on_output" not in slips
            linear = output or "no_activation" in slips
            dZ = dA if linear else activate(dA, Z, kind)
            if "own_activation" in slips and layer < len(params) - 1:
                X = activation(Z, kind)
            dA, dW, db = dense(dZ, (X, W))
            if "hidden_zero" in slips and layer < len(params) - 1:
                dW, db = 0 * dW, 0 * db
            grads.append((dW, db))
        return grads[::-1], (dA, dZ)

    return backward


def _penalty(params, slips):
    squares = sum(np.sum(W**2) for W, _ in params)
    if "loss_penalises_bias" in slips:
        squares = squares + sum(np.sum(b**2) for _, b in params)
    return squares if "loss_penalty_not_halved" in slips else squares / 2
