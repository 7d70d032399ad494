"""Handwritten 8×8 digits that come inside scikit-learn, for those who have it: no download."""


def load_small_digits():
    """The 1797 digits of scikit-learn's package.

    Returns
    -------
    X : ndarray of shape (1797, 64)
        Grey values from 0 to 1, one digit a row, row by row of its image.
    labels : ndarray of shape (1797,)
        Integers 0 to 9.

    Raises
    ------
    ImportError
        scikit-learn is not installed; `course.data.rendered_digits` needs nothing.

    Notes
    -----
    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (UCI), as scikit-learn ships it; its
    values run from 0 to 16.
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
