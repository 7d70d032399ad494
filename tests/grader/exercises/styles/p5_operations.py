"""Right operations of p5 in the styles that students write: other edges, and operations made of operations."""

import math

import numpy as np

from grader.exercises.p5.exercises import ASK
from reference_solution.autodiff import value
from reference_solution.autodiff.value import Value, wrap


def add_as_a_list_of_edges(a, b):
    if not isinstance(a, Value):
        a = Value(a)
    if not isinstance(b, Value):
        b = Value(b)
    result = Value(a.data + b.data)
    result.edges = [[a, 1], [b, 1]]
    return result


def add_with_one_edge_for_twins(a, b):
    a, b = wrap(a), wrap(b)
    return Value(a.data + b.data, ((a, 2.0),) if a is b else ((b, 1.0), (a, 1.0)))


def add_without_edges_for_constants(a, b):
    edges = tuple((node, np.float64(1)) for node in (a, b) if isinstance(node, Value))
    return Value(sum(getattr(node, "data", node) if isinstance(node, Value) else node for node in (a, b)), edges)


def mul_without_edges_for_constants(a, b):
    x, y = (node.data if isinstance(node, Value) else node for node in (a, b))
    return Value(x * y, [(n, s) for n, s in ((a, y), (b, x)) if isinstance(n, Value)])


def mul_with_one_edge_for_twins(a, b):
    a, b = wrap(a), wrap(b)
    return Value(a.data * b.data, ((a, 2 * a.data),) if a is b else ((a, b.data), (b, a.data)))


def mul_of_squares(a, b):
    """The product as a quarter of two squares."""
    a, b = wrap(a), wrap(b)
    return ((a + b) ** 2 + ((a - b) ** 2) * -1.0) * 0.25


def power_as_a_quotient(a, exponent):
    a = wrap(a)
    result = a.data**exponent
    return Value(result, ((a, exponent * result / a.data),))


def power_in_numpy(a, exponent):
    a = wrap(a)
    return Value(np.power(a.data, exponent), ((a, np.float64(exponent) * np.power(a.data, exponent - 1)),))


def power_of_products(a, exponent):
    if exponent == int(exponent) and exponent > 0:
        result = a = wrap(a)
        for _ in range(int(exponent) - 1):
            result = result * a
        return result
    return power_in_numpy(a, exponent)


def curve(function, slope):
    """An operation of one number, from its value and its slope in terms of both."""

    def operation(a):
        a = wrap(a)
        y = function(a.data)
        return Value(y, [(a, slope(a.data, y))])

    return operation


def stable_sigmoid(a):
    return 1 / (1 + math.exp(-a)) if a > 0 else math.exp(a) / (1 + math.exp(a))


def tanh_of_exponentials(a):
    grown = value.exp(wrap(a) * 2)
    return (grown - 1) / (grown + 1)


def sigmoid_of_tanh(a):
    return (value.tanh(wrap(a) / 2) + 1) / 2


def relu_of_maximum(a):
    return value.maximum(0.0, a)


def maximum_shared(*inputs):
    inputs = [wrap(a) for a in inputs]
    top = max(a.data for a in inputs)
    winners = [a for a in inputs if a.data == top]
    return Value(top, [(a, 1 / len(winners)) for a in winners])


def maximum_of_pairs(first, *rest):
    result = wrap(first)
    for other in rest:
        result = result if result.data > wrap(other).data else wrap(other)
    return result


def maximum_of_relus(first, *rest):
    result = wrap(first)
    for other in rest:
        result = result + value.relu(wrap(other) - result)
    return result


ask = ASK.operation
STYLES = {
    "p5.add": (*map(ask, (add_as_a_list_of_edges, add_with_one_edge_for_twins, add_without_edges_for_constants)),),
    "p5.mul": (*map(ask, (mul_without_edges_for_constants, mul_with_one_edge_for_twins, mul_of_squares)),),
    "p5.power": (*map(ask, (power_as_a_quotient, power_in_numpy, power_of_products)),),
    "p5.exp": (
        ask(curve(math.exp, lambda a, y: y)),
        ask(curve(np.exp, lambda a, y: np.exp(a))),
        ask(lambda a: 1 / value.exp(-wrap(a))),
    ),
    "p5.log": (
        ask(curve(math.log, lambda a, y: a**-1)),
        ask(curve(np.log, lambda a, y: np.exp(-y))),
        ask(lambda a: value.log(wrap(a) ** 2) / 2),
    ),
    "p5.tanh": (
        ask(curve(math.tanh, lambda a, y: (1 - y) * (1 + y))),
        ask(curve(np.tanh, lambda a, y: 1 / np.cosh(a) ** 2)),
        ask(tanh_of_exponentials),
    ),
    "p5.sigmoid": (
        ask(curve(stable_sigmoid, lambda a, y: y * (1 - y))),
        ask(curve(lambda a: np.exp(-np.logaddexp(0, -a)), lambda a, y: y - y**2)),
        ask(sigmoid_of_tanh),
    ),
    "p5.relu": (
        ask(curve(lambda a: a * (a > 0), lambda a, y: 1 if a > 0 else 0)),
        ask(curve(lambda a: (a + abs(a)) / 2, lambda a, y: np.heaviside(a, 0.5))),
        ask(relu_of_maximum),
    ),
    "p5.maximum": (*map(ask, (maximum_shared, maximum_of_pairs, maximum_of_relus)),),
}
