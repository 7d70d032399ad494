import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from reference_solution.networks.dense_connectivity import concatenated_backward, concatenated_forward
from reference_solution.networks.highway import highway_backward, highway_forward
from reference_solution.networks.residual import residual_block_backward, residual_block_forward
from reference_solution.training.gradient_flow import gradient_norms
from tests.reference_solution.agreement import assert_agree, central_differences
from tests.reference_solution.autograd_oracle import ACTIVATIONS
from tests.reference_solution.random_networks import KINDS


def residual(kind, X, W, b):
    return X + ACTIVATIONS[kind](anp.dot(X, W) + b)


def highway(kind, X, W, b, W_gate, b_gate):
    T = ACTIVATIONS["sigmoid"](anp.dot(X, W_gate) + b_gate)
    return T * ACTIVATIONS[kind](anp.dot(X, W) + b) + (1 - T) * X


def concatenated(kind, X, W, b):
    return anp.concatenate([X, ACTIVATIONS[kind](anp.dot(X, W) + b)], axis=1)


LAYERS = {
    "residual": (residual, residual_block_forward, residual_block_backward, [(4, 4), (4,)]),
    "highway": (highway, highway_forward, highway_backward, [(4, 4), (4,), (4, 4), (4,)]),
    "dense": (concatenated, concatenated_forward, concatenated_backward, [(4, 3), (3,)]),
    "dense, square": (concatenated, concatenated_forward, concatenated_backward, [(4, 4), (4,)]),
}


@pytest.mark.syllabus("S3-16")
@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("N", [1, 7])
def test_every_gradient_agrees_with_autograd_and_with_central_differences(name, kind, N):
    oracle, forward, backward, shapes = LAYERS[name]
    rng = np.random.default_rng([N, len(name)])
    arrays = [rng.normal(size=shape) for shape in [(N, 4), *shapes]]
    Y, cache = forward(*arrays, kind)
    dY = rng.normal(size=Y.shape)
    assert_agree(Y, oracle(kind, *arrays))
    before = [array.tobytes() for array in (*arrays, dY)]
    gradients = backward(dY, cache)
    for i, gradient in enumerate(gradients):
        assert_agree(gradient, autograd.grad(lambda *a: anp.sum(dY * oracle(kind, *a)), i)(*arrays))
        numeric = central_differences(lambda: np.sum(dY * forward(*arrays, kind)[0]), arrays[i], h=1e-6)
        np.testing.assert_allclose(gradient, numeric, rtol=1e-6, atol=1e-7)
    assert [array.tobytes() for array in (*arrays, dY)] == before


def deep_stack(seed, layers=20, n=64):
    """Twenty tanh layers with weights of standard deviation 0.5 / sqrt(n): too small for a plain stack."""
    rng = np.random.default_rng(seed)
    params = [(rng.normal(scale=0.5 / np.sqrt(n), size=(n, n)), np.zeros(n)) for _ in range(layers)]
    return params, *rng.normal(size=(2, 32, n))


@pytest.mark.syllabus("S3-16")
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_gradient_survives_in_a_residual_stack(seed):
    """The page says 1.6e-6 and 3.4; measured here 0.8e-6 to 0.9e-6 and 3.2 to 3.4, by the draw."""
    params, X, dY = deep_stack(seed)
    plain, residual = (gradient_norms(params, X, dY, "tanh", residual=way) for way in (False, True))
    assert plain[0] / plain[-1] == pytest.approx(1.6e-6, rel=0.6)
    assert residual[0] / residual[-1] == pytest.approx(3.4, rel=0.1)


@pytest.mark.syllabus("S0-47")
@pytest.mark.syllabus("S3-16")
def test_an_untrained_residual_block_lets_everything_through():
    X, dY = np.random.default_rng(0).normal(size=(2, 5, 4))
    Y, cache = residual_block_forward(X, np.zeros((4, 4)), np.zeros(4), "tanh")
    np.testing.assert_array_equal(Y, X)
    np.testing.assert_array_equal(residual_block_backward(dY, cache)[0], dY)


@pytest.mark.syllabus("S3-16")
@pytest.mark.parametrize(("bias", "expected"), [(-1000.0, "carried"), (1000.0, "computed")])
def test_a_highway_gate_carries_when_shut_and_computes_when_open(bias, expected):
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 4)), rng.normal(size=4)
    Y, _ = highway_forward(X, W, b, np.zeros((4, 4)), np.full(4, bias), "tanh")
    np.testing.assert_array_equal(Y, X if expected == "carried" else np.tanh(X @ W + b))


@pytest.mark.syllabus("S0-47")
def test_attention_needs_no_new_rule():
    """A first step beyond feed-forward: every row looks at all rows. Its gradient is two dense layers and a softmax."""
    rng = np.random.default_rng(0)
    Q, K, V, dY = rng.normal(size=(4, 5, 3))

    def attention(Q, K, V):
        P = anp.exp(anp.dot(Q, K.T))
        return anp.dot(P / anp.sum(P, axis=1, keepdims=True), V)

    P = np.exp(Q @ K.T)
    P /= P.sum(axis=1, keepdims=True)
    dP = dY @ V.T
    dS = P * (dP - (P * dP).sum(axis=1, keepdims=True))
    for i, gradient in enumerate((dS @ K, dS.T @ Q, P.T @ dY)):
        assert_agree(gradient, autograd.grad(lambda *a: anp.sum(dY * attention(*a)), i)(Q, K, V))


@pytest.mark.syllabus("S3-41")
def test_a_convolution_is_a_dense_layer_whose_weights_are_shared():
    """What comes next: the kernel's gradient adds up over all the places where it is used."""
    rng = np.random.default_rng(0)
    x, kernel, dz = rng.normal(size=9), rng.normal(size=3), rng.normal(size=7)
    W = np.zeros((9, 7))
    for place in range(7):
        W[place : place + 3, place] = kernel
    np.testing.assert_allclose(x @ W, np.correlate(x, kernel), rtol=1e-13)
    dW = np.outer(x, dz)
    shared = np.array([np.trace(dW[k : k + 7]) for k in range(3)])
    assert_agree(shared, central_differences(lambda: np.correlate(x, kernel) @ dz, kernel), relative=1e-9)
