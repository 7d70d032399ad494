"""Two bugs in two functions: db is averaged (G15), and the penalty is missing from the gradients (G16)."""


def dense_backward(dZ, cache):
    X, W = cache
    return dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)


def mlp_backward(params, X, labels, kind, lam):
    logits, caches = mlp_forward(params, X, kind)
    loss, dA = softmax_cross_entropy(logits, labels)
    grads = []
    for (W, b), (cache, Z, layer_kind) in zip(reversed(params), reversed(caches)):
        dA, dW, db = dense_backward(activation_backward(dA, Z, layer_kind), cache)
        grads.append((dW, db))
        loss += lam / 2 * (W**2).sum()
    return loss, grads[::-1]
