"""What is said of the ReLU in training, measured on scikit-learn's 8x8 digits."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from reference_solution.activations.relu_family import relu_derivative
from reference_solution.activations.sigmoid_family import sigmoid_derivative, tanh_derivative
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.training.dead_units import active_share, dead_units
from reference_solution.training.mlp_training import train

X, labels = load_digits(return_X_y=True)
X = X / 16


def loss_after_training(sizes, kind, lr, seed, epochs=5):
    rng = np.random.default_rng(seed)
    start = init_params(sizes, "he" if kind == "relu" else "lecun", rng)
    params, _ = train(start, X[:900], labels[:900], kind, 0.0, lr, 32, epochs, rng)
    return mlp_backward(params, X[:900], labels[:900], kind, 0.0)[0]


def best_median(sizes, kind, lrs):
    return min(np.median([loss_after_training(sizes, kind, lr, seed) for seed in range(3)]) for lr in lrs)


@pytest.mark.syllabus("S2-15")
@pytest.mark.parametrize(
    ("mean", "bias", "active", "dead"),
    [(0.0, 0.0, 0.491, 6), (0.0, 0.1, 0.550, 2), (-0.03, 0.0, 0.196, 40), (-0.03, 0.1, 0.238, 30)],
)
def test_biases_of_a_tenth_wake_units_by_these_numbers(mean, bias, active, dead):
    W = np.random.default_rng(0).normal(size=(64, 256)) * np.sqrt(2 / 64) + mean
    params = [(W, np.full(256, bias)), (np.zeros((256, 10)), np.zeros(10))]
    assert round(active_share(params, X)[0], 3) == active
    assert dead_units(params, X)[0].sum() == dead


@pytest.mark.syllabus("S2-17")
@pytest.mark.parametrize(("seed", "at_least"), [(0, 55), (3, 62)])
def test_at_a_step_size_of_two_nearly_all_units_die(seed, at_least):
    rng = np.random.default_rng(seed)
    with np.errstate(all="ignore"):
        params, _ = train(init_params([64, 64, 10], "he", rng), X, labels, "relu", 0.0, 2.0, 32, 3, rng)
    assert dead_units(params, X)[0].sum() >= at_least
    assert np.mean(mlp_forward(params, X, "relu")[0].argmax(axis=1) == labels) < 0.25


@pytest.mark.syllabus("S2-16")
def test_an_active_relu_does_not_saturate_while_sigmoid_and_tanh_do():
    Z = np.linspace(5, 50, 10)
    assert np.all(relu_derivative(Z) == 1)
    assert np.all(sigmoid_derivative(Z) < 0.007)
    assert np.all(tanh_derivative(Z) < 0.0002)
    assert np.all(relu_derivative(-Z) == 0)  # the inactive side is as flat as any


@pytest.mark.syllabus("S2-16")
@pytest.mark.syllabus("E28")
def test_the_relu_is_faster_only_at_its_own_step_size():
    sizes = [64, 32, 10]
    at_its_step = {kind: best_median(sizes, kind, [0.2]) for kind in ("sigmoid", "relu")}
    assert at_its_step["sigmoid"] > 2 * at_its_step["relu"]
    own_step = {
        "sigmoid": best_median(sizes, "sigmoid", [1.0, 2.0]),
        "tanh": best_median(sizes, "tanh", [0.3, 0.6]),
        "relu": best_median(sizes, "relu", [0.2, 0.4]),
    }
    assert own_step["tanh"] < 1.2 * own_step["relu"]
    assert own_step["sigmoid"] < 2 * own_step["relu"]


@pytest.mark.syllabus("S2-16")
@pytest.mark.syllabus("E28")
def test_in_four_hidden_layers_only_the_sigmoid_stands_still():
    sizes = [64, 32, 32, 32, 32, 10]
    sigmoid = best_median(sizes, "sigmoid", [0.5, 1.0])
    tanh, relu = best_median(sizes, "tanh", [0.1, 0.3]), best_median(sizes, "relu", [0.1, 0.2])
    assert sigmoid > 0.95 * np.log(10)
    assert relu < 0.6 * np.log(10)
    assert tanh < 1.5 * relu
