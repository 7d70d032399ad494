"""Stand-ins for functions of nodes: they convert nodes to plain values, ask the judge, and convert its graph back.

The argument `remote` of each is the judge's function, which takes the plain values of `course.plain_graphs.Asking`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.types import Array, StudentFunction

_Node = Any


def operation(remote: StudentFunction, Value: type[Any], *operands: _Node) -> _Node:
    """Stand in for an operation on nodes and plain numbers, such as ``add(a, b)``."""
    nodes = list({id(o): o for o in operands if hasattr(o, "edges")}.values())
    place = {id(node): k for k, node in enumerate(nodes)}
    plain = tuple(place[id(o)] if id(o) in place else float(o) for o in operands)
    graph = remote(np.array([node.data for node in nodes], dtype=float), plain)
    return with_nodes(graph, nodes, Value)[0]


def topological_order(remote: StudentFunction, output: _Node) -> list[_Node]:
    """Stand in for a topological sort.

    Raises
    ------
    ValueError
        If the graph has a cycle.
    """
    nodes, edges = below(output)
    reply = remote(len(nodes), edges, 0)
    if reply["refused"]:
        raise ValueError("the graph has a cycle")
    return [nodes[k] for k in reply["order"].tolist()]


def backward(remote: StudentFunction, output: _Node) -> None:
    """Stand in for a backward pass, which sets `grad` of every node."""
    nodes, edges = below(output)
    reply = remote(np.array([node.data for node in nodes], dtype=float), edges, 0)
    for node, grad in zip(nodes, reply["first"].tolist(), strict=True):
        node.grad = grad


def cross_entropy(remote: StudentFunction, Value: type[Any], logits: Sequence[_Node], label: int) -> _Node:
    """Stand in for the loss of one example."""
    graph = remote(np.array([node.data for node in logits], dtype=float), label)
    return with_nodes(graph, list(logits), Value)[0]


def network(remote: StudentFunction, Value: type[Any], layers: Any, inputs: Sequence[float]) -> list[_Node]:
    """Stand in for the forward pass of a network of neurons."""
    params = [
        (np.array([[w.data for w in weights] for weights, _ in layer]).T, np.array([bias.data for _, bias in layer]))
        for layer in layers
    ]
    nodes = [node for layer in layers for weights, bias in layer for node in (*weights, bias)]
    return with_nodes(remote(params, np.array(inputs, dtype=float)), nodes, Value)


def below(output: _Node) -> tuple[list[_Node], Array]:
    """Collect all nodes that a node depends on.

    Parameters
    ----------
    output : Value

    Returns
    -------
    nodes : list of Value
        The output is the first.
    edges : ndarray of shape (m, 3)
        Rows (node, parent, slope).
    """
    nodes, place, rows = [output], {id(output): 0}, []
    for node in nodes:  # the list grows during the loop
        for operand, slope in node.edges:
            if id(operand) not in place:
                place[id(operand)] = len(nodes)
                nodes.append(operand)
            rows.append((place[id(node)], place[id(operand)], slope))
    return nodes, np.array(rows, dtype=float).reshape(-1, 3)


def with_nodes(graph: dict[str, Any], first: Sequence[_Node], Value: Callable[..., _Node]) -> list[_Node]:
    """Convert a plain graph to nodes.

    Parameters
    ----------
    graph : dict
        As of `course.plain_graphs.graph_of`.
    first : sequence of Value
        The first nodes of the graph; they are used as they are.
    Value : class

    Returns
    -------
    list of Value
        The outputs of the graph.
    """
    data = graph["data"].tolist()
    nodes = [*first, *(Value(number) for number in data[len(first) :])]
    edges: dict[int, list[tuple[_Node, float]]] = {}
    for node, parent, slope in graph["edges"].tolist():
        edges.setdefault(int(node), []).append((nodes[int(parent)], slope))
    for k, pairs in edges.items():
        if k >= len(first):
            nodes[k].edges = tuple(pairs)
    return [nodes[k] for k in graph["outputs"].tolist()]
