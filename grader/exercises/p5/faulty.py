"""The references of p5 with slips, but for the operations: each `if` is one way to get it wrong (as in `p6_wrong`)."""

import numpy as np

from reference_solution.autodiff.message_passing import arrivals
from reference_solution.autodiff.scalar_network import XOR, neurons
from reference_solution.autodiff.softmax_graph import softmax_ce_graph as right_softmax_ce_graph
from reference_solution.autodiff.topological_order import topological_order as right_order
from reference_solution.autodiff.value import Value, exp, log, tanh


def two_paths(slips):
    """`two_paths` with slips."""

    def wrong(t):
        x, y = np.cos(t), t**2
        f = y + np.exp(x * y)
        dx = y * np.exp(x * y)
        dy = 1 + x * np.exp(x * y)
        if "direct_way_forgotten" in slips:
            dy = dy - 1
        if "factors_swapped" in slips:
            dx, dy = x * np.exp(x * y), 1 + y * np.exp(x * y)
        if "inner_slope_missing" in slips:
            dx, dy = np.exp(x * y), 1 + np.exp(x * y)
        sine = np.sin(t) if "cosine_sign" in slips else -np.sin(t)
        through_x, through_y = dx * sine, dy * 2 * t
        if "square_slope" in slips:
            through_y = dy * t
        dt = through_x + through_y
        if "paths_multiplied" in slips:
            dt = through_x * through_y
        if "one_path" in slips:
            dt = through_y
        return dict(x=x, y=y, f=f, dx=dx, dy=dy, through_x=through_x, through_y=through_y, dt=dt)

    return wrong


def logistic_least_squares(slips):
    """`logistic_least_squares` with slips."""

    def wrong(w, b, x, t, lam):
        z = w * x + b
        y = np.exp(-np.logaddexp(0, -z))
        L = (y - t) ** 2 / (1 if "loss_not_halved" in slips else 2)
        R = w**2 / (1 if "penalty_not_halved" in slips else 2)
        L_reg = L + R if "lam_forgotten" in slips else L + lam * R
        dL_reg = 1.0
        dR = dL_reg if "lam_forgotten_backward" in slips or "lam_forgotten" in slips else dL_reg * lam
        dL = dL_reg
        dy = dL * (y - t)
        if "target_first" in slips:
            dy = -dy
        if "slope_2" in slips:
            dy = 2 * dy
        dz = dy * y * (1 - y)
        if "slope_missing" in slips:
            dz = dy
        if "slope_at_y" in slips:
            s = np.exp(-np.logaddexp(0, -y))
            dz = dy * s * (1 - s)
        if "formula_in_y_fed_z" in slips:
            dz = dy * z * (1 - z)
        dw = dz * x + dR * w
        if "penalty_path_forgotten" in slips:
            dw = dz * x
        if "data_path_overwritten" in slips:
            dw = dR * w
        if "input_forgotten" in slips:
            dw = dz + dR * w
        db = dz * x if "input_in_db" in slips else dz
        return dict(z=z, y=y, L=L, R=R, L_reg=L_reg, dL_reg=dL_reg, dR=dR, dL=dL, dy=dy, dz=dz, dw=dw, db=db)

    return wrong


def topological_order(slips):
    """`topological_order` with slips."""

    def wrong(output):
        try:
            order = right_order(output)
        except ValueError:
            if "cycle_not_seen" not in slips:
                raise
            return [output]
        if "calls_itself" in slips and _deeper_than(output, 900):
            raise RecursionError
        if "shared_is_a_cycle" in slips and sum(len(node.edges) for node in order) >= len(order):
            raise ValueError
        if "listed_when_found" in slips:
            order = _as_found(output, next_out=0)[::-1]
        if "listed_each_time" in slips and len(order) < 100:
            order = list(_every_visit(output))
        if "inputs_left_out" in slips:
            order = [node for node in order if node.edges]
        if "output_left_out" in slips:
            order = [node for node in order if node is not output]
        return order[::-1] if "output_first" in slips else order

    return wrong


def _deeper_than(output, depth):
    """Whether some way back from a node is longer than the stack that Python allows."""
    node, steps = output, 0
    while node.edges and steps <= depth:
        node, steps = node.edges[0][0], steps + 1
    return steps > depth


def _every_visit(node):
    for parent, _ in node.edges:
        yield from _every_visit(parent)
    yield node


def backward(slips):
    """`backward` with slips."""

    def wrong(output):
        order = right_order(output)
        if "accumulates" not in slips:
            for node in order:
                node.grad = 0.0
        output.grad = 0.0 if "no_seed" in slips else output.data if "seeded_with_value" in slips else 1.0
        visits = order[::-1]
        if "inputs_first" in slips:
            visits = order
        if "overwrites_in_another_order" in slips:
            visits = _first_parents_first(output)[::-1]
        if "sends_too_early" in slips:
            visits = _as_found(output, next_out=0)
        for slip, from_the_last in (("sends_too_early_in_depth", True), ("sends_too_early_down_the_last", False)):
            if slip in slips:
                visits = _as_found(output, next_out=-1, from_the_last=from_the_last)
        if "sends_again" in slips:
            visits = arrivals(output, next_out=-1)
        for node in visits:
            for parent, slope in node.edges:
                message = node.grad * slope
                if "slope_alone" in slips:
                    message = slope
                if "added_to_the_slope" in slips:
                    message = node.grad + slope
                if slips & {"overwrites", "overwrites_in_another_order"}:
                    parent.grad = message
                else:
                    parent.grad += message
        if "path_by_path" in slips:  # the sums over all paths are the same numbers
            list(arrivals(output, next_out=-1))

    return wrong


def _as_found(output, next_out, from_the_last=False):
    """Every node once, in the order in which a walk against the edges comes to it."""
    order, waiting = {}, [output]
    while waiting:
        node = waiting.pop(next_out)
        if node not in order:
            order[node] = None
            parents = [parent for parent, _ in node.edges]
            waiting += parents[::-1] if from_the_last else parents
    return list(order)


def _first_parents_first(node, listed=None):
    """The topological order that a recursion makes; graphs here are small."""
    listed = {} if listed is None else listed
    for parent, _ in node.edges:
        if parent not in listed:
            _first_parents_first(parent, listed)
    listed[node] = None
    return list(listed)


def softmax_ce_graph(slips):
    """`softmax_ce_graph` with slips."""

    def wrong(logits, label):
        largest = 0.0 if "no_shift" in slips else max(z.data for z in logits)
        total = sum(exp(z - largest) for z in logits)
        loss = log(total)
        if "shift_not_returned" not in slips:
            loss = loss + largest
        if "cut_off" in slips:
            loss = Value(loss.data)
        if "target_forgotten" not in slips:
            loss = loss - logits[label]
        if "sign" in slips:
            loss = -loss
        if "bits" in slips:
            loss = loss / float(np.log(2))
        if "probability" in slips:
            loss = exp(-right_softmax_ce_graph(logits, label))
        if "wrong_logit" in slips:
            loss = loss + logits[label] - logits[label - 1]
        return loss

    return wrong


def scalar_mlp(slips):
    """`scalar_mlp` with slips."""

    def wrong(layers, inputs):
        first = inputs
        for layer in layers:
            fed = first if "first_inputs_again" in slips else inputs
            sums = [_sum(slips, weights, bias, fed) for weights, bias in layer]
            linear = layer is layers[-1] and "tanh_on_output" not in slips
            if "no_tanh" in slips:
                linear = True
            inputs = sums if linear else [tanh(z) for z in sums]
            if "cut_off" in slips and layer is not layers[-1]:
                inputs = [h.data for h in inputs]
        return inputs

    return wrong


def _sum(slips, weights, bias, inputs):
    z = sum(w * x for w, x in zip(weights, inputs, strict=False))
    if "no_bias" in slips:
        return z
    return z + bias.data if "bias_as_a_constant" in slips else z + bias


def descend(slips):
    """`descend` with slips."""

    def wrong(loss, parameters, lr, steps):
        losses, output = [], loss()
        for _ in range(steps):
            if "built_once" not in slips:
                output = loss()
            _send(output, accumulate="accumulates" in slips)
            losses.append(output.data)
            for parameter in parameters[:1] if "first_only" in slips else parameters:
                step = parameter.grad if "lr_forgotten" in slips else lr * parameter.grad
                parameter.data += step if "uphill" in slips else -step
                if "one_at_a_time" in slips:
                    _send(loss())
            if "loss_after_the_step" in slips:
                losses[-1] = loss().data
        return losses

    return wrong


def _send(output, accumulate=False):
    order = right_order(output)
    for node in order:
        node.grad = node.grad if accumulate else 0.0
    output.grad = 1.0
    for node in reversed(order):
        for parent, slope in node.edges:
            parent.grad += node.grad * slope


def learn_xor(slips):
    """`learn_xor` with slips."""
    forward, train = scalar_mlp(slips), descend(slips)

    def wrong(params, lr, steps):
        layers = neurons(params)
        trained = layers[-1:] if "last_layer_only" in slips else layers
        pairs = [pair for layer in trained for pair in layer]
        parameters = [p for weights, bias in pairs for p in ([] if "weights_left_out" in slips else weights)]
        parameters += [] if "biases_left_out" in slips else [bias for _, bias in pairs]

        def loss():
            each = [right_softmax_ce_graph(forward(layers, x), _label(slips, x, label)) for x, label in XOR]
            return sum(each) if "summed" in slips else sum(each) / len(XOR)

        return train(loss, parameters, lr, steps)

    return wrong


def _label(slips, x, label):
    return int(sum(x) >= 1) if "labels_of_or" in slips else 1 - label if "labels_exchanged" in slips else label
