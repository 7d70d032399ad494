import copy
from itertools import count

import numpy as np
import pytest

from course.data.toy import two_moons
from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.linear.polynomial_features import polynomial_features
from reference_solution.losses.evaluation import accuracy
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.training.minibatches import minibatches
from reference_solution.training.mlp_training import early_stopping, train
from reference_solution.training.optimisers import adam_step, sgd_step
from tests.reference_solution.random_networks import draw_network
from tests.reference_solution.rendered_digits import digits


def assert_same(params, expected, relative=0.0):
    for layer, expected_layer in zip(params, expected, strict=True):
        for array, expected_array in zip(layer, expected_layer, strict=True):
            np.testing.assert_allclose(array, expected_array, rtol=relative, atol=relative)


@pytest.mark.syllabus("S1-28")
def test_training_on_one_batch_of_all_examples_is_plain_gradient_descent():
    params, X, labels = draw_network([3, 4, 2], 7)
    trained, losses = train(params, X, labels, "tanh", 0.1, 0.2, 7, 5, np.random.default_rng(0))
    for step in range(5):
        loss, grads = mlp_backward(params, X, labels, "tanh", 0.1)
        assert losses[step] == pytest.approx(loss, rel=1e-12)
        params = sgd_step(params, grads, 0.2)
    assert_same(trained, params, relative=1e-12)


@pytest.mark.syllabus("S4-14")
def test_a_seed_repeats_the_training_and_the_start_stays_as_it_was():
    params, X, labels = draw_network([3, 4, 2], 50)
    before = copy.deepcopy(params)
    first, second, other = (
        train(params, X, labels, "tanh", 0.0, 0.1, 8, 3, np.random.default_rng(seed)) for seed in (0, 0, 1)
    )
    assert_same(first[0], second[0])
    assert first[1].shape == (3 * 7,)
    assert first[1].tolist() != other[1].tolist()
    assert_same(params, before)


@pytest.mark.syllabus("S1-19")
def test_on_a_convex_loss_a_step_below_the_critical_one_always_goes_down():
    X, labels = two_moons(100, np.random.default_rng(0))
    start = [(np.zeros((2, 2)), np.zeros(2))]
    steepest = np.linalg.eigvalsh(np.column_stack([X, np.ones(100)]).T @ np.column_stack([X, np.ones(100)]) / 100)[-1]
    lr = 2 / (steepest / 2) * 0.9  # the Hessian of softmax and cross-entropy is at most half that of the inputs
    _, losses = train(start, X, labels, "tanh", 0.0, lr, 100, 60, np.random.default_rng(0))
    assert np.all(np.diff(losses) < 0)


@pytest.mark.syllabus("S0-26")
@pytest.mark.syllabus("S4-11")
def test_a_small_network_learns_the_moons():
    rng = np.random.default_rng(0)
    X, labels = two_moons(200, rng)
    params, losses = train(init_params([2, 16, 2], "lecun", rng), X, labels, "tanh", 0.0, 0.5, 20, 60, rng)
    assert accuracy(mlp_forward(params, X, "tanh")[0], labels) > 0.98
    assert losses[-10:].mean() < losses[:10].mean() / 4


@pytest.mark.syllabus("S0-29")
@pytest.mark.parametrize("lam", [0.1, 3.0])
def test_the_penalty_leaves_the_biases(lam):
    params, X, labels = draw_network([3, 5, 4], 7)
    plain, penalised = (mlp_backward(params, X, labels, "tanh", strength) for strength in (0.0, lam))
    assert penalised[0] - plain[0] == pytest.approx(lam / 2 * sum(np.sum(W**2) for W, _ in params), rel=1e-12)
    for (W, _), (dW, db), (dW_penalised, db_penalised) in zip(params, plain[1], penalised[1], strict=True):
        np.testing.assert_allclose(dW_penalised - dW, lam * W, rtol=1e-9, atol=1e-12)
        np.testing.assert_array_equal(db_penalised, db)


@pytest.mark.syllabus("S0-29")
def test_a_penalty_first_decays_the_weights():
    params, X, labels = draw_network([3, 5, 4], 7)
    step = sgd_step(params, mlp_backward(params, X, labels, "tanh", 0.5)[1], lr=0.1)
    decayed = [((1 - 0.1 * 0.5) * W, b) for W, b in params]
    assert_same(step, sgd_step(decayed, mlp_backward(params, X, labels, "tanh", 0.0)[1], lr=0.1), relative=1e-13)


def losses_as_history(losses):
    return [([(np.array([[float(epoch)]]), np.zeros(1))], loss) for epoch, loss in enumerate(losses)]


@pytest.mark.syllabus("S0-30")
@pytest.mark.parametrize(
    ("losses", "patience", "best"),
    [
        ([3, 2, 1, 2, 3], 2, 2),
        ([3, 2, 1, 2, 2, 0], 2, 2),
        ([3, 2, 1, 2, 2, 0], 3, 5),
        ([1, 1, 1, 0.5], 2, 0),
        ([5, 4, 3, 2, 1], 1, 4),
        ([2, float("nan"), 1], 2, 2),
    ],
)
def test_the_best_epoch_is_returned(losses, patience, best):
    params, epoch = early_stopping(losses_as_history(losses), patience)
    assert epoch == best
    assert params[0][0] == best


def test_going_on_in_place_does_not_spoil_the_best_params():
    W, losses = np.zeros((1, 1)), iter([3.0, 1.0, 2.0, 2.0])

    def history():
        for loss in losses:
            W[:] = loss
            yield [(W, np.zeros(1))], loss

    params, _ = early_stopping(history(), patience=2)
    assert params[0][0] == 1.0


def test_training_is_asked_no_longer_than_needed():
    asked = []

    def history():
        for epoch in count():
            asked.append(epoch)
            yield [], abs(epoch - 3)

    early_stopping(history(), patience=4)
    assert asked == list(range(8))


@pytest.mark.syllabus("S0-30")
@pytest.mark.syllabus("S0-27")
def test_few_noisy_digits_are_best_stopped_early():
    """150 pictures, a quarter of them with a random label, 64-64-10 tanh; rendered digits of 8 x 8 pixels.

    Measured here: held-out loss 0.96 at epoch 48 and 1.62 at epoch 300, accuracy 0.68 and 0.58.
    """
    X, labels = digits(1800)
    X_held_out, labels_held_out = digits(500, seed=1)
    rng = np.random.default_rng(0)
    rows = rng.permutation(1800)[:150]
    X, labels = X[rows], labels[rows].copy()
    noisy = rng.random(150) < 0.25
    labels[noisy] = rng.integers(10, size=noisy.sum())

    def history(params, epochs):
        for _ in range(epochs):
            for X_batch, labels_batch in minibatches(X, labels, 32, rng):
                params = sgd_step(params, mlp_backward(params, X_batch, labels_batch, "tanh", 0.0)[1], 0.3)
            logits, _ = mlp_forward(params, X_held_out, "tanh")
            yield params, softmax_cross_entropy(logits, labels_held_out)[0]

    whole = list(history(init_params([64, 64, 10], "lecun", rng), 300))
    params, best = early_stopping(whole, patience=40)
    last, last_loss = whole[-1]
    right = [accuracy(mlp_forward(p, X_held_out, "tanh")[0], labels_held_out) for p in (params, last)]
    assert 20 < best < 150
    assert last_loss > 1.4 * whole[best][1]
    assert right[0] > right[1] + 0.03
    assert accuracy(mlp_forward(last, X, "tanh")[0], labels) > 0.97  # wrong labels learnt by heart
    assert sum(np.sum(W**2) for W, _ in params) < 0.5 * sum(np.sum(W**2) for W, _ in last)


@pytest.mark.syllabus("S0-18")
@pytest.mark.parametrize("place", [-0.5, 0.4])
def test_learnt_features_go_where_the_data_need_them_and_powers_do_not(place):
    """A sharp step, ten parameters each: a polynomial of degree 9, and a network 1-3-1."""
    x = np.linspace(-1, 1, 101)
    y = 1 / (1 + np.exp(-30 * (x - place)))
    powers = np.column_stack([polynomial_features(x, 9), np.ones(101)])
    by_powers = powers @ np.linalg.lstsq(powers, y)[0]

    rng = np.random.default_rng(1)
    params = [(rng.normal(scale=2, size=(1, 3)), rng.normal(size=3)), (rng.normal(size=(3, 1)), np.zeros(1))]
    mean = square = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for t in range(1, 4001):
        Z1, cache1 = dense_forward(x[:, None], *params[0])
        Z2, cache2 = dense_forward(activation(Z1, "tanh"), *params[1])
        dA1, dW2, db2 = dense_backward((Z2 - y[:, None]) / len(x), cache2)
        _, dW1, db1 = dense_backward(activation_backward(dA1, Z1, "tanh"), cache1)
        params, mean, square = adam_step(params, [(dW1, db1), (dW2, db2)], mean, square, t, lr=0.02)

    assert powers.shape[1] == sum(W.size + b.size for W, b in params) == 10
    error = [np.sqrt(np.mean(np.square(fitted - y))) for fitted in (by_powers, Z2[:, 0])]
    assert error[1] < error[0] / 3
    centres = -params[0][1] / params[0][0][0]
    assert np.abs(centres - place).min() < 0.1
