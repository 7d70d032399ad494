"""The shapes of all quantities in a forward and a backward pass, and a check that layers fit together."""

import numpy as np

from reference_solution.networks.conventions import convert_convention


def shape_trace(sizes, N, convention="course"):
    """Shapes of all quantities, in the order in which they are computed.

    Parameters
    ----------
    sizes : list of int
        Widths n_0, n_1, …, n_L, the input first.
    N : int
        Number of examples.
    convention : {"S0", "S1", "S2", "S3 slides", "S3 code", "S4", "course"}
        The decks have an example in a column, the course in a row.

    Returns
    -------
    dict
        From names to shapes: ``"A0"``, the input, then ``"W1"``, ``"b1"``, ``"Z1"``, ``"A1"``, …, ``"AL"``, then the
        gradients ``"dZL"``, ``"dWL"``, ``"dbL"``, ``"dA(L-1)"``, …, ``"db1"``. A gradient has the shape of its
        quantity. Where a convention has no bias, b and db are missing.

    Raises
    ------
    ValueError
        If the convention is unknown.

    Notes
    -----
    Source: S0-01, S0-07, S4-08; the backward half is S4-21 and S4-23.

    Examples
    --------
    >>> for name, shape in shape_trace([4, 3], N=7).items():
    ...     print(name, shape)
    A0 (7, 4)
    W1 (4, 3)
    b1 (3,)
    Z1 (7, 3)
    A1 (7, 3)
    dZ1 (7, 3)
    dW1 (4, 3)
    db1 (3,)
    """

    def batch(n):
        return (N, n) if convention == "course" else (n, N)

    trace = {"A0": batch(sizes[0])}
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        W, b = convert_convention(np.zeros((n_in, n_out)), np.zeros(n_out), "course", convention)
        trace[f"W{layer}"] = W.shape
        if b is not None:
            trace[f"b{layer}"] = b.shape
        trace[f"Z{layer}"] = trace[f"A{layer}"] = batch(n_out)
    for layer in range(len(sizes) - 1, 0, -1):
        for name in (f"Z{layer}", f"W{layer}", f"b{layer}", f"A{layer - 1}"):
            if name in trace and name != "A0":
                trace["d" + name] = trace[name]
    return trace


def check_shapes(params, n_in):
    """Raise an error that says which layer does not fit, and why.

    Parameters
    ----------
    params : list of (W, b)
        First layer first; W of shape (n_in, n_out), b of shape (n_out,).
    n_in : int
        Width of the input.

    Raises
    ------
    ValueError
        If a W or a b does not fit what comes before it.

    Notes
    -----
    Source: S0-07, S4-08.

    Examples
    --------
    >>> check_shapes([(np.zeros((3, 4)), np.zeros(4)), (np.zeros((2, 4)), np.zeros(2))], n_in=3)
    Traceback (most recent call last):
    ...
    ValueError: got W2 of shape (2, 4), expected (4, n_out): it looks transposed
    """
    for layer, (W, b) in enumerate(params, start=1):
        if np.ndim(W) != 2 or np.shape(W)[0] != n_in:
            slip = "it looks transposed" if np.shape(W)[-1:] == (n_in,) else "its rows are what comes in"
            raise ValueError(f"got W{layer} of shape {np.shape(W)}, expected ({n_in}, n_out): {slip}")
        n_in = np.shape(W)[1]
        if np.shape(b) != (n_in,):
            raise ValueError(f"got b{layer} of shape {np.shape(b)}, expected ({n_in},): one bias for each column of W")
