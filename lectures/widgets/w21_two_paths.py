"""W21: two paths from t to f, and a slope that needs both."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.autodiff.two_paths import two_paths

KEPT = ("both, added", "only through x", "only through y", "the last one wins")
TIMES = np.linspace(0, 2.4, 161)
NODES = {"t": (0, 0), "x": (1, 0.75), "y": (1, -0.75), "f": (2, 0)}
EDGES = (("t", "x"), ("t", "y"), ("x", "f"), ("y", "f"))

CONTROLS = (
    Slider("t", 0.0, 2.4, step=0.02, value=1.1, label="time t", along="x", axes=2),
    Choice("kept", KEPT, label="what arrives at t"),
)


def compute(t, kept):
    v = {name: float(number) for name, number in two_paths(t).items()}
    slope = v["dt"] if kept == KEPT[0] else v["through_x"] if kept == KEPT[1] else v["through_y"]
    rates = {("t", "x"): -np.sin(t), ("t", "y"): 2 * t, ("x", "f"): v["dx"], ("y", "f"): v["dy"]}
    return SimpleNamespace(t=t, kept=kept, v=v, slope=float(slope), rates=rates)


def stage(figure):
    graph, bars, curve = style.panels(
        figure, 3, left=0.01, right=0.98, top=0.93, wspace=0.3, width_ratios=(1.25, 0.75, 1.1)
    )
    graph.axis("off")
    graph.set(xlim=(-0.3, 2.35), ylim=(-1.5, 1.8))
    graph.text(-0.25, 1.75, "f = y + eˣʸ,  x = cos t,  y = t²", va="top")
    centre = dict(ha="center", va="center")
    bars.set(xlim=(-0.6, 2.6), ylim=(-4.5, 6.5), xticks=(0, 1, 2), ylabel="df/dt")
    bars.set_xticklabels(("via x", "via y", "sum"))
    bars.axhline(0, color=style.GREY, linewidth=1)
    curve.set(xlim=(0, 2.4), ylim=(0, 6.2), xlabel="time t", ylabel="f")
    return SimpleNamespace(
        edges={edge: graph.plot(*np.transpose([NODES[n] for n in edge]), color=style.GREY)[0] for edge in EDGES},
        nodes=graph.scatter(
            *np.transpose(list(NODES.values())), s=1500, c="white", edgecolors=style.BLACK, linewidths=2, zorder=4
        ),
        names=[graph.text(*place, name, weight="bold", zorder=5, **centre) for name, place in NODES.items()],
        values={
            name: graph.text(x, y + (0.27 if y >= 0 else -0.27), "", ha="center", va="bottom" if y >= 0 else "top")
            for name, (x, y) in NODES.items()
        },
        rates={
            edge: graph.text(
                *np.average([NODES[n] for n in edge], axis=0, weights=[1.3 if n in "xy" else 1 for n in edge]),
                "",
                bbox=style.PAPER,
                zorder=3,
                **centre,
            )
            for edge in EDGES
        },
        columns=list(bars.bar((0, 1, 2), (0, 0, 0), width=0.75)),
        numbers=[bars.text(i, 0, "", ha="center", va="center") for i in range(3)],
        curve=curve.plot(TIMES, two_paths(TIMES)["f"], color=style.BLUE)[0],
        tangent=curve.plot([], [], "--", linewidth=3)[0],
        point=curve.plot([], [], "o", color=style.BLACK, markersize=10)[0],
        said=curve.text(0.08, 5.75, "", va="center", weight="bold", bbox=style.PAPER),
    )


def draw(values, artists):
    v, off = values.v, {KEPT[1]: "y", KEPT[2]: "x", KEPT[3]: "x"}.get(values.kept)
    for name, text in artists.values.items():
        text.set_text(f"{values.t if name == 't' else v[name]:.2f}".replace("-", "−"))
    for edge, line in artists.edges.items():
        lost = off in edge
        line.set(color=style.PALE if lost else style.GREEN if "x" in edge else style.PURPLE, linewidth=2 if lost else 5)
        artists.rates[edge].set(
            text=f"×{values.rates[edge]:.2f}".replace("-", "−"), color=style.GREY if lost else style.BLACK
        )
    right = values.kept == KEPT[0]
    heights = (0.0 if off == "x" else v["through_x"], 0.0 if off == "y" else v["through_y"], values.slope)
    colours = (style.GREEN, style.PURPLE, style.BLACK if right else style.VERMILION)
    for column, number, height, colour in zip(artists.columns, artists.numbers, heights, colours, strict=True):
        column.set_height(np.clip(height, -4.4, 6.4))
        column.set_color(colour)
        number.set_text(f"{height:.2f}".replace("-", "−") if height else "0")
        number.set_y(np.clip(height + (0.35 if height >= 0 else -0.4), -4.1, 6.1))
    reach = np.array([-0.45, 0.45])
    artists.tangent.set_data(values.t + reach, v["f"] + values.slope * reach)
    artists.tangent.set_color(colours[2])
    artists.point.set_data([values.t], [v["f"]])
    artists.said.set(
        text=f"slope {values.slope:.2f}".replace("-", "−") + ("" if right else f", not {v['dt']:.2f}"), color=colours[2]
    )


def says(values):
    v = values.v
    whole = f"df/dt = {v['through_x']:z.3f} (through x) + {v['through_y']:z.3f} (through y) = {v['dt']:z.3f}"
    if values.kept == KEPT[0]:
        return f"At t = {values.t:.2f}: {whole}, and the line touches the curve."
    return f"At t = {values.t:.2f} the slope that arrives is {values.slope:z.3f}, and the line cuts the curve: {whole}."


def invariant(values):
    """The sum over both paths is the slope of the curve; one path alone is that of moving x, or y, alone."""
    h, t, v = 1e-5, values.t, values.v
    ahead, behind = two_paths(t + h), two_paths(t - h)
    slope = (ahead["f"] - behind["f"]) / (2 * h)
    x_alone = (np.exp(ahead["x"] * v["y"]) - np.exp(behind["x"] * v["y"])) / (2 * h)
    products = [values.rates["t", name] * values.rates[name, "f"] for name in "xy"]
    added = values.slope == v["dt"] if values.kept == KEPT[0] else values.slope in (v["through_x"], v["through_y"])
    summed = np.allclose(products, (v["through_x"], v["through_y"]))
    return added and summed and abs(slope - v["dt"]) < 1e-7 and abs(x_alone - v["through_x"]) < 1e-7


WIDGET = Widget(
    id="W21",
    title="Two paths, one slope",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "x(t) and y(t) both move f. A program keeps one number for t and writes to it twice, with = instead of +=. "
        "Which line will it draw at t = 1.1?",
        ("one that touches", "one that is too steep", "one that is too flat"),
        answer=1,
        because="The second write replaces the first: 3.93 from y stays and −1.87 from x is lost. "
        "Each use of a quantity contributes, so contributions are added.",
        reveal={"t": 1.1, "kept": KEPT[3]},
    ),
    telling=({"t": 1.1, "kept": KEPT[3]}, {"t": 1.8, "kept": KEPT[1]}),
)
