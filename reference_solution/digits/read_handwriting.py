"""Reading handwriting with many printed examples and few handwritten ones."""

import numpy as np

from reference_solution.digits.frame import fill_frame
from reference_solution.digits.preparation import standardise
from reference_solution.digits.train_network import network_logits, train_digits


def read_handwriting(X, labels, X_hand, labels_hand, X_new):
    """Read handwritten digits.

    Parameters
    ----------
    X : ndarray of shape (N, 64)
        Printed digits, grey values from 0 to 1.
    labels : ndarray of shape (N,)
    X_hand : ndarray of shape (M, 64)
        A few handwritten digits.
    labels_hand : ndarray of shape (M,)
    X_new : ndarray of shape (K, 64)
        Handwritten digits to read.

    Returns
    -------
    ndarray of int, of shape (K,)
        0 .. 9, for each row of `X_new`.
    """
    printed, hand, new = (fill_frame(pictures, (8, 8), 0.25) for pictures in (X, X_hand, X_new))
    both = np.concatenate([printed, hand, hand, hand])
    digits = np.concatenate([labels, labels_hand, labels_hand, labels_hand])
    params = train_digits(standardise(both, both), digits, np.random.default_rng(0))
    return network_logits(params, standardise(both, new)).argmax(axis=1)
