"""Compare the gradients of a whole network; which of them are wrong hints at the mistake."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from course.check.core.arrays import read_array
from course.check.core.gradients import agree, compare, constant_ratio
from course.check.core.numeric import central_differences
from course.check.core.report import Report
from course.kind_of import kind_of
from course.types import Array, Integers, Network


def random_network(sizes: tuple[int, ...], N: int) -> tuple[Network, Array, Integers]:
    """Draw parameters, inputs and labels of a network; the same at every call.

    Parameters
    ----------
    sizes : tuple of int
        Widths of the layers, the input first.
    N : int
        Number of examples.

    Returns
    -------
    params : list of (W, b)
    X : ndarray of shape (N, sizes[0])
    labels : ndarray of shape (N,)
    """
    rng = np.random.default_rng([*sizes, N])
    params = [(rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)) for n_in, n_out in pairwise(sizes)]
    return params, rng.normal(size=(N, sizes[0])), rng.integers(sizes[-1], size=N)


def measure(loss: Callable[[], float], params: Network) -> Network:
    """Compute the gradients of a loss with respect to all weights and biases by central differences.

    Parameters
    ----------
    loss : callable
        Takes no argument, reads `params`, returns a number.
    params : list of (W, b)

    Returns
    -------
    list of (dW, db)
    """
    return [(central_differences(loss, W), central_differences(loss, b)) for W, b in params]


def read_grads(report: Report, grads: Any, params: Network, N: int) -> Network | None:
    """Return the gradients of a network if their types and shapes are right; else report the failures.

    Parameters
    ----------
    report : Report
    grads : object
        What the student returned.
    params : list of (W, b)
    N : int
        Number of examples.

    Returns
    -------
    list of (dW, db), or None
    """
    failure = _list_failure(grads, params)
    if failure:
        report.fail(failure)
        return None
    read: Network = []
    for layer, ((dW, db), (W, b)) in enumerate(zip(grads, params, strict=True)):
        dW = read_array(report, f"grads[{layer}]: dW", dW, W.shape, f"the shape of W{layer}", N)
        db = read_array(report, f"grads[{layer}]: db", db, b.shape, f"the shape of b{layer}", N)
        if dW is not None and db is not None:
            read.append((dW, db))
    return read if len(read) == len(params) else None


def _list_failure(grads: Any, params: Network) -> str:
    L = len(params)
    if not isinstance(grads, list | tuple):
        return f"grads is {kind_of(grads)}; expected a list of {L} pairs (dW, db)."
    if len(grads) != L:
        return f"grads has {len(grads)} entries; expected {L}, one pair (dW, db) for each layer."
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in grads):
        return "Each entry of grads must be a pair (dW, db)."
    shapes = [tuple(np.shape(V) for V in layer) for layer in params]
    if L > 1 and shapes != shapes[::-1] and [tuple(np.shape(g) for g in pair) for pair in grads] == shapes[::-1]:
        return "grads is in reverse order: the backward pass ends at the first layer, but grads[0] is its."
    return ""


def compare_networks(
    report: Report, grads: Network, measured: Network, params: Network, lam: float, N: int, where: str
) -> bool:
    """Report whether all gradients of a network agree with the numerical ones.

    Parameters
    ----------
    report : Report
    grads, measured : list of (dW, db)
        The student's gradients and the numerical ones.
    params : list of (W, b)
    lam : float
        Strength of the penalty.
    N : int
        Number of examples.
    where : str
        The case.

    Returns
    -------
    bool
    """
    wrong = [
        (layer, part)
        for layer in range(len(params))
        for part in range(2)
        if not agree(grads[layer][part], measured[layer][part])
    ]
    if not wrong:
        report.ok("all gradients", f"equal to central differences of your loss ({where})")
        return True
    slip = network_slip(grads, measured, params, lam, N, wrong)
    layer, part = max(wrong)  # nearest to the loss: it may be the cause of the errors in earlier layers
    name = f"grads[{layer}]: {('dW', 'db')[part]}"
    compare(report, name, grads[layer][part], measured[layer][part], where, N, slip)
    if len(wrong) > 1:
        report.note("Wrong are " + ", ".join(f"{('dW', 'db')[part]} in grads[{layer}]" for layer, part in wrong) + ".")
    return False


def network_slip(
    grads: Network, measured: Network, params: Network, lam: float, N: int, wrong: list[tuple[int, int]]
) -> str | None:
    """Name the likely mistake behind a pattern of wrong gradients.

    Parameters
    ----------
    grads, measured : list of (dW, db)
        The student's gradients and the numerical ones.
    params : list of (W, b)
    lam : float
        Strength of the penalty.
    N : int
        Number of examples.
    wrong : list of (layer, part)
        Which gradients differ; part 0 is dW, part 1 is db.

    Returns
    -------
    str or None
        A sentence, or None where the pattern fits no known mistake.
    """
    last = len(params) - 1
    parts = {part for _, part in wrong}
    if parts == {0} and lam:
        extra = _share_of(params, grads, measured, 0)
        if extra is not None:
            return _penalty_slip(extra / lam, N)
    if parts == {1} and lam and (extra := _share_of(params, grads, measured, 1)) is not None:
        return f"db is off by {extra:.3g} · b: are the biases penalised? Only weights are."
    if parts == {1}:
        ratios = {constant_ratio(grads[layer][1], measured[layer][1]) for layer, _ in wrong}
        ratio = ratios.pop() if len(ratios) == 1 else None
        if N > 1 and ratio is not None and np.isclose(ratio, 1 / N, rtol=1e-4):
            return (
                f"Only the biases are wrong, by 1/N = 1/{N}: 1/N is in dlogits already, so db is a sum over examples."
            )
        return "Only the biases are wrong: how do all the examples of the batch act on one bias?"
    if all(layer < last for layer, _ in wrong):
        if parts == {0}:
            return "Every db is right, so every dZ is: look at what dW multiplies it with, and in which order."
        if not any(grads[layer][0].any() or grads[layer][1].any() for layer in range(last)):
            return "The last layer is right, all before it are 0: does the loop reach params[0]?"
        return (
            f"What comes after grads[{max(wrong)[0]}] is right, the rest is not: look at how dZ travels from "
            "layer to layer (through W, then through the activation's slope at Z)."
        )
    return None


def _share_of(params: Network, grads: Network, measured: Network, part: int) -> float | None:
    """Return the number c for which the error of every gradient is c times its parameter, or None."""
    errors = np.concatenate([(g[part] - m[part]).ravel() for g, m in zip(grads, measured, strict=True)])
    values = np.concatenate([layer[part].ravel() for layer in params])
    return constant_ratio(errors, values)


def _penalty_slip(share: float, N: int) -> str:
    if np.isclose(share, -1, rtol=1e-3):
        return "What is missing is the penalty's part of the gradient: derive it from lam/2 · sum of W²."
    if N > 1 and np.isclose(share, 1 / N - 1, rtol=1e-3):
        return "The penalty's part is N times too small: the penalty is not divided by the number of examples."
    return f"The penalty's part is {1 + share:.3g} times what it should be: derive the gradient of lam/2 · sum of W²."
