"""Symmetries of weight space: networks with other weights that compute the same function."""


def permute_hidden(params, layer, order):
    """Permute the units of one hidden layer.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    layer : int
        The hidden layer that ``params[layer]`` makes and ``params[layer + 1]`` reads; 0 is the first.
    order : ndarray of int, of shape (n_hidden,)
        A permutation: unit i of the result is unit ``order[i]`` of `params`.

    Returns
    -------
    list of (W, b)
        Computes the same function, whatever the activation.

    Notes
    -----
    Source: S2-20: "output of intermediate layers is not specified" by the data.

    Examples
    --------
    >>> import numpy as np
    >>> params = [(np.array([[1.0, 2.0]]), np.array([3.0, 4.0])), (np.array([[5.0], [6.0]]), np.zeros(1))]
    >>> (W1, b1), (W2, _) = permute_hidden(params, 0, np.array([1, 0]))
    >>> W1.tolist(), b1.tolist(), W2.tolist()
    ([[2.0, 1.0]], [4.0, 3.0], [[6.0], [5.0]])
    """
    (W_in, b_in), (W_out, b_out) = params[layer], params[layer + 1]
    moved = [(W_in[:, order], b_in[order]), (W_out[order], b_out)]
    return params[:layer] + moved + params[layer + 2 :]


def rescale_relu(params, layer, scale):
    """Multiply the hidden units of a ReLU network by positive factors, and divide their outgoing weights by them.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    layer : int
        The hidden layer that ``params[layer]`` makes and ``params[layer + 1]`` reads; 0 is the first.
    scale : ndarray of shape (n_hidden,)
        Positive factors c: one for each hidden unit.

    Returns
    -------
    list of (W, b)
        Computes the same function with ReLUs.

    Raises
    ------
    ValueError
        If a factor is not positive.

    Notes
    -----
    Source: S2-20; ``relu(c z) = c relu(z)`` for c > 0.

    Examples
    --------
    >>> import numpy as np
    >>> params = [(np.array([[1.0, 2.0]]), np.array([3.0, 4.0])), (np.array([[5.0], [6.0]]), np.zeros(1))]
    >>> (W1, b1), (W2, _) = rescale_relu(params, 0, np.array([2.0, 0.5]))
    >>> W1.tolist(), b1.tolist(), W2.tolist()
    ([[2.0, 1.0]], [6.0, 2.0], [[2.5], [12.0]])
    """
    if not (scale > 0).all():
        raise ValueError(f"got the smallest factor {scale.min()}, expected positive ones: relu(-z) is not -relu(z)")
    (W_in, b_in), (W_out, b_out) = params[layer], params[layer + 1]
    scaled = [(W_in * scale, b_in * scale), (W_out / scale[:, None], b_out)]
    return params[:layer] + scaled + params[layer + 2 :]
