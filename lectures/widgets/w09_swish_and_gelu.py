"""W09: the swish for every β, between half a line and the ReLU, and how well it stands in for the GELU."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.activations.gelu import gelu, gelu_derivative
from reference_solution.activations.relu_family import relu, relu_derivative
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.activations.swish import swish, swish_derivative

Z = np.linspace(-5, 5, 401)
OTHERS = {"ReLU": (relu, relu_derivative), "GELU": (gelu, gelu_derivative)}

CONTROLS = (
    Slider("beta", 0.0, 5.0, step=0.05, value=2.0, label="β"),
    Choice("beside", tuple(OTHERS), label="compare with"),
)


def lowest_place():
    """Where z σ(z) is lowest: the zero of 1 + z (1 - σ(z)), by Newton's method; for other β divide by β."""
    z = -1.0
    for _ in range(20):
        away = 1 - sigmoid(z)
        z -= (1 + z * away) / (away * (1 - z * sigmoid(z)))
    return z


LOWEST = lowest_place()
STEEPEST = swish_derivative(np.linspace(0, 10, 10_001), 1.0).max()


def gelu_by_tanh(z):
    return z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def compute(beta, beside):
    other, other_slope = OTHERS[beside]
    errors = {"z σ(βz)": swish(Z, beta) - other(Z)}
    # The swish may be furthest off outside the picture, where βz is of size 1. With β = 0 nothing bounds it.
    line = np.concatenate([Z, 4 * Z / beta]) if beta else Z
    worst = [float(np.abs(swish(line, beta) - other(line)).max()) if beta else np.inf]
    if beside == "GELU":
        errors["tanh"] = gelu_by_tanh(Z) - gelu(Z)
        worst.append(float(np.abs(errors["tanh"]).max()))
    return SimpleNamespace(
        beta=beta,
        beside=beside,
        f=swish(Z, beta),
        slope=swish_derivative(Z, beta),
        other=other(Z),
        other_slope=other_slope(Z),
        errors=errors,
        worst=worst,
        low=LOWEST / beta if beta else -np.inf,
    )


def stage(figure):
    curves, slopes, errors = style.panels(figure, 3, left=0.08, right=0.98, top=0.97, wspace=0.42)
    curves.set(xlim=(-5, 5), ylim=(-1.5, 4.2), xlabel="z", ylabel="f(z)", xticks=(-4, 0, 4))
    slopes.set(xlim=(-5, 5), ylim=(-0.75, 2), xlabel="z", ylabel="slope f′(z)", xticks=(-4, 0, 4))
    errors.set(xlim=(-5, 5), ylim=(1e-6, 100), xlabel="z", ylabel="size of the error", yscale="log", xticks=(-4, 0, 4))
    errors.set_yticks([1e-5, 1e-3, 1e-1, 10])
    for axes in (curves, slopes):
        axes.axhline(0, color=style.GREY, linewidth=1)
    other = curves.plot([], [], color=style.GREY, linestyle="--")[0]
    f = curves.plot([], [], color=style.BLUE)[0]
    true = slopes.plot([], [], color=style.BLUE)[0]
    other_slope = slopes.plot([], [], color=style.VERMILION, linestyle="--")[0]
    lines = [errors.plot([], [], color=colour)[0] for colour in (style.VERMILION, style.GREEN)]
    names = [
        axes.text(-4.7, y, "", color=colour, weight="bold", bbox=style.PAPER)
        for axes, y, colour in (
            (curves, 3.7, style.BLUE),
            (curves, 3.2, style.GREY),
            (slopes, 1.75, style.BLUE),
            (slopes, 1.5, style.VERMILION),
            (errors, 20, style.VERMILION),
            (errors, 4, style.GREEN),
        )
    ]
    return SimpleNamespace(f=f, other=other, true=true, other_slope=other_slope, lines=lines, names=names)


def draw(values, artists):
    artists.f.set_data(Z, values.f)
    artists.other.set_data(Z, values.other)
    artists.true.set_data(Z, values.slope)
    artists.other_slope.set_data(Z, values.other_slope)
    names = (f"z σ({values.beta:.2f} z)", values.beside, "its slope", f"of the {values.beside}")
    bounds = (f"{name}: ≤ {worst:.2g}" for name, worst in zip(values.errors, values.worst, strict=True))
    bounds = ("no bound", *list(bounds)[1:]) if not values.beta else tuple(bounds)
    for i, line in enumerate(artists.lines):
        error = list(values.errors.values())[i] if i < len(values.errors) else np.full_like(Z, np.nan)
        line.set_data(Z, np.maximum(np.abs(error), 1e-9))
    for artist, name in zip(artists.names, (*names, *bounds, "")[:6], strict=True):
        artist.set_text(name)


def says(values):
    if values.beside == "GELU":
        off = f"by up to {values.worst[0]:.4f}" if values.beta else "without bound"
        return f"z σ({values.beta:.2f} z) misses the GELU {off}; the formula with tanh by up to {values.worst[1]:.5f}."
    if not values.beta:
        return "At β = 0 the gate is half open everywhere, and the swish is z/2: a line."
    least = swish(values.low, values.beta)
    return (
        f"At β = {values.beta:.2f} the swish is lowest at z = {values.low:.2f}, with {least:.3f}, and nowhere further "
        f"from the ReLU than that. Its slope goes up to {STEEPEST:.3f}, whatever β is."
    )


def invariant(values):
    """The slope is that of the curve; the lowest place and the distances are those of the whole line."""
    step = 1e-5
    differences = (swish(Z + step, values.beta) - swish(Z - step, values.beta)) / (2 * step)
    if not np.allclose(values.slope, differences, atol=1e-8):
        return False
    if not values.beta:
        return np.array_equal(values.f, Z / 2)
    line = np.linspace(-40, 40, 80_001) / min(values.beta, 1.0)
    far = np.abs(swish(line, values.beta) - OTHERS[values.beside][0](line)).max()
    if values.beside == "GELU":
        return 4.5e-4 < values.worst[1] < 4.8e-4 and 0.02 < values.worst[0] <= far and far < 1.01 * values.worst[0]
    low, seen = swish(values.low, values.beta), swish(line, values.beta)
    steepest = np.isclose(swish_derivative(line, values.beta).max(), STEEPEST, rtol=1e-5)
    return steepest and np.allclose([far, -seen.min(), values.worst[0]], -low, rtol=2e-3)


WIDGET = Widget(
    id="W09",
    title="Swish, the ReLU and the GELU",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Move β from 2 down to 0. What does the swish z σ(βz) become?",
        ("the ReLU", "z/2, a line", "0 everywhere"),
        answer=1,
        because="σ(0) = 1/2: the gate is half open for every z, and the bend is gone. It is the other end that leads "
        "to the ReLU: with a large β the gate is open or shut, and the two differ by no more than 0.279/β.",
        reveal={"beta": 0.0},
    ),
    telling=({"beta": 1.7, "beside": "GELU"}, {"beta": 0.5}),
)
