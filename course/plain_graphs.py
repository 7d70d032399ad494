"""A student's computation graph as plain arrays, and back, so that functions of nodes can be called over the wire.

Objects of a student's own class `Value` cannot be sent to another process; plain values can. A plain graph is `data`,
one number for each node, and `edges`, rows (node, parent, slope) in any order.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.probing.adapters import node_stand_ins
from course.probing.stand_ins import Adapted
from course.types import Array, Network, StudentFunction

PlainGraph: TypeAlias = dict[str, NDArray[Any]]


class Asking:
    """Adapters from functions of nodes to functions of plain values.

    Each method takes a student's function and returns one with the same name and docstring that takes plain values. It
    returns plain values, or a sentence (str) where the student's function returned something unusable.

    Parameters
    ----------
    Value : class
        ``Value(data, edges=())`` with the attributes `data`, `edges` (pairs of a parent and a slope) and `grad`.
    """

    def __init__(self, Value: type[Any]) -> None:
        self.Value = Value

    def operation(self, function: StudentFunction) -> StudentFunction:
        """Adapt an operation on nodes, such as a product.

        Returns
        -------
        callable
            ``asked(data, operands)``, which returns a graph as of `graph_of`. An int among the operands is the
            position of a node in `data`; a float is passed on as a plain number.
        """

        def asked(data: ArrayLike, operands: Sequence[float]) -> PlainGraph | str:
            nodes = [self.Value(number) for number in _floats(data)]
            return graph_of([function(*(nodes[k] if type(k) is int else k for k in operands))], nodes)

        return Adapted(function, asked, lambda remote: {"": partial(node_stand_ins.operation, remote, self.Value)})

    def order(self, function: StudentFunction) -> StudentFunction:
        """Adapt a topological sort.

        Returns
        -------
        callable
            ``asked(n, edges, output)`` for a graph of n nodes. It returns ``{"refused": bool, "order": ndarray}``:
            whether a ValueError was raised, and the positions of the listed nodes, -1 for anything else.
        """

        def asked(n: int, edges: Array, output: int) -> dict[str, Any] | str:
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

        return Adapted(function, asked, lambda remote: {"": partial(node_stand_ins.topological_order, remote)})

    def gradients(self, function: StudentFunction) -> StudentFunction:
        """Adapt a backward pass.

        Returns
        -------
        callable
            ``asked(data, edges, output)``, which returns a dict: ``first`` and ``again``, the gradients of all nodes
            after one call and after two, and ``reads``, how often the first call read the edges of a node.
        """
        reads = 0

        def read(self: Any) -> Any:
            nonlocal reads
            reads += 1
            return self._edges

        def write(self: Any, edges: Any) -> None:
            self._edges = edges

        Counted = type("Counted", (self.Value,), {"edges": property(read, write)})

        def asked(data: ArrayLike, edges: Array, output: int) -> dict[str, Any] | str:
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

        return Adapted(function, asked, lambda remote: {"": partial(node_stand_ins.backward, remote)})

    def cross_entropy(self, function: StudentFunction) -> StudentFunction:
        """Adapt a loss of one example.

        Returns
        -------
        callable
            ``asked(logits, label)``, which returns the graph of the loss as of `graph_of`; its first nodes are the
            logits.
        """

        def asked(logits: ArrayLike, label: int) -> PlainGraph | str:
            nodes = [self.Value(number) for number in _floats(logits)]
            return graph_of([function(list(nodes), label)], nodes)

        return Adapted(function, asked, lambda remote: {"": partial(node_stand_ins.cross_entropy, remote, self.Value)})

    def network(self, function: StudentFunction) -> StudentFunction:
        """Adapt the forward pass of a network of neurons.

        Returns
        -------
        callable
            ``asked(params, inputs)``, which returns the graph of all outputs as of `graph_of`; its first nodes are
            the weights and the bias of each neuron in turn.
        """

        def asked(params: Network, inputs: ArrayLike) -> PlainGraph | str:
            layers: list[list[tuple[list[Any], Any]]] = []
            nodes: list[Any] = []
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

        return Adapted(function, asked, lambda remote: {"": partial(node_stand_ins.network, remote, self.Value)})

    def descent(self, function: StudentFunction) -> StudentFunction:
        """Adapt gradient descent, and let it minimise p·Hp / 2 - c·p.

        Returns
        -------
        callable
            ``asked(H, c, start, lr, steps)``, which returns ``losses``, what the function returned, and
            ``parameters``, the values of p after its last step.
        """

        def asked(H: Array, c: Array, start: ArrayLike, lr: float, steps: int) -> dict[str, Any]:
            parameters = [self.Value(number) for number in _floats(start)]

            def loss() -> Any:
                p = np.array([parameter.data for parameter in parameters])
                slopes = _floats(H @ p - c)
                return self.Value(float(p @ H @ p / 2 - c @ p), tuple(zip(parameters, slopes, strict=True)))

            # A list of its own: who puts other nodes into it has not moved those that the loss is made of.
            losses = function(loss, list(parameters), lr, steps)
            return {"losses": losses, "parameters": np.array([parameter.data for parameter in parameters])}

        # A stand-in would have to build the student's graph in every step: it would be the answer.
        return Adapted(function, asked, lambda remote: {})

    @staticmethod
    def _nodes(Value: Callable[[float], Any], data: Sequence[float], edges: Array) -> list[Any]:
        nodes = [Value(number) for number in data]
        edges_of: list[list[tuple[Any, float]]] = [[] for _ in nodes]
        for node, parent, slope in _floats(edges):
            edges_of[int(node)].append((nodes[int(parent)], slope))
        for node, pairs in zip(nodes, edges_of, strict=True):
            node.edges = tuple(pairs)
        return nodes


def graph_of(outputs: Sequence[Any], first: Sequence[Any]) -> PlainGraph | str:
    """Convert some nodes and everything they depend on to plain arrays.

    Parameters
    ----------
    outputs : sequence
        Nodes that a student's function returned.
    first : sequence
        Nodes to list first, whether or not the outputs depend on them.

    Returns
    -------
    dict or str
        ``data`` of shape (n,), ``edges`` of shape (m, 3) and ``outputs``, the positions of the outputs; or a sentence
        where the outputs are no graph.
    """
    position: dict[int, int] = {}
    listed: list[Any] = []
    rows = []

    def enter(node: Any) -> int:
        if id(node) not in position:
            position[id(node)] = len(listed)
            listed.append(node)
        return position[id(node)]

    for node in (*first, *outputs):
        if not hasattr(node, "edges"):
            return f"the result is {_kind(node)}, expected a Value"
        enter(node)
    for node in listed:  # the list grows during the loop
        try:
            pairs = [(parent, slope) for parent, slope in node.edges]
        except (TypeError, ValueError):
            return "the edges of a node are not pairs (parent, slope)"
        for parent, slope in pairs:
            if not hasattr(parent, "edges"):
                return f"a parent in the edges is {_kind(parent)}, expected a Value"
            if hasattr(slope, "edges"):
                return "a slope in the edges is a Value, expected a plain number: its data"
            rows.append((position[id(node)], enter(parent), slope))
    return {
        "data": np.array([node.data for node in listed]),
        "edges": np.array(rows).reshape(-1, 3),
        "outputs": np.array([position[id(node)] for node in outputs], dtype=int),
    }


def slopes_by_paths(graph: PlainGraph, output: int, n: int, most: int = 20_000) -> Array | None:
    """Differentiate a node with respect to the first n nodes by summing over all paths between them.

    The contribution of a path is the product of its slopes. Slow for graphs with many paths, but independent of any
    topological order and of the student's gradients.

    Parameters
    ----------
    graph : dict
        As of `graph_of`.
    output : int
        Position of the node to differentiate.
    n : int
        Number of nodes to differentiate by.
    most : int, optional
        Number of steps after which to give up.

    Returns
    -------
    ndarray of shape (n,) or None
        None if there were too many steps: the graph has a cycle, or very many paths.

    Examples
    --------
    >>> graph = {"edges": np.array([[1, 0, 3.0], [2, 1, 1.0], [2, 1, 12.0]])}  # b + b * b with b = 3 a, a = 2
    >>> slopes_by_paths(graph, 2, 1)
    array([39.])
    """
    parents: dict[int, list[tuple[int, float]]] = {}
    slopes = np.zeros(n)
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


def _floats(array: ArrayLike) -> Any:
    return np.asarray(array, dtype=float).tolist()


def _kind(value: object) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"
