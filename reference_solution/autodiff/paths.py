"""Why backpropagation is dynamic programming: there are many more paths in a graph than edges."""

from reference_solution.autodiff.topological_order import topological_order


def doubling_chain(x, n):
    """``x`` doubled n times, each time as ``x + x``.

    Parameters
    ----------
    x : Value
    n : int

    Returns
    -------
    Value

    Notes
    -----
    Source: S4-15. Two edges a doubling, so 2n edges, but 2^n paths.

    Examples
    --------
    >>> from reference_solution.autodiff.value import Value
    >>> doubling_chain(Value(1.0), 3).data
    8.0
    """
    for _ in range(n):
        x = x + x
    return x


def edge_count(output):
    """Number of edges that `output` depends on: the multiply-adds of one backward pass.

    Examples
    --------
    >>> from reference_solution.autodiff.value import Value
    >>> edge_count(doubling_chain(Value(1.0), 20))
    40
    """
    return sum(len(node.edges) for node in topological_order(output))


def path_count(output, start):
    """Number of paths from `start` to `output`: the products that the naive chain rule adds up.

    Parameters
    ----------
    output, start : Value

    Returns
    -------
    int

    Notes
    -----
    Source: S3-23 and S4-15. Counted by the same dynamic programming that makes the paths unnecessary.

    Examples
    --------
    >>> from reference_solution.autodiff.value import Value
    >>> x = Value(1.0)
    >>> path_count(doubling_chain(x, 20), x)
    1048576
    """
    paths = {}
    for node in topological_order(output):
        paths[node] = int(node is start) + sum(paths[parent] for parent, _ in node.edges)
    return paths[output]


def gradient_by_paths(output, start):
    """``d output / d start`` as the sum over all paths of the product of slopes, path by path.

    Parameters
    ----------
    output, start : Value

    Returns
    -------
    gradient : float
    visits : int
        How many times an edge was walked: exponential in the depth, where `backward` walks each edge once.

    Notes
    -----
    Source: S3-23 and S4-15; the sum over paths is S0-39 read to its end.

    Examples
    --------
    >>> from reference_solution.autodiff.value import Value
    >>> x = Value(1.0)
    >>> gradient_by_paths(doubling_chain(x, 10), x)
    (1024.0, 2046)
    """
    gradient, visits, waiting = 0.0, 0, [(output, 1.0)]
    while waiting:
        node, product = waiting.pop()
        if node is start:
            gradient += product
        for parent, slope in node.edges:
            visits += 1
            waiting.append((parent, product * slope))
    return gradient, visits
