"""A multilayer perceptron for classification, forward and backward."""

import numpy as np

from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.dense import dense_backward, dense_forward


def mlp_forward(params, X, kind):
    """Run the network: dense, activation, …, dense; the output layer is linear.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        One example a row.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer.

    Returns
    -------
    logits : ndarray of shape (N, n_L)
        Outputs of the last layer.
    caches : list of (dense_cache, Z, layer_kind)
        One for each layer, first layer first: what the backward pass needs.

    Raises
    ------
    ValueError
        If `kind` is none of the four, or (from numpy) if the shapes do not fit.

    Notes
    -----
    Source: S0-13 and S4-20.

    Examples
    --------
    >>> params = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.array([[1.0], [1.0]]), np.zeros(1))]
    >>> logits, caches = mlp_forward(params, np.array([[-3.0], [2.0]]), "relu")
    >>> logits  # relu(x) + relu(-x) = |x|
    array([[3.],
           [2.]])
    """
    A, caches = X, []
    kinds = [kind] * (len(params) - 1) + ["identity"]
    for (W, b), layer_kind in zip(params, kinds, strict=True):
        Z, dense_cache = dense_forward(A, W, b)
        A = activation(Z, layer_kind)
        caches.append((dense_cache, Z, layer_kind))
    return A, caches


def mlp_backward(params, X, labels, kind, lam):
    """Loss of the network and its gradient with respect to every parameter, in one backward pass.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        One example a row.
    labels : ndarray of shape (N,)
        Integer classes 0 .. n_L - 1.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer.
    lam : float
        Strength of the L2 penalty on the weights.

    Returns
    -------
    loss : float
        Mean cross-entropy in nats + ``lam / 2`` times the sum of all squared weights; biases are not penalised.
    grads : list of (dW, db)
        In the order and with the shapes of `params`.

    Raises
    ------
    ValueError
        If `kind` is none of the four, or (from numpy) if the shapes do not fit.

    Notes
    -----
    Source: BP1-BP4 of S1-25; the recursion of S4-21, in one pass over all layers (S4-22), and S4-23; the penalty
    of S0-29.

    Examples
    --------
    >>> params = [(np.array([[1.0, -1.0]]), np.zeros(2))]
    >>> loss, grads = mlp_backward(params, np.array([[0.0]]), np.array([1]), "tanh", lam=0.5)
    >>> round(float(loss - np.log(2)), 12)
    0.5
    >>> grads[0]
    (array([[ 0.5, -0.5]]), array([ 0.5, -0.5]))
    """
    logits, caches = mlp_forward(params, X, kind)
    loss, dA = softmax_cross_entropy(logits, labels)
    grads = []
    for layer in reversed(range(len(params))):
        (A, W), Z, layer_kind = caches[layer]
        dZ = activation_backward(dA, Z, layer_kind)
        if layer > 0:
            dA, dW, db = dense_backward(dZ, (A, W))
        else:  # training needs no gradient of the input
            dW, db = A.T @ dZ, dZ.sum(axis=0)
        grads.insert(0, (dW, db))
    if lam:
        loss = loss + lam / 2 * sum([np.vdot(W, W) for W, _ in params])
        grads = [(dW + lam * W, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]
    return loss, grads


def input_gradient(params, X, labels, kind):
    """Gradient of the mean cross-entropy with respect to the network's input.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    X : ndarray of shape (N, n_0)
        One example a row.
    labels : ndarray of shape (N,)
        Integer classes 0 .. n_L - 1.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer.

    Returns
    -------
    dX : ndarray of shape (N, n_0)
        Nats per unit of input.

    Raises
    ------
    ValueError
        If `kind` is none of the four, or (from numpy) if the shapes do not fit.

    Notes
    -----
    Source: the companion of S4-19, ``dX = dZ @ W.T``, after the recursion of S4-21.

    Examples
    --------
    >>> params = [(np.array([[1.0, -1.0]]), np.zeros(2))]
    >>> input_gradient(params, np.array([[0.0]]), np.array([1]), "tanh")
    array([[1.]])
    """
    logits, caches = mlp_forward(params, X, kind)
    _, dA = softmax_cross_entropy(logits, labels)
    for (_, W), Z, layer_kind in reversed(caches):
        dA = activation_backward(dA, Z, layer_kind) @ W.T
    return dA
