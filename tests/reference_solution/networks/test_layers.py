import numpy as np
import pytest

from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.forward_pass import forward
from reference_solution.networks.layers import MLP, Activation, Dense, mlp
from reference_solution.networks.network import input_gradient, mlp_backward, mlp_forward
from tests.reference_solution.agreement import assert_agree, central_differences
from tests.reference_solution.random_networks import KINDS, SIZES, draw_network


def stack(params, kind):
    kinds = [kind] * (len(params) - 1) + ["identity"]
    return MLP([layer for (W, b), k in zip(params, kinds, strict=True) for layer in (Dense(W, b), Activation(k))])


@pytest.mark.syllabus("S0-08")
@pytest.mark.syllabus("S3-17")
@pytest.mark.syllabus("S3-18")
@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_inference_is_one_call_forward_and_learning_one_call_backward(sizes, kind):
    params, X, labels = draw_network(sizes, 7)
    net = stack(params, kind)
    logits = net.forward(X)
    assert_agree(logits, mlp_forward(params, X, kind)[0])
    dX = net.backward(softmax_cross_entropy(logits, labels)[1])
    _, grads = mlp_backward(params, X, labels, kind, 0)
    for layer, (dW, db) in zip(net.layers[::2], grads, strict=True):
        assert_agree(layer.dW, dW)
        assert_agree(layer.db, db)
    assert_agree(dX, input_gradient(params, X, labels, kind))


@pytest.mark.syllabus("S0-13")
def test_two_networks_in_a_row_are_one():
    rng = np.random.default_rng(0)
    first, second = mlp([3, 5, 4], ["tanh", "relu"], rng), mlp([4, 2], ["sigmoid"], rng)
    X = rng.normal(size=(7, 3))
    flat = MLP(first.layers + second.layers)
    nested = MLP([first, second])
    expected = second.forward(first.forward(X))
    for net in (flat, nested):
        assert np.array_equal(net.forward(X), expected)
        dX = net.backward(np.ones((7, 2)))
        assert_agree(dX, central_differences(lambda net=net: net.forward(X).sum(), X), relative=1e-7)


@pytest.mark.syllabus("S0-08")
def test_a_network_is_made_from_its_widths():
    net = mlp([3, 4, 4, 1], ["relu", "relu", "identity"], np.random.default_rng(0))
    dense = net.layers[::2]
    assert [layer.W.shape for layer in dense] == [(3, 4), (4, 4), (4, 1)]
    assert [layer.kind for layer in net.layers[1::2]] == ["relu", "relu", "identity"]
    X = np.random.default_rng(1).normal(size=(5, 3))
    params = [(layer.W, layer.b) for layer in dense]
    assert_agree(net.forward(X), forward(params, X, lambda Z: np.maximum(Z, 0))["A"][-1])


@pytest.mark.syllabus("S0-07")
def test_a_layer_does_not_take_what_the_network_takes():
    net = mlp([3, 4, 2], ["tanh", "identity"], np.random.default_rng(0))
    X = np.ones((1, 3))
    seen = [X]
    for layer in net.layers:
        seen.append(layer.forward(seen[-1]))
    assert [A.shape[1] for A in seen] == [3, 4, 4, 2, 2]


@pytest.mark.syllabus("S3-18")
def test_a_layer_is_forward_and_backward():
    class Double:
        def forward(self, X):
            return 2 * X

        def backward(self, dA):
            return 2 * dA

    net = MLP([Double(), mlp([3, 2], ["tanh"], np.random.default_rng(0)), Double()])
    X = np.random.default_rng(1).normal(size=(5, 3))
    net.forward(X)
    dX = net.backward(np.ones((5, 2)))
    assert_agree(dX, central_differences(lambda: net.forward(X).sum(), X), relative=1e-7)


def test_a_missing_activation_is_counted():
    with pytest.raises(ValueError, match="got 1 activations, expected 2"):
        mlp([3, 4, 2], ["tanh"], np.random.default_rng(0))
