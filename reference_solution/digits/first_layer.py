"""The weights of the first layer as pictures."""

import numpy as np


def first_layer_images(W, shape):
    """The weights into each unit of the first layer, as a picture.

    Parameters
    ----------
    W : ndarray of shape (n_in, n_out)
    shape : (height, width)
        Of the input pictures; height times width is n_in.

    Returns
    -------
    ndarray of shape (n_out, height, width)
        Column j of W is picture j; each weight is where the pixel is that it multiplies.

    Raises
    ------
    ValueError
        From numpy, if the shape does not fit.

    Notes
    -----
    Source: S0-16 and S0-17.

    Examples
    --------
    >>> first_layer_images(np.array([[1.0, 5.0], [2.0, 6.0], [3.0, 7.0], [4.0, 8.0]]), (2, 2))[1]
    array([[5., 6.],
           [7., 8.]])
    """
    return W.T.reshape(-1, *shape)


def diagonal_stroke(side, thickness=0.12):
    """Hand-made weights of a unit that detects a stroke from the lower left to the upper right.

    Parameters
    ----------
    side : int
        Height and width of the picture.
    thickness : float
        Half the width of the stroke, as a share of the side of the picture.

    Returns
    -------
    w : ndarray of shape (side * side,)
        Positive on the stroke, negative beside it, with the sum 0, so that ink everywhere does not count as a stroke.

    Notes
    -----
    Source: the feature detector of S0-16.

    Examples
    --------
    >>> diagonal_stroke(3).reshape(3, 3).round(3)
    array([[-0.167, -0.167,  0.333],
           [-0.167,  0.333, -0.167],
           [ 0.333, -0.167, -0.167]])
    """
    along = (np.arange(side) + 0.5) / side
    on = np.abs(along[:, None] + along[None, :] - 1) < 2**0.5 * thickness
    return np.where(on, 1 / on.sum(), -1 / (~on).sum()).ravel()
