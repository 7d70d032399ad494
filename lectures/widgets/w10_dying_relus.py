"""W10: how step size and start decide which ReLUs ever speak again."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from course.data.rendered_digits import rendered_digits
from lectures.widgetkit import Player, Question, Slider, Widget, style
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.dead_units import dead_units
from reference_solution.training.mlp_training import train

EPOCHS, UNITS = 20, 32
CONTROLS = (
    Slider("lr", 0.05, 2.0, step=0.05, value=0.5, label="step size"),
    Slider("bias", -0.5, 0.5, step=0.1, value=0.0, label="first biases b"),
    Slider("mean", -0.2, 0.2, step=0.02, value=0.0, label="mean of the first weights"),
    Player("epoch", EPOCHS, value=15, label="epoch"),
)


@cache
def digits():
    return rendered_digits(300, np.random.default_rng(0), side=8)


def prepare(lr, bias, mean):
    """Twenty epochs of plain gradient descent on 300 digits, and after each who speaks."""
    X, labels = digits()
    rng = np.random.default_rng(1)
    hidden = [(W + mean, b + bias) for W, b in init_params([64, UNITS, UNITS], "he", rng)]
    params = [*hidden, *init_params([UNITS, 10], "he", rng)]
    speaks, dead, right, first = [], [], [], []
    for epoch in range(EPOCHS + 1):
        logits, caches = mlp_forward(params, X, "relu")
        speaks.append([(Z > 0).mean(axis=0) for _, Z, _ in caches[:-1]])
        dead.append([int(units.sum()) for units in dead_units(params, X)])
        right.append(float(np.mean(logits.argmax(axis=1) == labels)))
        first.append(np.vstack(params[0]))
        if epoch < EPOCHS:
            with np.errstate(all="ignore"):  # steps that are too large end in numbers that are none
                params, _ = train(params, X, labels, "relu", 0.0, lr, 50, 1, rng)
    speaks = np.array(speaks).transpose(1, 2, 0)  # layer, unit, epoch
    order = np.argsort(-speaks[:, :, -1], axis=1, kind="stable")
    stayed = [
        np.array_equal(before[:, gone], after[:, gone])
        for before, after, gone in zip(first[:-1], first[1:], speaks[0].T[:-1] == 0, strict=True)
    ]
    return SimpleNamespace(
        speaks=np.take_along_axis(speaks, order[:, :, None], axis=1),
        dead=np.array(dead),
        right=np.array(right),
        stayed=stayed,
    )


def compute(run, epoch):
    past = np.arange(EPOCHS + 1) <= epoch
    return SimpleNamespace(
        epoch=epoch,
        shown=np.where(past, run.speaks, np.nan),
        dead=run.dead[: epoch + 1],
        right=run.right[: epoch + 1],
        stayed=run.stayed,
        run=run,
    )


def stage(figure):
    first, second, counts = style.panels(figure, 3, left=0.08, top=0.89, wspace=0.3, width_ratios=(1, 1, 1.35))
    maps = []
    for layer, axes in enumerate((first, second), start=1):
        axes.set(title=f"hidden layer {layer}", xlabel="epoch", xticks=(0, 10, 20), yticks=(0, 10, 20, 30))
        axes.grid(False)
        maps.append(
            axes.imshow(np.zeros((UNITS, EPOCHS + 1)), cmap=style.AMOUNT, vmin=0, vmax=1, aspect="auto", zorder=0)
        )
    first.set_ylabel("unit, the most active on top")
    graves = [
        axes.plot([], [], "s", color=style.VERMILION, markersize=4, markeredgewidth=0)[0] for axes in (first, second)
    ]
    counts.set(xlim=(0, EPOCHS), ylim=(-1, 42), xlabel="epoch", ylabel=f"dead units of {UNITS}", xticks=(0, 10, 20))
    counts.set_yticks((0, 8, 16, 24, 32))
    lines = [counts.plot([], [], color=colour, drawstyle="steps-mid")[0] for colour in (style.BLUE, style.PURPLE)]
    names = [
        counts.text(0.5, y, "", color=line.get_color(), weight="bold", bbox=style.PAPER)
        for y, line in zip((38.7, 34.7), lines, strict=True)
    ]
    return SimpleNamespace(maps=maps, graves=graves, lines=lines, names=names)


def draw(values, artists):
    epochs = np.arange(values.epoch + 1)
    for layer in (0, 1):
        artists.maps[layer].set_data(np.ma.masked_invalid(values.shown[layer]))
        unit, epoch = np.nonzero(values.shown[layer] == 0)
        artists.graves[layer].set_data(epoch, unit)
        dead = values.dead[:, layer]
        artists.lines[layer].set_data(epochs, dead)
        artists.names[layer].set_text(f"layer {layer + 1}: {dead[-1]} dead")


def says(values):
    first, second = values.dead[-1]
    verb = "is" if first == 1 else "are"
    return (
        f"After epoch {values.epoch}, {first} of {UNITS} units {verb} dead in layer 1, {second} in layer 2 (dots: "
        f"silent for all 300 digits); {values.right[-1]:.0%} of the digits are recognised."
    )


def invariant(values):
    """Red cells are the dead that are counted; who is dead in layer 1 does not move by a bit, and so stays dead."""
    red = (values.run.speaks == 0).sum(axis=1).T
    return np.array_equal(red, values.run.dead) and all(values.stayed) and np.all(np.diff(values.run.dead[:, 0]) >= 0)


WIDGET = Widget(
    id="W10",
    title="ReLUs that die",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Raise the step size from 0.5 to 1.5. Units that die in the first layer: can they come back later?",
        ("yes, when the layers above them move", "no, never, with these examples", "yes, with smaller steps"),
        answer=1,
        because="A unit that is silent for all examples has the gradient 0, for its weights and for its bias, and its "
        "inputs, the pixels, never change. In the second layer the inputs do change; there a unit may wake.",
        reveal={"lr": 1.5},
    ),
    telling=({"lr": 1.5, "epoch": 20}, {"mean": -0.1, "epoch": 20}),
)
