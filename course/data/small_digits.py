"""Handwritten 8×8 digits from the scikit-learn package, which has to be installed; nothing is downloaded."""

from course.types import Array, Integers


def load_small_digits() -> tuple[Array, Integers]:
    """Load the 1797 digits that scikit-learn ships.

    Returns
    -------
    X : ndarray of shape (1797, 64)
        Grey values from 0 to 1, one image per row, flattened in C order.
    labels : ndarray of shape (1797,)
        Integers 0 to 9.

    Raises
    ------
    ImportError
        If scikit-learn is not installed. `course.data.rendered_digits` does not need it.

    Notes
    -----
    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (UCI), as scikit-learn ships it, with
    values from 0 to 16.
    """
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise ImportError(
            "got no scikit-learn, expected it for its digits: pip install scikit-learn, or take the digits of "
            "course.data.rendered_digits"
        ) from None
    X, labels = load_digits(return_X_y=True)
    return X / 16.0, labels
