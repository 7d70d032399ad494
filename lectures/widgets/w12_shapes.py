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
COLUMNS = {  # of the table: x, and how its text is aligned there
    "layer": (0, "left"),
    "W": (2.65, "center"),
    "b": (4.7, "center"),
    "Z, A": (6.65, "center"),
    "parameters": (10, "right"),
}

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
    network, table = style.panels(
        figure, 2, left=0.03, right=0.99, bottom=0.02, top=0.98, wspace=0.06, width_ratios=(1, 1.2)
    )
    for axes in (network, table):
        axes.set(xlim=(0, 10), ylim=(0, 10))
        axes.axis("off")
    table.plot([0, 10], [7.55, 7.55], color=style.GREY, linewidth=1)
    columns = {}
    for name, (x, side) in COLUMNS.items():
        table.text(x, 7.9, name, ha=side, weight="bold")
        columns[name] = table.text(x, 7.2, "", ha=side, va="top", linespacing=2)
    return SimpleNamespace(
        edges=network.plot([], [], color=style.GREY, linewidth=0.6)[0],
        units=network.plot([], [], "o", color=style.BLUE, markersize=13)[0],
        heads=[network.text(0, 9.2, "", ha="center", va="center", linespacing=1.4) for _ in range(DEEPEST + 1)],
        formula=table.text(0, 9.2, "", va="center", color=style.VERMILION, weight="bold", fontsize=15),
        columns=columns,
    )


def shown(shape):
    return f"({shape[0]},)" if len(shape) == 1 else f"({shape[0]}, {shape[1]})"


def rows_of(values):
    """What stands in each column of the table: a row for the input, one for each layer, and the sum."""
    layers = range(1, len(values.sizes))
    biases = [values.trace.get(f"b{layer}") for layer in layers]
    return {
        "layer": ["input", *map(str, layers), "sum"],
        "W": ["", *(shown(values.trace[f"W{layer}"]) for layer in layers)],
        "b": ["", *(shown(b) if b else "none" for b in biases)],
        "Z, A": [shown(values.trace[f"A{layer}"]) for layer in (0, *layers)],
        "parameters": ["", *(f"{count:,}" for count in values.per_layer), f"{sum(values.per_layer):,}"],
    }


def draw(values, artists):
    depth = len(values.sizes) - 1
    places, edges = network_layout([min(n, DRAWN) for n in values.sizes])
    at = {unit: (0.8 + 8.4 * x, 0.6 + 7.2 * y) for unit, (x, y) in places.items()}
    artists.units.set_data(*np.array(list(at.values())).T)
    # One line with gaps is drawn faster than a line for each edge.
    artists.edges.set_data(*np.array([place for i, j in edges for place in (at[i], at[j], (np.nan, np.nan))]).T)
    artists.formula.set_text(values.convention)
    names = ["input", *(f"layer {k}" if depth < DEEPEST else f"{k}" for k in range(1, depth + 1))]
    for layer, head in enumerate(artists.heads):
        head.set_text(f"{names[layer]}\n{values.sizes[layer]}" if layer <= depth else "")
        head.set_x(0.8 + 8.4 * layer / depth)
    for name, lines in rows_of(values).items():
        artists.columns[name].set_text("\n".join(lines))


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
