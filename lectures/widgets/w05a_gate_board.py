"""W05a: two weights, a bias and a truth table; for XOR the hinge loss never gets to zero."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.logic.threshold import step

TABLES = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "x₁ and not x₂": (0, 0, 1, 0),
    "XOR": (0, 1, 1, 0),
}
INPUTS = boolean_inputs(2)
CONTROLS = (
    Choice("gate", tuple(TABLES), value="NAND", label="wanted"),
    Slider("w1", -3.0, 3.0, step=0.25, value=1.0, label="weight w₁"),
    Slider("w2", -3.0, 3.0, step=0.25, value=1.0, label="weight w₂"),
    Slider("b", -4.0, 4.0, step=0.25, value=-1.5, label="bias b"),
)
SIDE = np.linspace(-0.6, 1.6, 60)
PLANE = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)


def slack(z, table):
    """The hinge loss of every row: what its margin lacks to 1."""
    return np.maximum(1 - (2 * table - 1) * z, 0)


def compute(gate, w1, w2, b):
    table, w = np.array(TABLES[gate], dtype=float), np.array([w1, w2])
    z = INPUTS @ w + b
    missing = slack(z, table)
    return SimpleNamespace(
        gate=gate, table=table, w=w, b=b, z=z, fires=step(z), missing=missing, total=missing.sum(),
        wrong=int(np.sum(step(z) != table)), side=step(PLANE @ w + b).reshape(60, 60),
        possible=is_linearly_separable(INPUTS, table),
    )  # fmt: skip


def stage(figure):
    plane, rows, meter = style.panels(
        figure, 3, left=0.07, right=0.985, bottom=0.16, top=0.9, wspace=0.3, width_ratios=(1.25, 1.25, 0.42)
    )
    plane.set(xlim=(-0.6, 1.6), ylim=(-0.6, 1.6), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    plane.set(xlabel="input x₁", ylabel="input x₂", title="fires in the orange part")
    side = plane.imshow(np.zeros((60, 60)), extent=(-0.6, 1.6) * 2, origin="lower", cmap="RdBu_r", vmin=-1.4, vmax=2.4)
    line = plane.plot([], [], color=style.BLACK)[0]
    dots = [plane.plot(*x, "o", markersize=24, markeredgewidth=3.5)[0] for x in INPUTS]
    wanted = [plane.text(*x, "", ha="center", va="center_baseline", weight="bold", color="white") for x in INPUTS]

    rows.set(xlim=(-0.7, 5), ylim=(4.6, -0.6), xticks=(), yticks=())
    rows.grid(False)
    rows.spines[:].set_visible(False)
    for x, head in zip((0.1, 0.9, 2.1, 3.3, 4.6), ("x₁", "x₂", "z", "fires", "want"), strict=True):
        rows.text(x, -0.35, head, ha="center", weight="bold", color=style.BLACK)
        rows.axhline(-0.05, color=style.GREY, linewidth=1)
    for i, x in enumerate(INPUTS):
        rows.plot(-0.45, i + 0.55, "s", color=style.COLOURS[i + 1], markersize=11, clip_on=False)
        rows.text(0.1, i + 0.55, f"{x[0]:.0f}", ha="center", va="center")
        rows.text(0.9, i + 0.55, f"{x[1]:.0f}", ha="center", va="center")
    cells = [[rows.text(x, i + 0.55, "", ha="center", va="center") for x in (2.1, 3.3, 4.6)] for i in range(4)]

    meter.set(xlim=(-0.5, 0.5), ylim=(0, 12), xticks=(), ylabel="sum over the rows", title="hinge loss")
    parts = [meter.bar(0, 0, width=0.8, color=colour, edgecolor="white")[0] for colour in style.COLOURS[1:5]]
    floor = meter.axhline(4, color=style.BLACK, linestyle="--", linewidth=2)
    return SimpleNamespace(side=side, line=line, dots=dots, wanted=wanted, cells=cells, parts=parts, floor=floor)


def draw(values, artists):
    artists.side.set_data(values.side)
    size = values.w @ values.w
    artists.line.set_visible(bool(size > 0))
    if size > 0:
        foot, along = -values.b * values.w / size, np.array([-values.w[1], values.w[0]]) / np.sqrt(size)
        artists.line.set_data(*(foot + 9 * np.array([[-1], [1]]) * along).T)
    below = 0.0
    for i in range(4):
        right = values.fires[i] == values.table[i]
        artists.dots[i].set_color(style.VERMILION if values.table[i] else style.BLUE)
        artists.dots[i].set_markeredgecolor("white" if right else style.BLACK)
        artists.wanted[i].set_text(f"{values.table[i]:.0f}")
        z, fires, want = artists.cells[i]
        z.set_text(f"{values.z[i]:+.2f}")
        fires.set_text(f"{values.fires[i]:.0f} {'✓' if right else '✗'}")
        fires.set_color(style.GREEN if right else style.VERMILION)
        fires.set_weight("normal" if right else "bold")
        want.set_text(f"{values.table[i]:.0f}")
        artists.parts[i].set_y(below)
        artists.parts[i].set_height(values.missing[i])
        below += values.missing[i]
    artists.floor.set_visible(not values.possible)


def says(values):
    rule = f"step({values.w[0]:g} x₁ {values.w[1]:+g} x₂ {values.b:+g})"
    if values.wrong == 0:
        edge = " with margins of 1 and more" if values.total == 0 else f"; the hinge loss is {values.total:.2f}"
        return f"{rule} is {values.gate}{edge}."
    can = "some weights make it 0" if values.possible else "no weights get it below 4, the dashed line"
    return f"{rule} is wrong in {values.wrong} of 4 rows of {values.gate}; the hinge loss is {values.total:.2f}; {can}."


def invariant(values):
    """A loss of 0 means that the gate is right; where no line exists, no weights get below 4."""
    right = values.wrong == 0 or values.total >= 1
    return right and (values.possible or (values.total >= 4 - 1e-12 and values.wrong >= 1))


WIDGET = Widget(
    id="W05a",
    title="A board of gates",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "The weights and the bias compute AND. What makes it NAND?",
        ("flip all three signs", "flip the sign of the bias", "flip the signs of both weights"),
        answer=0,
        because="NAND fires exactly where AND does not: the same line, the other side. With w = (−2, −2), b = 3 every "
        "row has a margin of 1 at least. Then try XOR: the loss never gets below the dashed line.",
        reveal={"gate": "NAND", "w1": -2.0, "w2": -2.0, "b": 3.0},
    ),
    telling=({"gate": "NAND", "w1": -2.0, "w2": -2.0, "b": 3.0}, {"gate": "XOR", "w1": 2.0, "w2": 2.0, "b": -1.0}),
)
