"""A loop over the layers that forgets to go on to the next."""


def mlp_backward(params, X, labels, kind, lam):
    logits, caches = mlp_forward(params, X, kind)
    loss, dA = softmax_cross_entropy(logits, labels)
    grads, layer = [], len(params) - 1
    while layer >= 0:
        dA_before, dW, db = dense_backward(dA, caches[layer][0])
    return loss, grads
