"""Right answers in the styles that students write: all of them deserve full marks."""

from itertools import pairwise

import numpy as np

from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.mac_counts import mac_counts


def dense_forward_in_loops(X, W, b):
    Z = np.zeros((len(X), W.shape[1]))
    for i in range(len(X)):
        for k in range(W.shape[1]):
            Z[i, k] = sum(X[i, j] * W[j, k] for j in range(len(W))) + b[k]
    return [Z, [X, W]]


def dense_forward_by_einsum(X, W, b):
    return np.einsum("ij,jk->ik", X, W) + b[None, :], (X.copy(), W.copy())


def dense_forward_with_a_column_of_ones(X, W, b):
    return np.column_stack([np.ones(len(X)), X]) @ np.vstack([b, W]), (X[:], W.T.T)


def dense_backward_in_loops(dZ, cache):
    X, W = cache
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros(W.shape[1])
    for x, dz, dx in zip(X, dZ, dX, strict=True):
        dx += [row @ dz for row in W]
        dW += np.outer(x, dz)
        db += dz
    return [dX, dW, db]


def dense_backward_by_einsum(dZ, cache):
    X, W = cache
    return np.einsum("ik,jk->ij", dZ, W), np.einsum("ij,ik->jk", X, dZ), np.einsum("ik->k", dZ)


def dense_backward_the_other_way_round(dZ, cache):
    X, W = cache
    return (W @ dZ.T).T, (dZ.T @ X).T, np.ones(len(dZ)) @ dZ


def _sigmoid(Z):
    return 0.5 * (1 + np.tanh(Z / 2))


def activation_backward_by_masks(dA, Z, kind):
    if kind == "identity":
        return dA
    dZ = dA.copy()
    if kind == "relu":
        dZ[Z <= 0] = 0
    elif kind == "tanh":
        dZ /= np.cosh(Z) ** 2
    else:
        dZ *= _sigmoid(Z) * _sigmoid(-Z)
    return dZ


def activation_backward_in_loops(dA, Z, kind):
    slopes = {
        "identity": lambda z: 1,
        "relu": lambda z: int(z >= 0),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
        "sigmoid": lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    }
    dZ = np.empty_like(Z)
    for place in np.ndindex(Z.shape):
        dZ[place] = dA[place] * slopes[kind](Z[place])
    return dZ


def activation_backward_by_einsum(dA, Z, kind):
    A = {"identity": Z, "relu": np.maximum(Z, 0), "tanh": np.tanh(Z), "sigmoid": 1 / (1 + np.exp(-Z))}[kind]
    slope = {"identity": 1.0 + 0 * A, "relu": 1.0 * (A > 0), "tanh": (1 - A) * (1 + A), "sigmoid": A - A * A}[kind]
    return np.einsum("...,...->...", dA, slope)


def head_in_loops(logits, labels):
    N, total, dlogits = len(logits), 0.0, []
    for row, label in zip(logits, labels, strict=True):
        row = row - max(row)
        log_sum = np.log(sum(np.exp(z) for z in row))
        total += log_sum - row[label]
        dlogits.append([(np.exp(z - log_sum) - (k == label)) / N for k, z in enumerate(row)])
    return float(total / N), np.array(dlogits)


def head_by_probabilities(logits, labels):
    N = len(labels)
    top = logits.max(axis=1)[:, None]
    E = np.exp(logits - top)
    dlogits = E / E.sum(axis=1)[:, None]
    loss = np.mean((np.log(E.sum(axis=1)) + top[:, 0]) - logits[range(N), labels])
    dlogits[range(N), labels] -= 1
    dlogits /= N
    return loss, dlogits


def head_by_logaddexp(logits, labels):
    Y = np.zeros(logits.shape)
    Y[np.arange(len(Y)), labels] = 1
    log_P = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    return -np.einsum("ij,ij->", Y, log_P) / len(Y), np.exp(log_P) / len(Y) - Y / len(Y)


F = {"identity": lambda Z: Z, "sigmoid": _sigmoid, "tanh": np.tanh, "relu": lambda Z: np.where(Z > 0, Z, 0)}


def network(dense, back, activate_back, head):
    """The three functions of a network, made of a student's own parts."""

    def mlp_forward(params, X, kind):
        A, kept = X, []
        for W, b in params[:-1]:
            Z, cache = dense(A, W, b)
            kept.append((cache, Z))
            A = F[kind](Z)
        logits, cache = dense(A, *params[-1])
        return logits, [*kept, (cache, None)]

    def both(params, X, labels, kind, lam):
        logits, kept = mlp_forward(params, X, kind)
        loss, d = head(logits, labels)
        grads = []
        for (W, _), (cache, Z) in zip(params[::-1], kept[::-1], strict=True):
            if Z is not None:
                d = activate_back(d, Z, kind)
            d, dW, db = back(d, cache)
            grads.insert(0, [dW + lam * W, db])
        return loss + 0.5 * lam * sum((W * W).sum() for W, _ in params), grads, d

    return (
        mlp_forward,
        lambda params, X, labels, kind, lam: both(params, X, labels, kind, lam)[:2],
        lambda params, X, labels, kind: both(params, X, labels, kind, 0)[2],
    )


def grad_check_with_a_list_of_entries(loss, params, grads):
    return bool(np.all([grad_check(loss, params, grads)]))


def grad_check_by_one_sided_slopes(loss, params, grads):
    """Another rule for kinks: where the two sides differ, the claim must lie between them."""
    arrays, claims = [a for p in params for a in p], [np.asarray(g) for p in grads for g in p]
    if [a.shape for a in arrays] != [c.shape for c in claims]:
        return False
    here, h = loss(params), 1e-6
    for array, claim in zip(arrays, claims, strict=True):
        for i in np.ndindex(array.shape):
            kept = array[i]
            array[i] = kept + h
            right = (loss(params) - here) / h
            array[i] = kept - h
            left = (here - loss(params)) / h
            array[i] = kept
            slack = 1e-6 + 1e-5 * abs(left)
            if not min(left, right) - slack <= claim[i] <= max(left, right) + slack:
                return False
    return True


def grad_check_with_smaller_and_smaller_steps(loss, params, grads):
    if len(params) != len(grads):
        return False
    for pair, claimed in zip(params, grads, strict=True):
        for array, claim in zip(pair, claimed, strict=True):
            if array.shape != claim.shape or not np.all(np.isfinite(claim)):
                return False
            for i in np.ndindex(array.shape):
                errors = []
                for h in (1e-5, 1e-6, 1e-7):
                    kept = array[i]
                    array[i] = kept + h
                    numeric = loss(params)
                    array[i] = kept - h
                    numeric = (numeric - loss(params)) / (2 * h)
                    array[i] = kept
                    errors.append(abs(numeric - claim[i]) / max(abs(numeric), abs(claim[i]), 1e-3))
                if min(errors) > 1e-5:
                    return False
    return True


def mac_counts_layer_by_layer(sizes, batch):
    forward = backward = 0
    for layer, (m, n) in enumerate(pairwise(sizes)):
        forward += batch * m * n
        backward += batch * m * n * (2 if layer else 1)
    return {"backward": backward, "forward": forward}


def mac_counts_in_numpy(sizes, batch):
    products = np.array(sizes[:-1]) * np.array(sizes[1:])
    return {"forward": batch * products.sum(), "backward": batch * (2 * products.sum() - products[0])}


def mac_counts_in_floats(sizes, batch):
    return {name: float(count) for name, count in mac_counts(sizes, batch).items()}


LOOPS = network(dense_forward_in_loops, dense_backward_in_loops, activation_backward_in_loops, head_in_loops)
EINSUM = network(dense_forward_by_einsum, dense_backward_by_einsum, activation_backward_by_einsum, head_by_logaddexp)
MATRIX = network(
    dense_forward_with_a_column_of_ones,
    dense_backward_the_other_way_round,
    activation_backward_by_masks,
    head_by_probabilities,
)

STYLES = {
    "p6.dense_forward": (dense_forward_in_loops, dense_forward_by_einsum, dense_forward_with_a_column_of_ones),
    "p6.dense_backward": (dense_backward_in_loops, dense_backward_by_einsum, dense_backward_the_other_way_round),
    "p6.activation_backward": (
        activation_backward_by_masks,
        activation_backward_in_loops,
        activation_backward_by_einsum,
    ),
    "p6.softmax_cross_entropy": (head_in_loops, head_by_probabilities, head_by_logaddexp),
    "p6.mlp_forward": (LOOPS[0], EINSUM[0], MATRIX[0]),
    "p6.mlp_backward": (LOOPS[1], EINSUM[1], MATRIX[1]),
    "p6.input_gradient": (LOOPS[2], EINSUM[2], MATRIX[2]),
    "p6.grad_check": (
        grad_check_with_a_list_of_entries,
        grad_check_by_one_sided_slopes,
        grad_check_with_smaller_and_smaller_steps,
    ),
    "p6.mac_counts": (mac_counts_layer_by_layer, mac_counts_in_numpy, mac_counts_in_floats),
}
