"""Networks of any depth: read from what a function returned, and run."""

import numpy as np

from course.check.core.threshold_networks import read_weights


def read_layers(report, value, n_in, n_out):
    """A network as a list of (W, b) whose layers fit together; else the report is stopped.

    Parameters
    ----------
    report : Report
    value : object
        What a student's function returned.
    n_in, n_out : int
        Inputs and outputs of the network.
    """
    if not isinstance(value, list | tuple) or not value:
        report.stop("Expected a list of layers: [(W_1, b_1), (W_2, b_2), …].")
    params, width = [], n_in
    for number, layer in enumerate(value, start=1):
        if not isinstance(layer, list | tuple) or len(layer) != 2:
            report.stop(f"Layer {number} is not a pair (W, b).")
        W = read_weights(report, f"W_{number}", layer[0], (width, n_out if number == len(value) else None))
        width = W.shape[1]
        params.append((W, read_weights(report, f"b_{number}", layer[1], (width,))))
    return params


def shapes_of_layers(params):
    """The shapes of a network in short, such as ``"(3, 4), (4,), (4, 2), (2,)"``."""
    return ", ".join(str(array.shape) for layer in params for array in layer)


def output_of(params, X, f):
    """What a network with a linear output layer says."""
    for W, b in params[:-1]:
        X = f(X @ W + b)
    W, b = params[-1]
    return X @ W + b


def hidden_units(params):
    """How many hidden units a network has, in all its layers together."""
    return sum(len(b) for _, b in params[:-1])


def compare_curve(report, x, got, wanted, what, slips=()):
    """Say whether a curve is the wanted one; if not, where it is farthest off, and draw both.

    Parameters
    ----------
    report : Report
    x, got, wanted : ndarray of shape (M,)
    what : str
    slips : sequence of (ndarray, str)
        Known wrong curves, and a sentence on each.

    Returns
    -------
    bool
    """
    if np.allclose(got, wanted, rtol=0, atol=1e-9):
        report.ok(what, "as it should be")
        return True
    slip = next((f" {sentence}" for curve, sentence in slips if np.allclose(got, curve, rtol=0, atol=1e-9)), "")
    i = np.abs(got - wanted).argmax()
    report.fail(f"{what}: at x = {x[i]:.3g} the network says {got[i]:.4g}, expected {wanted[i]:.4g}.{slip}")
    report.picture(lambda: _two_curves(x, got, wanted, what))
    return False


def _two_curves(x, got, wanted, what):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 2.8))
    figure.suptitle(what, fontsize=11)
    axes = figure.add_axes((0.1, 0.12, 0.87, 0.74))
    axes.plot(x, wanted, color="#b35806", linewidth=4, alpha=0.5, label="expected")
    axes.plot(x, got, color="#542788", linewidth=1.5, label="your network")
    axes.legend(fontsize=8)
    return figure
