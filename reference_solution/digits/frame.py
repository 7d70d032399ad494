"""Pictures of digits whose ink fills the frame."""

import numpy as np


def fill_frame(X, shape, level):
    """Stretch every picture so that its ink reaches all four borders.

    Parameters
    ----------
    X : ndarray of shape (N, height * width)
        Grey values from 0 (paper) to 1 (ink), one picture a row.
    shape : (height, width)
    level : float
        More than this counts as ink.

    Returns
    -------
    ndarray of shape (N, height * width)
        A picture without ink is left as it is.

    Notes
    -----
    Rows and columns with ink become the first and last ones; between them grey values are interpolated linearly. Where
    there is no ink, the first and last ones are those of the picture.

    Examples
    --------
    >>> fill_frame(np.array([[0.0, 0, 1, 0.5, 0]]), (1, 5), 0.2)
    array([[1.   , 0.875, 0.75 , 0.625, 0.5  ]])
    """
    images = X.reshape(-1, *shape)
    inked = images > level
    for lines in (inked.any(axis=2), inked.any(axis=1)):  # the rows, then the columns
        n = lines.shape[1]
        first, last = lines.argmax(axis=1), n - 1 - lines[:, ::-1].argmax(axis=1)
        places = np.linspace(first, last, n, axis=1)
        weights = np.maximum(0.0, 1.0 - np.abs(places[:, :, None] - np.arange(n)))  # of the two pixels beside a place
        images = (weights @ images).swapaxes(1, 2)
    return images.reshape(X.shape)
