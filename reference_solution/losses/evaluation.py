"""Evaluation of a classifier: accuracy and confusion matrix."""

import numpy as np


def accuracy(logits, labels):
    """Share of examples whose largest logit is that of their class.

    Parameters
    ----------
    logits : ndarray of shape (N, K)
    labels : ndarray of shape (N,)
        Integer classes 0 .. K-1.

    Returns
    -------
    float

    Examples
    --------
    >>> accuracy(np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([0, 0]))
    0.5
    """
    return float(np.mean(logits.argmax(axis=1) == labels))


def confusion_matrix(labels, predicted, K):
    """How many examples of each class were predicted as each class.

    Parameters
    ----------
    labels, predicted : ndarray of shape (N,)
        Integer classes 0 .. K-1.
    K : int

    Returns
    -------
    ndarray of int, of shape (K, K)
        One row for each true class, one column for each predicted class; correct predictions are on the diagonal.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2)
    array([[1, 1],
           [0, 1]])
    """
    counts = np.zeros((K, K), dtype=int)
    np.add.at(counts, (labels, predicted), 1)
    return counts
