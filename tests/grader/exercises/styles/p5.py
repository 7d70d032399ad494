"""Right answers of p5 in the styles that students write: other orders, other graphs, the engine for the worksheets."""

import math
from functools import partial

import numpy as np

from grader.exercises.p5.exercises import ASK
from reference_solution.autodiff import value
from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.scalar_network import XOR, descend, neurons, scalar_mlp
from reference_solution.autodiff.softmax_graph import softmax_ce_graph
from reference_solution.autodiff.value import Value, wrap
from tests.grader.exercises.styles import p5_operations as styles_p5_operations
from tests.grader.exercises.styles.p5_operations import tanh_of_exponentials


def two_paths_with_e(t):
    x, y = math.cos(t), t * t
    e = math.e ** (x * y)
    numbers = {"x": x, "y": y, "f": y + e, "dx": y * e, "dy": 1 + x * e}
    numbers["through_x"] = -numbers["dx"] * math.sin(t)
    numbers["through_y"] = numbers["dy"] * 2 * t
    return numbers | {"dt": numbers["through_x"] + numbers["through_y"]}


def two_paths_by_the_formula(t):
    numbers = two_paths_with_e(t)
    c, s = np.cos(t), np.sin(t)
    numbers["dt"] = 2 * t + np.exp(c * t**2) * (2 * t * c - t**2 * s)
    return {key: np.float64(number) for key, number in reversed(numbers.items())}


def two_paths_by_the_engine(t):
    x, y = Value(np.cos(t)), Value(t**2)
    f = y + value.exp(x * y)
    backward(f)
    first, second = x.grad * -np.sin(t), y.grad * 2 * t
    return dict(
        x=x.data, y=y.data, f=f.data, dx=x.grad, dy=y.grad, through_x=first, through_y=second, dt=first + second
    )


def neuron_with_tanh(w, b, x, t, lam):
    z = w * x + b
    y = (1 + np.tanh(z / 2)) / 2
    L, R = 0.5 * (t - y) ** 2, 0.5 * w * w
    dz = -(t - y) * (1 - y) * y
    forward = dict(z=z, y=y, L=L, R=R, L_reg=lam * R + L)
    return forward | dict(dL_reg=1, dR=lam, dL=1, dy=-(t - y), dz=dz, dw=lam * w + x * dz, db=dz)


def neuron_with_slope_at_z(w, b, x, t, lam):
    numbers = neuron_with_tanh(w, b, x, t, lam)
    e = math.exp(-numbers["z"])
    numbers["dz"] = numbers["db"] = numbers["dy"] * e / (1 + e) ** 2
    return numbers


def neuron_by_the_engine(w, b, x, t, lam):
    w, b = Value(w), Value(b)
    z = w * x + b
    y = value.sigmoid(z)
    L, R = (y - t) ** 2 / 2, w**2 / 2
    L_reg = L + lam * R
    backward(L_reg)
    named = dict(z=z, y=y, L=L, R=R, L_reg=L_reg)
    slopes = dict(dL_reg=L_reg, dR=R, dL=L, dy=y, dz=z, dw=w, db=b)
    return {key: node.data for key, node in named.items()} | {key: node.grad for key, node in slopes.items()}


def order_by_counting_uses(output):
    """Kahn's algorithm, from the output: a node is next when all that use it are taken."""
    found, waiting = {output}, [output]
    while waiting:
        for parent, _ in waiting.pop().edges:
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    uses = dict.fromkeys(found, 0)
    for node in found:
        for parent, _ in node.edges:
            uses[parent] += 1
    order, free = [], [node for node in found if not uses[node]]
    while free:
        order.append(free.pop())
        for parent, _ in order[-1].edges:
            uses[parent] -= 1
            if not uses[parent]:
                free.append(parent)
    if len(order) < len(found):
        raise ValueError("cycle")
    return order[::-1]


def order_with_iterators(output):
    order, state, stack = [], {id(output): "open"}, [(output, iter(output.edges))]
    while stack:
        node, edges = stack[-1]
        parent = next(edges, (None,))[0]
        if parent is None:
            stack.pop()
            state[id(node)] = "done"
            order.append(node)
        elif state.get(id(parent)) == "open":
            raise ValueError(f"{parent} depends on itself")
        elif id(parent) not in state:
            state[id(parent)] = "open"
            stack.append((parent, iter(parent.edges)))
    return order


def order_with_two_marks(output):
    order, seen, path, stack = [], set(), set(), [(output, False)]
    while stack:
        node, back = stack.pop()
        if back:
            path.remove(node)
            order.append(node)
        elif node in path:
            raise ValueError
        elif node not in seen:
            seen.add(node)
            path.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent, _ in node.edges if parent not in seen or parent in path)
    return tuple(order)


def backward_in_order(order_of):
    def backward(output):
        order = order_of(output)
        heard = {node: 0.0 for node in order}
        heard[output] = 1.0
        for node in order[::-1]:
            node.grad = heard[node]
            for parent, slope in node.edges:
                heard[parent] = heard[parent] + slope * node.grad

    return backward


def backward_by_pulling(output):
    """Each node asks those that use it."""
    order = order_by_counting_uses(output)
    users = {node: [] for node in order}
    for node in order:
        for parent, slope in node.edges:
            users[parent].append((node, slope))
    for node in reversed(order):
        node.grad = float(node is output) + sum(user.grad * slope for user, slope in users[node])


def cross_entropy_with_a_maximum_node(logits, label):
    top = value.maximum(*logits)
    return value.log(sum(value.exp(z - top) for z in logits)) + top - logits[label]


def cross_entropy_of_differences(logits, label):
    differences = [z - logits[label] for z in logits]
    top = max(z.data for z in differences)
    return value.log(sum((value.exp(z - top) for z in differences), Value(0.0))) + top


def cross_entropy_in_one_node(logits, label):
    z = np.array([node.data for node in logits])
    e = np.exp(z - z.max())
    p = e / e.sum()
    p_minus_y = p - np.eye(len(z))[label]
    return Value(np.log(e.sum()) + z.max() - z[label], list(zip(logits, p_minus_y, strict=True)))


def mlp_in_loops(layers, inputs):
    for depth, layer in enumerate(layers):
        answers = []
        for weights, bias in layer:
            z = bias
            for i in range(len(weights)):
                z = z + inputs[i] * weights[i]
            answers.append(z if depth == len(layers) - 1 else value.tanh(z))
        inputs = answers
    return inputs


def mlp_called_again(layers, inputs):
    first, *rest = layers
    sums = tuple(sum(x * w for w, x in zip(weights, inputs, strict=True)) + bias for weights, bias in first)
    return mlp_called_again(rest, [tanh_of_exponentials(z) for z in sums]) if rest else sums


def mlp_bias_as_a_weight(layers, inputs):
    inputs = [wrap(x) for x in inputs]
    for layer in layers[:-1]:
        inputs = [value.tanh(_dot([*weights, bias], [*inputs, Value(1.0)])) for weights, bias in layer]
    return [_dot([*weights, bias], [*inputs, Value(1.0)]) for weights, bias in layers[-1]]


def _dot(weights, inputs):
    data = sum(w.data * x.data for w, x in zip(weights, inputs, strict=True))
    edges = [(w, x.data) for w, x in zip(weights, inputs, strict=True)]
    return Value(data, edges + [(x, w.data) for w, x in zip(weights, inputs, strict=True)])


def descend_in_two_loops(loss, parameters, lr, steps):
    losses = np.zeros(steps)
    for step in range(steps):
        node = loss()
        losses[step] = node.data
        backward(node)
        moves = [-lr * p.grad for p in parameters]
        for p, move in zip(parameters, moves, strict=True):
            p.data = p.data + move
    return losses


def descend_with_while(loss, parameters, lr, steps):
    losses = []
    while len(losses) < steps:
        node = loss()
        backward_by_pulling(node)
        losses += [node.data]
        for p in parameters:
            p.data -= p.grad * lr
    return tuple(losses)


def descend_called_again(loss, parameters, lr, steps):
    return descend(loss, parameters, lr, 1) + descend_called_again(loss, parameters, lr, steps - 1) if steps else []


def learn_xor_with(forward, cross_entropy, train):
    def learn_xor(params, lr, steps):
        layers, parameters = neurons(params), []
        for layer in layers:
            for weights, bias in layer:
                parameters += [bias, *weights]

        def loss():
            total = Value(0.0)
            for x, label in XOR[::-1]:
                total = total + cross_entropy(forward(layers, x), label) * 0.25
            return total

        return train(loss, parameters, lr, steps)

    return learn_xor


STYLES = styles_p5_operations.STYLES | {
    "p5.two_paths": (two_paths_with_e, two_paths_by_the_formula, two_paths_by_the_engine),
    "p5.logistic_least_squares": (neuron_with_tanh, neuron_with_slope_at_z, neuron_by_the_engine),
    "p5.topological_order": (*map(ASK.order, (order_by_counting_uses, order_with_iterators, order_with_two_marks)),),
    "p5.backward": (
        ASK.gradients(backward_in_order(order_with_iterators)),
        ASK.gradients(backward_in_order(order_with_two_marks)),
        ASK.gradients(backward_by_pulling),
    ),
    "p5.softmax_ce_graph": (
        *map(
            ASK.cross_entropy,
            (cross_entropy_with_a_maximum_node, cross_entropy_of_differences, cross_entropy_in_one_node),
        ),
    ),
    "p5.scalar_mlp": (*map(ASK.network, (mlp_in_loops, mlp_called_again, mlp_bias_as_a_weight)),),
    "p5.descend": (*map(ASK.descent, (descend_in_two_loops, descend_with_while, descend_called_again)),),
    "p5.learn_xor": (
        learn_xor_with(mlp_in_loops, softmax_ce_graph, descend),
        learn_xor_with(mlp_bias_as_a_weight, cross_entropy_of_differences, descend_in_two_loops),
        learn_xor_with(partial(scalar_mlp), cross_entropy_in_one_node, descend_with_while),
    ),
}
