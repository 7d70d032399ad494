"""The operations of p5 with slips: each `if` is one way to get it wrong (as in `p6_wrong`)."""

import numpy as np

from reference_solution.autodiff.value import Value, wrap
from reference_solution.autodiff.value import sigmoid as right_sigmoid


def add(slips):
    """`add` with slips."""

    def wrong(a, b):
        a, b = wrap(a), wrap(b)
        slopes = [1.0, 1.0]
        if "values_for_slopes" in slips:
            slopes = [a.data, b.data]
        if "slopes_of_a_product" in slips:
            slopes = [b.data, a.data]
        return Value(a.data + b.data, _pairs(slips, (a, b), slopes))

    return wrong


def mul(slips):
    """`mul` with slips."""

    def wrong(a, b):
        a, b = wrap(a), wrap(b)
        slopes = [b.data, a.data]
        if "own_value" in slips:
            slopes = [a.data, b.data]
        if "slopes_of_a_sum" in slips:
            slopes = [1.0, 1.0]
        if "whole_product" in slips:
            slopes = [a.data * b.data] * 2
        return Value(a.data * b.data, _pairs(slips, (a, b), slopes))

    return wrong


def _pairs(slips, parents, slopes):
    if "first_only" in slips:
        return ((parents[0], slopes[0]),)
    if "one_edge_a_parent" in slips:
        return tuple(dict(zip(parents, slopes, strict=True)).items())
    return tuple(zip(parents, slopes, strict=True))


def power(slips):
    """`power` with slips."""

    def wrong(a, exponent):
        a = wrap(a)
        factor, lowered = exponent, exponent - 1
        if "factor_missing" in slips:
            factor = 1.0
        if "exponent_not_lowered" in slips:
            lowered = exponent
        if "factor_lowered_too" in slips:
            factor = exponent - 1
        slope = factor * a.data**lowered
        if "slope_of_an_exponential" in slips:
            slope = a.data**exponent * float(np.log(abs(a.data)))
        return Value(a.data**exponent, ((a, slope),))

    return wrong


def exp(slips):
    """`exp` with slips."""

    def wrong(a):
        a = wrap(a)
        y = float(np.exp(a.data))
        slope = y
        if "slope_of_a_power" in slips:
            slope = a.data * float(np.exp(a.data - 1))
        if "slope_at_the_output" in slips:
            slope = float(np.exp(y))
        if "slope_one" in slips:
            slope = 1.0
        if "base_two" in slips:
            y, slope = 2.0**a.data, 2.0**a.data
        return Value(y, ((a, slope),))

    return wrong


def log(slips):
    """`log` with slips."""

    def wrong(a):
        a = wrap(a)
        y = float(np.log(a.data))
        slope = 1.0 / a.data
        if "slope_at_the_output" in slips:
            slope = 1.0 / y
        if "not_inverted" in slips:
            slope = a.data
        if "value_for_slope" in slips:
            slope = y
        if "base_two" in slips:
            y = y / float(np.log(2))
        if "base_ten" in slips:
            y = y / float(np.log(10))
        return Value(y, ((a, slope),))

    return wrong


def tanh(slips):
    """`tanh` with slips."""

    def wrong(a):
        a = wrap(a)
        y = float(np.tanh(a.data))
        slope = 1.0 - y * y
        if "slope_at_the_output" in slips:
            slope = 1.0 - float(np.tanh(y)) ** 2
        if "formula_in_y_fed_a" in slips:
            slope = 1.0 - a.data**2
        if "not_squared" in slips:
            slope = 1.0 - y
        if "slope_of_the_sigmoid" in slips:
            slope = y * (1.0 - y)
        return Value(y, ((a, slope),))

    return wrong


def sigmoid(slips):
    """`sigmoid` with slips."""

    def wrong(a):
        a = wrap(a)
        y = right_sigmoid(a.data).data
        if "exponent_sign" in slips:
            y = right_sigmoid(-a.data).data
        if "overflows" in slips:
            y = float(np.exp(a.data) / (1.0 + np.exp(a.data)))
        slope = y * (1.0 - y)
        if "slope_at_the_output" in slips:
            s = right_sigmoid(y).data
            slope = s * (1.0 - s)
        if "formula_in_y_fed_a" in slips:
            slope = a.data * (1.0 - a.data)
        if "one_factor_only" in slips:
            slope = 1.0 - y
        if "slope_of_tanh" in slips:
            slope = 1.0 - y * y
        return Value(y, ((a, slope),))

    return wrong


def relu(slips):
    """`relu` with slips."""

    def wrong(a):
        a = wrap(a)
        y = min(0.0, a.data) if "smaller_of_the_two" in slips else max(0.0, a.data)
        slope = float(a.data > 0)
        if "slope_one" in slips:
            slope = 1.0
        if "mask_inverted" in slips:
            slope = float(a.data <= 0)
        if "value_for_slope" in slips:
            slope = y
        return Value(y, ((a, slope),))

    return wrong


def maximum(slips):
    """`maximum` with slips."""

    def wrong(*inputs):
        inputs = tuple(wrap(a) for a in (inputs[:2] if "two_inputs_only" in slips else inputs))
        data = [a.data for a in inputs]
        pick = np.argmin if "smallest" in slips else np.argmax
        winner = int(pick(data))
        slopes = [float(i == winner) for i in range(len(inputs))]
        if "one_for_each_largest" in slips:
            slopes = [float(d == data[winner]) for d in data]
        if "one_for_all" in slips:
            slopes = [1.0] * len(inputs)
        if "shared_by_all" in slips:
            slopes = [1.0 / len(inputs)] * len(inputs)
        if "value_for_slope" in slips:
            slopes = [data[winner] * slope for slope in slopes]
        if "winner_cut_off" in slips:
            return Value(data[winner])
        return Value(data[winner], tuple(zip(inputs, slopes, strict=True)))

    return wrong
