"""Right functions pass every visible check of p6, in whatever style they are written."""

import numpy as np
import pytest

from course.check import p6
from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.mac_counts import mac_counts
from reference_solution.networks.network import input_gradient, mlp_backward, mlp_forward


def dense_backward_by_loops(dZ, cache):
    X, W = cache
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i in range(len(X)):
        for k in range(W.shape[1]):
            db[k] += dZ[i, k]
            for j in range(W.shape[0]):
                dW[j, k] += X[i, j] * dZ[i, k]
                dX[i, j] += dZ[i, k] * W[j, k]
    return dX, dW, db


def dense_backward_by_einsum(dZ, cache):
    X, W = cache
    return [np.einsum("ik,jk->ij", dZ, W), np.einsum("ij,ik->jk", X, dZ), np.einsum("ik->k", dZ)]


def residual_block_forward(X, W, b, kind):
    return X + activation(X @ W + b, kind)


def residual_block_backward(dY, X, W, b, kind):
    dX, dW, db = dense_backward(activation_backward(dY, X @ W + b, kind), (X, W))
    return dY + dX, dW, db


@pytest.mark.parametrize(
    ("check", "functions"),
    [
        (p6.dense_forward, (dense_forward,)),
        (p6.dense_backward, (dense_forward, dense_backward)),
        (p6.dense_backward, (dense_forward, dense_backward_by_loops)),
        (p6.dense_backward, (dense_forward, dense_backward_by_einsum)),
        (p6.activation_backward, (activation, activation_backward)),
        (p6.softmax_cross_entropy, (softmax_cross_entropy,)),
        (p6.mlp_forward, (mlp_forward,)),
        (p6.mlp_backward, (mlp_backward,)),
        (p6.input_gradient, (mlp_backward, input_gradient)),
        (p6.grad_check, (grad_check,)),
        (p6.mac_counts, (mac_counts,)),
        (p6.residual_block_backward, (residual_block_forward, residual_block_backward)),
    ],
)
def test_a_right_function_passes_and_nothing_is_complained_about(said, check, functions):
    text = said(check, *functions)
    assert "✓" in text
    assert "✗" not in text
    assert "•" not in text


def test_equal_properties_share_a_line(said):
    assert "✓ dX, dW, db: equal to central differences (7 examples, 3 → 3)" in said(
        p6.dense_backward, dense_forward, dense_backward
    )


def test_float32_is_told_and_not_failed(said):
    def dense_backward_in_float32(dZ, cache):
        return tuple(V.astype(np.float32) for V in dense_backward(dZ, cache))

    text = said(p6.dense_backward, dense_forward, dense_backward_in_float32)
    assert "✗" not in text
    assert "dW is float32" in text


def test_the_slope_at_a_kink_and_the_dtype_of_a_mask_do_not_matter(said):
    def with_the_other_subgradient(dA, Z, kind):
        return dA * np.where(Z >= 0, 1.0, 0.0) if kind == "relu" else activation_backward(dA, Z, kind)

    assert "✗" not in said(p6.activation_backward, activation, with_the_other_subgradient)
