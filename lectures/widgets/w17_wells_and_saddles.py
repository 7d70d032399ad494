"""W17: where gradient descent stops although the loss is lower elsewhere: a local minimum, and a saddle."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Player, Question, Slider, Widget, style
from reference_solution.training.gradient_descent import gradient_descent
from reference_solution.training.landscapes import double_well, saddle

STEPS = 60
W = np.linspace(-2, 2, 201)
GRID = np.linspace(-2, 2, 60)

CONTROLS = (
    Choice("land", ("two wells", "a saddle"), label="loss"),
    Slider("start", -1.8, 1.8, step=0.05, value=1.5, label="initial w₁", along="x"),
    Slider("tilt", 0.0, 0.5, step=0.05, value=0.2, label="tilt of the wells", when={"land": "two wells"}),
    Slider("second", -1.8, 1.8, step=0.05, value=-1.4, label="initial w₂", when={"land": "a saddle"}),
    Slider("lr", 0.05, 1.0, step=0.05, value=0.1, label="learning rate η"),
    Player("step", STEPS, value=30, interval=120, label="steps"),
)


def compute(land, start, tilt, second, lr, step):
    with np.errstate(all="ignore"):  # a step too large may leave the numbers altogether
        if land == "two wells":
            path = gradient_descent(lambda w: double_well(w, tilt)[1], np.array([start]), lr, STEPS)
            losses, slopes = double_well(path[:, 0], tilt)[0], double_well(path, tilt)[1]
            lowest = float(np.min(double_well(np.linspace(-2, 2, 4001), tilt)[0]))
        else:
            path = gradient_descent(lambda w: saddle(w)[1], np.array([start, second]), lr, STEPS)
            losses, lowest = np.array([saddle(w)[0] for w in path]), 0.0
            slopes = np.array([saddle(w)[1] for w in path])
        lengths = np.linalg.norm(slopes, axis=1)
    return SimpleNamespace(
        land=land, tilt=tilt, lr=lr, step=step, path=path, losses=losses, slope=slopes[step], lengths=lengths,
        lowest=lowest, well=double_well(W, tilt)[0], finite=bool(np.all(np.isfinite(losses))),
    )  # fmt: skip


def stage(figure):
    land, curve = style.panels(figure, 2, left=0.1, wspace=0.2, width_ratios=(1.15, 1))
    land.set(xlim=(-2, 2))
    land.grid(False)
    shape = land.plot([], [], color=style.BLACK)[0]
    across, up = np.meshgrid(GRID, GRID)
    heights = saddle(np.stack([across, up]))[0]
    levels = (0.125, 0.5, 1.5, 3.5, 7)
    hills = land.contour(across, up, heights, levels, cmap=style.AMOUNT, linewidths=1.5)
    valleys = [land.plot(sign * W[W > 0.4], sign / W[W > 0.4], color=style.GREEN, linewidth=3)[0] for sign in (-1, 1)]
    valleys.append(land.plot([0], [0], "x", color=style.BLACK, markersize=12, markeredgewidth=3)[0])
    valleys += [
        land.text(-0.14, -0.33, "saddle", ha="right", bbox=style.PAPER),
        land.text(-1.92, 1.72, "green: J = 0, the lowest", color=style.GREEN, bbox=style.PAPER),
    ]
    trail = land.plot([], [], "o-", color=style.VERMILION, markersize=5, linewidth=1.2)[0]
    ball = land.plot([], [], "o", color=style.BLUE, markersize=13)[0]
    curve.set(xlim=(0, STEPS + 2), ylim=(-0.8, 2), xlabel="step")
    lengths = curve.plot([], [], ":", color=style.ORANGE)[0]
    losses = curve.plot([], [], color=style.VERMILION)[0]
    lowest = curve.axhline(0, color=style.GREEN, linestyle="--")
    here = curve.plot([], [], "o", color=style.BLUE, markersize=10)[0]
    name = curve.text(59, 0, "the lowest loss there is", ha="right", va="top", color=style.GREEN)
    curve.text(59, 1.83, "loss J", ha="right", color=style.VERMILION, weight="bold", bbox=style.PAPER)
    curve.text(59, 1.58, "length of the gradient", ha="right", color="#a06c00", weight="bold", bbox=style.PAPER)
    return SimpleNamespace(
        land=land, shape=shape, hills=hills, valleys=valleys, trail=trail, ball=ball, lengths=lengths, losses=losses,
        lowest=lowest, here=here, name=name,
    )  # fmt: skip


def draw(values, artists):
    wells = values.land == "two wells"
    artists.land.set(
        ylim=(-0.7, 2) if wells else (-2, 2),
        xlabel="weight w₁",
        ylabel="loss J" if wells else "weight w₂",
        title="one weight, two wells" if wells else "two weights: J = ½ (w₁w₂ − 1)²",
    )
    seen, losses, lengths = (
        np.clip(np.nan_to_num(numbers, nan=9, posinf=9, neginf=-9), -9, 9)
        for numbers in (values.path[: values.step + 1], values.losses, values.lengths)
    )
    up = losses[: values.step + 1] if wells else seen[:, 1]
    artists.shape.set_data(W, values.well)
    artists.shape.set_visible(wells)
    for artist in (artists.hills, *artists.valleys):
        artist.set_visible(not wells)
    artists.trail.set_data(seen[:, 0], up)
    artists.ball.set_data(seen[-1:, 0], up[-1:])
    artists.losses.set_data(np.arange(STEPS + 1), losses)
    artists.lengths.set_data(np.arange(STEPS + 1), lengths)
    artists.here.set_data([values.step], [losses[values.step]])
    artists.lowest.set_ydata([values.lowest] * 2)
    artists.name.set_y(values.lowest - 0.04)


def says(values):
    if not values.finite:
        return f"With η = {values.lr:.2f} every step overshoots further than the one before: the loss overflows."
    where = " and ".join(f"{name} = {w:z.2f}" for name, w in zip(("w₁", "w₂"), values.path[values.step], strict=False))
    return (
        f"After {values.step} step{'s' * (values.step != 1)} {where}, and the loss is "
        f"{values.losses[values.step]:z.3f}; the lowest loss is {values.lowest:z.3f}. "
        f"The gradient here has length {np.linalg.norm(values.slope):.2g}."
    )


def invariant(values):
    """The slope is the loss's by central differences, and nothing lies below the lowest loss."""
    w, h = values.path[values.step], 1e-5
    if not np.all(np.isfinite(values.path)) or np.abs(values.path).max() > 10:
        return not values.finite or values.lr > 0.3
    loss = (lambda w: double_well(w, values.tilt)[0][0]) if values.land == "two wells" else (lambda w: saddle(w)[0])
    differences = [(loss(w + h * e) - loss(w - h * e)) / (2 * h) for e in np.eye(len(w))]
    kept = values.losses[values.step] >= values.lowest - 1e-6
    return np.allclose(differences, values.slope, rtol=1e-4, atol=1e-6) and kept


WIDGET = Widget(
    id="W17",
    title="Where the gradient is zero and the loss is not the lowest",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Look at J = ½ (w₁w₂ − 1)² and start at w₁ = 1.4, w₂ = −1.4. Where does gradient descent go?",
        ("into one of the valleys w₁w₂ = 1", "to the saddle at 0, where it stays", "away, without end"),
        answer=1,
        because="Both weights change in the same way, so w₂ = −w₁ stays true, and on that line the saddle is the "
        "lowest point. The gradient there is 0. Start a little off the line: after a long wait it leaves.",
        reveal={"land": "a saddle", "start": 1.4, "second": -1.4, "step": 60},
    ),
    telling=(
        {"start": 1.5, "tilt": 0.4, "step": 60},
        {"land": "a saddle", "start": 1.5, "second": -1.4, "step": 60},
    ),
)
