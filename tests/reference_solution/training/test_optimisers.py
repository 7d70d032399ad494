import copy

import numpy as np
import pytest

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.softmax_graph import softmax_ce_graph
from reference_solution.autodiff.value import Value, tanh
from reference_solution.networks.network import mlp_backward
from reference_solution.training.optimisers import (
    adam_step,
    cosine_lr,
    lr_decay,
    momentum_step,
    nesterov_step,
    rmsprop_step,
    sgd_step,
)
from tests.reference_solution import torch_oracle
from tests.reference_solution.agreement import assert_agree, central_differences
from tests.reference_solution.random_networks import draw_network

STEPS = 5


def zeros_like(params):
    return [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]


def follow(optimiser, params, gradients, lr=0.1):
    """The parameters after five steps."""
    state = [zeros_like(params), zeros_like(params)]
    for t in range(STEPS):
        grads = gradients(params)
        if optimiser == "sgd":
            params = sgd_step(params, grads, lr)
        elif optimiser == "momentum":
            params, state[0] = momentum_step(params, grads, state[0], lr, 0.9)
        elif optimiser == "nesterov":
            params, state[0] = nesterov_step(params, grads, state[0], lr, 0.9)
        elif optimiser == "adam":
            params, *state = adam_step(params, grads, *state, t + 1, lr)
        elif optimiser == "rmsprop":
            params, state[0] = rmsprop_step(params, grads, state[0], lr, beta=0.99)
    return params


OPTIMISERS = ["sgd", "momentum", "nesterov", "adam", "rmsprop"]


@pytest.fixture
def drawn():
    return draw_network([3, 4, 4, 2], 7)


@pytest.mark.torch
@pytest.mark.syllabus("S1-18")
@pytest.mark.syllabus("S3-22")
@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_five_steps_end_where_pytorch_ends(torch, drawn, optimiser):
    params, X, labels = drawn
    ended = follow(optimiser, params, lambda params: mlp_backward(params, X, labels, "tanh", 0.1)[1])

    leaves = [torch_oracle.leaf(torch, array) for layer in params for array in layer]
    theirs = {
        "sgd": lambda: torch.optim.SGD(leaves, lr=0.1),
        "momentum": lambda: torch.optim.SGD(leaves, lr=0.1, momentum=0.9),
        "nesterov": lambda: torch.optim.SGD(leaves, lr=0.1, momentum=0.9, nesterov=True),
        "adam": lambda: torch.optim.Adam(leaves, lr=0.1),
        "rmsprop": lambda: torch.optim.RMSprop(leaves, lr=0.1, alpha=0.99),
    }[optimiser]()
    for _ in range(STEPS):
        arrays = [leaf.detach().numpy().copy() for leaf in leaves]
        _, grads, _ = torch_oracle.gradients(
            torch, list(zip(arrays[::2], arrays[1::2], strict=True)), X, labels, "tanh", 0.1
        )
        for leaf, gradient in zip(leaves, [g for layer in grads for g in layer], strict=True):
            leaf.grad = torch.tensor(gradient)
        theirs.step()
    for got, leaf in zip([array for layer in ended for array in layer], leaves, strict=True):
        assert_agree(got, leaf.detach().numpy(), relative=1e-10 if optimiser in ("adam", "rmsprop") else 1e-12)


@pytest.mark.syllabus("S0-44")
@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_an_optimiser_does_not_ask_where_the_gradients_come_from(optimiser):
    params, X, labels = draw_network([2, 3, 2], 5)

    def manual(params):
        return mlp_backward(params, X, labels, "tanh", 0)[1]

    def by_differences(params):
        def loss():
            return mlp_backward(params, X, labels, "tanh", 0)[0]

        return [tuple(central_differences(loss, array) for array in layer) for layer in params]

    def by_the_graph(params):
        nodes = [(np.vectorize(Value, otypes=[object])(W), np.vectorize(Value, otypes=[object])(b)) for W, b in params]
        (W1, b1), (W2, b2) = nodes
        losses = []
        for x, label in zip(X, labels, strict=True):
            h = [tanh(z) for z in x @ W1 + b1]
            losses.append(softmax_ce_graph(list(np.array(h) @ W2 + b2), label))
        backward(sum(losses) * (1 / len(X)))
        read = np.vectorize(lambda node: node.grad, otypes=[float])
        return [(read(W), read(b)) for W, b in nodes]

    expected = follow(optimiser, params, manual)
    for source, relative in ((by_the_graph, 1e-11), (by_differences, 1e-5)):
        for layer, expected_layer in zip(follow(optimiser, params, source), expected, strict=True):
            for array, expected_array in zip(layer, expected_layer, strict=True):
                assert_agree(array, expected_array, relative)


@pytest.mark.syllabus("S3-22")
def test_a_plain_step_is_minus_the_learning_rate_times_the_gradient(drawn):
    params, X, labels = drawn
    _, grads = mlp_backward(params, X, labels, "relu", 0)
    for (W, b), (dW, db), (W_new, b_new) in zip(params, grads, sgd_step(params, grads, 0.3), strict=True):
        np.testing.assert_array_equal(W_new, W - 0.3 * dW)
        np.testing.assert_array_equal(b_new, b - 0.3 * db)


@pytest.mark.parametrize("step", [momentum_step, nesterov_step])
def test_without_momentum_it_is_a_plain_step(drawn, step):
    params, X, labels = drawn
    _, grads = mlp_backward(params, X, labels, "relu", 0)
    moved, _ = step(params, grads, zeros_like(params), 0.3, 0.0)
    for layer, expected in zip(moved, sgd_step(params, grads, 0.3), strict=True):
        for array, expected_array in zip(layer, expected, strict=True):
            np.testing.assert_allclose(array, expected_array, rtol=1e-15)


@pytest.mark.syllabus("S1-18")
def test_momentum_follows_a_constant_gradient_up_to_ten_times_as_fast():
    params, grads = [(np.zeros((1, 1)), np.zeros(1))], [(np.ones((1, 1)), np.zeros(1))]
    velocity = zeros_like(params)
    for _ in range(300):
        params, velocity = momentum_step(params, grads, velocity, 0.01, 0.9)
    assert velocity[0][0].item() == pytest.approx(-0.01 / (1 - 0.9), rel=1e-9)


@pytest.mark.syllabus("S1-18")
def test_nesterov_is_momentum_with_the_gradient_taken_ahead(drawn):
    params, X, labels = drawn

    def gradients(params):
        return mlp_backward(params, X, labels, "tanh", 0.1)[1]

    points, velocity = params, zeros_like(params)
    for _ in range(STEPS):
        ahead = [(W + 0.9 * vW, b + 0.9 * vb) for (W, b), (vW, vb) in zip(points, velocity, strict=True)]
        points, velocity = momentum_step(points, gradients(ahead), velocity, 0.1, 0.9)
    ended = follow("nesterov", params, gradients)
    for (W, b), (vW, vb), (W_ended, b_ended) in zip(points, velocity, ended, strict=True):
        assert_agree(W_ended, W + 0.9 * vW)
        assert_agree(b_ended, b + 0.9 * vb)


@pytest.mark.syllabus("E09")
def test_the_string_false_is_true_and_harmless_only_without_momentum(drawn):
    params, X, labels = drawn
    nesterov_val = "False"
    step = nesterov_step if nesterov_val else momentum_step
    assert step is nesterov_step

    def run(step, momentum):
        moved, velocity = params, zeros_like(params)
        for _ in range(3):
            moved, velocity = step(moved, mlp_backward(moved, X, labels, "tanh", 0)[1], velocity, 0.1, momentum)
        return moved[0][0]

    np.testing.assert_allclose(run(step, 0.0), run(momentum_step, 0.0), rtol=1e-14)
    assert np.abs(run(step, 0.9) - run(momentum_step, 0.9)).max() > 1e-4


@pytest.mark.syllabus("S1-18")
def test_the_learning_rate_halves_after_one_over_decay_steps():
    assert lr_decay(0.1, 1e-6, 0) == 0.1
    assert lr_decay(0.1, 1e-6, 200) == pytest.approx(0.09998, abs=1e-7)
    assert lr_decay(0.1, 1e-6, 10**6) == pytest.approx(0.05, rel=1e-15)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_the_first_step_of_adam_is_as_long_as_the_learning_rate(size):
    params, zero = [(np.zeros((2, 2)), np.zeros(2))], [(np.zeros((2, 2)), np.zeros(2))]
    grads = [(np.full((2, 2), size), np.full(2, -size))]
    moved, _, _ = adam_step(params, grads, zero, zero, t=1, lr=0.1, eps=1e-12)
    np.testing.assert_allclose(moved[0][0], -0.1, rtol=1e-5)
    np.testing.assert_allclose(moved[0][1], 0.1, rtol=1e-5)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_step_changes_none_of_its_inputs(drawn, optimiser):
    params, X, labels = drawn
    before = copy.deepcopy(params)
    follow(optimiser, params, lambda params: mlp_backward(params, X, labels, "tanh", 0.1)[1])
    for layer, kept in zip(params, before, strict=True):
        for array, expected in zip(layer, kept, strict=True):
            np.testing.assert_array_equal(array, expected)


def test_every_parameter_has_a_velocity_of_its_own(drawn):
    params, X, labels = drawn
    _, velocity = momentum_step(params, mlp_backward(params, X, labels, "tanh", 0)[1], zeros_like(params), 0.1, 0.9)
    arrays = [array for layer in velocity for array in layer]
    assert not any(np.shares_memory(a, b) for i, a in enumerate(arrays) for b in arrays[:i])


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_rmsprop_moves_by_the_learning_rate_whatever_the_size_of_the_gradient(size):
    params, square = [(np.zeros((1, 1)), np.zeros(1))], [(np.zeros((1, 1)), np.zeros(1))]
    for _ in range(200):
        before = params[0][0][0, 0]
        params, square = rmsprop_step(params, [(np.full((1, 1), size), np.zeros(1))], square, 0.1, eps=1e-12)
    assert before - params[0][0][0, 0] == pytest.approx(0.1)


def test_a_cosine_schedule_rises_in_a_line_and_falls_to_zero():
    rates = np.array([cosine_lr(0.5, t, steps=100, warmup=10) for t in range(101)])
    np.testing.assert_allclose(np.diff(rates[:10]), 0.05)
    assert rates.max() == rates[10] == 0.5
    assert (np.diff(rates[10:]) < 0).all()
    assert rates[55] == pytest.approx(0.25)
    assert rates[100] == pytest.approx(0.0, abs=1e-12)
