"""A scalar computation graph: each number keeps its parents and its derivative with respect to each of them."""

import numpy as np


def wrap(number):
    """The number as a `Value`; a `Value` is returned as it is, because a copy would be another node."""
    return number if isinstance(number, Value) else Value(float(number))


def add(a, b):
    """``a + b``: both slopes are 1, so the gradient goes unchanged to both parents (S3-35)."""
    a, b = wrap(a), wrap(b)
    return Value(a.data + b.data, ((a, 1.0), (b, 1.0)))


def mul(a, b):
    """``a * b``: each parent's slope is the other's value (S3-36); ``y * y`` has two edges to y, which add up."""
    a, b = wrap(a), wrap(b)
    return Value(a.data * b.data, ((a, b.data), (b, a.data)))


def power(a, exponent):
    """``a ** exponent`` with a constant exponent; the slope is ``exponent * a ** (exponent - 1)``."""
    a = wrap(a)
    return Value(a.data**exponent, ((a, exponent * a.data ** (exponent - 1)),))


def exp(a):
    """``e ** a``, which is its own slope (S0-39)."""
    a = wrap(a)
    y = float(np.exp(a.data))
    return Value(y, ((a, y),))


def log(a):
    """Natural logarithm; the slope is ``1 / a``."""
    a = wrap(a)
    return Value(float(np.log(a.data)), ((a, 1.0 / a.data),))


def tanh(a):
    """Hyperbolic tangent; the slope is ``1 - tanh(a) ** 2`` (S0-12)."""
    a = wrap(a)
    y = float(np.tanh(a.data))
    return Value(y, ((a, 1.0 - y * y),))


def sigmoid(a):
    """Logistic function; the slope is ``sigmoid(a) * (1 - sigmoid(a))`` (S0-11)."""
    a = wrap(a)
    e = float(np.exp(-abs(a.data)))
    y = (1.0 if a.data >= 0 else e) / (1.0 + e)
    return Value(y, ((a, y * (1.0 - y)),))


def relu(a):
    """``max(0, a)``; at its kink the slope is 0."""
    a = wrap(a)
    return Value(max(0.0, a.data), ((a, float(a.data > 0)),))


def maximum(*inputs):
    """The largest input: slope 1 for it, 0 for the rest; of several largest ones the first has slope 1 (S3-37).

    The slopes sum to 1 also in a tie, as they must: raising all inputs by h raises the largest by h.

    Examples
    --------
    >>> [slope for _, slope in maximum(2.0, 5.0, 5.0).edges]
    [0.0, 1.0, 0.0]
    """
    inputs = tuple(wrap(a) for a in inputs)
    data = [a.data for a in inputs]
    winner = int(np.argmax(data))
    return Value(data[winner], tuple((a, float(i == winner)) for i, a in enumerate(inputs)))


class Value:
    """A node of the graph: one number, and the edges to its parents.

    Parameters
    ----------
    data : float
    edges : tuple of (parent, slope)
        What the number was computed from, and the local derivative ``d data / d parent``; the same parent may occur
        twice.

    Attributes
    ----------
    grad : float
        ``d output / d data``, written by `reference_solution.autodiff.backward.backward`: a number, not a formula.

    Notes
    -----
    Source: S0-36, S0-37 and S0-46. A node knows its own derivatives and nothing else, so a new operation is one
    function that returns a `Value`; `backward` stays as it is.

    Examples
    --------
    >>> a = Value(3.0)
    >>> (a * a + 1).data
    10.0
    """

    __slots__ = ("data", "edges", "grad")

    def __init__(self, data, edges=()):
        self.data = data
        self.edges = edges
        self.grad = 0.0

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    __add__ = __radd__ = add
    __mul__ = __rmul__ = mul
    __pow__ = power

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + other * -1.0

    def __rsub__(self, other):
        return self * -1.0 + other

    def __truediv__(self, other):
        return self * wrap(other) ** -1.0

    def __rtruediv__(self, other):
        return self**-1.0 * other
