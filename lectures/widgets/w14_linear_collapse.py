"""W14: a grid sent through layers: without a nonlinearity between them, all of them are one matrix."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.expressivity.linear_collapse import collapse_linear
from reference_solution.networks.network import mlp_forward

MOST = 8
KINDS = {"none": "identity", "tanh": "tanh", "ReLU": "relu"}
ALONG, ACROSS = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 11))
GRID = np.stack([np.stack([ACROSS, ALONG], axis=-1), np.stack([ALONG, ACROSS], axis=-1)])  # 2 × 11 lines of 41 points
TURN = np.linspace(0, 2 * np.pi, 121)
CIRCLE = np.column_stack([np.cos(TURN), np.sin(TURN)])

CONTROLS = (
    Slider("layers", 1, MOST, value=3, label="layers L"),
    Choice("activation", tuple(KINDS), still="a single layer has no hidden unit, and so no activation"),
    Slider("narrowest", 1, 4, value=4, label="narrowest hidden layer"),
    Slider("seed", 0, 9, value=0),
)


def turn(m, n, rng):
    """A random matrix whose singular values are all 1: a product of many of them stays wide enough to be seen."""
    U, _, V = np.linalg.svd(rng.normal(size=(m, n)), full_matrices=False)
    return U @ V


def prepare(layers, narrowest, seed):
    """Random layers 2, 4, …, 4, 2, one of the hidden ones as narrow as was asked for."""
    rng = np.random.default_rng(seed)
    sizes = [2, *[4] * (layers - 1), 2]
    if layers > 1:
        sizes[(layers + 1) // 2] = narrowest
    params = [(1.5 * turn(m, n, rng), 0.3 * rng.normal(size=n)) for m, n in pairwise(sizes)]
    shrinking = [np.linalg.svd(collapse_linear(params[: i + 1])[0], compute_uv=False) for i in range(layers)]
    sizes = np.array([np.append(values, 0.0)[:2] for values in shrinking])
    return SimpleNamespace(params=params, values=np.where(sizes > 1e-12, sizes, 0.0))


def compute(net, activation):
    kind = KINDS[activation]
    X = GRID.reshape(-1, 2)
    said = mlp_forward(net.params, X, kind)[0]
    W, b = collapse_linear(net.params)
    straight = np.column_stack([X, np.ones(len(X))])
    layer = np.linalg.lstsq(straight, said)[0]
    best = straight @ layer
    middle, reach = said.mean(axis=0), np.abs(said - said.mean(axis=0)).max()
    circle = mlp_forward(net.params, CIRCLE, kind)[0]
    return SimpleNamespace(
        net=net,
        activation=activation,
        image=((said - middle) / reach).reshape(GRID.shape),
        circle=(circle - middle) / reach,
        best=(np.column_stack([CIRCLE, np.ones(len(CIRCLE))]) @ layer - middle) / reach,
        collapsed=np.abs(X @ W + b - said).max() / reach,
        bent=np.linalg.norm(said - best) / np.linalg.norm(said - middle),
        rank=np.linalg.matrix_rank(W),
    )


def stage(figure):
    ratios = {"top": 0.85, "width_ratios": (1.35, 1.35, 1)}
    before, after, sizes = style.panels(figure, 3, left=0.065, right=0.985, bottom=0.16, wspace=0.31, **ratios)
    for axes, name in ((before, "input x"), (after, "output y")):
        axes.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), aspect="equal", xlabel=f"{name}₁", ylabel=f"{name}₂")
        axes.grid(False)
    after.set(
        xlabel="output y₁, scaled",
        ylabel="output y₂, scaled",
        title="dashed: best single layer",
        xticks=(-1, 0, 1),
        yticks=(-1, 0, 1),
    )
    before.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    for axes, lines in ((before, GRID), (after, 0 * GRID)):
        for family, colour in zip(lines, (style.BLUE, style.VERMILION), strict=True):
            axes.add_collection(LineCollection(family, color=colour, linewidth=1.4))
    before.plot(*CIRCLE.T, color=style.BLACK)
    circle = after.plot([], [], color=style.BLACK, linewidth=3.5)[0]
    best = after.plot([], [], "--", color=style.GREEN, linewidth=2)[0]

    sizes.set(xlim=(0.7, MOST + 0.3), ylim=(6e-3, 60), yscale="log", xlabel="layers multiplied")
    sizes.set(title="singular values\nof W₁ W₂ …", xticks=range(1, MOST + 1))
    lines = [sizes.plot([], [], marks, color=style.BLACK)[0] for marks in ("o-", "o--")]
    zero = sizes.text(0.5, 0.04, "", ha="center", transform=sizes.transAxes, bbox=style.PAPER)
    return SimpleNamespace(grid=list(after.collections), circle=circle, best=best, lines=lines, zero=zero)


def draw(values, artists):
    for family, lines in zip(values.image, artists.grid, strict=True):
        lines.set_segments(family)
    artists.circle.set_data(*values.circle.T)
    artists.best.set_data(*values.best.T)
    count = np.arange(1, len(values.net.values) + 1)
    for line, sizes in zip(artists.lines, values.net.values.T, strict=True):
        real = sizes > 0
        line.set_data(count[real], sizes[real])
        line.set_alpha(1.0 if values.activation == "none" else 0.35)
    artists.zero.set_text("one is exactly 0" if values.rank == 1 else "")


def says(values):
    count = len(values.net.params)
    name = "1 layer" if count == 1 else f"{count} layers"
    if values.activation == "none" or count == 1:
        return (
            f"{name}, and a single layer computes the same, up to {values.collapsed:.1g}: its matrix has rank "
            f"{values.rank} and the singular values {values.net.values[-1, 0]:.3g} and {values.net.values[-1, 1]:.3g}."
        )
    return f"{name} with {values.activation}: the best single layer is off by {values.bent:.0%}, relative to the image."


def invariant(values):
    """Linear layers equal the collapsed one, of a rank no larger than the narrowest; nonlinear ones equal none."""
    narrowest = min(W.shape[1] for W, _ in values.net.params)
    linear = values.activation == "none" or len(values.net.params) == 1
    same = values.collapsed < 1e-12 and values.bent < 1e-12 if linear else values.bent > 0.01
    return same and values.rank <= narrowest and np.sum(values.net.values[-1] > 0) == values.rank


WIDGET = Widget(
    id="W14",
    title="Linear layers collapse",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Three linear layers map the grid to straight, evenly spaced lines. What will eight of them do?",
        ("curved lines", "straight, evenly spaced lines again", "a folded grid"),
        answer=1,
        because="A product of matrices is a matrix, so eight linear layers do what a single one does: the dashed "
        "ellipse, that of the best single layer, lies on the solid one. What bends lines is the activation: choose "
        "tanh or ReLU.",
        reveal={"layers": 8},
    ),
    telling=({"activation": "tanh"}, {"narrowest": 1}),
    size=(9.0, 3.6),
)
