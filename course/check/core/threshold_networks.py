"""Networks made by hand: read from what a function returned, run with steps, compared with a truth table."""

import itertools

import numpy as np


def every_row(n):
    """All rows of n zeros and ones, in counting order."""
    return np.array(list(itertools.product((0.0, 1.0), repeat=n)))


def read_weights(report, name, value, shape):
    """A finite array of a shape (None: any length), whatever its kind of numbers; else the report is stopped."""
    try:
        array = np.asarray(value)
        array = array.astype(float) if array.dtype.kind in "biuf" else None
    except (TypeError, ValueError):
        array = None
    if array is None:
        report.stop(f"{name} is a {type(value).__name__} that does not consist of numbers.")
    wanted = "(" + ", ".join("any" if n is None else str(n) for n in shape) + (",)" if len(shape) == 1 else ")")
    fits = array.ndim == len(shape) and all(n in (None, m) for n, m in zip(shape, array.shape, strict=True))
    if not fits:
        transposed = ": rows belong to inputs, columns to units" if array.T.shape == shape else ""
        report.stop(f"{name} has shape {array.shape}, expected {wanted if shape else 'a single number'}{transposed}.")
    if not np.isfinite(array).all():
        report.stop(f"{name} holds NaN or infinity.")
    return array


def read_network(report, value, n_in):
    """Two layers as ((W, b), (V, c)); else the report is stopped."""
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


def fires(params, X):
    """Hidden pre-activations, the output's, and whether it fires, for every row."""
    (W, b), (V, c) = params
    Z = X @ W + b
    z = (np.where(Z > 0, 1.0, 0.0) @ V + c)[:, 0]
    return Z, z, z > 0


def compare_tables(report, name, X, got, wanted, slips=()):
    """Say which rows are answered wrongly; `slips` are (wrong table, sentence)."""
    if np.array_equal(got, wanted):
        return report.ok(name, "the truth table is right")
    slip = next((sentence for table, sentence in slips if np.array_equal(got, table)), "")
    if not slip and np.array_equal(got, ~wanted):
        slip = "It is the opposite in every row."
    rows = [
        f"({', '.join(str(int(v)) for v in x)}): {int(a)}" for x, a, w in zip(X, got, wanted, strict=True) if a != w
    ]
    more = f" and {len(rows) - 4} more" if len(rows) > 4 else ""
    return report.fail(f"{name} answers wrongly for {'; '.join(rows[:4])}{more}. {slip}".rstrip())
