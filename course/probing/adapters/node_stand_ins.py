"""Stand-ins for functions of nodes: nodes to plain values for the judge's function, and its graph back to nodes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.types import StudentFunction

_Node = Any


def operation(remote: StudentFunction, Value: type[Any], *operands: _Node) -> _Node:
    """Stand in for an operation on nodes and plain numbers, such as ``add(a, b)``; the judge's function takes ``(data, operands)``."""
    nodes = list({id(o): o for o in operands if hasattr(o, "edges")}.values())
    place = {id(node): k for k, node in enumerate(nodes)}
    plain = tuple(place[id(o)] if id(o) in place else float(o) for o in operands)
    graph = remote(np.array([node.data for node in nodes], dtype=float), plain)
    return with_nodes(graph, nodes, Value)[0]


def topological_order(remote: StudentFunction, output: _Node) -> list[_Node]:
    """Stand in for a topological sort; the judge's function takes ``(n, edges, output)``."""
    nodes, edges = below(output)
    reply = remote(len(nodes), edges, 0)
    if reply["refused"]:
        raise ValueError("the graph has a cycle")
    return [nodes[k] for k in reply["order"].tolist()]


def backward(remote: StudentFunction, output: _Node) -> None:
    """Stand in for a backward pass; the judge's function takes ``(data, edges, output)``."""
    nodes, edges = below(output)
    reply = remote(np.array([node.data for node in nodes], dtype=float), edges, 0)
    for node, grad in zip(nodes, reply["first"].tolist(), strict=True):
        node.grad = grad


def cross_entropy(remote: StudentFunction, Value: type[Any], logits: Sequence[_Node], label: int) -> _Node:
    """Stand in for the loss of one example; the judge's function takes ``(logits, label)``."""
    graph = remote(np.array([node.data for node in logits], dtype=float), label)
    return with_nodes(graph, list(logits), Value)[0]


def network(remote: StudentFunction, Value: type[Any], layers: Any, inputs: Sequence[float]) -> list[_Node]:
    """Stand in for the forward pass of a network of neurons; the judge's function takes ``(params, inputs)``."""
    params = [
        (np.array([[w.data for w in weights] for weights, _ in layer]).T, np.array([bias.data for _, bias in layer]))
        for layer in layers
    ]
    nodes = [node for layer in layers for weights, bias in layer for node in (*weights, bias)]
    return with_nodes(remote(params, np.array(inputs, dtype=float)), nodes, Value)


def below(output: _Node) -> tuple[list[_Node], Any]:
    """All nodes that a node depends on, itself first, and the edges between them as rows (node, parent, slope)."""
    nodes, place, rows = [output], {id(output): 0}, []
    for node in nodes:  # which grows on the way
        for parent, slope in node.edges:
            if id(parent) not in place:
                place[id(parent)] = len(nodes)
                nodes.append(parent)
            rows.append((place[id(node)], place[id(parent)], slope))
    return nodes, np.array(rows, dtype=float).reshape(-1, 3)


def with_nodes(graph: dict[str, Any], first: Sequence[_Node], Value: Callable[..., _Node]) -> list[_Node]:
    """The outputs of a plain graph as nodes; its first nodes are those given."""
    data = graph["data"].tolist()
    nodes = [*first, *(Value(number) for number in data[len(first) :])]
    edges: dict[int, list[tuple[_Node, float]]] = {}
    for node, parent, slope in graph["edges"].tolist():
        edges.setdefault(int(node), []).append((nodes[int(parent)], slope))
    for k, pairs in edges.items():
        if k >= len(first):
            nodes[k].edges = tuple(pairs)
    return [nodes[k] for k in graph["outputs"].tolist()]
