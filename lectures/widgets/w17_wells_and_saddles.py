"""W17: places where going downhill ends, and that are not the lowest."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Player, Question, Slider, Widget, style
from reference_solution.training.gradient_descent import gradient_descent
from reference_solution.training.landscapes import double_well, saddle

STEPS = 60
W = np.linspace(-2, 2, 201)
GRID = np.linspace(-2, 2, 60)

CONTROLS = (
    Choice("land", ("two wells", "a saddle"), label="landscape"),
    Slider("start", -1.8, 1.8, step=0.05, value=1.5, label="start w₁", along="x"),
    Slider("tilt", 0.0, 0.5, step=0.05, value=0.2, label="tilt of the wells", when={"land": "two wells"}),
    Slider("second", -1.8, 1.8, step=0.05, value=-1.4, label="start w₂", when={"land": "a saddle"}, along="y", axes=1),
    Slider("lr", 0.05, 1.0, step=0.05, value=0.1, label="learning rate η"),
    Player("step", STEPS, value=30, interval=120, label="steps"),
)


def compute(land, start, tilt, second, lr, step):
    with np.errstate(all="ignore"):  # a step too large may leave the numbers altogether
        if land == "two wells":
            path = gradient_descent(lambda w: double_well(w, tilt)[1], np.array([start]), lr, STEPS)
            losses, slope = double_well(path[:, 0], tilt)[0], double_well(path[step], tilt)[1]
            lowest = float(np.min(double_well(np.linspace(-2, 2, 4001), tilt)[0]))
        else:
            path = gradient_descent(lambda w: saddle(w)[1], np.array([start, second]), lr, STEPS)
            losses, slope, lowest = np.array([saddle(w)[0] for w in path]), saddle(path[step])[1], 0.0
    return SimpleNamespace(
        land=land, tilt=tilt, lr=lr, step=step, path=path, losses=losses, slope=slope, lowest=lowest,
        well=double_well(W, tilt)[0], finite=bool(np.all(np.isfinite(losses))),
    )  # fmt: skip


def stage(figure):
    wells, plane, curve = style.panels(figure, 3, left=0.1, wspace=0.4, width_ratios=(1.15, 1, 0.9))
    wells.set(xlim=(-2, 2), ylim=(-0.7, 2), xlabel="weight w", ylabel="loss J", title="two wells")
    shape = wells.plot([], [], color=style.BLACK)[0]
    trail = wells.plot([], [], "o-", color=style.VERMILION, markersize=5, linewidth=1)[0]
    ball = wells.plot([], [], "o", color=style.BLUE, markersize=13)[0]
    plane.set(xlim=(-2, 2), ylim=(-2, 2), xlabel="weight w₁", ylabel="weight w₂", title="½ (w₁w₂ − 1)²")
    across, up = np.meshgrid(GRID, GRID)
    heat = np.log10(0.05 + saddle(np.stack([across, up]))[0])
    plane.imshow(heat, extent=(-2, 2, -2, 2), origin="lower", cmap=style.AMOUNT, aspect="auto")
    for sign in (-1, 1):
        plane.plot(sign * W[W > 0.4], sign / W[W > 0.4], color="white", linewidth=2)
    plane.plot([0], [0], "x", color="white", markersize=12, markeredgewidth=3)
    path = plane.plot([], [], "o-", color=style.VERMILION, markersize=5, linewidth=1.5)[0]
    point = plane.plot([], [], "o", color=style.ORANGE, markersize=12)[0]
    curve.set(xlim=(0, STEPS), ylim=(-0.8, 2), xlabel="step", title="loss")
    losses = curve.plot([], [], color=style.VERMILION)[0]
    lowest = curve.axhline(0, color=style.GREEN, linestyle="--")
    here = curve.plot([], [], "o", color=style.BLUE, markersize=10)[0]
    name = curve.text(59, 0, "the lowest there is", ha="right", va="top", color=style.GREEN, fontsize=12)
    return SimpleNamespace(
        shape=shape, trail=trail, ball=ball, path=path, point=point, losses=losses, lowest=lowest, here=here, name=name
    )


def draw(values, artists):
    wells = values.land == "two wells"
    seen = np.clip(np.nan_to_num(values.path[: values.step + 1], nan=9), -9, 9)
    losses = np.clip(np.nan_to_num(values.losses, nan=9, posinf=9), -9, 9)
    artists.shape.set_data(W, values.well)
    for artist in (artists.shape, artists.trail, artists.ball):
        artist.set_alpha(1.0 if wells else 0.25)
    for artist in (artists.trail, artists.ball, artists.path, artists.point):
        artist.set_visible(wells == (artist in (artists.trail, artists.ball)))
    if wells:
        artists.trail.set_data(seen[:, 0], losses[: values.step + 1])
        artists.ball.set_data(seen[-1:, 0], losses[values.step : values.step + 1])
    else:
        artists.path.set_data(*seen.T)
        artists.point.set_data(*seen[-1:].T)
    artists.losses.set_data(np.arange(STEPS + 1), losses)
    artists.here.set_data([values.step], [losses[values.step]])
    artists.lowest.set_ydata([values.lowest] * 2)
    artists.name.set_y(values.lowest - 0.04)


def says(values):
    if not values.finite:
        return f"With η = {values.lr:.2f} the steps overshoot ever further: the loss leaves all numbers."
    where = ", ".join(f"{w:.2f}" for w in values.path[values.step])
    return (
        f"After {values.step} steps the weight is at ({where}), the loss {values.losses[values.step]:.3f}; the lowest "
        f"there is {values.lowest:.3f}. The slope here has length {np.linalg.norm(values.slope):.1e}."
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
    title="Downhill, and yet not down",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "On the saddle one starts at w₁ = 1.4, w₂ = −1.4, exactly on the diagonal. Where does gradient descent go?",
        ("into one of the valleys w₁w₂ = 1", "to the saddle at 0, and stays", "away, without end"),
        answer=1,
        because="By symmetry both weights change alike, so w₂ = −w₁ stays true, and on that line the saddle is the "
        "lowest point. The slope there is 0. Start a little beside the diagonal and it leaves, after a long wait.",
        reveal={"land": "a saddle", "start": 1.4, "second": -1.4, "step": 60},
    ),
    telling=(
        {"start": 1.5, "tilt": 0.4, "step": 60},
        {"land": "a saddle", "start": 1.5, "second": -1.4, "step": 60},
    ),
)
