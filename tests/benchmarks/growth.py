"""How the cost of a pass grows: backward by forward, with the layers, with the width, and how deep a graph may be."""

import time
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure as Picture

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.value import Value
from reference_solution.networks.mac_counts import mac_counts
from reference_solution.networks.network import mlp_backward, mlp_forward
from tests.benchmarks.drawn import drawn
from tests.benchmarks.figure import Figure
from tests.benchmarks.interleaved import interleaved

SIZES, BATCH = [784, 512, 512, 10], 256
LAYERS, WIDTH = (2, 4, 8, 16, 32), 192
WIDTHS, DEPTH = (128, 256, 512, 1024), 3
CHAIN = 100_000
PICTURE = Path("build", "bench-growth.png")


def growth(turns):
    """Measure, draw, and return the figures."""
    layers = pass_seconds([[WIDTH] * (n + 1) for n in LAYERS], turns)
    widths = pass_seconds([[n] * (DEPTH + 1) for n in WIDTHS], turns)
    draw(layers, widths)
    print(f"Time against layers and width: {PICTURE}", flush=True)
    return [
        *backward_by_forward(turns),
        Figure("time_layers_exponent", f"time ~ layers^p, width {WIDTH} (linear: 1)", "", exponents(LAYERS, layers)),
        Figure("time_width_exponent", f"time ~ width^p, {DEPTH} layers (quadratic: 2)", "", exponents(WIDTHS, widths)),
        Figure("deep_graph_seconds", f"backward through a chain of {CHAIN:,} nodes", "s", (deep_graph(),)),
    ]


def backward_by_forward(turns):
    """Measured as training does it, without the gradient of the input, and with the time of that product added."""
    params, X, labels = drawn(SIZES, BATCH, "float64")
    dZ = np.ones((BATCH, SIZES[1]))
    functions = {
        "forward": lambda: mlp_forward(params, X, "relu"),
        "both": lambda: mlp_backward(params, X, labels, "relu", 0.0),
        "first_dX": lambda: dZ @ params[0][0].T,
    }
    seconds = {name: np.array(values) for name, values in interleaved(functions, 3, turns).items()}
    needed = (seconds["both"] - seconds["forward"]) / seconds["forward"]
    whole = needed + seconds["first_dX"] / seconds["forward"]
    counts = mac_counts(SIZES, BATCH)
    counted = counts["backward"] / counts["forward"]
    return [
        Figure(
            "backward_vs_forward", "backward by forward, with the input's gradient (products: 2.00)", "x", tuple(whole)
        ),
        Figure(
            "backward_vs_forward_needed",
            f"… without it, as training does it (products, S3-38: {counted:.2f})",
            "x",
            tuple(needed),
        ),
    ]


def pass_seconds(networks, turns):
    """Array of shape (networks, turns): seconds of a forward and a backward pass."""
    functions = {}
    for number, sizes in enumerate(networks):
        params, X, labels = drawn(sizes, 128, "float64")
        functions[number] = lambda params=params, X=X, labels=labels: mlp_backward(params, X, labels, "relu", 0.0)
    return np.array(list(interleaved(functions, 2, turns).values()))


def exponents(counts, seconds):
    """The slope p of log(time) against log(count), for each turn."""
    return tuple(np.polyfit(np.log(counts), np.log(seconds), 1)[0])


def deep_graph():
    """Seconds; y = 1 + x + … + x, whose slope is the number of terms."""
    x = Value(1.0)
    y = x
    for _ in range(CHAIN):
        y = y + x
    start = time.process_time()
    backward(y)
    seconds = time.process_time() - start
    if x.grad != CHAIN + 1:
        raise RuntimeError(f"got the slope {x.grad}, expected {CHAIN + 1}")
    return seconds


def draw(layers, widths):
    """Two panels on logarithmic axes, each with the line of the exponent it should have."""
    picture = Picture(figsize=(8, 3.5), layout="constrained")
    panels = zip(picture.subplots(1, 2), ("layers", "width"), (LAYERS, WIDTHS), (layers, widths), (1, 2), strict=True)
    for axes, name, counts, seconds, power in panels:
        middle, x = np.median(seconds, axis=1) * 1e3, np.array(counts)
        axes.loglog(x, middle, "o", label="measured")
        axes.loglog(x, middle[-1] * (x / x[-1]) ** power, "--", label=f"~ {name}" + ("²" if power == 2 else ""))
        axes.set_xticks(x, [str(n) for n in counts], minor=False)
        axes.minorticks_off()
        axes.set(xlabel=name, ylabel="ms of forward and backward")
        axes.legend()
    PICTURE.parent.mkdir(exist_ok=True)
    picture.savefig(PICTURE, dpi=120)
