"""What Lectures 8 to 13 say in a sentence and no cell of theirs computes."""

import numpy as np
import pytest

from lectures.widgets.w18_xor_seeds import gradient
from reference_solution.autodiff.message_passing import ORDERS
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward
from reference_solution.networks.normalisation import normalise_forward
from reference_solution.training.optimisers import adam_step, rmsprop_step, sgd_step
from reference_solution.training.xor_training import xor_success
from tests.lectures.test_claims import text


def test_no_step_of_its_length_goes_lower_than_the_one_against_the_gradient():
    rng = np.random.default_rng(0)
    H, w = np.diag([1.0, 5.0, 20.0]), rng.normal(size=3)
    J = lambda w: w @ H @ w / 2  # noqa: E731
    ways = rng.normal(size=(5000, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    against = -H @ w / np.linalg.norm(H @ w)
    assert J(w + 1e-4 * against) < min(J(w + 1e-4 * way) for way in ways)
    assert "lowest for the one that points exactly against the gradient" in text("08")


def test_plain_steps_go_with_the_condition_number_and_momentum_with_its_root():
    assert "691 and 93 steps for $\\kappa = 100$" in text("08")  # computed in the lecture
    for root in (10, 30, 100):
        plain, heavy = (root**2 - 1) / (root**2 + 1), (root - 1) / (root + 1)  # left of the distance, each step
        assert np.log(heavy) / np.log(plain) == pytest.approx(root, rel=0.01)


@pytest.mark.parametrize(
    "step", [lambda p, g, z: rmsprop_step(p, g, z, lr=0.2)[0], lambda p, g, z: adam_step(p, g, z, z, 1, lr=0.3)[0]]
)
def test_rmsprop_and_adam_begin_with_equal_steps_whatever_the_slopes(step):
    start, zero = [(np.array([[-4.5], [1.5]]), np.zeros(1))], [(np.zeros((2, 1)), np.zeros(1))]
    ahead = step(start, [(np.array([[0.2], [4.0]]) * start[0][0], np.zeros(1))], zero)
    first, second = np.abs(ahead[0][0] - start[0][0]).ravel()
    assert first == pytest.approx(second, rel=1e-6)
    assert "begins with equally long steps along both axes" in text("08")


def test_a_right_gradient_and_a_mistake_are_far_apart_in_the_relative_error():
    rng = np.random.default_rng(11)
    params = init_params([4, 6, 6, 3], "xavier", rng)
    X, labels = rng.normal(size=(8, 4)), rng.integers(3, size=8)
    loss = lambda params: mlp_backward(params, X, labels, "tanh", 0.0)[0]  # noqa: E731
    grads = mlp_backward(params, X, labels, "tanh", 0.0)[1]
    (right, wrong), h = ([], []), 1e-5
    for array, claimed in ((params[1][0], grads[1][0]), (params[0][0], grads[0][0])):
        for at in np.ndindex(array.shape):
            kept, ends = array[at], []
            for array[at] in (kept + h, kept - h):
                ends.append(loss(params))
            array[at] = kept
            measured = (ends[0] - ends[1]) / (2 * h)
            right.append(abs(claimed[at] - measured) / max(abs(claimed[at]), abs(measured)))
            if array.shape[0] == array.shape[1]:
                wrong.append(abs(claimed.T[at] - measured) / max(abs(claimed.T[at]), abs(measured)))
    assert np.mean(np.array(right) < 1e-6) > 0.95
    assert np.median(wrong) > 1e-2
    assert grad_check(loss, params, grads)
    assert "stays below $10^{-6}$ in nearly every entry; most mistakes are above $10^{-2}$" in text("11")


def test_with_the_statistics_of_a_batch_an_answer_depends_on_the_others_in_it():
    rng = np.random.default_rng(0)
    Z = rng.normal(size=(8, 4))
    other = np.vstack([Z[:1], rng.normal(size=(7, 4))])
    for axis, depends in ((0, True), (1, False)):
        first, second = (normalise_forward(z, np.ones(4), np.zeros(4), axis=axis)[0][0] for z in (Z, other))
        assert np.allclose(first, second) != depends
    assert "batch normalisation uses running means of" in text("12")


def test_one_over_the_units_keeps_the_size_going_back():
    rng = np.random.default_rng(0)
    dZ, sizes = rng.normal(size=(500, 400)), {}
    for count in (100, 400):  # inputs, units
        W = rng.normal(scale=np.sqrt(1 / count), size=(100, 400))
        sizes[count] = np.mean((dZ @ W.T) ** 2)
    assert sizes[400] == pytest.approx(1, rel=0.05)
    assert sizes[100] == pytest.approx(4, rel=0.05)
    assert "$1/n_{out}$ would keep its size" in text("12")


def test_the_loss_of_an_ensemble_is_at_most_the_mean_of_its_members_losses():
    members = np.random.default_rng(0).dirichlet(np.ones(4), size=(1000, 5))[..., 0]  # of the right class
    assert np.all(-np.log(members.mean(axis=1)) <= -np.log(members).mean(axis=1) + 1e-12)
    assert "Its loss is never above the mean of their losses" in text("12")


def test_lecture_10_compares_as_many_ways_as_its_figure_shows():
    assert len(ORDERS) == 3
    assert "Below, what three of these ways find" in text("10")


def test_lecture_13_does_not_call_pixels_mixed_whose_neighbours_mostly_agree():
    assert "nine of ten before the layer" in text("13")  # computed in the lecture
    assert "Among the pixels the digits lie mixed" not in text("13")


@pytest.mark.parametrize("kind", ["tanh", "relu"])
def test_networks_that_do_not_learn_xor_give_some_examples_of_both_classes_one_output(kind):
    starts = np.random.default_rng(0)  # the hundred of the lecture's figure
    nets = [(starts.normal(size=(100, 2, 2)), np.zeros((100, 1, 2)))]
    nets += [(starts.normal(size=(100, 2, 1)), np.zeros((100, 1, 1)))]
    for _ in range(500):
        nets = sgd_step(nets, gradient(nets, kind)[1], 1.0)
    losses = gradient(nets, kind)[0][~xor_success(2, kind, seeds=100, steps=500)]
    alike = [np.log(2), (2 * np.log(3 / 2) + np.log(3)) / 4, np.log(2) / 2]  # four, three or two are alike
    assert len(losses) > 40
    assert np.abs(losses[:, None] - alike).min(axis=1).max() < 0.03
    assert "two, three or all four of the examples give nearly the same output" in text("08")
