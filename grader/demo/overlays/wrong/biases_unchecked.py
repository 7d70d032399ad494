"""A gradient check that looks at the weights only, and knows nothing of kinks."""

import numpy as np


def grad_check(loss, params, grads):
    h = 1e-5
    if len(params) != len(grads):
        return False
    for (W, b), (dW, db) in zip(params, grads):
        if W.shape != np.shape(dW):
            return False
        for i in np.ndindex(W.shape):
            kept = W[i]
            W[i] = kept + h
            above = loss(params)
            W[i] = kept - h
            below = loss(params)
            W[i] = kept
            if not abs((above - below) / (2 * h) - dW[i]) <= 1e-6 * abs(dW[i]) + 1e-8:
                return False
    return True
