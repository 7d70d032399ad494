"""What a notebook asks for by name can be copied into it: a body uses numpy, its arguments, and other such names."""

import inspect

import pytest

from reference_solution import (
    conventions,
    forward_pass,
    gelu,
    identity_and_step,
    initialisation,
    lasso,
    least_squares,
    logistic_loss,
    losses,
    maxout,
    output_heads,
    parameters,
    perceptron,
    relu_family,
    ridge_regression,
    sigmoid_family,
    softmax,
    swish,
    threshold,
)

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


@pytest.mark.parametrize("interface", [P1, P3, P4], ids=["p1", "p3", "p4"])
def test_every_function_has_its_arguments_and_needs_nothing_from_its_module(interface):
    names = {function.__name__ for function, _ in interface} | {"np"}
    for function, arguments in interface:
        assert " ".join(inspect.signature(function).parameters) == arguments
        needed = inspect.getclosurevars(function)
        assert set(needed.globals) <= names, function.__name__
        assert not needed.nonlocals
