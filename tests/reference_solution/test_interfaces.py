"""What a notebook asks for by name can be copied into it: a body uses numpy, its arguments, and other such names."""

import inspect

import pytest

from reference_solution.activations import gelu, identity_and_step, maxout, relu_family, sigmoid_family, swish
from reference_solution.linear import lasso, least_squares, logistic_loss, perceptron, ridge_regression
from reference_solution.logic import threshold
from reference_solution.losses import losses, output_heads, softmax
from reference_solution.networks import conventions, forward_pass, initialisation, parameters
from reference_solution.training import generic_training, gradient_descent, minibatches, optimisers

P1 = [
    (least_squares.add_bias, "X"),
    (least_squares.normal_equation, "X y"),
    (least_squares.mse_grad, "w X y"),
    (ridge_regression.ridge, "X y lam penalise_bias"),
    (lasso.soft_threshold, "v t"),
    (lasso.lasso_ista, "X y lam steps"),
    (perceptron.perceptron_fit, "X y max_epochs"),
    (logistic_loss.logistic_loss_pm1, "s y"),
]
P3 = [
    *[(f, "Z") for f in (identity_and_step.identity, identity_and_step.identity_derivative)],
    *[(f, "Z") for f in (threshold.step, identity_and_step.step_derivative)],
    *[(f, "Z") for f in (sigmoid_family.sigmoid, sigmoid_family.sigmoid_derivative)],
    *[(f, "Z") for f in (sigmoid_family.tanh, sigmoid_family.tanh_derivative)],
    *[(f, "Z") for f in (sigmoid_family.softplus, sigmoid_family.softplus_derivative)],
    *[(f, "Z") for f in (relu_family.relu, relu_family.relu_derivative)],
    *[(f, "Z alpha") for f in (relu_family.leaky_relu, relu_family.leaky_relu_derivative)],
    *[(f, "Z alpha") for f in (relu_family.elu, relu_family.elu_derivative)],
    *[(f, "Z beta") for f in (swish.swish, swish.swish_derivative)],
    *[(f, "Z") for f in (gelu.normal_cdf, gelu.gelu, gelu.gelu_derivative)],
    *[(f, "Z") for f in (maxout.maxout, maxout.maxout_derivative)],
    *[(f, "Z temperature") for f in (softmax.softmax, softmax.log_softmax, softmax.logsumexp)],
    *[(f, "Z Y") for f in (losses.bce_with_logits, losses.softmax_ce)],
    (losses.mse_half, "A Y"),
    (losses.gaussian_nll, "A Y sigma"),
    (output_heads.output_head, "task"),
]
P4 = [
    (initialisation.init_params, "sizes scheme rng"),
    (forward_pass.forward, "params X f"),
    (conventions.convert_convention, "W b source target"),
    (parameters.count_params, "sizes"),
    (parameters.flatten, "params"),
    (parameters.unflatten, "vector sizes"),
]
P7 = [
    (gradient_descent.gd_quadratic, "H c w lr steps"),
    (gradient_descent.critical_lr, "H"),
    (optimisers.sgd_step, "params grads lr"),
    (optimisers.lr_decay, "lr decay t"),
    *[(step, "params grads velocity lr momentum") for step in (optimisers.momentum_step, optimisers.nesterov_step)],
    (optimisers.adam_step, "params grads mean square t lr beta1 beta2 eps"),
    (minibatches.minibatches, "X labels batch_size rng"),
    (generic_training.train, "gradient params X labels lr batch_size epochs rng"),
]


@pytest.mark.parametrize("interface", [P1, P3, P4, P7], ids=["p1", "p3", "p4", "p7"])
def test_every_function_has_its_arguments_and_needs_nothing_from_its_module(interface):
    names = {function.__name__ for function, _ in interface} | {"np"}
    for function, arguments in interface:
        assert " ".join(inspect.signature(function).parameters) == arguments
        needed = inspect.getclosurevars(function)
        assert set(needed.globals) <= names, function.__name__
        assert not needed.nonlocals
