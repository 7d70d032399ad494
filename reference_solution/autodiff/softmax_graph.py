"""Softmax and cross-entropy of one example, on the graph of scalars."""

from reference_solution.autodiff.value import exp, log


def softmax_ce_graph(logits, label):
    """Cross-entropy of the softmax of some logits, as a node of the graph.

    Parameters
    ----------
    logits : list of Value
    label : int
        The class that is right, 0 .. K-1.

    Returns
    -------
    Value
        ``log(sum_k exp(z_k)) - z_label`` in nats.

    Notes
    -----
    Source: S2-06 for the logarithm, S3-31 for the gradient ``p - y``, which no line here writes down. The largest
    logit is subtracted before exp and added after log, as a constant, which has no gradient.

    Examples
    --------
    >>> from reference_solution.autodiff.backward import backward
    >>> from reference_solution.autodiff.value import Value
    >>> logits = [Value(1000.0), Value(1000.0)]
    >>> backward(softmax_ce_graph(logits, 0))
    >>> [z.grad for z in logits]
    [-0.5, 0.5]
    """
    largest = max(z.data for z in logits)
    return log(sum(exp(z - largest) for z in logits)) + largest - logits[label]
