"""Normalisation and dropout against differences, PyTorch and what their definitions promise."""

import numpy as np
import pytest

from reference_solution.networks.dropout import dropout
from reference_solution.networks.normalisation import normalise_backward, normalise_forward
from tests.reference_solution.agreement import assert_agree, central_differences


@pytest.fixture(params=[(4, 5), (3, 3), (2, 7)], ids=str)
def drawn(request):
    rng = np.random.default_rng(3)
    X, upstream = rng.normal(2.0, 3.0, size=(2, *request.param))
    gamma, beta = rng.normal(size=(2, request.param[1]))
    return X, gamma, beta, upstream


@pytest.mark.parametrize("axis", [0, 1])
def test_what_is_normalised_has_mean_0_and_variance_1(drawn, axis):
    X, *_ = drawn
    Z, _ = normalise_forward(X, np.ones(X.shape[1]), np.zeros(X.shape[1]), axis, eps=0.0)
    np.testing.assert_allclose(Z.mean(axis=axis), 0, atol=1e-12)
    np.testing.assert_allclose(Z.var(axis=axis), 1)


@pytest.mark.parametrize("axis", [0, 1])
def test_its_gradients_agree_with_differences(drawn, axis):
    X, gamma, beta, upstream = drawn
    gradients = normalise_backward(upstream, normalise_forward(X, gamma, beta, axis)[1])
    for array, gradient in zip((X, gamma, beta), gradients, strict=True):
        measured = central_differences(lambda: np.sum(upstream * normalise_forward(X, gamma, beta, axis)[0]), array)
        assert_agree(gradient, measured, relative=1e-7)


def test_layer_normalisation_works_for_one_example():
    X, upstream = np.random.default_rng(0).normal(size=(2, 1, 6))
    _, cache = normalise_forward(X, np.ones(6), np.zeros(6), axis=1)
    dX, _, _ = normalise_backward(upstream, cache)
    measured = central_differences(
        lambda: np.sum(upstream * normalise_forward(X, np.ones(6), np.zeros(6), axis=1)[0]), X
    )
    assert_agree(dX, measured, relative=1e-7)


@pytest.mark.torch
@pytest.mark.parametrize("axis", [0, 1])
def test_pytorch_normalises_the_same(torch, drawn, axis):
    X, gamma, beta, upstream = drawn
    leaves = [torch.tensor(array, requires_grad=True) for array in (X, gamma, beta)]
    if axis == 0:
        theirs = torch.nn.functional.batch_norm(leaves[0], None, None, leaves[1], leaves[2], training=True)
    else:
        theirs = torch.nn.functional.layer_norm(leaves[0], X.shape[1:], leaves[1], leaves[2])
    theirs.backward(torch.tensor(upstream))
    Y, cache = normalise_forward(X, gamma, beta, axis)
    assert_agree(Y, theirs.detach().numpy())
    for ours, leaf in zip(normalise_backward(upstream, cache), leaves, strict=True):
        assert_agree(ours, leaf.grad.numpy(), relative=1e-9)


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5])
def test_dropout_keeps_the_mean_and_passes_the_gradient_where_it_passed_the_signal(rate):
    rng = np.random.default_rng(0)
    A = rng.normal(1.0, 0.5, size=(50, 4000))
    out, mask = dropout(A, rate, rng)
    assert np.mean(mask == 0) == pytest.approx(rate, abs=0.01)
    assert out.mean() == pytest.approx(A.mean(), rel=0.01)
    np.testing.assert_array_equal(out, A * mask)
