"""A backward pass in which one thing can be wrong: the gradients that a gradient check must refuse.

Written apart from the reference; with nothing wrong it gives the right gradients, and a test says so.
"""

import numpy as np

F = {
    "identity": lambda Z: Z,
    "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
    "tanh": np.tanh,
    "relu": lambda Z: Z * (Z > 0),
}
SLOPE = {
    "identity": np.ones_like,
    "sigmoid": lambda Z: F["sigmoid"](Z) * F["sigmoid"](-Z),
    "tanh": lambda Z: 1 / np.cosh(Z) ** 2,
    "relu": lambda Z: np.where(Z > 0, 1.0, 0.0),
}


def softmax(logits, axis=1):
    P = np.exp(logits)
    return P / P.sum(axis=axis, keepdims=True)


def gradients(
    params,
    X,
    labels,
    kind,
    lam,
    upstream=lambda logits, Y: (softmax(logits) - Y) / len(Y),
    slope=lambda kind, Z, dA: SLOPE[kind](Z),
    dW=lambda A_below, A, dZ: A_below.T @ dZ,
    db=lambda dZ: dZ.sum(axis=0),
    dA=lambda dZ, W: dZ @ W.T,
    penalty=lambda lam, W, N: lam * W,
    bias_penalty=lambda lam, b: 0.0,
):
    """Gradients of mean cross-entropy + lam/2 · squared weights; each keyword is one step of the backward pass."""
    A, Z, last = [X], [], len(params) - 1
    for layer, (W, b) in enumerate(params):
        Z.append(A[-1] @ W + b)
        A.append(Z[-1] if layer == last else F[kind](Z[-1]))
    N, Y = len(X), np.eye(A[-1].shape[1])[labels]
    dZ, grads = upstream(A[-1], Y), [None] * len(params)
    for layer in range(last, -1, -1):
        W, b = params[layer]
        if layer < last:
            blame = dA(dZ, params[layer + 1][0])
            dZ = blame * slope(kind, Z[layer], blame)
        grads[layer] = (dW(A[layer], A[layer + 1], dZ) + penalty(lam, W, N), db(dZ) + bias_penalty(lam, b))
    return grads


def swallow_shapes(product, fallback):
    """A transposed product where the shapes allow it: the silent version of the bug, in square layers only."""
    return product if product.shape == fallback.shape else fallback


BUGS = {
    "G01 no 1/N": dict(upstream=lambda logits, Y: softmax(logits) - Y),
    "G02 sign": dict(upstream=lambda logits, Y: (Y - softmax(logits)) / len(Y)),
    "G03 twice": dict(upstream=lambda logits, Y: 2 * (softmax(logits) - Y) / len(Y)),
    "G03 half": dict(upstream=lambda logits, Y: 0.5 * (softmax(logits) - Y) / len(Y)),
    "G04 extra p(1-p)": dict(
        upstream=lambda logits, Y: (softmax(logits) - Y) * softmax(logits) * (1 - softmax(logits)) / len(Y)
    ),
    "G05 forgot -Y": dict(upstream=lambda logits, Y: softmax(logits) / len(Y)),
    "G06 softmax over the examples": dict(upstream=lambda logits, Y: (softmax(logits, axis=0) - Y) / len(Y)),
    "G07 A_l for A_{l-1}": dict(
        dW=lambda A_below, A, dZ: swallow_shapes(A.T, A_below.T) @ dZ,
    ),
    "G08 dW transposed": dict(
        dW=lambda A_below, A, dZ: swallow_shapes((A_below.T @ dZ).T, A_below.T @ dZ),
    ),
    "G09 W instead of W^T": dict(dA=lambda dZ, W: dZ @ swallow_shapes(W, W.T)),
    "G15 db missing": dict(db=lambda dZ: np.zeros(dZ.shape[1])),
    "G15 db averaged": dict(db=lambda dZ: dZ.mean(axis=0)),
    "G16 no penalty": dict(penalty=lambda lam, W, N: 0 * W),
    "G16 twice the penalty": dict(penalty=lambda lam, W, N: 2 * lam * W),
    "G16 penalty over N": dict(penalty=lambda lam, W, N: lam * W / N),
    "G17 biases penalised": dict(bias_penalty=lambda lam, b: lam * b),
    "G18 hidden gradients zero": dict(dA=lambda dZ, W: np.zeros((len(dZ), len(W)))),
    "G10 f' omitted": dict(slope=lambda kind, Z, dA: np.ones_like(Z)),
    "G11 f'(a) for f'(z)": dict(slope=lambda kind, Z, dA: SLOPE[kind](F[kind](Z))),
    "G12 f for f'": dict(slope=lambda kind, Z, dA: F[kind](Z)),
    "G13 mask on the upstream": dict(slope=lambda kind, Z, dA: np.where(dA > 0, 1.0, 0.0)),
    "G14 mask inverted": dict(slope=lambda kind, Z, dA: np.where(Z > 0, 0.0, 1.0)),
}
CHANGES_NOTHING = {("G10 f' omitted", "identity"), ("G11 f'(a) for f'(z)", "identity"), ("G11 f'(a) for f'(z)", "relu")}
