"""The same network once more, differentiated by HIPS autograd: no line is shared with the reference."""

import autograd.numpy as np

ACTIVATIONS = {
    "identity": lambda Z: Z,
    "sigmoid": lambda Z: (1 + np.tanh(Z / 2)) / 2,
    "tanh": lambda Z: 2 / (1 + np.exp(-2 * Z)) - 1,
    "relu": lambda Z: np.where(Z > 0, Z, 0.0),
}


def cross_entropy(logits, labels):
    chosen = np.array([logits[i, label] for i, label in enumerate(labels)])
    return np.mean(np.log(np.sum(np.exp(logits), axis=1)) - chosen)


def objective(params, X, labels, kind, lam):
    *hidden, (W_last, b_last) = params
    A = X
    for W, b in hidden:
        A = ACTIVATIONS[kind](np.dot(A, W) + b)
    penalty = sum(np.sum(W * W) for W, _ in params)
    return cross_entropy(np.dot(A, W_last) + b_last, labels) + lam * penalty / 2
