"""Everything right, in loops over the examples: no style is wrong."""

import numpy as np


def dense_forward(X, W, b):
    Z = np.empty((len(X), W.shape[1]))
    for i, x in enumerate(X):
        Z[i] = x @ W + b
    return Z, (X, W)


def dense_backward(dZ, cache):
    X, W = cache
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros(W.shape[1])
    for i, (x, dz) in enumerate(zip(X, dZ)):
        dX[i] = W @ dz
        dW += np.outer(x, dz)
        db += dz
    return dX, dW, db


def activation_backward(dA, Z, kind):
    slopes = {
        "identity": lambda z: 1.0,
        "sigmoid": lambda z: activation(z, "sigmoid") * (1 - activation(z, "sigmoid")),
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
        "relu": lambda z: z >= 0,
    }
    dZ = np.empty_like(Z)
    for i in np.ndindex(Z.shape):
        dZ[i] = dA[i] * slopes[kind](Z[i])
    return dZ


def softmax_cross_entropy(logits, labels):
    N = len(logits)
    loss, dlogits = 0.0, np.zeros_like(logits)
    for i in range(N):
        row = logits[i] - max(logits[i])
        total = sum(np.exp(row))
        loss += (np.log(total) - row[labels[i]]) / N
        dlogits[i] = np.exp(row) / total / N
        dlogits[i, labels[i]] -= 1 / N
    return loss, dlogits


def mlp_backward(params, X, labels, kind, lam):
    logits, caches = mlp_forward(params, X, kind)
    loss, dZ = softmax_cross_entropy(logits, labels)
    grads = [None] * len(params)
    for layer in range(len(params) - 1, -1, -1):
        W, b = params[layer]
        loss += lam / 2 * (W**2).sum()
        dA, dW, db = dense_backward(dZ, caches[layer][0])
        grads[layer] = (dW + lam * W, db)
        if layer > 0:
            dZ = activation_backward(dA, caches[layer - 1][1], kind)
    return loss, grads


def mac_counts(sizes, batch):
    forward = backward = 0
    for layer in range(len(sizes) - 1):
        product = batch * sizes[layer] * sizes[layer + 1]
        forward += product
        backward += product if layer == 0 else 2 * product
    return {"forward": forward, "backward": backward}
