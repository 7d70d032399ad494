from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.expressivity.symmetry import permute_hidden, rescale_relu
from reference_solution.networks.network import mlp_backward, mlp_forward
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import KINDS, draw_network

seeds = st.integers(0, 2**32 - 1)
SIZES = [3, 5, 4, 2]


@pytest.mark.syllabus("S2-20")
@given(seeds, st.sampled_from([0, 1]), st.sampled_from(KINDS))
def test_hidden_units_may_change_places(seed, layer, kind):
    params, X, _ = draw_network(SIZES, 7, seed)
    order = np.random.default_rng(seed).permutation(SIZES[layer + 1])
    assert_agree(mlp_forward(permute_hidden(params, layer, order), X, kind)[0], mlp_forward(params, X, kind)[0])


@pytest.mark.syllabus("S2-20")
def test_a_unit_moves_with_all_its_weights():
    params, X, _ = draw_network(SIZES, 7)
    order = np.array([2, 0, 3, 1, 4])
    (_, Z, _), *_ = mlp_forward(params, X, "tanh")[1]
    (_, Z_moved, _), *_ = mlp_forward(permute_hidden(params, 0, order), X, "tanh")[1]
    assert_agree(Z_moved, Z[:, order])


@pytest.mark.syllabus("S2-20")
def test_h_units_have_h_factorial_equal_minima():
    params, X, labels = draw_network([2, 4, 3], 7)
    networks = [permute_hidden(params, 0, np.array(order)) for order in permutations(range(4))]
    assert len({np.concatenate([W.ravel() for W, _ in network]).tobytes() for network in networks}) == factorial(4)
    losses = [mlp_backward(network, X, labels, "tanh", 0.1)[0] for network in networks]
    assert np.ptp(losses) < 1e-12


@pytest.mark.syllabus("S2-20")
@given(seeds, st.sampled_from([0, 1]), st.sampled_from(["relu", "identity"]))
def test_a_relu_that_is_larger_may_be_read_with_less_weight(seed, layer, kind):
    params, X, _ = draw_network(SIZES, 7, seed)
    scale = np.exp(np.random.default_rng(seed).normal(size=SIZES[layer + 1]))
    assert_agree(mlp_forward(rescale_relu(params, layer, scale), X, kind)[0], mlp_forward(params, X, kind)[0])


@pytest.mark.syllabus("S2-20")
@pytest.mark.parametrize("kind", ["sigmoid", "tanh"])
def test_other_units_may_not(kind):
    params, X, _ = draw_network(SIZES, 7)
    scaled = rescale_relu(params, 0, np.full(5, 2.0))
    assert np.abs(mlp_forward(scaled, X, kind)[0] - mlp_forward(params, X, kind)[0]).max() > 0.01


@pytest.mark.syllabus("S2-20")
def test_a_negative_factor_is_refused_for_it_would_change_the_function():
    params, X, _ = draw_network(SIZES, 7)
    with pytest.raises(ValueError, match=r"factor -1\.0, expected positive ones"):
        rescale_relu(params, 0, np.array([1.0, 1.0, -1.0, 1.0, 1.0]))
    (W1, b1), (W2, b2), last = params
    flipped = [(-W1, -b1), (-W2, b2), last]
    assert np.abs(mlp_forward(flipped, X, "relu")[0] - mlp_forward(params, X, "relu")[0]).max() > 0.01


def test_the_network_that_was_given_stays_as_it_was():
    params, _, _ = draw_network(SIZES, 7)
    before = [array.tobytes() for layer in params for array in layer]
    permute_hidden(params, 1, np.array([3, 2, 1, 0]))[1][0][:] = 99
    rescale_relu(params, 1, np.full(4, 2.0))[1][0][:] = 99
    assert [array.tobytes() for layer in params for array in layer] == before
