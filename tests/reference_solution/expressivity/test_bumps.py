from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.by_name import activation
from reference_solution.expressivity.bumps import bump_net, nielsen_curve, tower_net, towers_needed
from reference_solution.logic.threshold import threshold_forward
from reference_solution.networks.network import mlp_forward

GRID = np.linspace(0, 1, 10_001)[1:]  # a bump is silent at its left edge, so 0 belongs to none
seeds = st.integers(0, 2**32 - 1)


def bumps_for_the_curve(n, steepness=1.0):
    edges = np.linspace(0, 1, n + 1)
    return bump_net(edges, nielsen_curve((edges[:-1] + edges[1:]) / 2), steepness)


def worst_error(n):
    return np.abs(threshold_forward(bumps_for_the_curve(n), GRID[:, None]).ravel() - nielsen_curve(GRID)).max()


def steepest_slope():
    slope = 0.8 * GRID + 0.3 * np.sin(15 * GRID) + 4.5 * GRID * np.cos(15 * GRID) - 2.5 * np.sin(50 * GRID)
    return np.abs(slope).max()


def boxes(side, n_in):
    """Corners of a grid of side**n_in equal boxes in the unit cube."""
    low = np.array(list(product(np.arange(side) / side, repeat=n_in)))
    return low, low + 1 / side


@pytest.mark.syllabus("S3-07")
@given(st.floats(-5, 5), st.floats(0.1, 3), st.floats(-9, 9))
def test_the_difference_of_two_steps_is_a_bump(left, width, height):
    params = bump_net(np.array([left, left + width]), np.array([height]), steepness=3.0)
    x = left + width * np.array([-5, -0.01, 0.01, 0.5, 0.99, 1.01, 5])
    assert threshold_forward(params, x[:, None]).ravel().tolist() == [0, 0, height, height, height, 0, 0]


@pytest.mark.syllabus("S3-07")
@given(seeds, st.integers(1, 8), st.floats(1, 500))
def test_steep_sigmoids_make_the_same_bumps_away_from_their_edges(seed, n, steepness):
    rng = np.random.default_rng(seed)
    edges, heights = np.cumsum(0.2 + rng.random(n + 1)), rng.normal(size=n)
    params = bump_net(edges, heights, steepness)
    x = rng.uniform(edges[0] - 1, edges[-1] + 1, size=(100, 1))
    off = np.abs(mlp_forward(params, x, "sigmoid")[0] - threshold_forward(params, x))
    distance = np.abs(x - edges).min(axis=1, keepdims=True)
    assert np.all(off <= 2 * np.abs(heights).sum() * activation(-steepness * distance, "sigmoid") + 1e-12)


@pytest.mark.syllabus("S3-08")
@pytest.mark.syllabus("S2-26")
@pytest.mark.syllabus("S0-27")
@pytest.mark.parametrize(("n", "error"), [(20, 0.161), (40, 0.086), (80, 0.044), (160, 0.022)])
def test_more_bumps_come_nearer_to_the_curve(n, error):
    assert round(worst_error(n), 3) == error
    assert worst_error(n) <= steepest_slope() / (2 * n)
    assert len(bumps_for_the_curve(n)[0][1]) == 2 * n


@pytest.mark.syllabus("S0-22")
def test_with_twice_the_bumps_the_error_halves():
    ratios = [worst_error(n) / worst_error(2 * n) for n in (40, 80, 160)]
    np.testing.assert_allclose(ratios, 2, atol=0.05)


@pytest.mark.syllabus("S0-22")
def test_steep_logistic_units_come_as_near_as_steps():
    said = mlp_forward(bumps_for_the_curve(80, steepness=5e4), GRID[:, None], "sigmoid")[0].ravel()
    off = np.abs(said - nielsen_curve(GRID))[(GRID > 0.001) & (GRID < 0.999)]  # at both ends the curve goes on
    assert 0.03 < off.max() < worst_error(80)


@pytest.mark.syllabus("S3-07")
def test_in_the_plane_one_hidden_layer_of_bumps_leaves_a_cross():
    ramps = [(np.hstack([np.eye(2), np.eye(2)]), np.array([0, 0, -1, -1.0])), (np.array([[1.0], [1], [-1], [-1]]), [0])]
    X = np.array([[0.5, 0.5], [0.5, 3], [-2, 0.5], [-2, 3]])
    assert threshold_forward(ramps, X).ravel().tolist() == [2, 1, 1, 0]
    tower = tower_net(np.zeros((1, 2)), np.ones((1, 2)), np.ones(1))
    assert threshold_forward(tower, X).ravel().tolist() == [1, 0, 0, 0]


@pytest.mark.syllabus("S3-07")
def test_no_sum_of_steps_is_a_tower():
    rng = np.random.default_rng(0)
    axis = np.linspace(-2, 3, 51)
    X = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    tower = threshold_forward(tower_net(np.zeros((1, 2)), np.ones((1, 2)), np.ones(1)), X).ravel()
    edges = [([1, 0], 0), ([1, 0], -1), ([0, 1], 0), ([0, 1], -1)]  # the four sides, and many other lines
    others = [(rng.normal(size=2), rng.uniform(-3, 3)) for _ in range(60)]
    H = np.stack([X @ w + b > 0 for w, b in edges + others] + [np.ones(len(X))], axis=1).astype(float)
    best = H @ np.linalg.lstsq(H, tower)[0]
    assert np.abs(best - tower).max() > 0.4


@pytest.mark.syllabus("S3-07")
@pytest.mark.syllabus("S3-08")
@given(st.integers(1, 4), st.integers(1, 5), seeds)
def test_towers_say_their_heights_and_nothing_outside(n_in, n, seed):
    rng = np.random.default_rng(seed)
    low = rng.uniform(-1, 1, size=(n, n_in))
    high = low + rng.uniform(0.1, 1, size=(n, n_in))
    heights = rng.normal(size=n)
    X = rng.uniform(-1.5, 2.5, size=(200, n_in))
    X[:n] = (low + high) / 2
    inside = np.all((X[:, None] > low) & (X[:, None] <= high), axis=2)
    np.testing.assert_allclose(
        threshold_forward(tower_net(low, high, heights), X).ravel(), inside @ heights, atol=1e-12
    )


@pytest.mark.syllabus("S2-25")
@pytest.mark.syllabus("S0-27")
@pytest.mark.parametrize(("error", "n_in", "count"), [(0.05, 1, 10), (0.05, 2, 100), (0.1, 3, 125)])
def test_the_number_of_towers_is_exponential_in_the_inputs(error, n_in, count):
    def f(X):  # changes at most 1 when the largest change of an input is 1
        return np.abs(X - 0.37).max(axis=1)

    assert towers_needed(error, 1.0, n_in) == count
    low, high = boxes(round(count ** (1 / n_in)), n_in)
    params = tower_net(low, high, f((low + high) / 2))
    X = 1 - np.random.default_rng(0).random((2000, n_in))
    assert np.abs(threshold_forward(params, X).ravel() - f(X)).max() <= error


@pytest.mark.syllabus("S0-27")
def test_half_the_error_takes_twice_the_bumps_four_in_the_plane():
    for n_in in (1, 2, 3, 10):
        assert towers_needed(0.005, 1.0, n_in) == 2**n_in * towers_needed(0.01, 1.0, n_in)
