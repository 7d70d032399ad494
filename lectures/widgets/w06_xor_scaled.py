"""W06: the XOR network with logistic units, all weights and biases times k: how near it comes to the steps."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Question, Slider, Toggle, Widget, style
from reference_solution.activations.by_name import activation
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.xor import xor_logistic, xor_params
from reference_solution.networks.network import mlp_forward

CONTROLS = (
    Slider("k", 0.5, 15.0, step=0.1, value=2.0, label="scale k"),
    Toggle("biases", value=True, label="scale the biases too"),
)
INPUTS, TRUTH = boolean_inputs(2), np.array([0.0, 1.0, 1.0, 0.0])
KS = np.linspace(0.5, 15.0, 117)
LINE = np.linspace(-0.5, 1.5, 60)
PLANE = np.stack(np.meshgrid(LINE, LINE), axis=-1).reshape(-1, 2)


def network(k, biases):
    return xor_logistic(k) if biases else [(k * W, b) for W, b in xor_params()]


def outputs(params, X):
    logits, caches = mlp_forward(params, X, "sigmoid")
    (H, _), _, _ = caches[-1]
    return activation(logits, "sigmoid")[:, 0], H


def bound(k):
    """Of the answer's error, from that of the hidden units; it says something once those err by less than a quarter."""
    hidden = activation(-np.asarray(k) / 2, "sigmoid")
    return np.where(hidden < 0.25, activation(-k * (0.5 - 2 * hidden), "sigmoid"), 1.0)


def prepare(biases):
    errors = [
        [np.abs(outputs(network(k, biases), INPUTS)[0] - TRUTH).max(), hidden_error(network(k, biases))] for k in KS
    ]
    return SimpleNamespace(errors=np.array(errors), biases=biases)


def hidden_error(params):
    steps = np.stack([INPUTS.max(axis=1), INPUTS.min(axis=1)], axis=1)  # OR and AND
    return np.abs(outputs(params, INPUTS)[1] - steps).max()


def compute(curves, k, biases):
    params = network(k, biases)
    y, _ = outputs(params, INPUTS)
    return SimpleNamespace(
        k=k, biases=biases, y=y, error=np.abs(y - TRUTH).max(), hidden=hidden_error(params), curves=curves.errors,
        heat=outputs(params, PLANE)[0].reshape(60, 60), right=int(np.sum((y > 0.5) == (TRUTH > 0.5))),
    )  # fmt: skip


def stage(figure):
    plane, bars, errors = style.panels(
        figure, 3, left=0.07, right=0.975, top=0.9, wspace=0.42, width_ratios=(1.1, 0.85, 1.1)
    )
    plane.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    plane.set(xlabel="input x₁", ylabel="input x₂", title="output y")
    heat = plane.imshow(np.zeros((60, 60)), extent=(-0.5, 1.5) * 2, origin="lower", cmap="RdBu_r", vmin=0, vmax=1)
    corners = [plane.text(*x, "", ha="center", va="center", weight="bold", bbox=style.PAPER) for x in INPUTS]
    bars.set(xlim=(-0.6, 3.6), ylim=(0, 1.1), xticks=range(4), xticklabels=("00", "01", "10", "11"))
    bars.set(xlabel="inputs x₁x₂", ylabel="output y", title="wanted: 0 1 1 0")
    columns = bars.bar(range(4), 0, width=0.7, color=[style.BLUE, style.VERMILION, style.VERMILION, style.BLUE])
    half = bars.axhline(0.5, color=style.BLACK, linewidth=1.5, linestyle="--")
    errors.set(
        xlim=(0.5, 15),
        ylim=(3e-4, 1.3),
        yscale="log",
        xlabel="scale k",
        ylabel="largest error",
        title="against the steps",
    )
    lines = [errors.plot([], [], color=colour)[0] for colour in (style.VERMILION, style.GREEN)]
    points = [errors.plot([], [], "o", color=colour)[0] for colour in (style.VERMILION, style.GREEN)]
    promises = [
        errors.plot(KS, activation(-KS / 2, "sigmoid"), color=style.GREY, linewidth=1.5, linestyle="--")[0],
        errors.plot(KS, bound(KS), color=style.BLACK, linewidth=1.5, linestyle=":")[0],
    ]
    names = [
        errors.text(0.8, 6.5e-4, "output", color=style.VERMILION, weight="bold"),
        errors.text(0.8, 1.5e-3, "hidden units", color=style.GREEN, weight="bold"),
        errors.text(14.7, 0.36, "·· output's bound", ha="right", va="center"),
        errors.text(14.7, 0.17, "-- σ(−k/2)", ha="right", va="center", color=style.GREY),
    ]
    return SimpleNamespace(
        heat=heat,
        corners=corners,
        columns=list(columns),
        half=half,
        lines=lines,
        points=points,
        names=names,
        promises=promises,
    )


def draw(values, artists):
    artists.heat.set_data(values.heat)
    for y, corner, column in zip(values.y, artists.corners, artists.columns, strict=True):
        corner.set_text(f"{y:.2f}")
        column.set_height(y)
    for i, now in enumerate((values.error, values.hidden)):
        artists.lines[i].set_data(KS, values.curves[:, i])
        artists.points[i].set_data([values.k], [now])


def says(values):
    low, high = values.y[TRUTH == 0].max(), values.y[TRUTH == 1].min()
    side = "" if values.biases else " The biases stayed, so the lines moved: no k will do."
    return (
        f"k = {values.k:.1f}: for 1 the output is at least {high:.4f}, for 0 at most {low:.4f}; "
        f"{values.right} of 4 {'is' if values.right == 1 else 'are'} right after rounding. "
        f"Hidden units err by {values.hidden:.4f} (σ(−k/2) = {activation(-values.k / 2, 'sigmoid'):.4f}), "
        f"the output by {values.error:.4f}.{side}"
    )


def invariant(values):
    """Hidden units err by σ(−k/2) exactly at worst, the output by no more than its bound; only with scaled biases."""
    if not values.biases:
        return values.right < 4
    return abs(values.hidden - activation(-values.k / 2, "sigmoid")) < 1e-12 and values.error <= bound(values.k) + 1e-12


WIDGET = Widget(
    id="W06",
    title="XOR from steps to slopes",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "To make logistic units as hard as steps, multiply by a large k. Is it enough to multiply the weights?",
        ("yes, biases only shift", "no, the biases too", "only those of the output"),
        answer=1,
        because="A unit says ½ where x·w + b = 0. Scale w alone, and that place moves towards zero: OR and AND become "
        "the same line. Scale both, and the place stays while the slope there grows; the error falls like σ(−k/2).",
        reveal={"k": 10.0, "biases": False},
    ),
    telling=({"k": 10.0, "biases": False}, {"k": 10.0}),
)
