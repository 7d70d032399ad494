import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.value import Value, add, exp, log, maximum, mul, power, relu, sigmoid, tanh

numbers = st.floats(-3, 3).filter(lambda a: abs(a) > 1e-3)
UNARY = {
    "exp": (exp, anp.exp),
    "tanh": (tanh, anp.tanh),
    "sigmoid": (sigmoid, lambda a: (1 + anp.tanh(a / 2)) / 2),
    "relu": (relu, lambda a: anp.where(a > 0, a, 0.0)),
    "log": (lambda a: log(a * a + 1), lambda a: anp.log(a * a + 1)),
    "power": (lambda a: power(a, 3), lambda a: a**3),
    "inverse": (lambda a: 1 / a, lambda a: 1 / a),
}
BINARY = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
}


@pytest.mark.syllabus("S0-46")
@pytest.mark.parametrize("name", UNARY)
@given(a=numbers)
def test_every_operation_of_one_number_agrees_with_autograd(name, a):
    ours, theirs = UNARY[name]
    node = Value(a)
    output = ours(node)
    backward(output)
    assert output.data == pytest.approx(theirs(a), rel=1e-12)
    assert node.grad == pytest.approx(autograd.grad(theirs)(a), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", BINARY)
@given(a=numbers, b=numbers)
def test_every_operation_of_two_numbers_agrees_with_autograd(name, a, b):
    f = BINARY[name]
    nodes = Value(a), Value(b)
    output = f(*nodes)
    backward(output)
    assert output.data == pytest.approx(f(a, b), rel=1e-12, abs=1e-14)
    assert nodes[0].grad == pytest.approx(autograd.grad(f, 0)(a, b), rel=1e-12)
    assert nodes[1].grad == pytest.approx(autograd.grad(f, 1)(a, b), rel=1e-12)


@pytest.mark.parametrize("name", BINARY)
@given(a=numbers, constant=numbers)
def test_a_plain_number_may_stand_on_either_side(name, a, constant):
    f = BINARY[name]
    for g in (lambda a: f(a, constant), lambda a: f(constant, a)):
        node = Value(a)
        output = g(node)
        backward(output)
        assert output.data == pytest.approx(g(a), rel=1e-12, abs=1e-14)
        assert node.grad == pytest.approx(autograd.grad(g)(a), rel=1e-12)


def test_operations_take_plain_numbers_too():
    assert add(1, 2).data == mul(1, 3).data == power(3, 1).data == maximum(1, 3).data == 3.0


@pytest.mark.syllabus("S3-36")
@given(numbers, numbers, numbers)
def test_a_product_sends_to_each_factor_the_other_ones_times_the_message(a, b, message):
    nodes = Value(a), Value(b)
    backward(nodes[0] * nodes[1] * message)
    assert nodes[0].grad == pytest.approx(b * message, rel=1e-15)
    assert nodes[1].grad == pytest.approx(a * message, rel=1e-15)


@pytest.mark.syllabus("S3-36")
@given(numbers)
def test_a_number_times_itself_hears_twice(y):
    node = Value(y)
    backward(node * node)
    assert node.grad == 2 * y


@pytest.mark.syllabus("S3-37")
@given(st.lists(st.integers(-3, 3), min_size=1, max_size=5), numbers)
def test_a_maximum_sends_everything_to_one_largest_input(data, message):
    inputs = [Value(float(a)) for a in data]
    backward(maximum(*inputs) * message)
    sent = [node.grad for node in inputs]
    assert sent[data.index(max(data))] == message
    assert np.count_nonzero(sent) == 1


@pytest.mark.syllabus("S3-37")
def test_in_a_tie_a_one_for_each_largest_input_is_no_subgradient():
    """Mask "equal to the maximum": 1 to both. The maximum of x and x is x, and its slope is 1, not 2."""
    x = Value(2.0)
    backward(maximum(x, x))
    assert x.grad == 1.0
    masked = Value(2.0, tuple((x, float(x.data == 2.0)) for _ in range(2)))
    backward(masked)
    assert x.grad == 2.0


def test_at_its_kink_the_relu_has_slope_zero():
    a = Value(0.0)
    backward(relu(a))
    assert a.grad == 0.0


def test_a_numpy_number_on_the_left_makes_a_node():
    a = Value(3.0)
    output = np.float64(2.0) * a + np.float64(1.0)
    backward(output)
    assert (output.data, a.grad) == (7.0, 2.0)


@given(st.floats(-1000, 1000))
def test_the_sigmoid_neither_overflows_nor_loses_small_values(a):
    node = sigmoid(a)
    exact = 1 / (1 + math.exp(-a)) if a > -700 else math.exp(a)
    assert node.data == pytest.approx(exact, rel=1e-14, abs=0)


@pytest.mark.syllabus("S0-46")
def test_a_new_operation_needs_no_change_to_the_engine():
    def sine(a):
        return Value(math.sin(a.data), ((a, math.cos(a.data)),))

    a = Value(0.7)
    backward(sine(a * a) * a)
    expected = autograd.grad(lambda a: anp.sin(a * a) * a)(0.7)
    assert a.grad == pytest.approx(expected, rel=1e-14)


@pytest.mark.syllabus("S0-36")
@pytest.mark.syllabus("S3-30")
def test_the_graph_has_an_edge_for_every_dependence():
    w, x, b, t = Value(0.5), Value(2.0), Value(-0.3), Value(1.0)
    z = w * x + b
    y = sigmoid(z)
    error = y + t * -1.0
    loss = error * error * 0.5
    order = topological_order(loss)
    dependences = 2 + 2 + 1 + 2 + 2 + 2 + 2  # w x, + b, sigmoid, t * -1, y + , error * error, * 1/2
    assert sum(len(node.edges) for node in order) == dependences
    assert [parent for parent, _ in y.edges] == [z]
    assert len(order) == 4 + 7 + 2  # inputs, results, the constants -1 and 1/2


@pytest.mark.syllabus("S0-37")
def test_error_signals_are_plain_numbers():
    a = Value(1.5)
    output = tanh(a * 2 + 1) * exp(a)
    backward(output)
    assert {type(node.grad) for node in topological_order(output)} == {float}


def test_a_node_prints_its_number_and_its_gradient():
    assert repr(Value(2.0)) == "Value(data=2.0, grad=0.0)"
