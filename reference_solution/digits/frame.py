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
    Rows and columns with ink become the first and last ones; between them grey values are interpolated linearly.

    Examples
    --------
    >>> fill_frame(np.array([[0.0, 0, 1, 0.5, 0]]), (1, 5), 0.2)
    array([[1.   , 0.875, 0.75 , 0.625, 0.5  ]])
    """
    filled = X.copy()
    for i, x in enumerate(X):
        image = x.reshape(shape)
        rows, columns = (np.flatnonzero(image.max(axis=axis) > level) for axis in (1, 0))
        if len(rows):
            for inked in (rows, columns):
                places = np.linspace(inked[0], inked[-1], len(image))
                image = np.array([np.interp(places, np.arange(len(image)), line) for line in image.T])
            filled[i] = image.ravel()
    return filled
