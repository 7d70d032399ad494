"""W12: every shape of a network in four conventions, and a sentence where shapes do not fit."""

import re
from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Text, Widget, style
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.networks.network_layout import network_layout
from reference_solution.networks.parameters import count_params, unflatten
from reference_solution.networks.shape_trace import shape_trace

STORED = {  # as one writes it: as `shape_trace` calls it
    "rows: X W + b": "course",
    "columns: W x + b": "S0",
    "columns: Wᵀ x + b": "S2",
    "columns: Wᵀ x, no bias": "S3 slides",
}
CONVENTIONS = ROWS, OUT_BY_IN, IN_BY_OUT, NO_BIAS = tuple(STORED)
DEEPEST, WIDEST, DRAWN = 5, 999, 7

CONTROLS = (
    Text(
        "sizes",
        "3-4-4-1",
        label="widths, or shapes of W",
        samples=("3-4-2", "784-128-10", "3x3, 3x3", "2-2-2-2-2-2"),
        slips=("3-0-1", "4x3, 4x4, 1x4", "4x3, 3x4, 5x1", "three-four", "7", "1-2-3-4-5-6-7", "784-5000-10", ""),
    ),
    Choice("convention", CONVENTIONS, label="convention"),
    Slider("N", 1, 64, value=7, label="examples N"),
)


def widths(text, convention):
    """Widths n_0, …, n_L from ``3-4-1``, or from ``3x4, 4x1``: shapes of weights as the convention has them."""
    if re.fullmatch(r"\s*\d+(\s*[-, ]\s*\d+)*\s*", text):
        sizes = [int(n) for n in re.findall(r"\d+", text)]
    elif re.fullmatch(r"\s*\d+\s*x\s*\d+(\s*,\s*\d+\s*x\s*\d+)*\s*", text):
        sizes = chained([(int(a), int(b)) for a, b in re.findall(r"(\d+)\s*x\s*(\d+)", text)], convention)
    else:
        raise ValueError(f"got {text!r}, expected widths such as 3-4-1, or shapes of weights such as 3x4, 4x1.")
    if not 2 <= len(sizes) <= DEEPEST + 1:
        raise ValueError(f"got {len(sizes)} widths, expected 2 to {DEEPEST + 1}: the input counts as one.")
    if not all(1 <= n <= WIDEST for n in sizes):
        raise ValueError(f"got the widths {sizes}, expected each to be from 1 to {WIDEST}.")
    return sizes


def chained(shapes, convention):
    """What goes in, and what each layer gives out; a ValueError where neighbours do not fit."""
    turned = convention == OUT_BY_IN
    taken, given = zip(*(shape[::-1] if turned else shape for shape in shapes), strict=True)
    for layer in range(1, len(shapes)):
        if taken[layer] != given[layer - 1]:
            all_fit_turned = taken[:-1] == given[1:]
            hint = (
                "transposed, all would fit: check the convention" if all_fit_turned else "it does not fit its neighbour"
            )
            wanted = f"n x {given[layer - 1]}" if turned else f"{given[layer - 1]} x n"
            raise ValueError(
                f"got W{layer + 1} of shape {shapes[layer][0]} x {shapes[layer][1]}, expected {wanted} for "
                f"“{convention}”, since layer {layer} gives out {given[layer - 1]}: {hint}."
            )
    return [taken[0], *given]


def compute(sizes, convention, N):
    n = widths(sizes, convention)
    return SimpleNamespace(
        sizes=n,
        convention=convention,
        N=N,
        trace=shape_trace(n, N, STORED[convention]),
        per_layer=[a * b + (0 if convention == NO_BIAS else b) for a, b in pairwise(n)],
    )


def stage(figure):
    (axes,) = style.panels(figure, left=0.01, right=0.99, bottom=0.02, top=0.98)
    axes.set(xlim=(0, 10), ylim=(0, 10))
    axes.axis("off")
    rows = {"W": 3.9, "b": 2.9, "Z": 1.9, "parameters": 0.6}
    told = {"W": "W", "b": "b", "Z": "Z and A", "parameters": "parameters"}
    for name, y in rows.items():
        axes.text(0.1, y, told[name], va="center", weight="bold")
    edges = axes.plot([], [], color=style.GREY, linewidth=0.6)[0]
    units = axes.plot([], [], "o", color=style.BLUE, markersize=13)[0]
    heads = [axes.text(0, 9.5, "", ha="center", va="center", weight="bold") for _ in range(DEEPEST + 1)]
    formula = axes.text(0.1, 7.4, "", va="center", color=style.VERMILION, weight="bold", linespacing=1.6)
    batches = [axes.text(0, rows["Z"], "", ha="center", va="center", color=style.BLUE) for _ in range(DEEPEST + 1)]
    cells = {
        name: [axes.text(0, rows[name], "", ha="center", va="center") for _ in range(DEEPEST)]
        for name in ("W", "b", "parameters")
    }
    return SimpleNamespace(edges=edges, units=units, heads=heads, formula=formula, batches=batches, cells=cells)


def shown(shape):
    return f"({shape[0]},)" if len(shape) == 1 else f"({shape[0]}, {shape[1]})"


def draw(values, artists):
    depth = len(values.sizes) - 1
    places, edges = network_layout([min(n, DRAWN) for n in values.sizes])
    at = {unit: (2.75 + 6.55 * x, 4.7 + 4.5 * y) for unit, (x, y) in places.items()}
    artists.units.set_data(*np.array(list(at.values())).T)
    # One line with gaps is drawn faster than a line for each edge.
    artists.edges.set_data(*np.array([place for i, j in edges for place in (at[i], at[j], (np.nan, np.nan))]).T)
    artists.formula.set_text(values.convention.replace(": ", ":\n").replace(", ", "\n"))
    columns = 2.75 + 6.55 * np.arange(depth + 1) / depth
    for layer, (head, batch) in enumerate(zip(artists.heads, artists.batches, strict=True)):
        there = layer <= depth
        head.set_text((f"input {values.sizes[0]}" if layer == 0 else f"{values.sizes[layer]}") if there else "")
        batch.set_text(shown(values.trace[f"A{layer}"]) if there else "")
        if there:
            head.set_x(columns[layer])
            batch.set_x(columns[layer])
    for layer in range(1, DEEPEST + 1):
        told = {"W": "", "b": "", "parameters": ""}
        if layer <= depth:
            b = values.trace.get(f"b{layer}")
            told = {
                "W": shown(values.trace[f"W{layer}"]),
                "b": shown(b) if b else "none",
                "parameters": f"{values.per_layer[layer - 1]:,}",
            }
        for name, text in told.items():
            artists.cells[name][layer - 1].set_text(text)
            if text:
                artists.cells[name][layer - 1].set_x((columns[layer - 1] + columns[layer]) / 2)


def says(values):
    counts = " + ".join(f"{count:,}" for count in values.per_layer)
    lies = "row, as in this course" if values.convention == ROWS else "column"
    cut = f" Only {DRAWN} units of a wide layer are drawn." if max(values.sizes) > DRAWN else ""
    return (
        f"A {len(values.sizes) - 1}-layer network with {sum(values.sizes[1:])} neurons and {counts} = "
        f"{sum(values.per_layer):,} parameters; an example is a {lies}.{cut}"
    )


def invariant(values):
    """A network that is really run, forward and backward, has these shapes and this number of parameters."""
    params = unflatten(np.zeros(count_params(values.sizes)), values.sizes)
    _, caches = mlp_forward(params, np.zeros((values.N, values.sizes[0])), "tanh")
    _, grads = mlp_backward(params, np.zeros((values.N, values.sizes[0])), np.zeros(values.N, dtype=int), "tanh", 0.0)
    turned = values.convention == OUT_BY_IN
    total = 0
    for layer, ((dW, db), (_, Z, _)) in enumerate(zip(grads, caches, strict=True), start=1):
        shapes = {"W": dW.T.shape if turned else dW.shape, "Z": Z.shape if values.convention == ROWS else Z.T.shape}
        if any(values.trace[f"{d}{name}{layer}"] != shape for name, shape in shapes.items() for d in ("", "d")):
            return False
        total += dW.size + (db.size if f"b{layer}" in values.trace else 0)
    return total == sum(values.per_layer)


WIDGET = Widget(
    id="W12",
    title="Every shape, in four conventions",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "The same network 3-4-4-1, now with examples as columns and W x + b. Which shapes stay as they are?",
        ("those of W", "those of b", "none that is not square; b becomes a column"),
        answer=2,
        because="With W x and an example as a column, W, Z and A are transposed, and b is a column of shape "
        "(n, 1). Only the 4 × 4 matrix looks the same, and that is the trap: it fits either way and says nothing. "
        "The number of parameters, 41, is the same in every convention with biases.",
        reveal={"convention": OUT_BY_IN},
    ),
    telling=({"sizes": "784-128-10", "convention": IN_BY_OUT, "N": 32}, {"sizes": "3-4-2", "convention": NO_BIAS}),
)
