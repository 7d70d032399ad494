"""A student's computation graph as plain values, and back: how functions are asked whose own class does not travel.

Plain, a graph is `data`, one number a node, and `edges`, rows (node, parent, slope) in any order. A function that is
asked this way may do with the nodes what it likes; what comes back are numbers, or a sentence on what it is instead.
"""

import functools

import numpy as np


class Asking:
    """Ways to ask functions of nodes in plain values.

    Parameters
    ----------
    Value : class
        ``Value(data, edges=())`` with the attributes `data`, `edges` (pairs of a parent and a slope) and `grad`.
    """

    def __init__(self, Value):
        self.Value = Value

    def operation(self, function):
        """Asked as ``(data, operands)``: a whole number among the operands is that node, any other a plain number."""

        def asked(data, operands):
            nodes = [self.Value(number) for number in _floats(data)]
            return graph_of([function(*(nodes[k] if type(k) is int else k for k in operands))], nodes)

        return _like(function, asked)

    def order(self, function):
        """Asked as ``(n, edges, output)``: the positions of the nodes that a topological order lists."""

        def asked(n, edges, output):
            nodes = self._nodes(self.Value, [0.0] * n, edges)
            try:
                order = function(nodes[output])
            except RecursionError:
                return "the graph is too deep for a function that calls itself"
            except ValueError:
                return {"refused": True, "order": np.zeros(0, dtype=int)}
            if not isinstance(order, list | tuple):
                return f"the result is {_kind(order)}, expected a list of nodes"
            position = {id(node): i for i, node in enumerate(nodes)}
            return {"refused": False, "order": np.array([position.get(id(node), -1) for node in order], dtype=int)}

        return _like(function, asked)

    def gradients(self, function):
        """Asked as ``(data, edges, output)``: all gradients after one call and after two; how often edges were read."""
        reads = 0

        class Counted(self.Value):
            @property
            def edges(self):
                nonlocal reads
                reads += 1
                return self._edges

            @edges.setter
            def edges(self, edges):
                self._edges = edges

        def asked(data, edges, output):
            nonlocal reads
            nodes = self._nodes(Counted, _floats(data), edges)
            reads = 0
            try:
                function(nodes[output])
                work, first = reads, np.array([node.grad for node in nodes])
                function(nodes[output])
            except RecursionError:
                return "the graph is too deep for a function that calls itself"
            return {"first": first, "again": np.array([node.grad for node in nodes]), "reads": work}

        return _like(function, asked)

    def cross_entropy(self, function):
        """Asked as ``(logits, label)``: the graph of the loss, the logits first."""

        def asked(logits, label):
            nodes = [self.Value(number) for number in _floats(logits)]
            return graph_of([function(list(nodes), label)], nodes)

        return _like(function, asked)

    def network(self, function):
        """Asked as ``(params, inputs)``: the graph of all outputs, first each neuron's weights and bias."""

        def asked(params, inputs):
            layers, nodes = [], []
            for W, b in params:
                layers.append([])
                for weights, bias in zip(_floats(W.T), _floats(b), strict=True):
                    *own, shift = (self.Value(number) for number in (*weights, bias))
                    layers[-1].append((own, shift))
                    nodes += [*own, shift]
            outputs = function(layers, _floats(inputs))
            if not isinstance(outputs, list | tuple):
                return f"the result is {_kind(outputs)}, expected a list of Values, one for each output"
            return graph_of(outputs, nodes)

        return _like(function, asked)

    def descent(self, function):
        """Asked as ``(H, c, start, lr, steps)``, to descend p·Hp / 2 - c·p: what it returns, and where p is then."""

        def asked(H, c, start, lr, steps):
            parameters = [self.Value(number) for number in _floats(start)]

            def loss():
                p = np.array([parameter.data for parameter in parameters])
                slopes = _floats(H @ p - c)
                return self.Value(float(p @ H @ p / 2 - c @ p), tuple(zip(parameters, slopes, strict=True)))

            losses = function(loss, parameters, lr, steps)
            return {"losses": losses, "parameters": np.array([parameter.data for parameter in parameters])}

        return _like(function, asked)

    @staticmethod
    def _nodes(Value, data, edges):
        nodes = [Value(number) for number in data]
        own = [[] for _ in nodes]
        for node, parent, slope in _floats(edges):
            own[int(node)].append((nodes[int(parent)], slope))
        for node, pairs in zip(nodes, own, strict=True):
            node.edges = tuple(pairs)
        return nodes


def graph_of(outputs, first):
    """Everything that some nodes depend on, as plain values.

    Parameters
    ----------
    outputs : list
        What a function returned as nodes.
    first : list
        Nodes that come first, whether or not the outputs depend on them.

    Returns
    -------
    dict or str
        ``data`` (n,), ``edges`` (m, 3) and ``outputs`` (positions), as arrays; a sentence where it is no graph.
    """
    place, listed, rows = {}, [], []

    def enter(node):
        if id(node) not in place:
            place[id(node)] = len(listed)
            listed.append(node)
        return place[id(node)]

    for node in (*first, *outputs):
        if not hasattr(node, "edges"):
            return f"the result is {_kind(node)}, expected a Value"
        enter(node)
    for node in listed:  # which grows on the way
        try:
            pairs = [(parent, slope) for parent, slope in node.edges]
        except (TypeError, ValueError):
            return "the edges of a node are not pairs (parent, slope)"
        for parent, slope in pairs:
            if not hasattr(parent, "edges"):
                return f"a parent in the edges is {_kind(parent)}, expected a Value"
            if hasattr(slope, "edges"):
                return "a slope in the edges is a Value, expected a plain number: its data"
            rows.append((place[id(node)], enter(parent), slope))
    return {
        "data": np.array([node.data for node in listed]),
        "edges": np.array(rows).reshape(-1, 3),
        "outputs": np.array([place[id(node)] for node in outputs], dtype=int),
    }


def slopes_by_paths(graph, output, n, most=20_000):
    """Slopes of a node in the first n: for each path to them the product of its slopes, all added up.

    Slow where paths are many, and for that it needs neither an order nor a gradient.

    Parameters
    ----------
    graph : dict
        As of `graph_of`.
    output, n : int
    most : int
        Steps after which it gives up.

    Returns
    -------
    ndarray of shape (n,), or None
        None after too many steps: the graph has a cycle, or very many paths.

    Examples
    --------
    >>> graph = {"edges": np.array([[1, 0, 3.0], [2, 1, 1.0], [2, 1, 12.0]])}  # b + b * b with b = 3 a, a = 2
    >>> slopes_by_paths(graph, 2, 1)
    array([39.])
    """
    parents, slopes = {}, np.zeros(n)
    for node, parent, slope in graph["edges"].tolist():
        parents.setdefault(int(node), []).append((int(parent), slope))
    waiting, steps = [(output, 1.0)], 0
    while waiting:
        here, along = waiting.pop()
        if here < n:
            slopes[here] += along
        steps += 1
        if steps > most:
            return None
        waiting += [(parent, along * slope) for parent, slope in parents.get(here, [])]
    return slopes


def _like(function, asked):
    """The same name and docstring, for messages and for whoever looks for the source."""
    return functools.wraps(function)(asked)


def _floats(array):
    return np.asarray(array, dtype=float).tolist()


def _kind(value):
    return "None" if value is None else f"of type {type(value).__name__}"
