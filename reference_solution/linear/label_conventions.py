"""Three notations for class labels."""

import numpy as np


def convert_labels(labels, source, target):
    """Convert labels of two or more classes to another notation.

    Parameters
    ----------
    labels : ndarray
        ``"classes"``: integers 0 .. K-1 of shape (N,). ``"pm1"``: -1 for class 0, +1 for class 1, of shape (N,).
        ``"one-hot"``: rows of K entries, a single one in each.
    source, target : {"classes", "pm1", "one-hot"}

    Returns
    -------
    ndarray
        Integers for ``"classes"``, float64 otherwise. K is one more than the largest class.

    Raises
    ------
    ValueError
        If a notation is unknown, or if more than two classes are to be written as "pm1".

    Notes
    -----
    Source: S1-11 and S1-14 use -1 and +1, S2-05 and S4-06 use 0 and 1, S2-07 and S3-31 one-hot rows; ``2y - 1``
    turns the second into the first (E31).

    Examples
    --------
    >>> convert_labels(np.array([0, 1, 1]), "classes", "pm1")
    array([-1.,  1.,  1.])
    >>> convert_labels(np.array([-1.0, 1.0]), "pm1", "one-hot")
    array([[1., 0.],
           [0., 1.]])
    """
    for name in (source, target):
        if name not in ("classes", "pm1", "one-hot"):
            raise ValueError(f"got the notation {name!r}, expected 'classes', 'pm1' or 'one-hot'")
    if source == "one-hot":
        classes = np.argmax(labels, axis=1)
    elif source == "pm1":
        classes = (np.asarray(labels) > 0).astype(int)
    else:
        classes = np.array(labels, dtype=int)
    if target == "classes":
        return classes
    if target == "one-hot":
        K = np.shape(labels)[1] if source == "one-hot" else max(2, classes.max() + 1)
        return np.eye(K)[classes]
    if classes.max() > 1:
        raise ValueError(f"got class {classes.max()}, expected 0 and 1: two signs name two classes")
    return 2.0 * classes - 1.0
