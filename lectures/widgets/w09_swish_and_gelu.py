"""W09: the swish for every β, its printed slope beside the true one, and how well it stands in for the GELU."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.activations.gelu import gelu, gelu_derivative
from reference_solution.activations.relu_family import relu
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.activations.swish import swish, swish_derivative

Z = np.linspace(-5, 5, 401)

CONTROLS = (
    Slider("beta", 0.0, 5.0, step=0.05, value=2.0, label="β"),
    Choice("beside", ("slope as printed", "GELU"), label="compare with"),
)


def printed_slope(z, beta):
    """The slope as the slide has it, with g(βz) in place of g(z) (E14)."""
    g = swish(beta * z, beta)
    return beta * g + sigmoid(beta * z) * (1 - beta * g)


def gelu_by_tanh(z):
    return z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def compute(beta, beside):
    true = swish_derivative(Z, beta)
    if beside == "GELU":
        others = (gelu(Z), gelu_derivative(Z))
        errors = {"z σ(βz)": swish(Z, beta) - others[0], "tanh": gelu_by_tanh(Z) - others[0]}
    else:
        others = (relu(Z), printed_slope(Z, beta))
        errors = {"printed": others[1] - true, "": np.full_like(Z, np.nan)}
    return SimpleNamespace(
        beta=beta,
        beside=beside,
        f=swish(Z, beta),
        slope=true,
        other=others[0],
        other_slope=others[1],
        errors=errors,
        worst=[float(np.max(np.abs(error))) for error in errors.values()],
        low=float(Z[np.argmin(swish(Z, beta))]),
    )


def stage(figure):
    curves, slopes, errors = style.panels(figure, 3, left=0.08, right=0.98, top=0.97, wspace=0.42)
    curves.set(xlim=(-5, 5), ylim=(-1.5, 4.2), xlabel="z", ylabel="f(z)", xticks=(-4, 0, 4))
    slopes.set(xlim=(-5, 5), ylim=(-0.75, 2), xlabel="z", ylabel="slope f′(z)", xticks=(-4, 0, 4))
    errors.set(xlim=(-5, 5), ylim=(1e-6, 10), xlabel="z", ylabel="size of the error", yscale="log", xticks=(-4, 0, 4))
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
            (errors, 2.6, style.VERMILION),
            (errors, 0.55, style.GREEN),
        )
    ]
    return SimpleNamespace(f=f, other=other, true=true, other_slope=other_slope, lines=lines, names=names)


def draw(values, artists):
    artists.f.set_data(Z, values.f)
    artists.other.set_data(Z, values.other)
    artists.true.set_data(Z, values.slope)
    artists.other_slope.set_data(Z, values.other_slope)
    told = [
        (f"{name}: right" if worst < 1e-12 else f"{name}: ≤ {worst:.2g}") if name else ""
        for name, worst in zip(values.errors, values.worst, strict=True)
    ]
    for line, error in zip(artists.lines, values.errors.values(), strict=True):
        line.set_data(Z, np.maximum(np.abs(error), 1e-9))
    gelus = values.beside == "GELU"
    beside = ("GELU", "of the GELU") if gelus else ("ReLU", "as printed")
    told = [f"z σ({values.beta:.2f} z)", beside[0], "true slope", beside[1], *told]
    for name, text in zip(artists.names, told, strict=True):
        name.set_text(text)


def says(values):
    if values.beside == "GELU":
        return (
            f"z σ({values.beta:.2f} z) misses the GELU by up to {values.worst[0]:.4f}; "
            f"the formula with tanh by up to {values.worst[1]:.5f}."
        )
    least = f" The swish is lowest, {values.f.min():.3f}, at z = {values.low:.2f}." if values.beta else ""
    right = "right" if values.worst[0] < 1e-12 else f"wrong by up to {values.worst[0]:.2f}"
    return f"At β = {values.beta:.2f} the printed slope is {right}.{least}"


def invariant(values):
    """The true slope is that of the curve, the printed one only at β = 1 and 0; the tanh formula errs by 4.7e-4."""
    step = 1e-5
    differences = (swish(Z + step, values.beta) - swish(Z - step, values.beta)) / (2 * step)
    right = np.allclose(values.slope, differences, atol=1e-8)
    if values.beside == "GELU":
        return right and 4.5e-4 < values.worst[1] < 4.8e-4 and values.worst[0] > 0.02
    return right and (values.worst[0] < 1e-12) == (values.beta in (0, 1))


WIDGET = Widget(
    id="W09",
    title="Swish, its printed slope, and the GELU",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Move β from 2 down to 0. Where does the printed slope agree with the true one?",
        ("nowhere", "at β = 1, and again at β = 0", "for every β below 1"),
        answer=1,
        because="With β = 1 it makes no difference whether g stands for g(z) or g(βz): a test at β = 1 alone finds no "
        "slip. At β = 0 both are 1/2. Between them the printed slope is wrong by up to 0.18.",
        reveal={"beta": 1.0},
    ),
    telling=({"beta": 1.7, "beside": "GELU"}, {"beta": 0.5}),
)
