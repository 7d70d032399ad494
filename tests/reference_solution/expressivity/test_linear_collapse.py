import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.expressivity.linear_collapse import collapse_linear
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.networks.network import mlp_forward
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import draw_network

seeds = st.integers(0, 2**32 - 1)
some_sizes = st.lists(st.integers(1, 6), min_size=2, max_size=6)


@pytest.mark.syllabus("S0-21")
@pytest.mark.syllabus("S3-05")
@given(some_sizes, seeds)
def test_a_deep_linear_network_is_one_layer(sizes, seed):
    params, X, _ = draw_network(sizes, 7, seed)
    W, b = collapse_linear(params)
    assert_agree(X @ W + b, mlp_forward(params, X, "identity")[0])


@pytest.mark.syllabus("S0-21")
def test_in_the_column_convention_matrices_stand_the_other_way():
    params, _, _ = draw_network([3, 4, 5, 2], 1)
    (W1, b1), (W2, b2), (W3, b3) = [(W.T, b) for W, b in params]
    W, b = collapse_linear(params)
    assert_agree(W.T, W3 @ W2 @ W1)
    assert_agree(b, W3 @ W2 @ b1 + W3 @ b2 + b3)


@pytest.mark.syllabus("S0-21")
def test_without_the_biases_as_printed_it_is_another_function():
    params, X, _ = draw_network([3, 4, 5, 2], 7)
    W, _ = collapse_linear(params)
    assert np.abs(X @ W - mlp_forward(params, X, "identity")[0]).max() > 0.1


@pytest.mark.syllabus("S0-21")
@given(some_sizes, seeds)
def test_the_rank_is_at_most_the_width_of_the_narrowest_layer(sizes, seed):
    params, _, _ = draw_network(sizes, 1, seed)
    assert np.linalg.matrix_rank(collapse_linear(params)[0]) <= min(sizes)


@pytest.mark.syllabus("S0-21")
def test_a_random_bottleneck_is_reached_exactly():
    for narrowest in (1, 2, 3):
        params, _, _ = draw_network([6, 5, narrowest, 5, 6], 1)
        assert np.linalg.matrix_rank(collapse_linear(params)[0]) == narrowest


@pytest.mark.syllabus("S3-05")
@given(some_sizes, seeds)
def test_linear_hidden_units_do_not_help_with_xor(sizes, seed):
    params, _, _ = draw_network([2, *sizes, 1], 1, seed)
    X = boolean_inputs(2)
    answers = mlp_forward(params, X, "identity")[0].ravel() > 0
    assert answers.tolist() not in ([False, True, True, False], [True, False, False, True])
    assert is_linearly_separable(X, answers.astype(int))


@pytest.mark.parametrize("sizes", [[3, 4], [4, 4]], ids=str)
def test_one_layer_stays_as_it_is(sizes):
    params, _, _ = draw_network(sizes, 1)
    W, b = collapse_linear(params)
    assert np.array_equal(W, params[0][0])
    assert np.array_equal(b, params[0][1])
