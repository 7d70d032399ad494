import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.expressivity.depth_or_width import width_for_budget
from reference_solution.expressivity.linear_regions import montufar_bound
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.tent_maps import tent_net
from reference_solution.networks.network import mlp_forward
from tests.reference_solution.random_networks import draw_network

few = st.integers(1, 5)


def parameters(sizes):
    params, _, _ = draw_network(sizes, 1)
    return sum(W.size + b.size for W, b in params)


@pytest.mark.syllabus("S2-23")
@given(st.integers(20, 600), few, few, st.integers(1, 6))
def test_the_budget_pays_for_no_larger_width(budget, n_in, n_out, depth):
    width = width_for_budget(budget, n_in, n_out, depth)
    assert parameters([n_in, *[width + 1] * depth, n_out]) > budget
    if width > 0:
        assert parameters([n_in, *[width] * depth, n_out]) <= budget


@pytest.mark.syllabus("S2-23")
def test_at_a_fixed_budget_depth_pays_until_layers_are_too_narrow():
    widths = [width_for_budget(500, 2, 1, depth) for depth in range(1, 41)]
    bounds = [montufar_bound([2] + [width] * depth) for depth, width in enumerate(widths, start=1)]
    best = int(np.argmax(bounds))
    assert bounds[best] > 1e6 * bounds[0]
    assert widths[best] == 4  # two folds along each input
    assert widths[best + 1] == 3  # one fold is none
    assert max(bounds[best + 1 :]) < bounds[0]


@pytest.mark.syllabus("S2-23")
def test_which_one_is_better_hangs_on_the_function():
    x = np.linspace(0, 1, 2001)[:, None]
    deep = tent_net(6)
    budget = sum(W.size + b.size for W, b in deep)
    width = width_for_budget(budget, 1, 1, depth=1)
    knots = np.linspace(0, 1, width + 1)

    def shallow_error(target):
        params = relu_interpolant(knots, target(knots[:, None]).ravel())
        assert sum(W.size + b.size for W, b in params) <= budget
        return np.abs(mlp_forward(params, x, "relu")[0] - target(x)).max()

    assert shallow_error(lambda t: mlp_forward(deep, t, "relu")[0]) >= 0.5  # folds: the deep one is exact
    assert shallow_error(lambda t: t**2) < 0.002  # a gentle curve: one layer is plenty
