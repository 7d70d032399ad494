"""W13: folding doubles the pieces with every layer; in one layer a unit adds one piece."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Question, Slider, Widget, style
from reference_solution.expressivity.linear_regions import count_linear_pieces, linear_corners
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.tent_maps import tent_net
from reference_solution.networks.network import mlp_forward

DEEPEST = 6
DEPTHS = np.arange(1, DEEPEST + 1)
FINE = np.linspace(0, 1, 64 * 12 + 1)  # the corners of every tent are among these
TIGHT, WIDE = (-0.2, 1.3), (-2.0, 2.8)  # of the output: as far as straight folds go, and as far as wobbling ones do

CONTROLS = (
    Slider("layers", 1, DEEPEST, value=5, label="hidden layers L of two ReLUs"),
    Slider("units", 1, 64, value=10, label="ReLUs n in a single layer", along="x", axes=1),
    Slider("wobble", 0.0, 0.3, step=0.02, label="wobble of the deep weights"),
)


def prepare(layers, wobble):
    rng = np.random.default_rng(5)
    deep = [(W * (1 + wobble * rng.normal(size=W.shape)), b) for W, b in tent_net(layers)]
    said = mlp_forward(deep, FINE[:, None], "relu")[0].ravel()
    corners = linear_corners(deep, 0.0, 1.0)
    heights = mlp_forward(deep, corners[:, None], "relu")[0].ravel()
    return SimpleNamespace(
        layers=layers, wobble=wobble, said=said, corners=corners, heights=heights, pieces=len(corners) - 1
    )


def compute(deep, units):
    corners, heights = follow(deep, units)
    shallow = relu_interpolant(corners, heights)
    every = np.union1d(corners, deep.corners)  # between these both are straight
    return SimpleNamespace(
        deep=deep,
        units=units,
        used=len(corners) - 1,
        said=mlp_forward(shallow, FINE[:, None], "relu")[0].ravel(),
        pieces=count_linear_pieces(shallow, 0.0, 1.0),
        error=np.abs(np.interp(every, corners, heights) - np.interp(every, deep.corners, deep.heights)).max(),
    )


def follow(deep, units):
    """Corners of a rival with one layer: along the folds as far as its units go, then straight on in the middle."""
    if units >= len(deep.corners) - 1:
        return deep.corners, deep.heights
    x, y = deep.corners[: units - 1], deep.heights[: units - 1]
    rest = deep.heights[max(units - 2, 0) :]
    middle = (rest.min() + rest.max()) / 2
    if not len(x):
        return np.array([0.0, 1.0]), np.full(2, middle)
    start, end = deep.corners[units - 2 : units]
    low, high = deep.heights[units - 2 : units]
    # It stops where the next fold crosses the middle, or at the end of that fold.
    share = (middle - low) / (high - low) if high != low else 1.0
    stop = start + np.clip(share, 0.01, 1.0) * (end - start)
    return np.append(x, [stop, 1.0]), np.append(y, [middle, middle])


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
    pieces.text(64, 5, "one layer: at most n + 1", color=style.VERMILION, ha="right", va="center")
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
    deep, n = values.deep, values.units
    return (
        f"{2 * deep.layers} ReLUs in {deep.layers} layer{'s' * (deep.layers > 1)} fold the line into {deep.pieces} "
        f"pieces; {n} in a single layer make at most {n + 1}. This one has {values.pieces} and is off by "
        f"{values.error:.2f}."
    )


def invariant(values):
    """Two to the L pieces unless the weights wobble; in one layer at most n + 1, and half off with fewer than folds."""
    deep, most = values.deep, 2**values.deep.layers
    counted = deep.pieces == most if deep.wobble == 0 else deep.pieces <= 3**deep.layers  # two kinks in every piece
    exact = values.units < deep.pieces or values.error < 1e-9
    # Each piece crosses the middle once, so the constant 1/2 is as near as fewer pieces come.
    half = deep.wobble > 0 or values.units >= most or np.isclose(values.error, 0.5)
    return counted and exact and half and values.used <= values.units and values.pieces <= values.units + 1


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
        "Ten ReLUs in five layers fold the line into 32 pieces. How many ReLUs does a single layer need for the same "
        "line?",
        ("10", "16", "32"),
        answer=2,
        because="In a single layer each unit bends the output in one place. With fewer than 31 there are too few "
        "pieces, and it stays 1/2 away somewhere; with 32 it draws the same line. Each further layer of two ReLUs "
        "doubles that. But let the deep weights wobble by a fifth: most of the folds are lost.",
        reveal={"layers": 5, "units": 32},
    ),
    telling=({"layers": 5, "units": 32}, {"layers": 5, "units": 10, "wobble": 0.2}),
)
