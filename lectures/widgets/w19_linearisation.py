"""W19: a curve under the microscope: how fast a straight line becomes right, if its slope is."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.autodiff.linearisation import composed, linearisation_error

CHAINS = {  # inner and outer function, each with its derivative
    "sin(x²)": (np.square, lambda x: 2 * x, np.sin, np.cos),
    "exp(sin x)": (np.sin, np.cos, np.exp, np.exp),
    "½ (σ(x) − 1)²": (sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)), lambda y: (y - 1) ** 2 / 2, lambda y: y - 1),
}
RIGHT = "outer' · inner'"
SLOPES = (RIGHT, "outer' alone", "inner' alone")
STEPS = 10.0 ** np.linspace(-4, 0, 41)
WINDOW = np.linspace(-1, 1, 121)

CONTROLS = (
    Slider("dx", 1e-4, 1.0, step=0.1, value=0.1, log=True, label="half width Δx"),
    Slider("x", -1.5, 1.5, step=0.05, value=1.0, label="point x"),
    Choice("chain", tuple(CHAINS), label="y ="),
    Choice("used", SLOPES, label="slope"),
)


def compute(dx, x, chain, used):
    f, df, g, dg = CHAINS[chain]
    value, slope = composed(f, df, g, dg)
    right = float(slope(x))
    taken = {RIGHT: right, SLOPES[1]: float(dg(f(x))), SLOPES[2]: float(df(x))}[used]
    errors = linearisation_error(value, lambda _: taken, x, STEPS)
    small = STEPS < 2e-2
    power = np.polyfit(np.log(STEPS[small]), np.log(errors[small] + 1e-300), 1)[0]
    bend = np.max(np.abs(np.gradient(slope(x + np.linspace(0, 1, 2001)), 1 / 2000)))
    return SimpleNamespace(
        dx=dx, x=x, chain=chain, used=used, right=right, taken=taken, errors=errors, power=power, bend=bend,
        curve=(value(x + dx * WINDOW) - value(x)) / dx,
        error=float(linearisation_error(value, lambda _: taken, x, dx)),
    )  # fmt: skip


def stage(figure):
    lens, errors = style.panels(figure, 2, left=0.09, right=0.98, top=0.91, wspace=0.32)
    lens.set(xlim=(-1, 1), ylim=(-2.2, 2.2), xlabel="way from x, in Δx", ylabel="change of y, in Δx")
    errors.set(xlim=(1e-4, 1), ylim=(1e-12, 10), xscale="log", yscale="log", xlabel="Δx", ylabel="|error of the line|")
    lens.axhline(0, color=style.GREY, linewidth=1)
    lens.axvline(0, color=style.GREY, linewidth=1)
    for power, name in ((1, "∝ Δx"), (2, "∝ Δx²")):
        errors.plot(STEPS, 3 * STEPS**power, ":", color=style.GREY, linewidth=1.5)
        errors.text(1.3e-4, 3 * 1.3e-4**power * 25, name, color=style.GREY)
    return SimpleNamespace(
        curve=lens.plot([], [], color=style.BLUE, linewidth=4)[0],
        line=lens.plot([], [], "--")[0],
        zoom=lens.text(-0.95, 1.95, "", va="center", bbox=style.PAPER),
        gap=lens.plot([], [], color=style.ORANGE, linewidth=5, solid_capstyle="butt")[0],
        errors=errors.plot([], [])[0],
        now=errors.plot([], [], "o", color=style.ORANGE, markersize=12)[0],
        power=errors.text(0.8, 1e-11, "", ha="right", va="center", weight="bold", bbox=style.PAPER),
    )


def draw(values, artists):
    colour = style.BLACK if values.used == RIGHT else style.VERMILION
    artists.curve.set_data(WINDOW, values.curve)
    artists.line.set_data(WINDOW, values.taken * WINDOW)
    artists.line.set_color(colour)
    artists.gap.set_data([0.985, 0.985], [values.taken, values.curve[-1]])
    artists.zoom.set_text(f"enlarged ×{1 / values.dx:,.0f}" if values.dx < 0.5 else "not enlarged")
    artists.errors.set_data(STEPS, np.maximum(values.errors, 1e-17))
    artists.errors.set_color(colour)
    artists.now.set_data([values.dx], [max(values.error, 1e-17)])
    artists.power.set_text(f"error ∝ Δx^{values.power:.2f}")
    artists.power.set_color(colour)


def says(values):
    law = f"in small steps the error falls as Δx to the power {values.power:.2f}"
    if values.used == RIGHT:
        return f"Slope {values.right:z.3f}: at Δx = {values.dx:.2g} the line errs by {values.error:.2g}; {law}."
    return (
        f"Slope {values.taken:.3f}, where {values.right:.3f} is right: at Δx = {values.dx:.2g} the line errs by "
        f"{values.error:.2g}; {law}."
    )


def invariant(values):
    """The product of slopes errs by no more than half the largest curvature times Δx²; another by its own error."""
    rounding = 1e-15
    if values.used == RIGHT:
        return np.all(values.errors <= 0.505 * values.bend * STEPS**2 + rounding) and values.power > 1.8
    off = abs(values.taken - values.right)
    return abs(values.errors[0] / STEPS[0] - off) <= values.bend * STEPS[0] + 1e-10


WIDGET = Widget(
    id="W19",
    title="The linearisation microscope",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Make Δx ten times smaller. How much smaller does the error of the touching line become?",
        ("10 times", "100 times", "1000 times"),
        answer=1,
        because="What the line leaves out begins with ½ y″ Δx². With a wrong slope the error is only 10 times smaller: "
        "how fast the error falls tells the two apart, and that is how one checks a derivative.",
        reveal={"dx": 0.01},
    ),
    telling=({"dx": 0.1, "chain": "exp(sin x)"}, {"dx": 0.01, "used": SLOPES[1]}),
)
