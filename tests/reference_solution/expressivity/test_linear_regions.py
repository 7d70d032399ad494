from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.expressivity.linear_regions import count_linear_pieces, montufar_bound
from reference_solution.logic.half_planes import region_bound
from reference_solution.networks.network import mlp_forward

seeds = st.integers(0, 2**32 - 1)


def draw(seed, sizes):
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(m, n)), rng.normal(size=n)) for m, n in pairwise(sizes)]


@pytest.mark.syllabus("S3-13")
@given(seeds, st.integers(1, 12))
def test_one_hidden_layer_of_n_relus_has_at_most_one_piece_more(seed, n):
    params = draw(seed, [1, n, 1])
    kinks = -params[0][1] / params[0][0][0]
    everywhere = count_linear_pieces(params, kinks.min() - 1, kinks.max() + 1)
    assert everywhere == n + 1  # random ones reach it
    assert 1 <= count_linear_pieces(params, -1, 1) <= 1 + np.sum(np.abs(kinks) < 1)


@pytest.mark.syllabus("S3-13")
@given(seeds, st.lists(st.integers(1, 6), min_size=1, max_size=3), st.integers(1, 2))
def test_the_count_is_that_of_the_slopes_one_sees_on_a_fine_grid(seed, hidden, n_out):
    params = draw(seed, [1, *hidden, n_out])
    x = np.linspace(-2, 2, 40_001)
    slopes = np.diff(mlp_forward(params, x[:, None], "relu")[0], axis=0) / np.diff(x)[:, None]
    changes = np.any(np.abs(np.diff(slopes, axis=0)) > 1e-6 * max(np.abs(slopes).max(), 1e-3), axis=1)
    seen = 1 + np.sum(changes[1:] & ~changes[:-1]) + changes[0]  # a kink inside a cell changes two neighbours
    assert seen <= count_linear_pieces(params, -2, 2) <= seen + 2  # the grid may miss a very short piece


def test_pieces_are_counted_by_slope_not_by_unit():
    twice = [(np.ones((1, 2)), np.zeros(2)), (np.array([[1.0], [-1.0]]), np.zeros(1))]
    assert count_linear_pieces(twice, -1, 1) == 1  # two kinks in one place that cancel
    assert count_linear_pieces([(np.ones((1, 1)), np.zeros(1))], -1, 1) == 1


@given(st.floats(-1, 1), seeds)
def test_units_that_bend_in_one_place_make_one_kink(kink, seed):
    steepness = np.exp(np.random.default_rng(seed).normal(size=(1, 4)))
    params = [(steepness, -kink * steepness[0]), (np.ones((4, 1)), np.zeros(1))]
    assert count_linear_pieces(params, -2, 2) == 2


@pytest.mark.syllabus("S3-13")
def test_deep_and_shallow_bounds_in_the_plane_for_width_four():
    assert [montufar_bound([2] + [4] * L) for L in range(1, 5)] == [11, 44, 176, 704]
    assert [region_bound(4 * L, 2) for L in range(1, 5)] == [11, 37, 79, 137]


@pytest.mark.syllabus("S3-13")
@given(st.integers(1, 3), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_bound_is_the_papers_formula(n_in, folds):
    widths = [n_in * k + k % n_in for k in folds]
    expected = 1
    for n in widths[:-1]:
        for _ in range(n_in):
            expected *= n // n_in
    cut = sum(1 for code in range(2 ** widths[-1]) if code.bit_count() <= n_in)
    assert montufar_bound([n_in, *widths]) == expected * cut


@pytest.mark.syllabus("S3-13")
def test_the_bound_grows_exponentially_with_depth_alone():
    deep = [montufar_bound([2] + [4] * L) for L in range(2, 12)]
    wide = [region_bound(4 * L, 2) for L in range(2, 12)]
    assert all(after == 4 * before for before, after in pairwise(deep))
    assert np.all(np.diff(wide, n=2) == 16)  # a parabola
