"""The agenda of S1, walked through on one task: every point it announces is there and does its part."""

import numpy as np
import pytest

from reference_solution.linear.least_squares import add_bias, mse_grad, normal_equation
from reference_solution.linear.perceptron import perceptron_fit
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.training.gradient_descent import gradient_descent
from reference_solution.training.optimisers import sgd_step

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND, XOR = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 0])


@pytest.mark.syllabus("S1-01")
def test_a_perceptron_learns_but_not_xor():
    assert perceptron_fit(add_bias(X), 2 * AND - 1, 100)[2]
    assert not perceptron_fit(add_bias(X), 2 * XOR - 1, 100)[2]


@pytest.mark.syllabus("S1-01")
def test_gradient_descent_arrives_at_the_closed_form():
    path = gradient_descent(lambda w: mse_grad(w, add_bias(X), AND), np.zeros(3), 0.5, 500)
    np.testing.assert_allclose(path[-1], normal_equation(X, AND), atol=1e-8)


@pytest.mark.syllabus("S1-01")
def test_a_multilayer_perceptron_learns_xor():
    params = init_params([2, 4, 2], "lecun", np.random.default_rng(0))

    def loss(params):
        return mlp_backward(params, X, XOR, "tanh", 0.0)[0]

    assert grad_check(loss, params, mlp_backward(params, X, XOR, "tanh", 0.0)[1])
    for _ in range(500):
        params = sgd_step(params, mlp_backward(params, X, XOR, "tanh", 0.0)[1], 1.0)
    assert np.array_equal(mlp_forward(params, X, "tanh")[0].argmax(axis=1), XOR)
