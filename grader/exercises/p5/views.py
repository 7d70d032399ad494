"""Views of p5: not the nodes of a computation graph, but its values and the gradients that follow from its edges.

Results come as `course.plain_graphs` returns them: arrays, or a sentence where a function returned something unusable.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from course.types import Array, Layer, Network
from grader.exercises.model import Claim, Malformed, with_claims
from grader.exercises.parse import numbers
from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.value import Value

READS = 20  # how often one call may read the edges of nodes, for each node and edge


def operation(result: Any, data: Array, operands: list[float]) -> dict[str, Any]:
    """The value, and its derivative by every operand."""
    values, slopes = _values_and_slopes(result, len(data), 1)
    return {"the value": values[0], "the slope": slopes[0]}


def maximum(result: Any, data: Array, operands: list[float]) -> dict[str, Any]:
    """As `operation`; the slopes of tied largest operands are added up, as any split among them is right."""
    values, slopes = _values_and_slopes(result, len(data), 1)
    largest = data == data.max()
    return {
        "the value": values[0],
        "the slope of the largest": slopes[0][largest].sum(),
        "the slopes of the others": slopes[0][~largest],
    }


def order(result: Any, n: int, edges: Array, output: int) -> dict[str, bool]:
    """The properties of a topological order, each by itself; for a cycle, whether it is refused."""
    _refuse_sentence(result)
    nodes = _ancestors(n, edges.astype(float).tobytes(), output)
    if nodes is None:
        return {Claim("a cycle is refused"): bool(result["refused"])}
    if result["refused"]:
        raise Malformed("a graph without a cycle is refused with a ValueError")
    listed = _positions(result["order"])
    place = {node: i for i, node in enumerate(listed)}
    pairs = [(place[a], place[b]) for a, b in edges[:, :2].astype(int).tolist() if a in place and b in place]
    return with_claims(
        {
            "no node is missing": nodes <= set(listed),
            "no node is listed twice": len(set(listed)) == len(listed),
            "nothing else is listed": set(listed) <= nodes,
            "parents come first": all(parent < node for node, parent in pairs),
            "it is not the other way round": not pairs or any(parent < node for node, parent in pairs),
            "the output comes last": listed[-1:] == [output],
        }
    )


def gradients(result: Any, data: Array, edges: Array, output: int) -> dict[str, Any]:
    """The gradients after one call and after two, and whether the work grows with the edges and not with the paths."""
    _refuse_sentence(result)
    n = len(data)
    return with_claims(
        {
            "the gradients": numbers(result["first"], (n,), "the gradients"),
            "the gradients after a second call": numbers(result["again"], (n,), "the gradients after a second call"),
            "the work grows with the edges only": bool(result["reads"] <= READS * (n + len(edges))),
        }
    )


def cross_entropy(result: Any, logits: Array, label: int) -> dict[str, Any]:
    """The loss, and its gradient."""
    values, slopes = _values_and_slopes(result, len(logits), 1)
    return {"the loss": values[0], "the gradient of the logits": slopes[0]}


def network(result: Any, params: Network, inputs: Array) -> dict[str, Array]:
    """The outputs, and the gradient of each by all parameters."""
    values, slopes = _values_and_slopes(result, sum(W.size + b.size for W, b in params), params[-1][1].size)
    return {"the outputs": values, "the gradients": slopes}


def descent(result: Any, H: Array, c: Array, start: Array, lr: float, steps: int) -> dict[str, Array]:
    """The losses before each step, and the parameters after the last."""
    return {
        "the losses": numbers(result["losses"], (steps,), "the list of losses"),
        "the parameters": numbers(result["parameters"], start.shape, "the parameters"),
    }


def learning(result: Any, params: Network, lr: float, steps: int) -> dict[str, Any]:
    """The losses of a short training; of a long one, those of the first steps, and whether the last loss is small."""
    losses = numbers(result, (steps,), "the list of losses")
    if steps > 20:
        claims = {"no loss is negative": (losses >= 0).all(), "the last loss is below 0.05": losses[-1] < 0.05}
        return with_claims(claims) | {"the losses of the first ten steps": losses[:10]}
    return {"the losses": losses}


def _positions(value: Any) -> list[int]:
    positions = numbers(value, (None,), "the list of positions")
    if (positions % 1).any():
        raise Malformed("a position is no whole number")
    return [int(position) for position in positions]


def _refuse_sentence(result: Any) -> None:
    if isinstance(result, str):
        raise Malformed(result)


def _values_and_slopes(graph: Any, n_first: int, n_outputs: int) -> Layer:
    """The data of the outputs, (n_outputs,), and their gradients by the first nodes, (n_outputs, n_first)."""
    _refuse_sentence(graph)
    data = numbers(graph["data"], (None,), "the data of the nodes")
    edges = numbers(graph["edges"], (None, 3), "the edges")
    outputs = _positions(graph["outputs"])
    if len(outputs) != n_outputs:
        raise Malformed(f"the result is a list of {len(outputs)}, expected {n_outputs}")
    nodes = _nodes(data.tolist(), edges)
    slopes = np.zeros((n_outputs, n_first))
    for k, output in enumerate(outputs):
        for node in nodes:
            node.grad = 0.0
        try:
            backward(nodes[output])
        except ValueError:
            raise Malformed("the graph has a cycle: a node depends on itself") from None
        slopes[k] = [node.grad for node in nodes[:n_first]]
    return data[outputs], slopes


@lru_cache(maxsize=32)  # one graph is viewed for the reference, for the student and for every known bug
def _ancestors(n: int, edges: bytes, output: int) -> set[int] | None:
    """The nodes that an output depends on, itself among them; None for a cycle. `edges` as bytes, to be hashable."""
    nodes = _nodes([0.0] * n, np.frombuffer(edges).reshape(-1, 3))
    try:
        found = set(topological_order(nodes[output]))
    except ValueError:
        return None
    return {i for i, node in enumerate(nodes) if node in found}


def _nodes(data: list[float], edges: Array) -> list[Value]:
    """The graph in nodes of the reference."""
    nodes = [Value(number) for number in data]
    for node, parent, slope in edges.tolist():
        nodes[int(node)].edges += ((nodes[int(parent)], slope),)
    return nodes
