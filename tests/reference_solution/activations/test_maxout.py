import autograd
import autograd.numpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.maxout import maxout, maxout_backward, maxout_derivative, maxout_forward
from reference_solution.activations.relu_family import leaky_relu, relu
from tests.reference_solution.agreement import assert_agree, central_differences

SHAPES = [(1, 3, 5, 2), (7, 4, 4, 2), (7, 4, 4, 4), (5, 2, 3, 3)]


def draw(N, n_in, n_out, k, seed=0):
    rng = np.random.default_rng([seed, N, n_in, n_out, k])
    return [rng.normal(size=shape) for shape in ((N, n_in), (k, n_in, n_out), (k, n_out), (N, n_out))]


@pytest.mark.syllabus("S1-12")
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_unit_is_the_largest_of_its_linear_pieces(shape):
    X, W, b, _ = draw(*shape)
    A, (_, _, Z) = maxout_forward(X, W, b)
    assert_agree(A, np.max([X @ W_p + b_p for W_p, b_p in zip(W, b, strict=True)], axis=0))
    assert_agree(A, maxout(Z))


@pytest.mark.syllabus("S1-12")
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_all_gradients_agree_with_autograd_and_with_central_differences(shape):
    *inputs, dA = draw(*shape)

    def other(inputs):
        X, W, b = inputs
        pieces = [autograd.numpy.dot(X, W[p]) + b[p] for p in range(shape[-1])]
        return autograd.numpy.max(autograd.numpy.stack(pieces), axis=0)

    got = maxout_backward(dA, maxout_forward(*inputs)[1])
    for gradient, expected in zip(got, autograd.make_vjp(other)(tuple(inputs))[0](dA), strict=True):
        assert_agree(gradient, expected)
    for gradient, array in zip(got, inputs, strict=True):
        numeric = central_differences(lambda: np.sum(dA * maxout_forward(*inputs)[0]), array)
        assert_agree(gradient, numeric, relative=1e-8)


@pytest.mark.syllabus("S1-12")
@pytest.mark.parametrize(
    ("slope", "f"),
    [(0.0, relu), (0.1, lambda Z: leaky_relu(Z, 0.1)), (-1.0, np.abs)],
    ids=["relu", "leaky relu", "absolute value"],
)
def test_relu_leaky_relu_and_the_absolute_value_are_special_cases(slope, f):
    X, W, b, dA = draw(7, 3, 5, 1)
    pieces, biases = np.concatenate([W, slope * W]), np.concatenate([b, slope * b])
    A, cache = maxout_forward(X, pieces, biases)
    Z = X @ W[0] + b[0]
    assert_agree(A, f(Z))
    h = 1e-6
    dZ = dA * (f(Z + h) - f(Z - h)) / (2 * h)
    assert_agree(maxout_backward(dA, cache)[0], dZ @ W[0].T, relative=1e-8)


@pytest.mark.syllabus("S1-12")
def test_two_pieces_double_the_parameters():
    _, W, b, _ = draw(1, 3, 5, 2)
    assert W.size + b.size == 2 * (3 * 5 + 5)


@pytest.mark.syllabus("S1-12")
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_only_the_winner_hears_of_the_gradient(seed, k):
    Z = np.random.default_rng(seed).integers(-2, 3, size=(5, 3, k)).astype(float)  # many ties
    slope = maxout_derivative(Z)
    assert slope.shape == Z.shape
    assert np.all(slope.sum(axis=-1) == 1)
    assert np.all((slope == 0) | (slope == 1))
    assert np.array_equal((slope * Z).sum(axis=-1), maxout(Z))


@given(st.integers(0, 2**32 - 1), st.floats(-3, 3), st.floats(-3, 3))
def test_the_gradients_are_linear_in_the_upstream(seed, p, q):
    X, W, b, dA = draw(5, 2, 3, 3, seed)
    other = np.random.default_rng(seed).normal(size=dA.shape)
    _, cache = maxout_forward(X, W, b)
    mixed, first, second = (maxout_backward(V, cache) for V in (p * dA + q * other, dA, other))
    for got, one, two in zip(mixed, first, second, strict=True):
        np.testing.assert_allclose(got, p * one + q * two, rtol=0, atol=1e-12)


def test_inputs_stay_as_they_were():
    arrays = draw(5, 2, 3, 3)
    before = [array.tobytes() for array in arrays]
    *inputs, dA = arrays
    maxout_backward(dA, maxout_forward(*inputs)[1])
    assert [array.tobytes() for array in arrays] == before
