"""Clipped gradients keep their direction; AdamW shrinks every weight by the same share."""

import numpy as np
import pytest

from reference_solution.training.adamw import adamw_step
from reference_solution.training.clipping import clip_gradients
from reference_solution.training.optimisers import adam_step


def lengths(grads):
    return np.sqrt(sum(np.sum(g**2) for layer in grads for g in layer))


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_clipping_shortens_only_what_is_too_long(scale):
    rng = np.random.default_rng(0)
    grads = [(scale * rng.normal(size=(3, 2)), scale * rng.normal(size=2)) for _ in range(2)]
    clipped = clip_gradients(grads, longest=1.0)
    assert lengths(clipped) == pytest.approx(min(lengths(grads), 1.0))
    for layer, before in zip(clipped, grads, strict=True):
        for got, g in zip(layer, before, strict=True):
            np.testing.assert_allclose(got / lengths(clipped), g / lengths(grads))


def test_adamw_shrinks_weights_alike_and_a_penalty_in_adam_does_not():
    rng = np.random.default_rng(0)
    zero = [(np.zeros((2, 1)), np.zeros(1))]
    ends = {}
    for name in ("AdamW", "penalty"):
        params, mean, square = [(np.ones((2, 1)), np.ones(1))], zero, zero
        for t in range(1, 401):
            noise = rng.normal(size=(2, 1)) * [[0.01], [10.0]]
            if name == "AdamW":
                params, mean, square = adamw_step(params, [(noise, np.zeros(1))], mean, square, t, 1e-3, 1.0)
            else:
                params, mean, square = adam_step(params, [(noise + params[0][0], np.zeros(1))], mean, square, t, 1e-3)
        ends[name] = params[0][0].ravel()
    np.testing.assert_allclose(ends["AdamW"], np.exp(-0.4), atol=0.05)
    assert ends["penalty"][1] - ends["penalty"][0] > 0.2
    assert params[0][1] == 1.0


@pytest.mark.torch
def test_pytorch_makes_the_same_steps(torch):
    rng = np.random.default_rng(0)
    W = rng.normal(size=(3, 2))
    leaf = torch.tensor(W, requires_grad=True)
    theirs = torch.optim.AdamW([leaf], lr=0.1, weight_decay=0.2)
    params, zero = [(W, np.zeros(2))], [(np.zeros((3, 2)), np.zeros(2))]
    mean = square = zero
    for t in range(1, 6):
        gradient = rng.normal(size=(3, 2))
        params, mean, square = adamw_step(params, [(gradient, np.zeros(2))], mean, square, t, 0.1, 0.2)
        leaf.grad = torch.tensor(gradient)
        theirs.step()
    np.testing.assert_allclose(params[0][0], leaf.detach().numpy(), rtol=1e-10)
