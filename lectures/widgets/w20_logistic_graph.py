"""W20: one logistic neuron as a graph, computed forward and then backward, a node at a step."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Player, Question, Slider, Widget, style
from reference_solution.autodiff.logistic_least_squares import logistic_least_squares

STEPS = (  # what is computed, by which rule, with which numbers
    ("z", "w · x + b", "{w:.3g} · {x:.3g} + {b:.3g}"),
    ("y", "σ(z)", "σ({z:.3g})"),
    ("L", "½ (y − t)²", "½ ({miss:.3g})²"),
    ("R", "½ w²", "½ ({w:.3g})²"),
    ("L_reg", "L + λ R", "{L:.3g} + {lam:.3g} · {R:.3g}"),
    ("dL_reg", "1", "1"),
    ("dR", "dL_reg · λ", "1 · {lam:.3g}"),
    ("dL", "dL_reg · 1", "1 · 1"),
    ("dy", "dL · (y − t)", "{dL:.3g} · ({miss:.3g})"),
    ("dz", "dy · y (1 − y)", "{dy:.3g} · {y:.3g} · {rest:.3g}"),
    ("dw", "dz · x + dR · w", "{dz:.3g} · {x:.3g} + {dR:.3g} · {w:.3g}"),
    ("db", "dz · 1", "{dz:.3g} · 1"),
)
FORWARD = 5
NODES = {
    "x": (0, 1.6), "w": (0, 0.0), "b": (0, -1.6), "z": (1, 0.75), "y": (2, 0.75),
    "t": (2.1, -0.7), "L": (3, 0.75), "R": (1.45, -1.7), "L_reg": (4, 0.05),
}  # fmt: skip
EDGES = (
    *(("x", "z"), ("w", "z"), ("b", "z"), ("z", "y"), ("y", "L"), ("t", "L")),
    *(("w", "R"), ("L", "L_reg"), ("R", "L_reg")),
)
WEIGHTS = np.linspace(-3, 3, 121)

CONTROLS = (
    Player("step", len(STEPS), value=10, interval=1200, label="step"),
    Slider("w", -3.0, 3.0, step=0.1, value=0.5, label="weight w"),
    Slider("b", -3.0, 3.0, step=0.1, value=-0.3, label="bias b"),
    Slider("x", -3.0, 3.0, step=0.1, value=2.0, label="input x"),
    Slider("t", 0.0, 1.0, step=0.1, value=1.0, label="target t"),
    Slider("lam", 0.0, 0.2, step=0.01, value=0.1, label="penalty λ"),
)


def compute(step, w, b, x, t, lam):
    v = logistic_least_squares(w, b, x, t, lam) | dict(w=w, b=b, x=x, t=t, lam=lam)
    v = {name: float(number) for name, number in v.items()} | dict(miss=float(v["y"] - t), rest=float(1 - v["y"]))
    curve = logistic_least_squares(WEIGHTS, b, x, t, lam)["L_reg"]
    return SimpleNamespace(v=v, step=step, curve=curve, known={name for name, _, _ in STEPS[:step]})


def stage(figure):
    graph, slope = style.panels(
        figure, 2, left=0.01, right=0.97, top=0.9, bottom=0.17, wspace=0.26, width_ratios=(2.35, 1)
    )
    graph.axis("off")
    graph.set_position((0.01, 0.02, 0.61, 0.95))
    graph.set(xlim=(-0.5, 4.5), ylim=(-2.75, 3.1))
    slope.set(xlim=(-3, 3), ylim=(0, 1.45), xlabel="weight w", title="L_reg as w varies")
    centre = dict(ha="center", va="center")
    return SimpleNamespace(
        edges={edge: graph.plot(*np.transpose([NODES[node] for node in edge]))[0] for edge in EDGES},
        nodes=graph.scatter(
            *np.transpose(list(NODES.values())), s=2100, edgecolors=style.BLACK, linewidths=2, zorder=4
        ),
        names=[
            graph.text(*place, name, weight="bold", fontsize=12, zorder=5, **centre) for name, place in NODES.items()
        ],
        values={
            name: graph.text(x, y + 0.47, "", ha="center", color=style.BLUE, bbox=style.PAPER)
            for name, (x, y) in NODES.items()
        },
        bars={
            name: graph.text(x, y - 0.47, "", ha="center", va="top", color=style.VERMILION, bbox=style.PAPER)
            for name, (x, y) in NODES.items()
        },
        lam=graph.text(3.0, -1.0, "", color=style.BLUE, ha="left", va="top"),
        head=graph.text(0.01, 1.0, "", transform=graph.transAxes, va="top", fontsize=15, weight="bold"),
        numbers=graph.text(0.01, 0.915, "", transform=graph.transAxes, va="top"),
        curve=slope.plot([], [], color=style.BLUE)[0],
        tangent=slope.plot([], [], "--", color=style.VERMILION)[0],
        point=slope.plot([], [], "o", color=style.BLACK, markersize=10)[0],
        said=slope.text(0, 1.37, "", ha="center", va="center", color=style.VERMILION, bbox=style.PAPER),
    )


def draw(values, artists):
    v, known = values.v, values.known
    now = STEPS[values.step - 1][0] if values.step else ""
    node, back = now.removeprefix("d"), values.step > FORWARD
    for edge, line in artists.edges.items():
        live = edge[0 if back else 1] == node
        line.set(
            color=(style.VERMILION if back else style.BLUE) if live else style.GREY,
            linewidth=6 if live else 1.5,
            alpha=0.7 if live else 1,
        )
    artists.nodes.set_facecolors(
        [style.PURPLE if name == node else "white" if name in known else style.PALE for name in NODES]
    )
    for name in NODES:
        given = name in "xwbt"
        artists.values[name].set_text(f"{v[name]:.3g}" if given or name in known else "")
        artists.bars[name].set_text(f"{v['d' + name]:.3g}" if f"d{name}" in known else "")
    artists.lam.set_text(f"× λ = {v['lam']:.2g}")
    artists.head.set_text(headline(values))
    artists.numbers.set_text(
        f"= {STEPS[values.step - 1][2].format(**v)} = {v[now]:.4g}"
        if now
        else "blue: values; orange: slopes of L_reg in them"
    )
    artists.curve.set_data(WEIGHTS, values.curve)
    artists.point.set_data([v["w"]], [v["L_reg"]])
    near = np.array([-1.2, 1.2]) if "dw" in known else np.zeros(2)
    artists.tangent.set_data(v["w"] + near, v["L_reg"] + v["dw"] * near)
    artists.said.set_text(f"its slope: dw = {v['dw']:.3f}" if "dw" in known else "its slope: dw = ?")


def headline(values):
    if values.step == 0:
        return "Nothing is computed yet"
    name, rule, _ = STEPS[values.step - 1]
    return f"{'backward' if values.step > FORWARD else 'forward'}:  {name} = {rule}"


def says(values):
    v, step = values.v, values.step
    if step == 0:
        return "Only the inputs are known; each step computes one node from those that are known."
    name, rule, numbers = STEPS[step - 1]
    done = f" Both gradients are known: dw = {v['dw']:.4f}, db = {v['db']:.4f}." if step == len(STEPS) else ""
    return f"Step {step} of {len(STEPS)}: {name} = {rule} = {numbers.format(**v)} = {v[name]:.4f}.{done}"


def invariant(values):
    """Both gradients are what moving w and b a little does to the loss, and every step's numbers give its result."""
    v, h = values.v, 1e-5
    at = [v[name] for name in ("w", "b", "x", "t", "lam")]
    for i, name in enumerate(("dw", "db")):
        ahead, behind = ([a + s * (i == j) for j, a in enumerate(at)] for s in (h, -h))
        change = logistic_least_squares(*ahead)["L_reg"] - logistic_least_squares(*behind)["L_reg"]
        if abs(change / (2 * h) - v[name]) > 1e-8:
            return False
    return np.isclose(v["dz"] * v["x"] + v["dR"] * v["w"], v["dw"])


WIDGET = Widget(
    id="W20",
    title="Forward for values, backward for slopes",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "The next step computes dw. w is used twice, in z and in R. What will dw be?",
        (
            "what comes from z",
            "what comes from z, plus what comes from R",
            "what comes from R, which was computed last",
        ),
        answer=1,
        because="A nudge to w moves the loss by both ways, so what comes from both is added: dz · x + dR · w = "
        "−0.147 + 0.05 = −0.097. The tangent in the other picture shows that it is the slope.",
        reveal={"step": 11},
    ),
    telling=({"step": 3}, {"step": 12, "w": -1.5, "lam": 0.2}),
)
