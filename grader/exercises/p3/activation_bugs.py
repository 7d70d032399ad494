"""The known bugs of the activations and their slopes: each a faulty function, and the sentence a student reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from course.types import Array
from reference_solution.activations.gelu import gelu, gelu_derivative, normal_cdf
from reference_solution.activations.identity_and_step import identity, identity_derivative, step_derivative
from reference_solution.activations.maxout import maxout, maxout_derivative
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

Activation: TypeAlias = Callable[..., Any]
"""``f(Z)`` or ``f(Z, factor)``."""


@dataclass(frozen=True)
class ActivationBug:
    """A known bug of an activation or of its slope.

    Attributes
    ----------
    part : "f" or "slope"
        Which of the two functions is faulty.
    name, code, text : str
        As in `Bug`.
    function : Activation
        The faulty function.
    far : bool
        Whether it is wrong far from 0 only. It then shows there whatever other bugs there are.
    slope : Activation or None
        For a bug that makes both functions wrong, as where the slope calls f: the faulty slope.
    """

    part: str
    name: str
    code: str
    function: Activation
    text: str
    far: bool = False
    slope: Activation | None = None


def _value(f: Activation) -> ActivationBug:
    return ActivationBug(
        "slope",
        "value_for_slope",
        "G12",
        f,
        f"The slope is the value of {f.__name__} itself. Where f is flat: how fast does it grow, what is its value?",
    )


def _at_a(f: Activation, slope: Activation) -> ActivationBug:
    return ActivationBug(
        "slope",
        "slope_at_a",
        "G11",
        lambda Z, *rest: slope(f(Z, *rest), *rest),
        f"The slope of {f.__name__} is taken at a = f(z) instead of at z: the activation is applied before its slope "
        "is asked. Which of the two do you pass on?",
    )


def _overflow(
    part: str, function: Activation, what: str, slope: Activation | None = None, name: str | None = None
) -> ActivationBug:
    return ActivationBug(
        part,
        name or f"{part}_overflows",
        "overflow",
        function,
        f"{what}: exp of a large number is infinite, and infinity times 0 or over infinity is no number. Arrange the "
        "formula so that no exponential grows large.",
        True,
        slope,
    )


def _cut(part: str, function: Activation) -> ActivationBug:
    """Whole numbers in, whole numbers out: every fraction is lost."""
    return ActivationBug(
        part,
        f"{part}_cut",
        "G23",
        lambda Z, *rest: function(Z, *rest).astype(np.asarray(Z).dtype),
        f"Where Z holds whole numbers, {function.__name__} gives whole numbers too, and every fraction is cut off. An "
        "array made in the likeness of Z has its type; ask for floats.",
    )


def _no_floats(part: str, function: Activation) -> ActivationBug:
    """For results that are whole numbers anyway."""
    return ActivationBug(
        part,
        f"{part}_no_floats",
        "no_floats",
        lambda Z, *rest: function(Z, *rest).astype(int),
        f"The numbers of {function.__name__} are right, but they are whole numbers or True and False; float64 is asked "
        "for. Arithmetic with whole numbers cuts off fractions later.",
    )


def _careless_sigmoid(Z: Array) -> Any:
    return np.exp(Z) / (1 + np.exp(Z))


def _careless_tanh(Z: Array) -> Any:
    return (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))


def _careless_swish(Z: Array, beta: float = 1.0) -> Any:
    return Z * _careless_sigmoid(beta * Z)


IDENTITY = (
    _value(identity),
    ActivationBug(
        "f",
        "same_array",
        "same_array",
        lambda Z: Z,
        "The result is the array Z itself, under another name: a change of one changes the other. A new array is "
        "asked for.",
    ),
    _no_floats("slope", identity_derivative),
    ActivationBug(
        "slope",
        "one_number",
        "one_number",
        lambda Z: 1.0,
        "The slope is a single number. Every entry of Z has a slope of its own, even where all are equal: the result "
        "has the shape of Z.",
    ),
    ActivationBug(
        "slope",
        "slope_zero",
        "slope_zero",
        lambda Z: 0.0 * Z,
        "The slope is 0 everywhere, as that of a constant. Raise z by a little: does f(z) stay?",
    ),
)

STEP = (
    ActivationBug(
        "f",
        "fires_at_0",
        "fires_at_0",
        lambda Z: np.heaviside(Z, 1.0),
        "The step is wrong exactly at 0, and right elsewhere. Read the condition once more: which case has 0 in it?",
    ),
    _no_floats("f", step),
    _no_floats("slope", step_derivative),
    ActivationBug(
        "f",
        "sign_for_step",
        "E17",
        np.sign,
        "The step comes out as the sign: -1 where the unit should be silent. One deck prints it so; its picture has 0.",
    ),
    ActivationBug(
        "f",
        "step_inverted",
        "step_inverted",
        lambda Z: step(-Z),
        "The unit fires where it should be silent, and is silent where it should fire. Which side of 0 is which?",
    ),
    _value(step),
    ActivationBug(
        "slope",
        "slope_of_sigmoid",
        "slope_of_sigmoid",
        sigmoid_derivative,
        "The slope is that of the sigmoid. It is a soft stand-in for the step, but the step itself does not rise "
        "gently: how fast does it grow to the left of 0, and to the right?",
    ),
)

SIGMOID = (
    _cut("f", sigmoid),
    _cut("slope", sigmoid_derivative),
    ActivationBug(
        "f",
        "exponent_sign",
        "exponent_sign",
        lambda Z: sigmoid(-Z),
        "The sigmoid falls where it should rise: look at the sign in the exponent. What should come out for a large "
        "positive z?",
    ),
    ActivationBug(
        "f",
        "tanh_for_sigmoid",
        "tanh_for_sigmoid",
        tanh,
        "This is the tanh: it runs from -1 to 1. A sigmoid can stand for a probability.",
    ),
    _overflow("f", _careless_sigmoid, "For large z the sigmoid is not a number"),
    _value(sigmoid),
    _at_a(sigmoid, sigmoid_derivative),
    ActivationBug(
        "slope",
        "formula_in_a_fed_z",
        "G11",
        lambda Z: Z * (1 - Z),
        "The slope is the formula a (1 - a), but with z put in for a. Compute a first.",
    ),
    ActivationBug(
        "slope",
        "one_factor_only",
        "one_factor_only",
        lambda Z: sigmoid(-Z),
        "The slope is 1 - a alone; it should be flat at both ends. Which factor is small on the left?",
    ),
    _overflow("slope", lambda Z: np.exp(-Z) / (1 + np.exp(-Z)) ** 2, "Far from 0 the slope is not a number"),
    _overflow(
        "f",
        _careless_sigmoid,
        "For large z the sigmoid is not a number, and so is the slope that is made of it",
        lambda Z: _careless_sigmoid(Z) * (1 - _careless_sigmoid(Z)),
        "both_overflow",
    ),
    _overflow(
        "f",
        _careless_sigmoid,
        "For large z the sigmoid is not a number, and so is the slope that is made of it",
        lambda Z: _careless_sigmoid(Z) * _careless_sigmoid(-Z),
        "both_overflow_on_both_sides",
    ),
)

TANH = (
    _cut("f", tanh),
    _cut("slope", tanh_derivative),
    ActivationBug(
        "f",
        "not_stretched",
        "not_stretched",
        lambda Z: 2 * sigmoid(Z) - 1,
        "This runs from -1 to 1 but is half as steep as the tanh: twice the sigmoid less 1 needs a stretch inside.",
    ),
    ActivationBug(
        "f",
        "sigmoid_for_tanh",
        "sigmoid_for_tanh",
        sigmoid,
        "This is the sigmoid: it runs from 0 to 1. The tanh of -z is minus the tanh of z.",
    ),
    _overflow("f", _careless_tanh, "Far from 0 the tanh is not a number"),
    _overflow("slope", lambda Z: 1 - _careless_tanh(Z) ** 2, "Far from 0 the slope is not a number"),
    _overflow(
        "f",
        _careless_tanh,
        "Far from 0 the tanh is not a number, and so is the slope that is made of it",
        lambda Z: 1 - _careless_tanh(Z) ** 2,
        "both_overflow",
    ),
    _value(tanh),
    _at_a(tanh, tanh_derivative),
    ActivationBug(
        "slope",
        "formula_in_a_fed_z",
        "G11",
        lambda Z: 1 - Z**2,
        "The slope is the formula in terms of the output a, but with z put in for a. Compute a first.",
    ),
    ActivationBug(
        "slope",
        "tanh_not_squared",
        "tanh_not_squared",
        lambda Z: 1 - np.tanh(Z),
        "The slope of tanh lacks a square. It must be the same for z and -z: is yours?",
    ),
)

RELU = (
    _no_floats("slope", relu_derivative),
    ActivationBug(
        "f",
        "smaller_of_the_two",
        "smaller_of_the_two",
        lambda Z: np.minimum(Z, 0.0),
        "This keeps the negative numbers and cuts the positive ones. Which side does a ReLU pass?",
    ),
    ActivationBug(
        "f",
        "absolute_value",
        "absolute_value",
        np.abs,
        "This is the absolute value: negative numbers come out positive. A ReLU lets nothing through there.",
    ),
    _value(relu),
    ActivationBug(
        "slope",
        "mask_inverted",
        "G14",
        lambda Z: 1.0 * (Z < 0),
        "The slope is 1 on the wrong side. Where is the ReLU flat?",
    ),
    ActivationBug(
        "slope",
        "slope_of_absolute_value",
        "slope_of_absolute_value",
        np.sign,
        "The slope is -1 for negative z, as for the absolute value. What does the ReLU do there when z moves?",
    ),
)

LEAKY_RELU = (
    _cut("f", leaky_relu),
    _cut("slope", leaky_relu_derivative),
    ActivationBug(
        "f",
        "larger_of_the_two",
        "E30",
        lambda Z, alpha=0.01: np.maximum(Z, alpha * Z),
        "The larger of z and alpha z is the leaky ReLU for alpha up to 1 only; above 1 the sides change places. Ask "
        "for the sign of z instead.",
    ),
    ActivationBug(
        "f",
        "alpha_on_the_right",
        "alpha_on_the_right",
        lambda Z, alpha=0.01: np.where(Z > 0, alpha * Z, Z),
        "The factor alpha is on the positive side. A leaky ReLU passes what is positive unchanged.",
    ),
    ActivationBug(
        "f",
        "no_leak",
        "no_leak",
        lambda Z, alpha=0.01: relu(Z),
        "Nothing leaks: this is the ReLU itself. What comes out for negative z?",
    ),
    ActivationBug(
        "slope",
        "slope_without_leak",
        "slope_without_leak",
        lambda Z, alpha=0.01: np.where(Z > 0, 1.0, 0.0),
        "The slope is that of the ReLU, 0 on the left. How fast does the leak change when z moves?",
    ),
    ActivationBug(
        "slope",
        "alpha_times_z",
        "alpha_times_z",
        lambda Z, alpha=0.01: np.where(Z > 0, 1.0, alpha * Z),
        "On the left the slope is alpha z, the value of f. What remains of it when you differentiate by z?",
    ),
    ActivationBug(
        "slope",
        "slope_sides_exchanged",
        "G14",
        lambda Z, alpha=0.01: np.where(Z > 0, alpha, 1.0),
        "The two slopes have changed sides.",
    ),
)

ELU = (
    _cut("f", elu),
    _cut("slope", elu_derivative),
    ActivationBug(
        "f",
        "minus_one_missing",
        "minus_one_missing",
        lambda Z, alpha=1.0: np.where(Z > 0, Z, alpha * np.exp(np.minimum(Z, 0))),
        "On the left the 1 is not subtracted, so f jumps at 0. What must the left be at z = 0 for the two to meet?",
    ),
    ActivationBug(
        "f",
        "alpha_missing",
        "alpha_missing",
        lambda Z, alpha=1.0: elu(Z),
        "The ELU does not depend on alpha. Which value does it approach far on the left?",
    ),
    _overflow(
        "f",
        lambda Z, alpha=1.0: Z * (Z > 0) + alpha * (np.exp(Z) - 1) * (Z <= 0),
        "For large z the ELU is not a number",
    ),
    ActivationBug(
        "slope",
        "slope_alpha_missing",
        "slope_alpha_missing",
        lambda Z, alpha=1.0: elu_derivative(Z),
        "The slope on the left lacks alpha: the constant factor of f stays when you differentiate.",
    ),
    ActivationBug(
        "slope",
        "formula_in_a_fed_z",
        "G11",
        lambda Z, alpha=1.0: np.where(Z > 0, 1.0, Z + alpha),
        "On the left the slope is the formula in terms of the value a = f(z), but with z put in for a.",
    ),
    _value(elu),
    _at_a(elu, elu_derivative),
    _overflow(
        "slope",
        lambda Z, alpha=1.0: 1.0 * (Z > 0) + alpha * np.exp(Z) * (Z <= 0),
        "For large z the slope is not a number",
    ),
)

SOFTPLUS = (
    _cut("f", softplus),
    _cut("slope", softplus_derivative),
    ActivationBug(
        "f",
        "brackets_forgotten",
        "E24",
        lambda Z: np.log(1) + np.exp(Z),
        "This is the exponential: the logarithm is taken of the 1 alone. One deck prints the formula without its "
        "brackets.",
    ),
    ActivationBug(
        "f",
        "exponent_sign",
        "exponent_sign",
        lambda Z: softplus(-Z),
        "The softplus falls where it should rise: look at the sign in the exponent. It should be near z for large z.",
    ),
    _overflow("f", lambda Z: np.log(1 + np.exp(Z)), "For large z the softplus is infinite"),
    _value(softplus),
    _at_a(softplus, softplus_derivative),
    ActivationBug(
        "slope",
        "inner_slope_only",
        "inner_slope_only",
        np.exp,
        "The slope is that of the inner function alone. The chain rule multiplies by the slope of the logarithm.",
    ),
    ActivationBug(
        "slope",
        "outer_slope_only",
        "outer_slope_only",
        lambda Z: 1 / (1 + np.exp(Z)),
        "The slope is that of the logarithm alone, so it falls. The chain rule multiplies by the slope of the inner "
        "function.",
    ),
    _overflow("slope", lambda Z: np.exp(Z) / (1 + np.exp(Z)), "For large z the slope is not a number"),
)


def _swish_slope_as_printed(Z: Array, beta: float = 1.0) -> Any:
    G = beta * Z * sigmoid(beta**2 * Z)
    return beta * G + sigmoid(beta * Z) * (1 - beta * G)


SWISH = (
    _cut("f", swish),
    _cut("slope", swish_derivative),
    ActivationBug(
        "f",
        "beta_missing",
        "beta_missing",
        lambda Z, beta=1.0: swish(Z),
        "The swish does not depend on beta. How sharply does the gate open?",
    ),
    ActivationBug(
        "f",
        "gate_alone",
        "gate_alone",
        lambda Z, beta=1.0: sigmoid(beta * Z),
        "This is the gate alone, a number from 0 to 1. What does it let through?",
    ),
    ActivationBug(
        "slope",
        "as_printed",
        "E14",
        _swish_slope_as_printed,
        "This is the slope as the deck prints it, with the swish of beta z inside. It is right for beta = 1 only. Take "
        "f itself, at z, and differentiate the product again.",
    ),
    ActivationBug(
        "slope",
        "gate_for_slope",
        "gate_for_slope",
        lambda Z, beta=1.0: sigmoid(beta * Z),
        "The slope is the gate alone: the product rule has a second term, in which the gate itself moves.",
    ),
    ActivationBug(
        "slope",
        "inner_beta_missing",
        "inner_beta_missing",
        lambda Z, beta=1.0: sigmoid(beta * Z) + Z * sigmoid_derivative(beta * Z),
        "A factor beta is missing in the second term of the slope: the chain rule takes it out of the gate.",
    ),
    ActivationBug(
        "slope",
        "slope_beta_missing",
        "slope_beta_missing",
        lambda Z, beta=1.0: swish_derivative(Z),
        "The slope does not depend on beta.",
    ),
    _value(swish),
    _at_a(swish, swish_derivative),
    _overflow("f", _careless_swish, "For large z the swish is not a number"),
    _overflow("slope", _careless_swish, "For large z the slope is not a number"),
    _overflow(
        "f",
        _careless_swish,
        "For large z swish and slope are not numbers, perhaps by the sigmoid that they call",
        _careless_swish,
        "both_overflow",
    ),
)


def _gelu_by_tanh(Z: Array) -> Any:
    return Z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (Z + 0.044715 * Z**3)))


def _gelu_slope_by_tanh(Z: Array) -> Any:
    T = np.tanh(np.sqrt(2 / np.pi) * (Z + 0.044715 * Z**3))
    return (1 + T) / 2 + Z / 2 * (1 - T**2) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * Z**2)


def _density(Z: Array) -> Any:
    return np.exp(-(Z**2) / 2) / np.sqrt(2 * np.pi)


GELU = (
    _cut("f", gelu),
    _cut("slope", gelu_derivative),
    ActivationBug(
        "f",
        "tanh_approximation",
        "gelu_by_tanh",
        _gelu_by_tanh,
        "This is the approximation by a tanh, which is wrong by up to 0.00047. The GELU itself is asked for, by the "
        "normal distribution.",
    ),
    ActivationBug(
        "f",
        "sigmoid_approximation",
        "gelu_by_sigmoid",
        lambda Z: swish(Z, 1.702),
        "This is the approximation by a swish, which is wrong by up to 0.02. The GELU itself is asked for, by the "
        "normal distribution.",
    ),
    ActivationBug(
        "f",
        "chance_alone",
        "chance_alone",
        normal_cdf,
        "This is the chance alone, a number from 0 to 1. What is it multiplied by?",
    ),
    ActivationBug(
        "slope",
        "slope_tanh_approximation",
        "gelu_by_tanh",
        _gelu_slope_by_tanh,
        "This is the slope of the approximation by a tanh. It is near, but the slope of the GELU itself is asked for.",
    ),
    ActivationBug(
        "slope",
        "chance_for_slope",
        "chance_for_slope",
        normal_cdf,
        "The slope is the chance alone: the product rule has a second term, in which the chance itself moves.",
    ),
    ActivationBug(
        "slope",
        "density_not_normalised",
        "density_not_normalised",
        lambda Z: normal_cdf(Z) + Z * np.exp(-(Z**2) / 2),
        "The bell curve in the slope lacks its constant: the area under it must be 1.",
    ),
    ActivationBug(
        "slope",
        "density_without_z",
        "density_without_z",
        lambda Z: normal_cdf(Z) + _density(Z),
        "The second term of the slope lacks a factor: the product rule differentiates one factor and keeps the other.",
    ),
    _value(gelu),
    _at_a(gelu, gelu_derivative),
)

MAXOUT = (
    _no_floats("slope", maxout_derivative),
    ActivationBug(
        "f",
        "over_units",
        "axis",
        lambda Z: Z.max(axis=0),
        "The maximum runs over the first axis. The pieces of a unit are in the last one.",
    ),
    ActivationBug(
        "f",
        "over_axis_1",
        "axis",
        lambda Z: Z.max(axis=1),
        "The maximum runs over the second axis. The pieces of a unit are in the last one, however many axes there are.",
    ),
    ActivationBug(
        "f",
        "sum_of_pieces",
        "sum_of_pieces",
        lambda Z: Z.sum(axis=-1),
        "This is the sum of the pieces. A maxout unit answers with its largest piece alone.",
    ),
    ActivationBug(
        "f",
        "axis_kept",
        "axis_kept",
        lambda Z: Z.max(axis=-1, keepdims=True),
        "The numbers are right, but the axis of the pieces is still there, with length 1. A unit gives one number.",
    ),
    ActivationBug(
        "slope",
        "to_all_pieces",
        "to_all_pieces",
        lambda Z: np.ones(Z.shape),
        "Every piece has slope 1. Raise a piece that is not the largest by a little: does the maximum move?",
    ),
    ActivationBug(
        "slope",
        "in_all_units",
        "in_all_units",
        lambda Z: np.ones(Z.shape) * np.isin(np.arange(Z.shape[-1]), Z.argmax(axis=-1)),
        "If a piece is the largest in one unit, it has slope 1 in all units. The index of a piece does not say of which "
        "unit: each has a largest piece of its own.",
    ),
    ActivationBug(
        "slope",
        "shared",
        "shared",
        lambda Z: np.ones(Z.shape) / Z.shape[-1],
        "The slope is shared out equally among the pieces, as for a mean. Only one piece decides the maximum.",
    ),
    ActivationBug(
        "slope",
        "value_of_the_winner",
        "G12",
        lambda Z: Z * maxout_derivative(Z),
        "The winning piece has its value where its slope belongs. How much does the maximum grow if the winner does?",
    ),
    ActivationBug(
        "slope",
        "winner_among_units",
        "axis",
        lambda Z: 1.0 * (Z.max(axis=0, keepdims=True) == Z),
        "The winner is sought along the first axis. It is the pieces of one unit, along the last axis, that compete.",
    ),
    ActivationBug(
        "slope",
        "one_winner_of_all",
        "one_winner_of_all",
        lambda Z: 1.0 * (maxout(Z).max() == Z),
        "There is one winner in the whole array. Every unit has one of its own.",
    ),
)
