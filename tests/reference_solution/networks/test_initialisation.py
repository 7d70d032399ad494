import numpy as np
import pytest

from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward
from reference_solution.training.gradient_flow import gradient_norms


@pytest.mark.parametrize(("scheme", "variance"), [("lecun", 1 / 1000), ("xavier", 2 / 1400), ("he", 2 / 1000)])
def test_weights_have_the_variance_of_the_scheme(scheme, variance):
    [(W, b)] = init_params([1000, 400], scheme, np.random.default_rng(0))
    assert W.std() == pytest.approx(np.sqrt(variance), rel=0.01)
    assert abs(W.mean()) < 3 * np.sqrt(variance / W.size)
    assert b.tolist() == [0.0] * 400


def test_every_layer_draws_its_own_weights_and_a_seed_repeats_them():
    first, second, other = (init_params([4, 4, 4], "he", np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert np.array_equal(first[0][0], second[0][0])
    assert not np.array_equal(first[0][0], first[1][0])
    assert not np.array_equal(first[0][0], other[0][0])


def test_an_unknown_scheme_is_named():
    with pytest.raises(ValueError, match="'glorot'"):
        init_params([2, 2], "glorot", np.random.default_rng(0))


@pytest.mark.syllabus("S1-29")
def test_units_that_start_equal_stay_equal():
    rng = np.random.default_rng(0)
    params = [(np.full((3, 4), 0.5), np.zeros(4)), (np.full((4, 2), 0.5), np.zeros(2))]
    X, labels = rng.normal(size=(7, 3)), rng.integers(2, size=7)
    _, grads = mlp_backward(params, X, labels, "tanh", 0.1)
    assert np.ptp(grads[0][0], axis=1).max() < 1e-15


@pytest.mark.syllabus("S1-29")
@pytest.mark.parametrize(
    ("kind", "scheme", "low", "high"),
    [("sigmoid", "lecun", 1e-14, 1e-11), ("tanh", "lecun", 0.1, 0.3), ("relu", "he", 0.3, 2)],
)
def test_after_twenty_layers_the_gradient_has_vanished_or_not(kind, scheme, low, high):
    rng = np.random.default_rng(0)
    params = init_params([64] * 21, scheme, rng)
    X, dY = rng.normal(size=(2, 32, 64))
    norms = gradient_norms(params, X, dY, kind)
    assert low < norms[0] / norms[-1] < high
