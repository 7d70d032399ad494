"""Backpropagation one edge at a time, in the right order and in two that look right."""

from reference_solution.autodiff.topological_order import topological_order

ORDERS = ("topological", "breadth first", "recursive")


def send_messages(output, order):
    """Send gradients back through a graph, one edge at a time.

    Parameters
    ----------
    output : Value
        The node to differentiate.
    order : {"topological", "breadth first", "recursive"}
        Which node sends next: one whose own gradient is complete; the node found first from the output, each node
        once; or the node found last, every time that it is found.

    Yields
    ------
    node, parent : Value
    message : float
        What `node` has just added to the gradient of `parent`: its own gradient so far, times the slope of the edge.

    Raises
    ------
    ValueError
        If `order` is none of the three.

    Notes
    -----
    Source: S0-46 and S3-35; why the order matters, S0-41. On a tree all three agree. Where a node is used twice,
    "breadth first" may send before its gradient is complete, and "recursive" sends the same part again.

    Examples
    --------
    >>> from reference_solution.autodiff.value import Value
    >>> for order in ORDERS:
    ...     a = Value(2.0)
    ...     b = a * 3
    ...     messages = list(send_messages(b + b * b, order))
    ...     print(order, a.grad)
    topological 39.0
    breadth first 3.0
    recursive 81.0
    """
    nodes = topological_order(output)
    if order == "topological":
        visits = reversed(nodes)
    elif order == "breadth first":
        visits = dict.fromkeys(arrivals(output, next_out=0))
    elif order == "recursive":
        visits = arrivals(output, next_out=-1)
    else:
        raise ValueError(f"got the order {order!r}, expected one of {ORDERS}: check the spelling")
    for node in nodes:
        node.grad = 0.0
    output.grad = 1.0
    for node in visits:
        for parent, slope in node.edges:
            message = node.grad * slope
            parent.grad += message
            yield node, parent, message


def arrivals(output, next_out):
    """Walk every path against the edges; the waiting node at index `next_out`, the oldest or the newest, is next."""
    waiting = [output]
    while waiting:
        node = waiting.pop(next_out)
        yield node
        waiting += [parent for parent, _ in (node.edges if next_out == 0 else node.edges[::-1])]
