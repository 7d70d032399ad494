import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.networks.parameters import count_params, flatten, unflatten
from tests.reference_solution.random_networks import draw_network

some_sizes = st.lists(st.integers(1, 6), min_size=2, max_size=5)


@pytest.mark.syllabus("S3-04")
def test_the_network_3_4_2_has_six_neurons_and_26_parameters_in_two_layers():
    params, _, _ = draw_network([3, 4, 2], 1)
    assert sum(b.size for _, b in params) == 6
    assert count_params([3, 4, 2]) == sum(W.size + b.size for W, b in params) == 26
    assert len(params) == 2


@pytest.mark.syllabus("S3-11")
def test_the_network_3_4_4_1_has_41_parameters():
    params, _, _ = draw_network([3, 4, 4, 1], 1)
    assert sum(b.size for _, b in params) == 9
    assert count_params([3, 4, 4, 1]) == sum(W.size + b.size for W, b in params) == 41
    assert len(params) == 3


@pytest.mark.syllabus("S0-07")
@given(st.integers(1, 50), st.integers(1, 50))
def test_a_layer_has_a_weight_for_each_pair_and_a_bias_for_each_output(n_in, n_out):
    assert count_params([n_in, n_out]) == n_in * n_out + n_out


@pytest.mark.syllabus("S0-32")
@given(some_sizes, st.integers(0, 100))
def test_params_survive_a_way_to_a_vector(sizes, seed):
    params, _, _ = draw_network(sizes, 1, seed)
    vector = flatten(params)
    assert vector.shape == (count_params(sizes),)
    for (W, b), (V, c) in zip(params, unflatten(vector, sizes), strict=True):
        assert np.array_equal(W, V)
        assert np.array_equal(b, c)
    assert np.array_equal(flatten(unflatten(vector, sizes)), vector)


@pytest.mark.syllabus("S0-32")
def test_neither_way_shares_memory():
    params, _, _ = draw_network([3, 4, 2], 1)
    vector = flatten(params)
    kept = vector.copy()
    params[0][0][:] = 9
    assert np.array_equal(vector, kept)
    for array in (array for layer in unflatten(vector, [3, 4, 2]) for array in layer):
        array[:] = 9
    assert np.array_equal(vector, kept)
    single = [(np.ones((1, 1)), np.ones(1))]
    assert not np.shares_memory(flatten(single), single[0][0])


def test_a_vector_of_another_length_is_answered_with_the_right_length():
    with pytest.raises(ValueError, match=r"got 25 numbers, expected 26 for the widths \[3, 4, 2\]"):
        unflatten(np.zeros(25), [3, 4, 2])
