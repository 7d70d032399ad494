"""W13: folding doubles the pieces with every layer; one layer needs a unit for every piece."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Question, Slider, Widget, style
from reference_solution.expressivity.linear_regions import count_linear_pieces
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.tent_maps import tent_net
from reference_solution.networks.network import mlp_forward

DEEPEST = 6
DEPTHS = np.arange(1, DEEPEST + 1)
FINE = np.linspace(0, 1, 64 * 12 + 1)  # the corners of every tent are among these
TIGHT, WIDE = (-0.2, 1.3), (-2.0, 2.8)  # of the output: as far as straight folds go, and as far as wobbling ones do

CONTROLS = (
    Slider("layers", 1, DEEPEST, value=3, label="hidden layers L of two ReLUs"),
    Slider("units", 1, 64, value=6, label="ReLUs n in a single layer", along="x", axes=1),
    Slider("wobble", 0.0, 0.3, step=0.02, label="wobble of the deep weights"),
)


def prepare(layers, wobble):
    rng = np.random.default_rng(5)
    deep = [(W * (1 + wobble * rng.normal(size=W.shape)), b) for W, b in tent_net(layers)]
    said = mlp_forward(deep, FINE[:, None], "relu")[0].ravel()
    return SimpleNamespace(layers=layers, wobble=wobble, said=said, pieces=count_linear_pieces(deep, 0.0, 1.0))


def compute(deep, units):
    knots = np.linspace(0, 1, units + 1)
    shallow = relu_interpolant(knots, np.interp(knots, FINE, deep.said))
    said = mlp_forward(shallow, FINE[:, None], "relu")[0].ravel()
    return SimpleNamespace(
        deep=deep,
        units=units,
        said=said,
        pieces=count_linear_pieces(shallow, -1.0, 2.0),
        error=np.abs(said - deep.said).max(),
    )


def stage(figure):
    curve, pieces = style.panels(figure, 2, left=0.07, right=0.985, top=0.83, wspace=0.24, width_ratios=(1.7, 1))
    curve.set(xlim=(0, 1), ylim=TIGHT, xlabel="input x", ylabel="output y", yticks=range(-2, 3))
    deep = curve.plot([], [], color=style.BLUE)[0]
    shallow = curve.plot([], [], "--", color=style.VERMILION, linewidth=2)[0]
    names = [
        curve.text(0, height, "", color=colour, weight="bold", transform=curve.transAxes)
        for height, colour in ((1.13, style.BLUE), (1.04, style.VERMILION))
    ]

    pieces.set(xlim=(0, 66), ylim=(1.5, 110), yscale="log", xlabel="hidden ReLUs in all", ylabel="straight pieces")
    pieces.set_yticks((2, 4, 8, 16, 32, 64), ("2", "4", "8", "16", "32", "64"))
    pieces.minorticks_off()
    pieces.plot(2 * DEPTHS, 2.0**DEPTHS, "o-", color=style.BLUE, alpha=0.4)
    pieces.plot(np.arange(1, 65), np.arange(2, 66), color=style.VERMILION, alpha=0.4)
    pieces.text(14, 72, "folded: 2 to the L", color=style.BLUE, va="center")
    pieces.text(64, 16, "one layer: n + 1", color=style.VERMILION, ha="right", va="center")
    marks = [pieces.plot([], [], "o", color=colour, markersize=12)[0] for colour in (style.BLUE, style.VERMILION)]
    return SimpleNamespace(axes=curve, deep=deep, shallow=shallow, names=names, marks=marks)


def draw(values, artists):
    deep = values.deep
    fits = TIGHT[0] < deep.said.min() and deep.said.max() < TIGHT[1]
    artists.axes.set_ylim(TIGHT if fits else WIDE)
    artists.deep.set_data(FINE, deep.said)
    artists.shallow.set_data(FINE, values.said)
    artists.names[0].set_text(f"{2 * deep.layers} ReLUs in {deep.layers} layers: {deep.pieces} pieces")
    artists.names[1].set_text(f"{values.units} in one layer: {values.pieces} pieces, off by {values.error:.2f}")
    artists.marks[0].set_data([2 * deep.layers], [deep.pieces])
    artists.marks[1].set_data([values.units], [values.pieces])


def says(values):
    deep = values.deep
    folded = f"{2 * deep.layers} ReLUs in {deep.layers} layers fold the line into {deep.pieces} pieces"
    return f"{folded}; {values.units} in a single layer make {values.pieces} and miss that by {values.error:.2f}."


def invariant(values):
    """Two to the L pieces unless the weights wobble, n + 1 at most in one layer, and half off with too few units."""
    deep, most = values.deep, 2**values.deep.layers
    counted = deep.pieces == most if deep.wobble == 0 else deep.pieces <= 3**deep.layers  # two kinks in every piece
    exact = deep.wobble > 0 or values.units % most > 0 or values.error < 1e-9
    too_few = deep.wobble > 0 or values.units > most - 2 or values.error >= 0.5 - 1e-9
    return counted and exact and too_few and values.pieces <= values.units + 1


WIDGET = Widget(
    id="W13",
    title="Folding: pieces from depth, pieces from width",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Three layers of two ReLUs fold the line into 8 pieces. How many do five such layers make?",
        ("10", "12", "32"),
        answer=2,
        because="Each layer folds what the layers before it made, and doubles it: 2 to the fifth. Ten units in a "
        "single layer make at most 11. But let the weights wobble by a fifth: most of the folds are lost.",
        reveal={"layers": 5, "units": 10},
    ),
    telling=({"layers": 5, "units": 32}, {"layers": 5, "units": 10, "wobble": 0.2}),
)
