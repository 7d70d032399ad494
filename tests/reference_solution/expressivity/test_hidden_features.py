from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from reference_solution.activations.by_name import activation
from reference_solution.expressivity.hidden_features import hidden_features, quadratic_features
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.logic.threshold import step
from reference_solution.logic.xor import xor_logistic, xor_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import KINDS, draw_network

XOR = np.array([0, 1, 1, 0])


def start(rng, *sizes):
    return [(rng.normal(size=(m, n)) / np.sqrt(m), np.zeros(n)) for m, n in pairwise(sizes)]


def fitted(params, X, labels, kind, lam):
    """The nearest minimum of the penalised loss, to the last digits."""
    shapes = [array.shape for layer in params for array in layer]
    cuts = np.cumsum([np.prod(shape) for shape in shapes])[:-1]

    def layers(flat):
        arrays = [part.reshape(shape) for part, shape in zip(np.split(flat, cuts), shapes, strict=True)]
        return list(zip(arrays[::2], arrays[1::2], strict=True))

    def objective(flat):
        loss, grads = mlp_backward(layers(flat), X, labels, kind, lam)
        return loss, np.concatenate([array.ravel() for layer in grads for array in layer])

    flat = np.concatenate([array.ravel() for layer in params for array in layer])
    options = {"gtol": 1e-9, "ftol": 1e-16, "maxiter": 5000, "maxfun": 20_000}
    found = minimize(objective, flat, jac=True, method="L-BFGS-B", options=options)
    assert np.abs(found.jac).max() < 1e-6
    return layers(found.x)


@pytest.mark.syllabus("S0-15")
@pytest.mark.parametrize("kind", KINDS)
def test_the_last_layer_is_a_linear_model_of_the_hidden_features(kind):
    params, X, _ = draw_network([3, 4, 5, 2], 7)
    H = hidden_features(params, X, kind)
    assert H.shape == (7, 5)
    W, b = params[-1]
    assert_agree(H @ W + b, mlp_forward(params, X, kind)[0])


@pytest.mark.syllabus("S0-15")
def test_logistic_regression_finds_the_last_layer_again():
    rng = np.random.default_rng(0)
    X = rng.uniform(-1, 1, size=(80, 2))
    labels = (X[:, 0] * X[:, 1] > 0).astype(int)
    params = fitted(start(rng, 2, 4, 2), X, labels, "tanh", lam=1e-3)
    H = hidden_features(params, X, "tanh")
    [(W, b)] = fitted([(np.zeros((4, 2)), np.zeros(2))], H, labels, "tanh", lam=1e-3)
    np.testing.assert_allclose(H @ W + b, mlp_forward(params, X, "tanh")[0], atol=1e-3)
    np.testing.assert_allclose(W, params[-1][0], atol=1e-3)
    linear = fitted([(np.zeros((2, 2)), np.zeros(2))], X, labels, "tanh", lam=1e-3)
    right = [np.mean(np.argmax(logits, axis=1) == labels) for logits in (H @ W + b, mlp_forward(linear, X, "tanh")[0])]
    assert right[0] > 0.95 > 0.7 > right[1]  # the same kind of model: separable in H, not in X


@pytest.mark.syllabus("S3-03")
@pytest.mark.syllabus("S0-15")
def test_hidden_units_make_xor_separable():
    X, (W, b) = boolean_inputs(2), xor_params()[0]
    H = step(X @ W + b)
    assert not is_linearly_separable(X, XOR)
    assert is_linearly_separable(H, XOR)
    assert is_linearly_separable(hidden_features(xor_logistic(5), X, "sigmoid"), XOR)
    assert len(np.unique(H, axis=0)) == 3  # (0, 1) and (1, 0) have become one point


@pytest.mark.syllabus("S3-03")
def test_not_every_other_representation_helps():
    rng = np.random.default_rng(0)
    for n in (1, 2, 5):
        H = boolean_inputs(2) @ rng.integers(-3, 4, size=(2, n)) + rng.integers(-3, 4, size=n)
        assert not is_linearly_separable(H, XOR)  # linear, so no better


@pytest.mark.syllabus("S1-22")
def test_the_product_separates_xor():
    X = boolean_inputs(2)
    assert is_linearly_separable(quadratic_features(X), XOR)
    assert is_linearly_separable(np.column_stack([X, X[:, 0] * X[:, 1]]), XOR)
    assert (quadratic_features(X) @ [1, 1, 0, -2, 0]).tolist() == XOR.tolist()
    assert not is_linearly_separable(np.column_stack([X, X**2]), XOR)  # of the squares alone it is not


@pytest.mark.syllabus("S1-22")
@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(0.1, 2), st.integers(0, 2**32 - 1))
def test_a_sigmoid_of_the_squares_is_a_circle(x, y, radius, seed):
    X = np.random.default_rng(seed).uniform(-4, 4, size=(100, 2))
    inside = np.hypot(X[:, 0] - x, X[:, 1] - y) < radius
    w, b = np.array([2 * x, 2 * y, -1, 0, -1]), radius**2 - x**2 - y**2
    assert np.array_equal(activation(quadratic_features(X) @ w + b, "sigmoid") > 0.5, inside)


@pytest.mark.syllabus("S1-22")
def test_a_disc_is_not_separable_without_them():
    angles = np.arange(6) * np.pi / 3
    X = np.vstack([np.zeros(2), np.stack([np.cos(angles), np.sin(angles)], axis=1)])
    assert not is_linearly_separable(X, np.arange(7) == 0)
    assert is_linearly_separable(np.sum(X**2, axis=1, keepdims=True), np.arange(7) == 0)


@pytest.mark.syllabus("S0-18")
@pytest.mark.parametrize("seed", range(2))
def test_features_that_adapt_beat_fixed_ones_of_as_many_parameters(seed):
    rng = np.random.default_rng(seed)
    u = rng.normal(size=6)
    u /= np.linalg.norm(u)
    X = rng.normal(size=(1200, 6))
    labels = (np.sin(2.2 * X @ u) > 0).astype(int)  # stripes across a direction that no feature map can know before

    def trained(params, X, kind, lr):
        for _ in range(800):
            _, grads = mlp_backward(params, X[:600], labels[:600], kind, 1e-4)
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
        return params

    network = trained(start(rng, 6, 6, 2), X, "tanh", lr=1.0)
    Q = quadratic_features(X)
    polynomial = trained(start(rng, Q.shape[1], 2), Q, "identity", lr=0.1)
    count = [sum(W.size + b.size for W, b in params) for params in (network, polynomial)]
    assert count == [56, 56]
    guesses = mlp_forward(network, X, "tanh")[0], mlp_forward(polynomial, Q, "identity")[0]
    by_network, by_polynomial = (np.mean(np.argmax(logits, axis=1)[600:] == labels[600:]) for logits in guesses)
    assert by_network > 0.9
    assert by_polynomial < 0.75
    (W1, _), (W2, _) = network
    loudest = np.argmax(np.linalg.norm(W1, axis=0) * np.linalg.norm(W2, axis=1))
    assert abs(W1[:, loudest] @ u) / np.linalg.norm(W1[:, loudest]) > 0.95  # a unit has found the direction
