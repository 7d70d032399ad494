import autograd
import autograd.numpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.networks.dense import dense_backward, dense_forward
from tests.reference_solution import torch_oracle
from tests.reference_solution.agreement import assert_agree, central_differences
from tests.reference_solution.random_networks import DENSE_SHAPES

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)


def draw(N, n_in, n_out, seed=0):
    rng = np.random.default_rng([seed, N, n_in, n_out])
    shapes = (N, n_in), (n_in, n_out), (n_out,), (N, n_out)
    return [rng.normal(size=shape) for shape in shapes]


def backward(X, W, b, dZ):
    _, cache = dense_forward(X, W, b)
    return dense_backward(dZ, cache)


@pytest.mark.syllabus("S4-23")
@pytest.mark.parametrize("shape", DENSE_SHAPES, ids=str)
def test_all_three_gradients_agree_with_autograd(shape):
    X, W, b, dZ = draw(*shape)

    def affine(inputs):
        return autograd.numpy.dot(inputs[0], inputs[1]) + inputs[2]

    pull_back, Z = autograd.make_vjp(affine)((X, W, b))
    assert_agree(dense_forward(X, W, b)[0], Z)
    for got, expected in zip(backward(X, W, b, dZ), pull_back(dZ), strict=True):
        assert_agree(got, expected)


@pytest.mark.torch
@pytest.mark.parametrize("shape", DENSE_SHAPES, ids=str)
def test_all_three_gradients_agree_with_pytorch(torch, shape):
    *inputs, dZ = draw(*shape)
    X, W, b = leaves = [torch_oracle.leaf(torch, array) for array in inputs]
    Z = torch.nn.functional.linear(X, W.T, b)
    Z.backward(torch.tensor(dZ))
    assert_agree(dense_forward(*inputs)[0], Z.detach().numpy())
    for got, expected in zip(backward(*inputs, dZ), leaves, strict=True):
        assert_agree(got, expected.grad.numpy())


@pytest.mark.syllabus("S4-19")
@pytest.mark.parametrize("shape", DENSE_SHAPES, ids=str)
def test_all_three_gradients_agree_with_central_differences(shape):
    *inputs, dZ = draw(*shape)
    for got, array in zip(backward(*inputs, dZ), inputs, strict=True):
        numeric = central_differences(lambda: np.sum(dZ * dense_forward(*inputs)[0]), array)
        assert_agree(got, numeric, relative=1e-8)


@pytest.mark.syllabus("S0-43")
@pytest.mark.parametrize("shape", DENSE_SHAPES, ids=str)
def test_the_matrix_products_are_the_index_sums_over_examples(shape):
    N, n_in, n_out = shape
    X, W, b, dZ = draw(*shape)
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
    for i in range(N):
        for k in range(n_out):
            db[k] += dZ[i, k]
            for j in range(n_in):
                dW[j, k] += X[i, j] * dZ[i, k]
                dX[i, j] += dZ[i, k] * W[j, k]
    for got, expected in zip(backward(X, W, b, dZ), (dX, dW, db), strict=True):
        assert_agree(got, expected)


@given(sizes, sizes, sizes, seeds, st.floats(-3, 3), st.floats(-3, 3))
def test_the_gradients_are_linear_in_the_upstream(N, n_in, n_out, seed, p, q):
    X, W, b, dZ = draw(N, n_in, n_out, seed)
    other = np.random.default_rng(seed).normal(size=dZ.shape)
    mixed, first, second = (backward(X, W, b, V) for V in (p * dZ + q * other, dZ, other))
    for got, one, two in zip(mixed, first, second, strict=True):
        np.testing.assert_allclose(got, p * one + q * two, rtol=0, atol=1e-12)


@given(sizes, sizes, sizes, seeds)
def test_the_order_of_the_examples_does_not_matter(N, n_in, n_out, seed):
    X, W, b, dZ = draw(N, n_in, n_out, seed)
    order = np.random.default_rng(seed).permutation(N)
    dX, dW, db = backward(X, W, b, dZ)
    dX_moved, dW_moved, db_moved = backward(X[order], W, b, dZ[order])
    assert_agree(dX_moved, dX[order])
    np.testing.assert_allclose(dW_moved, dW, rtol=0, atol=1e-12)
    np.testing.assert_allclose(db_moved, db, rtol=0, atol=1e-12)


@given(sizes, sizes, sizes, sizes, seeds)
def test_parameter_gradients_add_up_over_batches(N, M, n_in, n_out, seed):
    X, W, b, dZ = draw(N + M, n_in, n_out, seed)
    dX, *whole = backward(X, W, b, dZ)
    dX_first, *first = backward(X[:N], W, b, dZ[:N])
    dX_second, *second = backward(X[N:], W, b, dZ[N:])
    assert_agree(np.concatenate([dX_first, dX_second]), dX)
    for got, one, two in zip(whole, first, second, strict=True):
        np.testing.assert_allclose(got, one + two, rtol=0, atol=1e-12)


class TestTheLinearLayerFromFourToThree:
    """S4's slides: one example x, A = W^T x + b, loss = sum_k (A_k - y_k)^2, Jacobians in denominator layout."""

    x, W, b, y = (np.random.default_rng(4).normal(size=shape) for shape in [4, (4, 3), 3, 3])
    A = dense_forward(x[None], W, b)[0][0]
    dA = 2 * (A - y)
    dx, dW, db = backward(x[None], W, b, dA[None])

    def loss(self):
        return np.sum((dense_forward(self.x[None], self.W, self.b)[0][0] - self.y) ** 2)

    def dA_by(self, V):
        """The Jacobian of A by the array V: the shape of V, then one axis of 3 for A."""
        columns = []
        for k in range(3):
            columns.append(central_differences(lambda k=k: dense_forward(self.x[None], self.W, self.b)[0][0, k], V))
        return np.stack(columns, axis=-1)

    @pytest.mark.syllabus("S4-16")
    def test_the_upstream_is_twice_the_residual(self):
        A = self.A.copy()
        assert_agree(self.dA, central_differences(lambda: np.sum((A - self.y) ** 2), A), relative=1e-8)

    @pytest.mark.syllabus("S4-16")
    def test_the_bias_gradient_is_the_identity_jacobian_times_the_upstream(self):
        jacobian = self.dA_by(self.b)
        assert_agree(jacobian, np.eye(3), relative=1e-9)
        assert_agree(self.db, np.eye(3) @ self.dA)

    @pytest.mark.syllabus("S4-18")
    def test_the_weight_jacobian_is_zero_for_other_outputs(self):
        jacobian = self.dA_by(self.W)
        assert jacobian.shape == (4, 3, 3)
        expected = np.zeros((4, 3, 3))
        for k in range(3):
            expected[:, k, k] = self.x
        assert_agree(jacobian, expected, relative=1e-9)
        assert np.all(jacobian[expected == 0] == 0)
        assert_agree(self.dW, expected @ self.dA)

    @pytest.mark.syllabus("S4-17")
    def test_the_weight_gradient_is_the_outer_product_of_input_and_upstream(self):
        assert_agree(self.dW, np.outer(self.x, self.dA))
        assert_agree(self.dW, central_differences(self.loss, self.W), relative=1e-8)

    @pytest.mark.syllabus("S4-19")
    def test_the_input_gradient_is_the_weight_matrix_times_the_upstream(self):
        assert_agree(self.dA_by(self.x), self.W, relative=1e-9)
        assert_agree(self.dx[0], self.W @ self.dA)
        assert_agree(self.dx[0], central_differences(self.loss, self.x), relative=1e-8)


def test_inputs_stay_as_they_were():
    arrays = draw(7, 3, 5)
    before = [array.tobytes() for array in arrays]
    backward(*arrays)
    assert [array.tobytes() for array in arrays] == before


def test_shapes_that_do_not_fit_raise():
    with pytest.raises(ValueError, match="mismatch"):
        dense_forward(np.zeros((7, 3)), np.zeros((5, 3)), np.zeros(3))
