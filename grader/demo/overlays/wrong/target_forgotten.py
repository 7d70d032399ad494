"""G05: the gradient of the logits without the targets."""

import numpy as np


def softmax_cross_entropy(logits, labels):
    N = len(logits)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_P[np.arange(N), labels].mean(), np.exp(log_P) / N
