"""W13c: four units that multiply, and why their inputs must be made small, but not too small."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Question, Slider, Widget, style
from reference_solution.expressivity.multiplication_gate import mult_gate, softplus_forward

AXIS = np.linspace(-1, 1, 60)
PLANE = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)
TRUTH = PLANE.prod(axis=1)
LAMS = np.logspace(-8, 0.5, 69)
ROUNDING = 4 * np.finfo(float).eps  # four activations, each off by at most about one unit in the last place

CONTROLS = (Slider("scale", -8.0, 0.5, step=0.05, value=-0.5, label="log₁₀ of λ"),)


def gate_error(lam):
    said = softplus_forward(mult_gate(lam), PLANE).ravel()
    return said, np.abs(said - TRUTH).max()


def prepare():
    return np.array([gate_error(lam)[1] for lam in LAMS])


def compute(errors, scale):
    lam = 10**scale
    said, error = gate_error(lam)
    return SimpleNamespace(lam=lam, said=said, error=error, errors=errors)


def stage(figure):
    margins = {"left": 0.078, "right": 0.985, "bottom": 0.17, "top": 0.88, "wspace": 0.38}
    plane, off, curve = style.panels(figure, 3, **margins, width_ratios=(1, 1, 1.1))
    images = []
    for axes, title in ((plane, "what it says"), (off, "its error, largest = 1")):
        axes.grid(False)
        axes.set(xlabel="input x", ylabel="input y", xticks=(-1, 0, 1), yticks=(-1, 0, 1), title=title)
        images.append(axes.imshow(np.zeros((60, 60)), origin="lower", extent=(-1, 1, -1, 1), vmin=-1, vmax=1))
    curve.set(xscale="log", yscale="log", xlim=(1e-8, 4), ylim=(1e-9, 30), xlabel="λ", ylabel="largest error")
    curve.set_xticks((1e-8, 1e-6, 1e-4, 1e-2, 1))
    curve.plot(LAMS, LAMS**2 / 6, "--", color=style.BLUE, linewidth=1.5)
    curve.plot(LAMS, ROUNDING / LAMS**2, "--", color=style.VERMILION, linewidth=1.5)
    line = curve.plot([], [], color=style.BLACK)[0]
    names = [
        curve.text(2e-8, 2.5e-9, "rounding\n4ε / λ²", color=style.VERMILION, bbox=style.PAPER),
        curve.text(2.5, 2.5e-9, "Taylor\nλ² / 6", color=style.BLUE, ha="right", bbox=style.PAPER),
    ]
    now = curve.plot([], [], "o", color=style.BLACK, markersize=11)[0]
    return SimpleNamespace(images=images, line=line, names=names, now=now)


def draw(values, artists):
    artists.images[0].set_data(values.said.reshape(60, 60))
    artists.images[1].set_data((values.said - TRUTH).reshape(60, 60) / max(values.error, 1e-300))
    artists.line.set_data(LAMS, values.errors)
    artists.now.set_data([values.lam], [values.error])


def says(values):
    blame = "the curve's higher terms" if values.lam**2 / 6 > ROUNDING / values.lam**2 else "rounding"
    return f"With λ = {values.lam:.2g} the four units multiply to within {values.error:.2g}; what is left is {blame}."


def invariant(values):
    """The error stays below what the next term of Taylor's series and rounding can make together."""
    return values.error <= values.lam**2 / 6 + ROUNDING / values.lam**2


WIDGET = Widget(
    id="W13c",
    title="Four units that multiply",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Ten times smaller inputs make the error a hundred times smaller. What does λ = 10⁻⁸ do?",
        ("the error is about 10⁻¹⁶", "the error is large again", "the output is 0 everywhere, exactly"),
        answer=1,
        because="The product hides in the digits that the four activations do not have in common, of the size of λ². "
        "At λ = 10⁻⁸ that is 10⁻¹⁶, the last digit a number has: what the picture shows is rounding.",
        reveal={"scale": -8.0},
    ),
    telling=({"scale": -7.4}, {"scale": -4.0}),
    size=(9.0, 3.6),
)
