import autograd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.softmax_graph import softmax_ce_graph
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.value import Value, exp, sigmoid, tanh
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.network import mlp_backward
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import draw_network


def reused(a):
    b = 3 * a
    return b + b**2


@pytest.mark.syllabus("S0-41")
def test_a_number_used_twice_gets_both_messages():
    a = Value(2.0)
    backward(reused(a))
    assert a.grad == 39.0


@pytest.mark.syllabus("S0-41")
@pytest.mark.syllabus("S3-33")
@pytest.mark.syllabus("S3-35")
def test_a_node_must_wait_for_all_its_messages_before_it_sends():
    """A question often asked about micrograd: why not recursion from the output, each node sending all it has?"""
    a, b = Value(2.0), Value(3.0)
    c, d = a + b, a * b
    y = (c + d) + c * d
    backward(y)
    assert (a.grad, b.grad) == (25.0, 19.0)

    for node in topological_order(y):
        node.grad = 0.0

    def send_at_once(node):
        for parent, slope in node.edges:
            parent.grad += node.grad * slope
            send_at_once(parent)

    y.grad = 1.0
    send_at_once(y)
    assert a.grad > 25.0


@pytest.mark.syllabus("S0-41")
@pytest.mark.syllabus("S0-40")
@pytest.mark.parametrize(("slip", "wrong"), [("sends before it has heard", 3.0), ("overwrites", 36.0)])
def test_usual_slips_have_their_own_numbers(slip, wrong):
    a = Value(2.0)
    b = a * 3
    square = b * b
    output = b + square
    output.grad = 1.0
    if slip == "overwrites":
        for node in (output, square, b):
            heard = {}
            for parent, slope in node.edges:
                heard[parent] = heard.get(parent, 0.0) + node.grad * slope
            for parent, message in heard.items():
                parent.grad = message
    else:
        for node in (output, b, square):
            for parent, slope in node.edges:
                parent.grad += node.grad * slope
    assert a.grad == wrong


@pytest.mark.syllabus("E22")
def test_the_sum_is_over_slopes_of_children_at_the_parent():
    """Printed as dv_j/dw_i; each slope on an edge is d child / d parent, and moving the parent shows it."""
    v_i, h = 0.7, 1e-6
    nodes = Value(v_i), Value(v_i + h), Value(v_i - h)
    children = [tanh(node * node) for node in nodes]
    backward(children[0])
    assert nodes[0].grad == pytest.approx((children[1].data - children[2].data) / (2 * h), rel=1e-9)


def test_a_second_call_gives_the_same_gradients():
    a = Value(2.0)
    output = reused(a)
    backward(output)
    backward(output)
    assert a.grad == 39.0


def test_the_gradient_of_the_output_with_respect_to_itself_is_one():
    output = Value(2.0) * 3
    backward(output)
    assert output.grad == 1.0


def test_a_chain_of_100000_is_differentiated_without_recursion():
    x = node = Value(1.0)
    for _ in range(100_000):
        node = node * -1.0
    backward(node)
    assert x.grad == 1.0


@given(st.integers(0, 2**32 - 1))
def test_random_expressions_agree_with_autograd(seed):
    def expression(a, b, c, tanh, exp):
        rng = np.random.default_rng(seed)
        pool = [a, b, c]
        for _ in range(12):
            i, j = rng.integers(len(pool), size=2)
            made = [
                lambda u, v: u + v,
                lambda u, v: u * v,
                lambda u, v: u - 2 * v,
                lambda u, v: tanh(u),
                lambda u, v: exp(tanh(v)),
                lambda u, v: u / (v * v + 1),
            ][rng.integers(6)](pool[i], pool[j])
            pool.append(tanh(made) if rng.integers(2) else made * 0.5)
        return sum(pool)

    start = np.random.default_rng(seed).normal(size=3)
    nodes = [Value(float(v)) for v in start]
    backward(expression(*nodes, tanh, exp))
    with np.errstate(all="raise"):
        expected = autograd.grad(lambda v: expression(*v, autograd.numpy.tanh, autograd.numpy.exp))(start)
    np.testing.assert_allclose([node.grad for node in nodes], expected, rtol=1e-11, atol=1e-12)


@pytest.mark.syllabus("S3-31")
@pytest.mark.parametrize("K", [1, 2, 5])
def test_the_graph_of_softmax_and_cross_entropy_gives_p_minus_y(K):
    logits, label = np.random.default_rng(K).normal(scale=3, size=K), K - 1
    nodes = [Value(float(z)) for z in logits]
    output = softmax_ce_graph(nodes, label)
    backward(output)
    loss, dlogits = softmax_cross_entropy(logits[None, :], np.array([label]))
    assert output.data == pytest.approx(loss, rel=1e-13, abs=1e-15)
    np.testing.assert_allclose([node.grad for node in nodes], dlogits[0], rtol=0, atol=1e-15)


@pytest.mark.syllabus("S3-31")
def test_softmax_sends_back_p_times_centred_g():
    rng = np.random.default_rng(0)
    logits, g = rng.normal(size=(2, 5))
    nodes = [Value(float(z)) for z in logits]
    parts = [exp(node) for node in nodes]
    backward(sum(float(g_k) * (part / sum(parts)) for g_k, part in zip(g, parts, strict=True)))
    P = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose([node.grad for node in nodes], P * (g - P @ g), rtol=0, atol=1e-15)


@pytest.mark.syllabus("S3-31")
def test_for_any_targets_the_gradient_is_sum_y_times_p_minus_y():
    rng = np.random.default_rng(1)
    logits, y = rng.normal(size=4), rng.uniform(size=4)
    nodes = [Value(float(z)) for z in logits]
    backward(sum(float(y_k) * softmax_ce_graph(nodes, k) for k, y_k in enumerate(y)))
    P = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose([node.grad for node in nodes], y.sum() * P - y, rtol=0, atol=1e-14)


@pytest.mark.parametrize("lam", [0.0, 0.1])
def test_a_whole_network_number_by_number_has_the_gradients_of_the_matrices(lam):
    params, X, labels = draw_network([3, 5, 4], 7)
    nodes = [([[Value(float(w)) for w in row] for row in W], [Value(float(b_j)) for b_j in b]) for W, b in params]
    losses = []
    for x, label in zip(X, labels, strict=True):
        a = [float(x_i) for x_i in x]
        for layer, (W, b) in enumerate(nodes):
            z = [sum(a_i * row[j] for a_i, row in zip(a, W, strict=True)) + b[j] for j in range(len(b))]
            a = [tanh(z_j) for z_j in z] if layer == 0 else z
        losses.append(softmax_ce_graph(a, label))
    penalty = sum(w * w for W, _ in nodes for row in W for w in row)
    output = sum(losses) * (1 / len(X)) + penalty * (lam / 2)
    backward(output)
    loss, grads = mlp_backward(params, X, labels, "tanh", lam)
    assert output.data == pytest.approx(loss, rel=1e-13)
    for (W, b), (dW, db) in zip(nodes, grads, strict=True):
        assert_agree([[w.grad for w in row] for row in W], dW)
        assert_agree([b_j.grad for b_j in b], db)


def test_xor_is_learnt_neuron_by_neuron():
    rng = np.random.default_rng(0)
    hidden = [[Value(w) for w in rng.normal(scale=2, size=3).tolist()] for _ in range(3)]
    last = [Value(w) for w in rng.normal(size=4).tolist()]
    for _ in range(300):
        loss = Value(0.0)
        for x1, x2, t in [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]:
            h = [tanh(w[0] * x1 + w[1] * x2 + w[2]) for w in hidden]
            y = sigmoid(sum(v * h_i for v, h_i in zip(last, h, strict=False)) + last[3])
            loss = loss + 0.5 * (y - t) ** 2
        backward(loss)
        for weight in [weight for neuron in [*hidden, last] for weight in neuron]:
            weight.data -= 1.0 * weight.grad
    assert loss.data < 0.05
