import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.message_passing import ORDERS, send_messages
from reference_solution.autodiff.paths import doubling_chain, edge_count
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.value import Value, tanh


def reused(a):
    b = a * 3
    return b + b * b


@pytest.mark.syllabus("S0-46")
@pytest.mark.syllabus("S3-35")
@given(st.lists(st.floats(-2, 2), min_size=1, max_size=4))
def test_a_message_is_gradient_times_slope_and_messages_add_up(weights):
    x = Value(0.3)
    hidden = [tanh(w * x) for w in weights]
    output = sum(h * h * hidden[0] for h in hidden)
    heard = dict.fromkeys(topological_order(output), 0.0)
    heard[output] = 1.0
    for node, parent, message in send_messages(output, "topological"):
        assert message in [heard[node] * slope for to, slope in node.edges if to is parent]
        heard[parent] += message
    backward(output)
    assert all(heard[node] == node.grad for node in heard)


@pytest.mark.syllabus("S0-41")
@pytest.mark.parametrize(("order", "total"), [("topological", 39.0), ("breadth first", 3.0), ("recursive", 81.0)])
def test_only_topological_order_is_right(order, total):
    a = Value(2.0)
    list(send_messages(reused(a), order))
    assert a.grad == total


@pytest.mark.parametrize("order", ORDERS)
def test_in_a_tree_every_order_is_right(order):
    leaves = [Value(v) for v in (0.5, -1.0, 2.0, 0.1)]
    output = tanh(leaves[0] * leaves[1]) * (leaves[2] + tanh(leaves[3]))
    list(send_messages(output, order))
    got = [leaf.grad for leaf in leaves]
    backward(output)
    assert got == pytest.approx([leaf.grad for leaf in leaves], rel=1e-15)


@pytest.mark.syllabus("S4-15")
def test_messages_are_as_many_as_edges_or_as_paths():
    output = doubling_chain(Value(1.0), 8)
    assert len(list(send_messages(output, "topological"))) == edge_count(output) == 16
    assert len(list(send_messages(output, "recursive"))) == 2**9 - 2


@pytest.mark.parametrize(("order", "senders"), [("breadth first", "out p q p1"), ("recursive", "out p p1 q")])
def test_breadth_first_goes_by_distance_and_recursion_goes_down_first(order, senders):
    a, b = Value(2.0), Value(3.0)
    p1, q = tanh(a), tanh(b)
    p = tanh(p1)
    out = p * q
    names = {p1: "p1", q: "q", p: "p", out: "out"}
    sent = [names[node] for node, _, _ in send_messages(out, order)]
    assert " ".join(dict.fromkeys(sent)) == senders


def test_an_unknown_order_is_named():
    with pytest.raises(ValueError, match="'random'"):
        list(send_messages(Value(1.0), "random"))
