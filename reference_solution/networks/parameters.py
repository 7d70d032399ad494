"""The number of parameters of a network, and all of them as one vector."""

import numpy as np


def count_params(sizes):
    """Number of weights and biases.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.

    Returns
    -------
    int
        ``n_in * n_out + n_out`` for each layer.

    Notes
    -----
    Source: S0-07, S3-04 and S3-11. Neurons are counted without the input: ``sum(sizes[1:])``.

    Examples
    --------
    >>> count_params([3, 4, 2]), count_params([3, 4, 4, 1])
    (26, 41)
    """
    return sum((sizes[layer] + 1) * sizes[layer + 1] for layer in range(len(sizes) - 1))


def flatten(params):
    """All parameters in one vector, a point of weight space.

    Parameters
    ----------
    params : list of (W, b)
        First layer first.

    Returns
    -------
    ndarray of shape (count_params(sizes),)
        A copy: W_1 row by row, b_1, W_2, …

    Notes
    -----
    Source: S0-32. Gradients have the shapes of the parameters and are flattened by the same function.

    Examples
    --------
    >>> flatten([(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0]))])
    array([1., 2., 3., 4., 5., 6.])
    """
    return np.concatenate([array.ravel() for layer in params for array in layer])


def unflatten(vector, sizes):
    """The inverse of `flatten`: parameters with their shapes.

    Parameters
    ----------
    vector : ndarray of shape (count_params(sizes),)
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.

    Returns
    -------
    params : list of (W, b)
        Copies.

    Raises
    ------
    ValueError
        If the vector has another number of entries.

    Notes
    -----
    Source: S0-32.

    Examples
    --------
    >>> unflatten(np.arange(6.0), [2, 2])
    [(array([[0., 1.],
           [2., 3.]]), array([4., 5.]))]
    """
    if len(vector) != count_params(sizes):
        raise ValueError(f"got {len(vector)} numbers, expected {count_params(sizes)} for the widths {list(sizes)}")
    params, start = [], 0
    for layer in range(len(sizes) - 1):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        middle, end = start + n_in * n_out, start + n_in * n_out + n_out
        params.append((vector[start:middle].reshape(n_in, n_out).copy(), vector[middle:end].copy()))
        start = end
    return params
