"""Softmax and cross-entropy as one function of the logits."""

import numpy as np


def softmax_cross_entropy(logits, labels):
    """Mean cross-entropy of the softmax of the logits, and its gradient.

    Parameters
    ----------
    logits : ndarray of shape (N, K)
        Unnormalised log-probabilities, one example a row.
    labels : ndarray of shape (N,)
        Integer classes 0 .. K-1.

    Returns
    -------
    loss : float
        ``-mean(log P[i, labels[i]])`` in nats, P the softmax of each row.
    dlogits : ndarray of shape (N, K)
        ``(P - Y) / N``, Y the one-hot labels; every row sums to zero.

    Raises
    ------
    IndexError
        From numpy, if a label is not an integer below K.

    Notes
    -----
    Source: S2-06 for the softmax and its logarithm; S3-31 and S4-13 for the gradient P - Y. The largest logit of
    each row is subtracted first, so exp never overflows, and log P comes from the logits, not from P, so it stays
    finite where P is 0.

    Examples
    --------
    >>> loss, dlogits = softmax_cross_entropy(np.array([[0.0, 0.0], [1000.0, 0.0]]), np.array([0, 0]))
    >>> round(float(loss / np.log(2)), 12)
    0.5
    >>> dlogits
    array([[-0.25,  0.25],
           [ 0.  ,  0.  ]])
    """
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_P[rows, labels].mean()
    dlogits = np.exp(log_P)
    dlogits[rows, labels] -= 1.0
    return loss, dlogits / len(labels)
