"""Three embeddings that show one family of models to be at least as expressive as another."""

import numpy as np


def linear_as_relu(W, b):
    """A linear layer as a ReLU network: ``z = relu(z) - relu(-z)``.

    Parameters
    ----------
    W : ndarray of shape (n_in, n_out)
    b : ndarray of shape (n_out,)

    Returns
    -------
    params : list of (W, b)
        Two layers, 2 n_out ReLUs between them.

    Notes
    -----
    Source: S0-19. Printed as "if H_R is a subset of H_A, A is more expressive than B" (E23): it is H_B, and strictly
    more only if H_A holds something that H_B does not, as a ReLU network holds ``|x|``.

    Examples
    --------
    >>> hidden, output = linear_as_relu(np.array([[2.0]]), np.array([1.0]))
    >>> hidden, output
    ((array([[ 2., -2.]]), array([ 1., -1.])), (array([[ 1.], [-1.]]), array([0.])))
    """
    n_out = len(b)
    return [
        (np.hstack([W, -W]), np.concatenate([b, -b])),
        (np.vstack([np.eye(n_out), -np.eye(n_out)]), np.zeros(n_out)),
    ]


def widen(params, layer, extra):
    """A narrow network as a wider one: the added units have only zero weights, incoming and outgoing.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    layer : int
        The hidden layer that ``params[layer]`` makes and ``params[layer + 1]`` reads; 0 is the first.
    extra : int
        How many units to add.

    Returns
    -------
    list of (W, b)
        Computes the same function, whatever the activation.

    Notes
    -----
    Source: S0-19.

    Examples
    --------
    >>> wider = widen([(np.eye(2), np.ones(2)), (np.ones((2, 1)), np.zeros(1))], 0, 3)
    >>> [W.shape for W, b in wider]
    [(2, 5), (5, 1)]
    """
    (W_in, b_in), (W_out, b_out) = params[layer], params[layer + 1]
    wider = [
        (np.pad(W_in, ((0, 0), (0, extra))), np.pad(b_in, (0, extra))),
        (np.pad(W_out, ((0, extra), (0, 0))), b_out),
    ]
    return params[:layer] + wider + params[layer + 2 :]


def relu_as_maxout(W, b):
    """A ReLU layer as a maxout layer: the second piece of every unit is zero.

    Parameters
    ----------
    W : ndarray of shape (n_in, n_out)
    b : ndarray of shape (n_out,)

    Returns
    -------
    W : ndarray of shape (2, n_in, n_out)
    b : ndarray of shape (2, n_out)
        Weights for `maxout_forward`.

    Notes
    -----
    Source: S0-19 and S1-12.

    Examples
    --------
    >>> relu_as_maxout(np.array([[2.0]]), np.array([1.0]))
    (array([[[2.]], [[0.]]]), array([[1.], [0.]]))
    """
    return np.stack([W, np.zeros_like(W)]), np.stack([b, np.zeros_like(b)])
