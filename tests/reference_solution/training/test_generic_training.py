"""The loop that takes any gradient makes the same steps as the one that knows its network."""

import numpy as np
import pytest

from reference_solution.networks.network import mlp_backward
from reference_solution.training import mlp_training
from reference_solution.training.generic_training import train
from tests.reference_solution.random_networks import draw_network


@pytest.mark.syllabus("S1-28")
@pytest.mark.syllabus("S0-44")
@pytest.mark.parametrize("batch_size", [3, 7])
def test_with_the_gradient_of_a_network_it_is_the_training_of_that_network(batch_size):
    params, X, labels = draw_network([3, 4, 2], 7)

    def gradient(params, X, labels):
        return mlp_backward(params, X, labels, "tanh", 0.1)

    got, losses = train(gradient, params, X, labels, 0.3, batch_size, 4, np.random.default_rng(5))
    expected = mlp_training.train(params, X, labels, "tanh", 0.1, 0.3, batch_size, 4, np.random.default_rng(5))
    np.testing.assert_array_equal(losses, expected[1])
    for layer, expected_layer in zip(got, expected[0], strict=True):
        for array, expected_array in zip(layer, expected_layer, strict=True):
            np.testing.assert_array_equal(array, expected_array)
