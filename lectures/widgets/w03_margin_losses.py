"""W03: what a score costs, and which way the cost pushes it."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.margin_losses import hinge_loss, squared_loss, zero_one_loss
from reference_solution.linear.perceptron import perceptron_loss

LOSSES = {
    "0-1": (zero_one_loss, style.BLACK, (-2.5, 0.78)),
    "perceptron": (perceptron_loss, style.GREEN, (-2.05, 1.27)),
    "hinge": (hinge_loss, style.BLUE, (-2.45, 3.45)),
    "logistic": (logistic_loss_pm1, style.VERMILION, (2.1, 0.45)),
    "squared": (squared_loss, style.PURPLE, (2.25, 2.3)),
}
MARGINS = np.linspace(-3, 4, 701)

CONTROLS = (
    Slider("margin", -3.0, 4.0, step=0.05, value=-0.5, label="margin y s", along="x"),
    Choice("chosen", tuple(LOSSES), value="logistic", label="loss"),
)


def compute(margin, chosen):
    y = np.ones(1)
    at = {name: loss(np.array([margin]), y) for name, (loss, _, _) in LOSSES.items()}
    curves = {name: loss(MARGINS, np.ones_like(MARGINS))[0] for name, (loss, _, _) in LOSSES.items()}
    values = {name: float(value[0]) for name, (value, _) in at.items()}
    slopes = {name: float(slope[0]) for name, (_, slope) in at.items()}
    return SimpleNamespace(margin=margin, chosen=chosen, curves=curves, values=values, slopes=slopes)


def stage(figure):
    axes, bars = style.panels(figure, 2, left=0.07, top=0.96, width_ratios=(1.8, 1), wspace=0.36)
    axes.set(xlim=(-3, 4), ylim=(-0.3, 4.6), xlabel="margin y s  (right side: > 0)", ylabel="loss of one example")
    lines = {name: axes.plot([], [], color=colour)[0] for name, (_, colour, _) in LOSSES.items()}
    names = [
        axes.text(*place, name, color=colour, weight="bold", ha="center", va="center", bbox=style.PAPER)
        for name, (_, colour, place) in LOSSES.items()
    ]
    axes.axvline(0, color=style.GREY, linewidth=1)
    cursor = axes.axvline(0, color=style.GREY, linestyle=":", linewidth=1.5)
    tangent = axes.plot([], [], color=style.BLACK, linewidth=1.5, linestyle="--")[0]
    point = axes.plot([], [], "o", color=style.BLACK, markersize=10)[0]

    bars.set(xlim=(-4, 6), ylim=(4.6, -0.6), xlabel="push: −d loss / d(y s)", yticks=range(5))
    bars.set_yticklabels(LOSSES)
    bars.tick_params(axis="y", length=0)
    bars.axvline(0, color=style.GREY, linewidth=1)
    push = bars.barh(range(5), 0, height=0.6, color=[colour for _, colour, _ in LOSSES.values()])
    numbers = [bars.text(0, i, "", va="center") for i in range(5)]
    return SimpleNamespace(
        lines=lines, names=names, cursor=cursor, tangent=tangent, point=point, push=list(push), numbers=numbers
    )


def draw(values, artists):
    for name, line in artists.lines.items():
        line.set_data(MARGINS, values.curves[name])
        line.set_alpha(1.0 if name == values.chosen else 0.35)
    loss, slope = values.values[values.chosen], values.slopes[values.chosen]
    artists.cursor.set_xdata([values.margin] * 2)
    artists.point.set_data([values.margin], [loss])
    near = np.array([-1.0, 1.0])
    artists.tangent.set_data(values.margin + near, loss + slope * near)
    for name, bar, number in zip(LOSSES, artists.push, artists.numbers, strict=True):
        push = 0.0 - values.slopes[name]
        bar.set_width(push)
        number.set_text(f"{push:+.2f}" if push else "0")
        number.set_x(max(push, 0) + 0.2)


def says(values):
    loss, slope = values.values[values.chosen], values.slopes[values.chosen]
    pull = (
        "nothing pulls at it"
        if slope == 0
        else f"a step downhill makes the margin {'larger' if slope < 0 else 'smaller'}"
    )
    return f"At the margin {values.margin:.2f} the {values.chosen} loss is {loss:z.2f}, its slope {slope:z.2f}: {pull}."


def invariant(values):
    """The squared loss and the convex ones lie where they should, and the slopes are those of the curves."""
    slope = np.gradient(values.curves[values.chosen], MARGINS)
    away = abs(values.margin) > 0.02 and abs(values.margin - 1) > 0.02  # the kinks
    right = not away or abs(np.interp(values.margin, MARGINS, slope) - values.slopes[values.chosen]) < 0.02
    return right and np.all(values.curves["hinge"] >= values.curves["0-1"])


WIDGET = Widget(
    id="W03",
    title="Five losses of the same score",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "An example lies far on the right side, margin 3. Which loss still pulls hardest at its score?",
        ("0-1", "hinge", "logistic", "squared"),
        answer=3,
        because="The squared loss wants the score to be y itself: beyond margin 1 it pulls a right score back, "
        "with the slope 2 here. The hinge is content from 1 on; the logistic loss still pulls, with 0.05.",
        reveal={"margin": 3.0, "chosen": "squared"},
    ),
    telling=({"margin": 3.0, "chosen": "squared"}, {"margin": -2.0, "chosen": "0-1"}),
)
