"""G17: the biases are penalised as well."""


def mlp_backward(params, X, labels, kind, lam):
    logits, caches = mlp_forward(params, X, kind)
    loss, dA = softmax_cross_entropy(logits, labels)
    grads = []
    for (W, b), (cache, Z, layer_kind) in zip(reversed(params), reversed(caches)):
        dA, dW, db = dense_backward(activation_backward(dA, Z, layer_kind), cache)
        grads.append((dW + lam * W, db + lam * b))
        loss += lam / 2 * (W**2).sum()
    return loss, grads[::-1]
