"""Feedback alignment: send the error signal back through fixed random weights, not the transposed ones."""

from reference_solution.activations.by_name import activation_backward
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.network import mlp_forward


def random_feedback(params, rng):
    """A random matrix for the backward pass through each layer, drawn once and never learnt.

    Parameters
    ----------
    params : list of (W, b)
        W of shape (n_in, n_out).
    rng : numpy.random.Generator

    Returns
    -------
    list of ndarray of shape (n_out, n_in)
        Normally distributed with variance ``1 / n_out``, the number of terms in each sum of the backward pass.
    """
    return [rng.normal(scale=W.shape[1] ** -0.5, size=W.T.shape) for W, _ in params]


def feedback_backward(params, feedback, X, labels, kind):
    """The mean cross-entropy, and directions in which feedback alignment moves the parameters.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    feedback : list of ndarray of shape (n_out, n_in)
        One matrix B for each layer (the first is not used); ``B = W.T`` is backpropagation.
    X : ndarray of shape (N, n_0)
        One example a row.
    labels : ndarray of shape (N,)
        Integer classes 0 .. n_L - 1.
    kind : {"identity", "sigmoid", "tanh", "relu"}
        Activation of every hidden layer.

    Returns
    -------
    loss : float
    grads : list of (dW, db)
        Those of the last layer are true gradients; the others are not gradients of anything.

    Notes
    -----
    Source: S0-45 and S3-40, after Lillicrap and others, 2016. A synapse cannot know the weight of another one that
    runs the other way. It need not: W learns to point along B. Hence E29, "implausible in its textbook form".
    """
    logits, caches = mlp_forward(params, X, kind)
    loss, dA = softmax_cross_entropy(logits, labels)
    grads = []
    for B, ((A, _), Z, layer_kind) in zip(reversed(feedback), reversed(caches), strict=True):
        dZ = activation_backward(dA, Z, layer_kind)
        dA = dZ @ B
        grads.append((A.T @ dZ, dZ.sum(axis=0)))
    return loss, grads[::-1]
