"""W25 computes the gradients of all single examples at once: each is the one of backpropagation for it alone."""

import numpy as np

from course.data.toy import two_moons
from lectures.widgets.w25_minibatch_noise import gradients
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward
from reference_solution.networks.parameters import flatten


def test_each_gradient_is_that_of_its_example_alone():
    rng = np.random.default_rng(0)
    X, labels = two_moons(20, rng, 0.2)
    params = [(W, b + 0.1) for W, b in init_params([2, 8, 2], "xavier", rng)]
    alone = [flatten(mlp_backward(params, X[i : i + 1], labels[i : i + 1], "tanh", 0.0)[1]) for i in range(20)]
    np.testing.assert_allclose(gradients(params, X, labels), alone, rtol=1e-12, atol=1e-14)
