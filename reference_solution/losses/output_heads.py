"""Output heads: the last activation and the loss that belong to a task."""

from reference_solution.activations.identity_and_step import identity
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.losses.regression_and_classification import bce_with_logits, mse_half, softmax_ce
from reference_solution.losses.softmax import softmax


def output_head(task):
    """Activation and loss for the last layer.

    Parameters
    ----------
    task : {"regression", "binary", "multi-class"}

    Returns
    -------
    f : callable
        ``f(Z) -> A``: the output of the network.
    loss : callable
        ``loss(Z, Y) -> (loss, dZ)``, from the pre-activations Z. For all three tasks ``dZ = (A - Y) / N``: the
        derivatives of the activation and of the loss cancel.

    Raises
    ------
    ValueError
        If `task` is none of the three.

    Notes
    -----
    Source: S0-14, S2-01, S4-13.

    Examples
    --------
    >>> import numpy as np
    >>> f, loss = output_head("binary")
    >>> Z, Y = np.array([0.0, 1000.0]), np.array([1.0, 0.0])
    >>> (f(Z) - Y) / 2, loss(Z, Y)[1]
    (array([-0.25,  0.5 ]), array([-0.25,  0.5 ]))
    """
    if task == "regression":
        return identity, mse_half
    if task == "binary":
        return sigmoid, bce_with_logits
    if task == "multi-class":
        return softmax, softmax_ce
    raise ValueError(f"got the task {task!r}, expected 'regression', 'binary' or 'multi-class': check the spelling")
