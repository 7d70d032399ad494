"""Networks of threshold units with one hidden layer: validate, run, and compare with a truth table."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from course.check.core.report import Report
from course.kind_of import kind_of
from course.types import Array, Booleans, Layer


def every_row(n: int) -> Array:
    """Return all rows of n zeros and ones in counting order, an ndarray of shape (2**n, n)."""
    return np.array(list(itertools.product((0.0, 1.0), repeat=n)))


def read_weights(report: Report, name: str, value: Any, shape: tuple[int | None, ...]) -> Array:
    """Return weights as floats if they are finite numbers of the expected shape.

    Parameters
    ----------
    report : Report
    name : str
        Name of the array for the student, such as ``"W_1"``.
    value : object
        What the student returned; lists, integers and booleans are accepted.
    shape : tuple of int or None
        None stands for any length.

    Returns
    -------
    ndarray

    Raises
    ------
    course.check.core.report.Stop
        If the value is anything else.
    """
    array = _as_floats(value)
    if array is None:
        report.stop(f"{name} is {kind_of(value)} that does not consist of numbers.")
    wanted = "(" + ", ".join("any" if n is None else str(n) for n in shape) + (",)" if len(shape) == 1 else ")")
    fits = array.ndim == len(shape) and all(n in (None, m) for n, m in zip(shape, array.shape, strict=True))
    if not fits:
        transposed = ": rows belong to inputs, columns to units" if array.T.shape == shape else ""
        report.stop(f"{name} has shape {array.shape}, expected {wanted if shape else 'a single number'}{transposed}.")
    if not np.isfinite(array).all():
        report.stop(f"{name} holds NaN or infinity.")
    return array


def _as_floats(value: Any) -> Array | None:
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except (TypeError, ValueError):
        return None


def read_network(report: Report, value: Any, n_in: int) -> tuple[Layer, Layer]:
    """Return a network with one hidden layer and one output unit if its shapes fit together.

    Parameters
    ----------
    report : Report
    value : object
        What the student returned.
    n_in : int
        Number of inputs.

    Returns
    -------
    tuple of two (W, b)
        The hidden layer, with W of shape (n_in, n_hidden), and the output layer, with W of shape (n_hidden, 1).

    Raises
    ------
    course.check.core.report.Stop
        If the value is anything else.
    """
    if not isinstance(value, list | tuple) or len(value) != 2:
        report.stop("Expected a list of two layers: [(W, b), (V, c)].")
    for layer in value:
        if not isinstance(layer, list | tuple) or len(layer) != 2:
            report.stop("Expected each layer to be a pair: weights, biases.")
    (W, b), (V, c) = value
    W = read_weights(report, "W of the hidden layer", W, (n_in, None))
    units = W.shape[1]
    b = read_weights(report, "b of the hidden layer", b, (units,))
    return (W, b), (
        read_weights(report, "W of the output layer", V, (units, 1)),
        read_weights(report, "b of the output layer", c, (1,)),
    )


def fires(params: tuple[Layer, Layer], X: Array) -> tuple[Array, Array, Booleans]:
    """Run a network of threshold units, which output 1 where the pre-activation is above 0.

    Parameters
    ----------
    params : tuple of two (W, b)
        As of `read_network`.
    X : ndarray of shape (N, n_in)

    Returns
    -------
    Z : ndarray of shape (N, n_hidden)
        Pre-activations of the hidden units.
    z : ndarray of shape (N,)
        Pre-activations of the output unit.
    output : ndarray of bool of shape (N,)
        Whether the output unit fires.
    """
    (W, b), (V, c) = params
    Z = X @ W + b
    z = (np.where(Z > 0, 1.0, 0.0) @ V + c)[:, 0]
    return Z, z, z > 0


def compare_tables(
    report: Report, name: str, X: Array, got: Booleans, wanted: Booleans, slips: Sequence[tuple[Booleans, str]] = ()
) -> None:
    """Report whether a truth table is right; if not, name the wrong rows.

    Parameters
    ----------
    report : Report
    name : str
    X : ndarray of shape (N, n_in)
        Inputs, one row of the table each.
    got, wanted : ndarray of bool of shape (N,)
    slips : sequence of (ndarray, str), optional
        Known wrong tables, each with the sentence that explains it.
    """
    if np.array_equal(got, wanted):
        report.ok(name, "the truth table is right")
        return
    slip = next((sentence for table, sentence in slips if np.array_equal(got, table)), "")
    if not slip and np.array_equal(got, ~wanted):
        slip = "It is the opposite in every row."
    rows = [
        f"({', '.join(str(int(v)) for v in x)}): {int(a)}" for x, a, w in zip(X, got, wanted, strict=True) if a != w
    ]
    more = f" and {len(rows) - 4} more" if len(rows) > 4 else ""
    report.fail(f"{name} answers wrongly for {'; '.join(rows[:4])}{more}. {slip}".rstrip())
