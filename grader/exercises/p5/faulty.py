"""The references of p5 with known bugs to switch on, as in `grader.exercises.p6.faulty`.

Those of the operations are in `operation_faulty`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

from course.types import Network
from grader.exercises.model import BugNames, Reference
from reference_solution.autodiff.message_passing import arrivals
from reference_solution.autodiff.scalar_network import XOR, neurons
from reference_solution.autodiff.softmax_graph import softmax_ce_graph as right_softmax_ce_graph
from reference_solution.autodiff.topological_order import topological_order as right_order
from reference_solution.autodiff.value import Value, exp, log, tanh

Neurons: TypeAlias = list[list[tuple[list[Value], Value]]]
"""For each layer its neurons, each a list of weights and a bias."""


def two_paths(bugs: BugNames) -> Reference:
    """`two_paths` with bugs."""

    def faulty(t: float) -> dict[str, float]:
        x, y = np.cos(t), t**2
        f = y + np.exp(x * y)
        dx = y * np.exp(x * y)
        dy = 1 + x * np.exp(x * y)
        if "direct_way_forgotten" in bugs:
            dy = dy - 1
        if "factors_swapped" in bugs:
            dx, dy = x * np.exp(x * y), 1 + y * np.exp(x * y)
        if "inner_slope_missing" in bugs:
            dx, dy = np.exp(x * y), 1 + np.exp(x * y)
        sine = np.sin(t) if "cosine_sign" in bugs else -np.sin(t)
        through_x, through_y = dx * sine, dy * 2 * t
        if "square_slope" in bugs:
            through_y = dy * t
        dt = through_x + through_y
        if "paths_multiplied" in bugs:
            dt = through_x * through_y
        if "one_path" in bugs:
            dt = through_y
        return dict(x=x, y=y, f=f, dx=dx, dy=dy, through_x=through_x, through_y=through_y, dt=dt)

    return faulty


def logistic_least_squares(bugs: BugNames) -> Reference:
    """`logistic_least_squares` with bugs."""

    def faulty(w: float, b: float, x: float, t: float, lam: float) -> dict[str, float]:
        z = w * x + b
        y = np.exp(-np.logaddexp(0, -z))
        L = (y - t) ** 2 / (1 if "loss_not_halved" in bugs else 2)
        R = w**2 / (1 if "penalty_not_halved" in bugs else 2)
        L_reg = L + R if "lam_forgotten" in bugs else L + lam * R
        dL_reg = 1.0
        dR = dL_reg if "lam_forgotten_backward" in bugs or "lam_forgotten" in bugs else dL_reg * lam
        dL = dL_reg
        dy = dL * (y - t)
        if "target_first" in bugs:
            dy = -dy
        if "slope_2" in bugs:
            dy = 2 * dy
        dz = dy * y * (1 - y)
        if "slope_missing" in bugs:
            dz = dy
        if "slope_at_y" in bugs:
            s = np.exp(-np.logaddexp(0, -y))
            dz = dy * s * (1 - s)
        if "formula_in_y_fed_z" in bugs:
            dz = dy * z * (1 - z)
        dw = dz * x + dR * w
        if "penalty_path_forgotten" in bugs:
            dw = dz * x
        if "data_path_overwritten" in bugs:
            dw = dR * w
        if "input_forgotten" in bugs:
            dw = dz + dR * w
        db = dz * x if "input_in_db" in bugs else dz
        return dict(z=z, y=y, L=L, R=R, L_reg=L_reg, dL_reg=dL_reg, dR=dR, dL=dL, dy=dy, dz=dz, dw=dw, db=db)

    return faulty


def topological_order(bugs: BugNames) -> Reference:
    """`topological_order` with bugs."""

    def faulty(output: Value) -> list[Value]:
        try:
            order: list[Value] = right_order(output)
        except ValueError:
            if "cycle_not_seen" not in bugs:
                raise
            return [output]
        if "calls_itself" in bugs and _deeper_than(output, 900):
            raise RecursionError
        if "shared_is_a_cycle" in bugs and sum(len(node.edges) for node in order) >= len(order):
            raise ValueError
        if "listed_when_found" in bugs:
            order = _as_found(output, next_out=0)[::-1]
        if "listed_on_the_way" in bugs:
            order = _as_found(output, next_out=-1)[::-1]
        if "listed_each_time" in bugs and len(order) < 100:
            order = list(_every_visit(output))
        if "inputs_left_out" in bugs:
            order = [node for node in order if node.edges]
        if "output_left_out" in bugs:
            order = [node for node in order if node is not output]
        return order[::-1] if "output_first" in bugs else order

    return faulty


def _deeper_than(output: Value, depth: int) -> bool:
    """Whether the path along first parents is longer than `depth`, as a recursion cannot go deeper than the stack."""
    node, steps = output, 0
    while node.edges and steps <= depth:
        node, steps = node.edges[0][0], steps + 1
    return steps > depth


def _every_visit(node: Value) -> Iterator[Value]:
    for parent, _ in node.edges:
        yield from _every_visit(parent)
    yield node


def backward(bugs: BugNames) -> Reference:
    """`backward` with bugs."""

    def faulty(output: Value) -> None:
        order = right_order(output)
        if "accumulates" not in bugs:
            for node in order:
                node.grad = 0.0
        output.grad = 0.0 if "no_seed" in bugs else output.data if "seeded_with_value" in bugs else 1.0
        visits: Iterable[Value] = order[::-1]
        if "inputs_first" in bugs:
            visits = order
        if "overwrites_in_another_order" in bugs:
            visits = _first_parents_first(output)[::-1]
        if "sends_too_early" in bugs:
            visits = _as_found(output, next_out=0)
        for bug, from_the_last in (("sends_too_early_in_depth", True), ("sends_too_early_down_the_last", False)):
            if bug in bugs:
                visits = _as_found(output, next_out=-1, from_the_last=from_the_last)
        if "sends_again" in bugs:
            visits = arrivals(output, next_out=-1)
        for node in visits:
            for parent, slope in node.edges:
                message = node.grad * slope
                if "slope_alone" in bugs:
                    message = slope
                if "added_to_the_slope" in bugs:
                    message = node.grad + slope
                if bugs & {"overwrites", "overwrites_in_another_order"}:
                    parent.grad = message
                else:
                    parent.grad += message
        if "path_by_path" in bugs:  # the gradients are the same, but each path is walked
            list(arrivals(output, next_out=-1))

    return faulty


def _as_found(output: Value, next_out: int, from_the_last: bool = False) -> list[Value]:
    """Every ancestor once, in the order of a traversal: breadth first if `next_out` is 0, depth first if it is -1."""
    order, waiting = dict[Value, None](), [output]
    while waiting:
        node = waiting.pop(next_out)
        if node not in order:
            order[node] = None
            parents = [parent for parent, _ in node.edges]
            waiting += parents[::-1] if from_the_last else parents
    return list(order)


def _first_parents_first(node: Value, listed: dict[Value, None] | None = None) -> list[Value]:
    """The topological order of a depth-first recursion over the parents; graphs here are small."""
    listed = {} if listed is None else listed
    for parent, _ in node.edges:
        if parent not in listed:
            _first_parents_first(parent, listed)
    listed[node] = None
    return list(listed)


def softmax_ce_graph(bugs: BugNames) -> Reference:
    """`softmax_ce_graph` with bugs."""

    def faulty(logits: list[Value], label: int) -> Value:
        largest = 0.0 if "no_shift" in bugs else max(z.data for z in logits)
        total = sum(exp(z - largest) for z in logits)
        loss: Value = log(total)
        if "shift_not_returned" not in bugs:
            loss = loss + largest
        if "cut_off" in bugs:
            loss = Value(loss.data)
        if "target_forgotten" not in bugs:
            loss = loss - logits[label]
        if "sign" in bugs:
            loss = -loss
        if "bits" in bugs:
            loss = loss / float(np.log(2))
        if "probability" in bugs:
            loss = exp(-right_softmax_ce_graph(logits, label))
        if "wrong_logit" in bugs:
            loss = loss + logits[label] - logits[label - 1]
        return loss

    return faulty


def scalar_mlp(bugs: BugNames) -> Reference:
    """`scalar_mlp` with bugs."""

    def faulty(layers: Neurons, inputs: Sequence[Value | float]) -> Sequence[Value | float]:
        first = inputs
        for layer in layers:
            fed = first if "first_inputs_again" in bugs else inputs
            sums = [_sum(bugs, weights, bias, fed) for weights, bias in layer]
            linear = layer is layers[-1] and "tanh_on_output" not in bugs
            if "no_tanh" in bugs:
                linear = True
            outputs = sums if linear else [tanh(z) for z in sums]
            inputs = [h.data for h in outputs] if "cut_off" in bugs and layer is not layers[-1] else outputs
        return inputs

    return faulty


def _sum(bugs: BugNames, weights: list[Value], bias: Value, inputs: Sequence[Value | float]) -> Any:
    z = sum(w * x for w, x in zip(weights, inputs, strict=False))
    if "no_bias" in bugs:
        return z
    return z + bias.data if "bias_as_a_constant" in bugs else z + bias


def descend(bugs: BugNames) -> Reference:
    """`descend` with bugs."""

    def faulty(loss: Reference, parameters: list[Value], lr: float, steps: int) -> list[float]:
        losses, output = [], loss()
        for _ in range(steps):
            if "built_once" not in bugs:
                output = loss()
            _send(output, accumulate="accumulates" in bugs)
            losses.append(output.data)
            if "new_nodes" in bugs:
                parameters[:] = [Value(p.data - lr * p.grad) for p in parameters]
                continue
            for parameter in parameters[:1] if "first_only" in bugs else parameters:
                step = parameter.grad if "lr_forgotten" in bugs else lr * parameter.grad
                parameter.data += step if "uphill" in bugs else -step
                if "one_at_a_time" in bugs:
                    _send(loss())
            if "loss_after_the_step" in bugs:
                losses[-1] = loss().data
        return losses

    return faulty


def _send(output: Value, accumulate: bool = False) -> None:
    order = right_order(output)
    for node in order:
        node.grad = node.grad if accumulate else 0.0
    output.grad = 1.0
    for node in reversed(order):
        for parent, slope in node.edges:
            parent.grad += node.grad * slope


def learn_xor(bugs: BugNames) -> Reference:
    """`learn_xor` with bugs."""
    forward, train = scalar_mlp(bugs), descend(bugs)

    def faulty(params: Network, lr: float, steps: int) -> list[float]:
        layers = neurons(params)
        trained = [] if "nothing_trained" in bugs else layers[-1:] if "last_layer_only" in bugs else layers
        pairs = [pair for layer in trained for pair in layer]
        parameters = [p for weights, bias in pairs for p in ([] if "weights_left_out" in bugs else weights)]
        parameters += [] if "biases_left_out" in bugs else [bias for _, bias in pairs]

        def loss() -> Any:
            each = [right_softmax_ce_graph(forward(layers, x), _label(bugs, x, label)) for x, label in XOR]
            return sum(each) if "summed" in bugs else sum(each) / len(XOR)

        losses: list[float] = train(loss, parameters, lr, steps)
        return losses

    return faulty


def _label(bugs: BugNames, x: Sequence[float], label: int) -> int:
    return int(sum(x) >= 1) if "labels_of_or" in bugs else 1 - label if "labels_exchanged" in bugs else label
