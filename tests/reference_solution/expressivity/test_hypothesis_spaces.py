import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.maxout import maxout_forward
from reference_solution.expressivity.hypothesis_spaces import linear_as_relu, relu_as_maxout, widen
from reference_solution.expressivity.linear_collapse import collapse_linear
from reference_solution.networks.network import mlp_forward
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import KINDS, draw_network

seeds = st.integers(0, 2**32 - 1)
widths = st.integers(1, 6)


@pytest.mark.syllabus("S0-19")
@given(widths, widths, seeds)
def test_every_linear_layer_is_a_relu_network(n_in, n_out, seed):
    [(W, b)], X, _ = draw_network([n_in, n_out], 7, seed)
    assert_agree(mlp_forward(linear_as_relu(W, b), X, "relu")[0], X @ W + b)


@pytest.mark.syllabus("S0-19")
@given(seeds, st.sampled_from([0, 1]), st.integers(0, 5), st.sampled_from(KINDS))
def test_every_narrow_network_is_a_wider_one(seed, layer, extra, kind):
    params, X, _ = draw_network([3, 4, 5, 2], 7, seed)
    wider = widen(params, layer, extra)
    assert len(wider[layer][1]) == len(params[layer][1]) + extra
    assert_agree(mlp_forward(wider, X, kind)[0], mlp_forward(params, X, kind)[0])


@pytest.mark.syllabus("S0-19")
@given(widths, widths, seeds)
def test_every_relu_layer_is_a_maxout_layer_of_twice_the_parameters(n_in, n_out, seed):
    [(W, b)], X, _ = draw_network([n_in, n_out], 7, seed)
    pieces, biases = relu_as_maxout(W, b)
    assert_agree(maxout_forward(X, pieces, biases)[0], np.maximum(X @ W + b, 0))
    assert pieces.size + biases.size == 2 * (W.size + b.size)


@pytest.mark.syllabus("E23")
def test_the_larger_space_has_a_member_the_smaller_lacks():
    X = np.array([[-1.0], [0.0], [1.0]])
    absolute = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    values = mlp_forward(absolute, X, "relu")[0]
    assert values.ravel().tolist() == [1, 0, 1]
    line = np.column_stack([X, np.ones(3)])
    residual = values - line @ np.linalg.lstsq(line, values)[0]
    assert np.abs(residual).max() > 0.3  # no linear model is |x|


@pytest.mark.syllabus("E23")
def test_deep_linear_networks_equal_linear_ones():
    params, X, _ = draw_network([3, 5, 2], 7)
    W, b = collapse_linear(params)  # every deep one is a linear one
    back = [(W, b), (np.eye(2), np.zeros(2))]  # and every linear one is a deep one
    assert_agree(mlp_forward(back, X, "identity")[0], mlp_forward(params, X, "identity")[0])
