"""G07: the layer's own output where its input belongs."""


def mlp_backward(params, X, labels, kind, lam):
    logits, caches = mlp_forward(params, X, kind)
    loss, dA = softmax_cross_entropy(logits, labels)
    grads = []
    for (W, b), (cache, Z, layer_kind) in zip(reversed(params), reversed(caches)):
        dZ = activation_backward(dA, Z, layer_kind)
        A = activation(Z, layer_kind)
        dA, _, db = dense_backward(dZ, cache)
        dW = A.T @ dZ if layer_kind == kind else cache[0].T @ dZ
        grads.append((dW + lam * W, db))
        loss += lam / 2 * (W**2).sum()
    return loss, grads[::-1]
