"""W24: every number of a forward and a backward pass, explained; and nine ways to get the backward pass wrong."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from lectures.widgetkit import Choice, Pick, Player, Question, Widget, style
from lectures.widgets.support.passes_with_bugs import (
    BUGS,
    EPOCHS,
    NONE,
    SIZES,
    SUB,
    N,
    explain,
    layers_of,
    passes,
    train,
)
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.network import mlp_backward, mlp_forward


def grid():
    """Where each map is: (column, row, rows and columns of its entries); row 0 forward, 1 backward, 2 parameters."""
    maps = {"X": (0, 0, N, SIZES[0])}
    for k in (1, 2, 3):
        n_in, n_out, column = SIZES[k - 1], SIZES[k], 2 * k - 1
        maps[f"Z{SUB[k]}"], maps[f"dZ{SUB[k]}"] = (column, 0, N, n_out), (column, 1, N, n_out)
        maps[f"W{SUB[k]}"], maps[f"dW{SUB[k]}"] = (column, 2, n_in + 1, n_out), (column + 1, 2, n_in + 1, n_out)
        maps[f"A{SUB[k]}" if k < 3 else "P"] = (column + 1, 0, N, n_out)
        maps[f"dA{SUB[k]}" if k < 3 else "Y"] = (column + 1, 1, N, n_out)
    return maps


MAPS = grid()
LAYERS = ("layer 1", "layer 2", "layer 3")
NEXT_TO = {  # the maps that a layer reads and writes in both passes
    layer: {name for name, (column, *_) in MAPS.items() if 2 * k <= column <= 2 * k + 2} - {f"dW{SUB[k]}"}
    for k, layer in enumerate(LAYERS)
}
EDGES = np.arange(-3, 7.75, 0.5) - 0.25  # of the histogram: -3 and 7 stand for all beyond them
CONTROLS = (
    Choice("bug", tuple(BUGS), label="bug"),
    Choice("kind", ("tanh", "relu"), label="activation"),
    Choice("focus", (*LAYERS, "all layers"), value="layer 2", label="show"),
    Player("epoch", EPOCHS, value=4, interval=200, label="epochs of training"),
    Pick("entry", {name: (i, *shape) for i, (name, (_, _, *shape)) in enumerate(MAPS.items())}, ("dW₂", 1, 3),
         label="entry"),
)  # fmt: skip


def prepare(kind, bug):
    return SimpleNamespace(true=train(kind, NONE), run=train(kind, bug), kind=kind, bug=bug)


def distance(claim, numeric):
    """The largest difference, as a part of the largest entry."""
    return np.abs(claim - numeric).max() / max(np.abs(claim).max(), np.abs(numeric).max(), 1e-8)


def look_through(data, epoch):
    """Both passes of six examples with the parameters of an epoch, and the verdict of the differences."""
    params, X, labels = data.run.history[epoch], data.run.X[:N], data.run.labels[:N]
    v, right = (passes(params, X, labels, data.kind, bug) for bug in (data.bug, NONE))

    def loss(params):
        return softmax_cross_entropy(mlp_forward(params, X, data.kind)[0], labels)[0]

    numeric = [tuple(np.zeros_like(array) for array in layer) for layer in params]
    for layer, slopes in zip(params, numeric, strict=True):
        for array, slope in zip(layer, slopes, strict=True):
            for i in np.ndindex(array.shape):
                kept, ends = array[i], []
                for array[i] in (kept + 1e-5, kept - 1e-5):
                    ends.append(loss(params))
                array[i], slope[i] = kept, (ends[0] - ends[1]) / 2e-5
    claim = layers_of(v, "dW")
    flat = [np.concatenate([a.ravel() for layer in grads for a in layer]) for grads in (claim, numeric)]
    errors = [
        distance(*(np.concatenate([a.ravel() for a in layer]) for layer in pair))
        for pair in zip(claim, numeric, strict=True)
    ]
    passed = grad_check(loss, params, claim)
    return v, right, flat, np.array(errors), passed, (params, X, labels)


def compute(data, focus, epoch, entry):
    v, right, (claim, numeric), errors, passed, case = look_through(data, epoch)
    name, r, c = entry
    formula, first, second, cells = explain(v, data.bug, name, r, c)
    same = np.abs(claim - numeric) <= 1e-6 * np.abs(numeric) + 1e-8
    ratios = np.where(same, 1.0, claim / np.where(np.abs(numeric) < 1e-9, 1e-9, numeric))
    wrong = {name: ~np.isclose(v[name], right[name], rtol=1e-9, atol=1e-12) for name in MAPS if name[0] == "d"}
    return SimpleNamespace(
        data=data, v=v, seen=NEXT_TO.get(focus, set(MAPS)),
        epoch=epoch, entry=entry, formula=formula, first=np.array(first), second=np.array(second),
        cells=cells, ratios=ratios, same=same, wrong=wrong, errors=errors, passed=passed, case=case,
    )  # fmt: skip


CELL, WIDTH, HEIGHT = 0.14, 10.2, 6.0  # inches
PALE = 0.12  # of the colours of layers that are not shown
LEFT, STEP, DOWN, CHART = 0.22, 1.4, 1.13, 1.2


def box(name, r=None, c=None):
    """Left, bottom, width and height of a map, or of some of its cells, in parts of the picture."""
    column, row, rows, columns = MAPS[name]
    x, y = LEFT + STEP * column, HEIGHT - 0.62 - DOWN * row  # of the upper left corner
    top, tall = (0, rows) if r is None else (r, 1)
    left, wide = (0, columns) if c is None else (c, 1)
    low = y - CELL * (top + tall)
    return (x + CELL * left) / WIDTH, low / HEIGHT, CELL * wide / WIDTH, CELL * tall / HEIGHT


def corners(x, y, wide, tall):
    return (x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)


def stage(figure):
    def write(x, y, text, owner=figure, **more):
        return owner.text(x / WIDTH, y / HEIGHT, text, transform=figure.transFigure, fontsize=12, **more)

    for k in (1, 2, 3):
        band = ((LEFT + STEP * (2 * k - 1) - 0.14) / WIDTH, 2.2 / HEIGHT, (2 * STEP - 0.1) / WIDTH, 3.74 / HEIGHT)
        figure.add_artist(Rectangle(band[:2], *band[2:], facecolor="#f3f3f7", edgecolor="none", zorder=-5))
    notes = "a row: an\n example\na column:\n a unit\nred + blue −\n× not the\n derivative\nlast row of\n W, dW: b, db"
    write(LEFT, HEIGHT - 1.7, notes, va="top", color=style.GREY, linespacing=1.35)
    heads = [write(LEFT + STEP * (2 * k - 1), HEIGHT - 0.28, "", weight="bold") for k in (1, 2, 3)]
    cells, crosses, biases, names = [], {}, [], {}
    for name, (_, _, rows, columns) in MAPS.items():
        axes = figure.add_axes(box(name), xticks=(), yticks=())
        axes.grid(False)
        axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
        cells += [corners(*box(name, r, c)) for r in range(rows) for c in range(columns)]
        rows -= "W" in name
        x, y = LEFT + STEP * MAPS[name][0], HEIGHT - 0.55 - DOWN * MAPS[name][1]
        names[name] = write(x, y, f"{name} ({rows},{columns})")
        if "W" in name:
            biases.append(axes.axhline(rows - 0.5, color=style.BLACK, linewidth=1.5))
        if name[0] == "d":
            crosses[name] = axes.plot([], [], "x", color=style.BLACK, markersize=7, markeredgewidth=1.5)[0]
    heat = PolyCollection(  # one artist for all cells: nineteen images take four times as long
        cells, cmap=style.SIGNED, norm=Normalize(-1, 1), edgecolor="face", transform=figure.transFigure, zorder=0
    )
    figure.add_artist(heat)
    marks = [Rectangle((0, 0), 0, 0, fill=False, linewidth=3, zorder=9) for _ in range(3)]
    ties = [Line2D([], [], color=style.ORANGE, linewidth=1.5, zorder=8) for _ in range(2)]
    for mark, colour in zip(marks, (style.BLACK, style.ORANGE, style.ORANGE), strict=True):
        mark.set_edgecolor(colour)
    for artist in (*marks, *ties):
        figure.add_artist(artist)
    formula = write(LEFT, 1.9, "", weight="bold")
    products = write(LEFT, 1.72, "", va="top", linespacing=1.5)

    bottom, tall = 0.54 / HEIGHT, CHART / HEIGHT
    histogram = figure.add_axes((0.495, bottom, 0.2, tall), xlabel="claimed / measured slope", ylabel="entries")
    histogram.set(xlim=(-3.3, 7.3), ylim=(0.8, 130), xticks=(-2, 0, 1, 2, 4, 6), yscale="log", yticks=(1, 10, 100))
    histogram.set_yticklabels(("1", "10", "100"))
    histogram.minorticks_off()
    bad, good = (histogram.stairs([0] * 21, EDGES, fill=True, color=colour) for colour in (style.VERMILION, style.BLUE))
    good.set_zorder(3)
    verdict = write(0.495 * WIDTH, 1.85, "", histogram, weight="bold")
    curve = figure.add_axes((0.77, bottom, 0.11, tall), xlabel="epoch", ylabel="loss (nats)")
    curve.set(xlim=(0, EPOCHS), ylim=(0, 1.6), yticks=(0, 0.5, 1, 1.5))
    lines = [curve.plot([], [], color=colour)[0] for colour in (style.BLUE, style.VERMILION)]
    now = curve.plot([], [], "o", color=style.BLACK)[0]
    ends = [write(0.888 * WIDTH, 0, "", curve, color=line.get_color(), weight="bold", va="center") for line in lines]
    write(0.74 * WIDTH, 1.85, "training, share right at its end", curve)
    return SimpleNamespace(
        heat=heat, crosses=crosses, marks=marks, ties=ties, formula=formula, products=products,
        biases=biases, names=names, heads=heads,
        good=good, bad=bad, verdict=verdict, lines=lines, now=now, ends=ends,
    )  # fmt: skip


def factor(x):
    short = number(x) if abs(x) < 0.1 else f"{x:.2f}"
    return f"({short})" if x < 0 else short


def number(x):
    return "0" if x == 0 else f"{x:.0e}" if abs(x) < 1e-3 else f"{x:.3f}" if abs(x) < 1 else f"{x:.2f}"


def draw(values, artists):
    v, (name, r, c), terms = values.v, values.entry, values.first * values.second
    strength = {key: (1 if key in values.seen else PALE) / max(np.abs(v[key]).max(), 1e-12) for key in MAPS}
    artists.heat.set_array(np.concatenate([(v[key] * strength[key]).ravel() for key in MAPS]))
    for key, label in artists.names.items():
        label.set_color(style.BLACK if key in values.seen else style.GREY)
    for k, (head, error) in enumerate(zip(artists.heads, values.errors, strict=True), start=1):
        head.set_text(f"layer {k}: error {error:.1g}")
        head.set_color(style.BLUE if error < 1e-6 else style.VERMILION)
    for key, cross in artists.crosses.items():
        cross.set_data(*(np.nonzero(values.wrong[key])[::-1] if key in values.seen else ([], [])))
    places = [box(name, r, c), *(box(*cell) for cell in values.cells)]
    for i, mark in enumerate(artists.marks):
        mark.set_bounds(*(places[i] if i < len(places) else (0, 0, 0, 0)))
        mark.set_visible(i < len(places))
    middles = [(x + wide / 2, y + tall / 2) for x, y, wide, tall in places]
    for i, tie in enumerate(artists.ties):
        ends = (middles[0], middles[i + 1]) if i + 1 < len(places) else ()
        tie.set_data(*np.array(ends).T if ends else ([], []))
    artists.formula.set_text(f"{name}[{r},{c}]  =  {values.formula}")
    pairs = zip(values.first, values.second, strict=True)
    said = [factor(a) if b == 1 else f"{factor(a)}·{factor(b)}" for a, b in pairs]
    lines = [" + ".join(said[i : i + 2]) for i in range(0, len(said), 2)]
    sums = "" if np.array_equal(values.second, [1]) else "=  " + "\n+  ".join(lines) + "\n"
    artists.products.set_text(f"{sums}=  {number(terms.sum())}")
    for stairs, chosen in ((artists.bad, np.ones_like(values.same)), (artists.good, values.same)):
        stairs.set_data(np.histogram(np.clip(values.ratios[chosen], -3, 7), EDGES)[0])
    artists.verdict.set_text(f"check: {np.sum(~values.same)} of {values.same.size} wrong")
    artists.verdict.set_color(style.BLUE if values.passed else style.VERMILION)
    data, heights = values.data, []
    for run, line in ((data.true, artists.lines[0]), (data.run, artists.lines[1])):
        line.set_data(range(EPOCHS + 1), run.losses)
        heights.append(0.54 + CHART * min(run.losses[-1], 1.5) / 1.6)
    upper = heights[1] > heights[0]
    middle = max(np.mean(heights), 0.75)
    gap = max(0.1, abs(heights[1] - heights[0]) / 2)
    for end, run, sign, said in zip(artists.ends, (data.true, data.run), (-1, 1), ("right", "bug"), strict=True):
        end.set_text(f"{said} {run.right:.0%}")
        end.set_y((middle + gap * (sign if upper else -sign)) / HEIGHT)
    for artist in (artists.ends[1], artists.lines[1]):
        artist.set_visible(data.bug != NONE)
    artists.now.set_data([values.epoch], [min(data.run.losses[values.epoch], 1.58)])


def says(values):
    name, r, c = values.entry
    total, bug = np.sum(values.first * values.second), values.data.bug
    errors = ", ".join(f"{error:.1g}" for error in values.errors)
    check = "passes" if values.passed else "fails"
    run = values.data.run
    return (
        f"{name}[{r},{c}] is {number(total)}. Bug: {bug} ({BUGS[bug]}). The gradient check {check}; relative errors of "
        f"the layers 1, 2, 3: {errors}. Trained like this for {EPOCHS} epochs, the loss falls from {run.losses[0]:.2f} "
        f"to {run.losses[-1]:.2f} nats, {run.right:.0%} are right (right gradient: {values.data.true.right:.0%})."
    )


def invariant(values):
    """The right pass is the reference's and agrees with differences; every entry is the sum that explains it."""
    params, X, labels = values.case
    kind, bug = values.data.kind, values.data.bug
    ours = layers_of(passes(params, X, labels, kind, NONE), "dW")
    pairs = zip(ours, mlp_backward(params, X, labels, kind, 0.0)[1], strict=True)
    same = all(np.allclose(a, b, atol=1e-14) for mine, theirs in pairs for a, b in zip(mine, theirs, strict=True))
    summed = all(
        np.isclose(np.sum(np.multiply(*explain(values.v, bug, name, r, c)[1:3])), values.v[name][r, c], atol=1e-12)
        for name, (_, _, rows, columns) in MAPS.items() for r in range(rows) for c in range(columns)
    )  # fmt: skip
    judged = values.passed == (not any(np.any(wrong) for name, wrong in values.wrong.items() if "W" in name))
    return same and summed and judged


WIDGET = Widget(
    id="W24",
    title="An X-ray of a network, and ten gradients of which one is right",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    size=(WIDTH, HEIGHT),
    predict=Question(
        "Somebody transposes dW of the middle layer, which is square. What will the training curve look like?",
        ("the loss rises", "the loss stays where it was", "as good as with the right gradient"),
        answer=2,
        because="The other layers still learn, and the network makes do with what the middle one gives it: nobody who "
        "looks at the curve finds this bug. The differences find it at once, and name the layer.",
        reveal={"bug": "dW transposed"},
    ),
    telling=(
        {"bug": "f′(A) instead of f′(Z)", "entry": ("dZ₂", 0, 1)},
        {"bug": "no mean", "kind": "relu", "entry": ("dA₁", 1, 0), "epoch": 2},
    ),
)
