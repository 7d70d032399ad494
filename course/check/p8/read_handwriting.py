"""Visible check of `read_handwriting`, on handwritten digits that it is not given."""

import numpy as np

from course.check.core.calling import call
from course.check.core.report import Report
from course.kind_of import kind_of
from course.types import Array, Integers, StudentFunction

GIVEN = 200
"""How many of the handwritten digits are given with their labels; the others are to be read."""


def read_handwriting(
    read_handwriting: StudentFunction, X: Array, labels: Integers, X_hand: Array, labels_hand: Integers
) -> None:
    """Check how many handwritten digits are read after training on printed ones and a few handwritten ones.

    Parameters
    ----------
    read_handwriting : callable
        ``read_handwriting(X, labels, X_hand, labels_hand, X_new) -> digits``.
    X : ndarray of shape (N, 64)
        Printed digits.
    labels : ndarray of shape (N,)
    X_hand : ndarray of shape (M, 64)
        Handwritten digits, more than `GIVEN`.
    labels_hand : ndarray of shape (M,)
    """
    X_new, labels_new = X_hand[GIVEN:], labels_hand[GIVEN:]
    with Report("read_handwriting") as report:
        got = call(report, read_handwriting, X, labels, X_hand[:GIVEN], labels_hand[:GIVEN], X_new)
        try:
            digits = np.asarray(got)
        except ValueError:  # lists of different lengths
            report.stop(f"Got {kind_of(got)}, expected an array with one digit for each row of X_new.")
        if digits.shape != labels_new.shape or digits.dtype.kind not in "iuf":
            what = f"shape {digits.shape}" if isinstance(got, np.ndarray) else kind_of(got)
            if digits.shape == labels_new.shape:
                what = f"an array of {digits.dtype.name}"
            report.stop(
                f"Got {what}, expected an array of shape {labels_new.shape}: one whole number for each row of X_new."
            )
        right = np.mean(digits == labels_new)
        told = f"{right:.1%} of {len(X_new)} handwritten digits are read"
        if right >= 0.8:
            report.ok("handwriting", told)
        elif np.mean(digits == (labels_new + 1) % 10) > 0.5:
            report.fail(f"{told}. Most are read as the next digit: are the labels off by one?")
        elif right < 0.2:
            report.fail(f"{told}, hardly more than by guessing. Do the digits stand in the order of X_new?")
        else:
            report.fail(
                f"{told}; for all points 80 % are needed. Are all pictures in the same frame? Do both kinds take part?"
            )
