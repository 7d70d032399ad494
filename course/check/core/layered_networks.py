"""Networks of any depth: validate what a function returned, run it, and compare a curve that it computes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.check.core.report import Report
from course.check.core.threshold_networks import read_weights
from course.types import Array, Network

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def read_layers(report: Report, value: Any, n_in: int, n_out: int) -> Network:
    """Return a network if the shapes of its layers fit together.

    Parameters
    ----------
    report : Report
    value : object
        What the student returned.
    n_in, n_out : int
        Numbers of inputs and outputs.

    Returns
    -------
    list of (W, b)

    Raises
    ------
    course.check.core.report.Stop
        If the value is anything else.
    """
    if not isinstance(value, list | tuple) or not value:
        report.stop("Expected a list of layers: [(W_1, b_1), (W_2, b_2), …].")
    params: Network = []
    width = n_in
    for number, layer in enumerate(value, start=1):
        if not isinstance(layer, list | tuple) or len(layer) != 2:
            report.stop(f"Layer {number} is not a pair (W, b).")
        W = read_weights(report, f"W_{number}", layer[0], (width, n_out if number == len(value) else None))
        width = W.shape[1]
        params.append((W, read_weights(report, f"b_{number}", layer[1], (width,))))
    return params


def shapes_of_layers(params: Network) -> str:
    """Write the shapes of all weights and biases, such as ``"(3, 4), (4,), (4, 2), (2,)"``."""
    return ", ".join(str(array.shape) for layer in params for array in layer)


def output_of(params: Network, X: Array, f: Callable[[Array], Array]) -> Array:
    """Run a network with a linear output layer.

    Parameters
    ----------
    params : list of (W, b)
    X : ndarray of shape (N, n_in)
    f : callable
        Activation of the hidden layers.

    Returns
    -------
    ndarray of shape (N, n_out)
    """
    for W, b in params[:-1]:
        X = f(X @ W + b)
    W, b = params[-1]
    return X @ W + b


def hidden_units(params: Network) -> int:
    """Count the hidden units of all layers."""
    return sum(len(b) for _, b in params[:-1])


def compare_curve(
    report: Report, x: Array, got: Array, wanted: Array, what: str, slips: Sequence[tuple[Array, str]] = ()
) -> bool:
    """Report whether a curve is the expected one; if not, name the place of the largest error and draw both.

    Parameters
    ----------
    report : Report
    x, got, wanted : ndarray of shape (M,)
    what : str
        Name of the curve for the student.
    slips : sequence of (ndarray, str), optional
        Known wrong curves, each with the sentence that explains it.

    Returns
    -------
    bool
        Whether the curve is the expected one.
    """
    if np.allclose(got, wanted, rtol=0, atol=1e-9):
        report.ok(what, "as it should be")
        return True
    slip = next((f" {sentence}" for curve, sentence in slips if np.allclose(got, curve, rtol=0, atol=1e-9)), "")
    i = np.abs(got - wanted).argmax()
    report.fail(f"{what}: at x = {x[i]:.3g} the network says {got[i]:.4g}, expected {wanted[i]:.4g}.{slip}")
    report.picture(lambda: _two_curves(x, got, wanted, what))
    return False


def _two_curves(x: Array, got: Array, wanted: Array, what: str) -> "Figure":
    from textwrap import fill

    from course.plots import new_figure

    figure = new_figure(fill(what, 42), 3)
    axes = figure.add_axes((0.16, 0.1, 0.81, 0.72))
    axes.plot(x, wanted, color="#b35806", linewidth=4, alpha=0.5, label="expected")
    axes.plot(x, got, color="#542788", linewidth=1.5, label="your network")
    axes.legend()
    return figure
