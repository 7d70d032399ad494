"""Handwritten 8×8 digits that come with this package; source and licence stand in `handwritten_digits.txt`."""

from pathlib import Path

import numpy as np

from course.types import Array, Integers

FILE = Path(__file__).with_name("handwritten_digits.npz")


def handwritten_digits() -> tuple[Array, Integers]:
    """Load 600 handwritten digits.

    Returns
    -------
    X : ndarray of shape (600, 64)
        Grey values from 0 (paper) to 1 (ink), one picture a row, the top row of its pixels first.
    labels : ndarray of shape (600,)
        Integers 0 to 9.

    Examples
    --------
    >>> X, labels = handwritten_digits()
    >>> X.shape, int(np.bincount(labels).min())
    ((600, 64), 57)
    """
    return read_digits(FILE)


def read_digits(path: Path) -> tuple[Array, Integers]:
    """Read a file of pictures with grey values from 0 to 16, and their labels."""
    with np.load(path) as arrays:
        return arrays["pictures"] / 16.0, arrays["labels"].astype(int)
