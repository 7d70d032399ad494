"""Backpropagation: the derivative of one number with respect to every number it was computed from."""

from reference_solution.autodiff.topological_order import topological_order


def backward(output):
    """Write ``d output / d node`` into the ``grad`` of every node of the graph.

    Parameters
    ----------
    output : Value
        The node to differentiate, usually a loss.

    Raises
    ------
    ValueError
        If the graph has a cycle.

    Notes
    -----
    Source: S0-41, S3-33 and S3-35; the sum over several uses of a node is the multivariate chain rule, S0-40 and
    S3-32. In S0-41 the sum is printed as ``v_i-bar = sum_j v_j-bar dv_j/dw_i`` (E22); it is ``dv_j/dv_i``.

    Each node adds its own gradient times the slope of the edge to the gradient of each parent, once, after every node
    that uses it has done so. The cost is one multiply-add an edge, however many paths there are (S4-15). Gradients of
    an earlier call are overwritten, not added to.

    Examples
    --------
    >>> from reference_solution.autodiff.value import Value
    >>> a = Value(2.0)
    >>> b = a * 3
    >>> backward(b + b * b)
    >>> a.grad
    39.0
    """
    order = topological_order(output)
    for node in order:
        node.grad = 0.0
    output.grad = 1.0
    for node in reversed(order):
        for parent, slope in node.edges:
            parent.grad += node.grad * slope
