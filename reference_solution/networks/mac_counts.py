"""The cost of a forward and a backward pass."""

import numpy as np


def mac_counts(sizes, batch):
    """Multiply-adds in the matrix products of one forward and one backward pass.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.
    batch : int
        Number of examples N.

    Returns
    -------
    dict
        ``"forward"``: one multiply-add for each weight and example. ``"backward"``: one for dW and one for dX, except
        that training needs no gradient of the network's input.

    Notes
    -----
    Source: S3-38, with the correction that the first layer sends no gradient back. Elementwise work is left out.

    Examples
    --------
    >>> mac_counts([784, 30, 10], batch=1)
    {'forward': 23820, 'backward': 24120}
    """
    forward = batch * int(np.dot(sizes[:-1], sizes[1:]))
    backward = 2 * forward - batch * sizes[0] * sizes[1]
    return {"forward": forward, "backward": backward}
