"""Every elementwise activation with its derivative, by name."""

from reference_solution.activations.gelu import gelu, gelu_derivative
from reference_solution.activations.identity_and_step import identity, identity_derivative, step_derivative
from reference_solution.activations.relu_family import (
    elu,
    elu_derivative,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
)
from reference_solution.activations.sigmoid_family import (
    sigmoid,
    sigmoid_derivative,
    softplus,
    softplus_derivative,
    tanh,
    tanh_derivative,
)
from reference_solution.activations.swish import swish, swish_derivative
from reference_solution.logic.threshold import step

# S2-09 and S2-11 to S2-18, S4-09. Maxout is no function of one number and has its own module.
ELEMENTWISE = {
    "identity": (identity, identity_derivative),
    "step": (step, step_derivative),
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
    "elu": (elu, elu_derivative),
    "softplus": (softplus, softplus_derivative),
    "swish": (swish, swish_derivative),
    "gelu": (gelu, gelu_derivative),
}
