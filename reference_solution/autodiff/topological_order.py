"""The order in which a graph can be computed, and whether there is one."""

from reference_solution.autodiff.value import Value


def topological_order(output):
    """Every node that the output depends on, each after all its parents.

    Parameters
    ----------
    output : Value

    Returns
    -------
    list
        Inputs first, `output` last; each node once.

    Raises
    ------
    ValueError
        If a node depends on itself.

    Notes
    -----
    Source: S0-41 and S3-33. A depth-first walk against the edges: a node is entered once, and listed when all its
    parents are. A parent that was entered and is not listed yet lies on the current path, and that is a cycle. The
    waiting nodes are in a list, not in recursive calls, because a graph may be deeper than Python's stack.

    Examples
    --------
    >>> a = Value(2.0)
    >>> b = a * 3
    >>> [node.data for node in topological_order(b + b * b)]
    [3.0, 2.0, 6.0, 36.0, 42.0]
    """
    order, entered, done, waiting = [], set(), set(), [output]
    while waiting:
        node = waiting.pop()
        if node in done:
            continue
        if node in entered:  # met again on the way back from its parents
            done.add(node)
            order.append(node)
            continue
        entered.add(node)
        waiting.append(node)
        for parent, _ in node.edges:
            if parent not in entered:
                waiting.append(parent)
            elif parent not in done:
                raise ValueError("got a graph with a cycle, expected one in which no node depends on itself")
    return order


def is_dag(edges):
    """Whether a directed graph has no cycle: feed-forward if so, recurrent if not.

    Parameters
    ----------
    edges : list of (start, end)
        Names of nodes; the signal goes from start to end.

    Returns
    -------
    bool

    Notes
    -----
    Source: S0-06.

    Examples
    --------
    >>> is_dag([("x", "h"), ("h", "y"), ("x", "y")])
    True
    >>> is_dag([("x", "h"), ("h", "y"), ("y", "h")])
    False
    """
    nodes = {name: Value(0.0) for edge in edges for name in edge}
    for start, end in edges:
        nodes[end].edges += ((nodes[start], 1.0),)
    try:
        topological_order(Value(0.0, tuple((node, 1.0) for node in nodes.values())))
    except ValueError:
        return False
    return True
