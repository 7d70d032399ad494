"""One epoch: every example once, in random order, a few at a time."""


def minibatches(X, labels, batch_size, rng):
    """Shuffle the examples and cut them into batches.

    Parameters
    ----------
    X : ndarray of shape (N, n_in)
        One example a row.
    labels : ndarray of shape (N, ...)
        What belongs to each example; shuffled with it.
    batch_size : int
        The last batch is smaller where N is no multiple of it.
    rng : numpy.random.Generator

    Returns
    -------
    list of (X_batch, labels_batch)
        Copies, one for each step of the epoch.

    Notes
    -----
    Source: S1-28 and S4-14.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.arange(5.0)[:, None]
    >>> batches = minibatches(X, np.arange(5), batch_size=2, rng=np.random.default_rng(0))
    >>> [len(X_batch) for X_batch, _ in batches]
    [2, 2, 1]
    """
    order = rng.permutation(len(X))
    cuts = [order[start : start + batch_size] for start in range(0, len(X), batch_size)]
    return [(X[rows], labels[rows]) for rows in cuts]
