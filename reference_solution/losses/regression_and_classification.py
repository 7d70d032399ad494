"""Losses for regression and classification: means over the examples, each with its gradient."""

import numpy as np

from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.losses.softmax import log_softmax


def bce_with_logits(Z, Y):
    """Mean binary cross-entropy of sigmoid units, from the logits.

    Parameters
    ----------
    Z : ndarray of shape (N,) or (N, K)
        Logits.
    Y : ndarray of the shape of Z
        Targets from 0 to 1.

    Returns
    -------
    loss : float
        ``y softplus(-z) + (1 - y) softplus(z)`` in nats, summed over the K units, mean over the N examples.
    dZ : ndarray of the shape of Z
        ``(sigma(z) - y) / N``.

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    Source: S2-05, ``-log sigma((2y - 1) z)``, which is ``softplus((1 - 2y) z)``. S4-06 is printed as
    ``y log g + (1 - y) log(1 - g)``, without the leading minus: minimising that makes the
    predictions worse (E01). The loss is also ``softplus(z) - y z``, but that is a difference, and a small loss would
    lose its digits.

    Examples
    --------
    >>> loss, dZ = bce_with_logits(np.array([0.0, 800.0]), np.array([1.0, 0.0]))
    >>> round(float(loss), 6), dZ.tolist()
    (400.346574, [-0.25, 0.5])
    """
    if np.shape(Z) != np.shape(Y):
        raise ValueError(f"got logits of shape {np.shape(Z)} and targets of shape {np.shape(Y)}, expected equal shapes")
    loss = np.sum(Y * np.logaddexp(0.0, -Z) + (1.0 - Y) * np.logaddexp(0.0, Z)) / len(Z)
    return loss, (sigmoid(Z) - Y) / len(Z)


def softmax_ce(Z, Y):
    """Mean cross-entropy between target distributions and the softmax of the logits.

    Parameters
    ----------
    Z : ndarray of shape (N, K)
        Logits.
    Y : ndarray of shape (N, K)
        A distribution in each row: one-hot, or smoothed.

    Returns
    -------
    loss : float
        ``-sum_k y_k log p_k`` in nats, mean over the examples: never below the mean entropy of the targets.
    dZ : ndarray of shape (N, K)
        ``(P - Y) / N``; in general ``(sum(y) P - Y) / N``, should a row of Y not sum to 1.

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    Source: S2-07 and S3-31, printed there as ``-sum_j t_k log y_k``: the sum goes over k (E21).

    Examples
    --------
    >>> loss, dZ = softmax_ce(np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]]))
    >>> round(float(loss), 6), dZ.tolist()
    (0.693147, [[-0.5, 0.5]])
    """
    if np.shape(Z) != np.shape(Y):
        raise ValueError(
            f"got logits of shape {np.shape(Z)} and targets of shape {np.shape(Y)}, expected equal shapes: "
            "turn integer labels into one-hot rows"
        )
    log_P = log_softmax(Z)
    loss = -np.sum(Y * log_P) / len(Z)
    return loss, (np.sum(Y, axis=1, keepdims=True) * np.exp(log_P) - Y) / len(Z)


def mse_half(A, Y):
    """Half the squared distance between outputs and targets, mean over the examples.

    Parameters
    ----------
    A : ndarray of shape (N,) or (N, K)
        Outputs.
    Y : ndarray of the shape of A
        Targets.

    Returns
    -------
    loss : float
        ``||a - y||**2 / 2``, mean over the N examples.
    dA : ndarray of the shape of A
        ``(A - Y) / N``.

    Raises
    ------
    ValueError
        If the shapes differ: (N, 1) minus (N,) would be (N, N), every output against every target.

    Notes
    -----
    Source: S3-21 and S0-14. S2-07 and S4-16 leave out the 1/2; their gradient has a factor 2.

    Examples
    --------
    >>> mse_half(np.array([1.0, 4.0]), np.array([1.0, 2.0]))
    (np.float64(1.0), array([0., 1.]))
    """
    if np.shape(A) != np.shape(Y):
        raise ValueError(
            f"got outputs of shape {np.shape(A)} and targets of shape {np.shape(Y)}, expected equal shapes: "
            "numpy would pair every output with every target"
        )
    residual = A - Y
    return np.sum(residual**2) / (2 * len(A)), residual / len(A)


def gaussian_nll(A, Y, sigma):
    """Mean negative log-likelihood of targets drawn around the outputs with standard deviation sigma.

    Parameters
    ----------
    A : ndarray of shape (N,) or (N, K)
        Outputs: the means of the normal distributions.
    Y : ndarray of the shape of A
        Targets.
    sigma : float
        Standard deviation, the same for every example.

    Returns
    -------
    loss : float
        ``||y - a||**2 / (2 sigma**2) + K log(sigma sqrt(2 pi))`` in nats, mean over the examples.
    dA : ndarray of the shape of A
        ``(A - Y) / (N sigma**2)``.

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    Source: S2-04. Printed as "max likelihood => min squared error": true as long as sigma does not depend on the
    input (E25). The best sigma is estimated separately: it is the root of the mean squared residual.

    Examples
    --------
    >>> loss, dA = gaussian_nll(np.array([1.0, 3.0]), np.array([1.0, 1.0]), sigma=1.0)
    >>> round(float(loss - np.log(2 * np.pi) / 2), 12), dA.tolist()
    (1.0, [0.0, 1.0])
    """
    half, dA = mse_half(A, Y)
    entries_per_example = np.size(A) // len(A)
    return half / sigma**2 + entries_per_example * np.log(sigma * np.sqrt(2 * np.pi)), dA / sigma**2
