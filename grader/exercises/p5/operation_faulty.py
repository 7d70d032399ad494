"""The operations of p5 with known bugs to switch on, as in `grader.exercises.p6.faulty`."""

from typing import Any, TypeAlias

import numpy as np

from grader.exercises.model import BugNames, Reference
from reference_solution.autodiff.value import Value, wrap
from reference_solution.autodiff.value import sigmoid as right_sigmoid

Operand: TypeAlias = Any
"""A `Value` or a plain number."""


def add(bugs: BugNames) -> Reference:
    """`add` with bugs."""

    def faulty(a: Operand, b: Operand) -> Value:
        a, b = wrap(a), wrap(b)
        slopes = [1.0, 1.0]
        if "values_for_slopes" in bugs:
            slopes = [a.data, b.data]
        if "slopes_of_a_product" in bugs:
            slopes = [b.data, a.data]
        return Value(a.data + b.data, _pairs(bugs, (a, b), slopes))

    return faulty


def mul(bugs: BugNames) -> Reference:
    """`mul` with bugs."""

    def faulty(a: Operand, b: Operand) -> Value:
        a, b = wrap(a), wrap(b)
        slopes = [b.data, a.data]
        if "own_value" in bugs:
            slopes = [a.data, b.data]
        if "slopes_of_a_sum" in bugs:
            slopes = [1.0, 1.0]
        if "whole_product" in bugs:
            slopes = [a.data * b.data] * 2
        return Value(a.data * b.data, _pairs(bugs, (a, b), slopes))

    return faulty


def _pairs(bugs: BugNames, parents: tuple[Value, Value], slopes: list[float]) -> tuple[tuple[Value, float], ...]:
    if "first_only" in bugs:
        return ((parents[0], slopes[0]),)
    if "one_edge_a_parent" in bugs:
        return tuple(dict(zip(parents, slopes, strict=True)).items())
    return tuple(zip(parents, slopes, strict=True))


def power(bugs: BugNames) -> Reference:
    """`power` with bugs."""

    def faulty(a: Value, exponent: float) -> Value:
        a = wrap(a)
        factor, lowered = exponent, exponent - 1
        if "factor_missing" in bugs:
            factor = 1.0
        if "exponent_not_lowered" in bugs:
            lowered = exponent
        if "factor_lowered_too" in bugs:
            factor = exponent - 1
        slope = factor * a.data**lowered
        if "slope_of_an_exponential" in bugs:
            slope = a.data**exponent * float(np.log(abs(a.data)))
        return Value(a.data**exponent, ((a, slope),))

    return faulty


def exp(bugs: BugNames) -> Reference:
    """`exp` with bugs."""

    def faulty(a: Value) -> Value:
        a = wrap(a)
        y = float(np.exp(a.data))
        slope = y
        if "slope_of_a_power" in bugs:
            slope = a.data * float(np.exp(a.data - 1))
        if "slope_at_the_output" in bugs:
            slope = float(np.exp(y))
        if "slope_one" in bugs:
            slope = 1.0
        if "base_two" in bugs:
            y, slope = 2.0**a.data, 2.0**a.data
        return Value(y, ((a, slope),))

    return faulty


def log(bugs: BugNames) -> Reference:
    """`log` with bugs."""

    def faulty(a: Value) -> Value:
        a = wrap(a)
        y = float(np.log(a.data))
        slope = 1.0 / a.data
        if "slope_at_the_output" in bugs:
            slope = 1.0 / y
        if "not_inverted" in bugs:
            slope = a.data
        if "value_for_slope" in bugs:
            slope = y
        if "base_two" in bugs:
            y = y / float(np.log(2))
        if "base_ten" in bugs:
            y = y / float(np.log(10))
        return Value(y, ((a, slope),))

    return faulty


def tanh(bugs: BugNames) -> Reference:
    """`tanh` with bugs."""

    def faulty(a: Value) -> Value:
        a = wrap(a)
        y = float(np.tanh(a.data))
        slope = 1.0 - y * y
        if "slope_at_the_output" in bugs:
            slope = 1.0 - float(np.tanh(y)) ** 2
        if "formula_in_y_fed_a" in bugs:
            slope = 1.0 - a.data**2
        if "not_squared" in bugs:
            slope = 1.0 - y
        if "slope_of_the_sigmoid" in bugs:
            slope = y * (1.0 - y)
        return Value(y, ((a, slope),))

    return faulty


def sigmoid(bugs: BugNames) -> Reference:
    """`sigmoid` with bugs."""

    def faulty(a: Value) -> Value:
        a = wrap(a)
        y = right_sigmoid(a.data).data
        if "exponent_sign" in bugs:
            y = right_sigmoid(-a.data).data
        if "overflows" in bugs:
            y = float(np.exp(a.data) / (1.0 + np.exp(a.data)))
        slope = y * (1.0 - y)
        if "slope_at_the_output" in bugs:
            s = right_sigmoid(y).data
            slope = s * (1.0 - s)
        if "formula_in_y_fed_a" in bugs:
            slope = a.data * (1.0 - a.data)
        if "one_factor_only" in bugs:
            slope = 1.0 - y
        if "slope_of_tanh" in bugs:
            slope = 1.0 - y * y
        return Value(y, ((a, slope),))

    return faulty


def relu(bugs: BugNames) -> Reference:
    """`relu` with bugs."""

    def faulty(a: Value) -> Value:
        a = wrap(a)
        y = min(0.0, a.data) if "smaller_of_the_two" in bugs else max(0.0, a.data)
        slope = float(a.data > 0)
        if "slope_one" in bugs:
            slope = 1.0
        if "mask_inverted" in bugs:
            slope = float(a.data <= 0)
        if "value_for_slope" in bugs:
            slope = y
        return Value(y, ((a, slope),))

    return faulty


def maximum(bugs: BugNames) -> Reference:
    """`maximum` with bugs."""

    def faulty(*inputs: Operand) -> Value:
        inputs = tuple(wrap(a) for a in (inputs[:2] if "two_inputs_only" in bugs else inputs))
        data = [a.data for a in inputs]
        pick = np.argmin if "smallest" in bugs else np.argmax
        winner = int(pick(data))
        slopes = [float(i == winner) for i in range(len(inputs))]
        if "one_for_each_largest" in bugs:
            slopes = [float(d == data[winner]) for d in data]
        if "one_for_all" in bugs:
            slopes = [1.0] * len(inputs)
        if "shared_by_all" in bugs:
            slopes = [1.0 / len(inputs)] * len(inputs)
        if "value_for_slope" in bugs:
            slopes = [data[winner] * slope for slope in slopes]
        if "winner_cut_off" in bugs:
            return Value(data[winner])
        return Value(data[winner], tuple(zip(inputs, slopes, strict=True)))

    return faulty
