"""W30: what the first layer of a digit network looks for, and what it makes of a stroke of yours."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from course.data.rendered_digits import rendered_digits
from lectures.widgetkit import Choice, Player, Question, Stroke, Widget, style
from reference_solution.activations.by_name import activation
from reference_solution.digits.first_layer import first_layer_images
from reference_solution.losses.softmax import softmax
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.mlp_training import train

SIDE, UNITS, EPOCHS = 14, 16, 24
CARES = {"small weights, a penalty": (0.1, 0.005), "large weights, no penalty": (3.0, 0.0)}
FINE = SIDE * 3  # points across in which the stroke is drawn before it becomes pixels


def circle(x, y, radius, start=0.0, turn=1.0):
    angle = 2 * np.pi * (start + turn * np.linspace(0, 1, 33))
    return tuple((float(x + radius * np.cos(a)), float(y + radius * np.sin(a))) for a in angle)


STROKES = {
    "a seven": (((4, 11), (10, 11), (6, 2.5)),),
    "a one": (((5, 9.5), (7.2, 11.5), (7.2, 2.5)),),
    "a zero": (circle(7, 7, 3.6),),
    "an eight": (circle(7, 9, 2.1), circle(7, 4.8, 2.4)),
    "a diagonal": (((3, 3), (11, 11)),),
}
CONTROLS = (
    Player("epoch", EPOCHS, value=EPOCHS, interval=250, label="epochs"),
    Stroke("stroke", STROKES, axes=0, label="draw in the first field, or take"),
    Choice("care", tuple(CARES), label="initial weights"),
)


def prepare(care):
    """The parameters before training and after each epoch, and what they get right on new digits."""
    size, lam = CARES[care]
    rng = np.random.default_rng(2)
    X, labels = rendered_digits(700, rng, side=SIDE)
    (W, b), last = init_params([SIDE**2, UNITS, 10], "lecun", rng)
    params = [(size * W, b), last]
    history = [params]
    for _ in range(EPOCHS):
        params = train(params, X[:500], labels[:500], "tanh", lam, 0.2, 10, 1, rng)[0]
        history.append(params)
    right = [np.mean(mlp_forward(params, X[500:], "tanh")[0].argmax(axis=1) == labels[500:]) for params in history]
    return SimpleNamespace(history=history, right=right, care=care)


def ink(strokes):
    """Lines one unit thick or a little more, as grey values of pixels; the page is `SIDE` units wide, y points up."""
    at = (np.arange(FINE) + 0.5) * SIDE / FINE
    points = np.stack(np.meshgrid(at, at[::-1]), axis=-1)
    page = np.zeros((FINE, FINE), dtype=bool)
    for line in strokes:
        line = np.array(line, dtype=float)
        for a, b in pairwise(line):
            way = b - a
            part = np.clip((points - a) @ way / max(way @ way, 1e-12), 0, 1)
            page |= np.sum((points - a - part[..., None] * way) ** 2, axis=-1) < 0.75**2
    return page.reshape(SIDE, 3, SIDE, 3).mean(axis=(1, 3)).ravel()


def compute(run, epoch, stroke):
    params, x = run.history[epoch], ink(stroke)
    W, b = params[0]
    z = x @ W + b
    logits = mlp_forward(params, x[None], "tanh")[0][0]
    images = first_layer_images(W, (SIDE, SIDE))
    return SimpleNamespace(
        run=run, epoch=epoch, params=params, x=x, z=z, a=activation(z, "tanh"), images=images,
        P=softmax(logits[None])[0], logits=logits, digit=int(logits.argmax()),
    )  # fmt: skip


def stage(figure):
    page = figure.add_axes((0.03, 0.22, 0.27, 0.62), xticks=(), yticks=())
    page.set(xlim=(0, SIDE), ylim=(0, SIDE))
    page.grid(False)
    figure.text(0.165, 0.88, "draw here (14 × 14)", ha="center")
    drawn = page.imshow(np.zeros((SIDE, SIDE)), extent=(0, SIDE, 0, SIDE), cmap="Greys", vmin=0, vmax=1, aspect="auto")
    edge = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE), (0, 0)])
    page.plot(*edge.T, color=style.GREY, linewidth=2, clip_on=False)  # the drawing lies over its inner half
    figure.text(0.525, 0.88, "16 units: weights, frame: activation", ha="center")
    filters, frames = [], []
    for i in range(UNITS):
        axes = figure.add_axes((0.345 + 0.092 * (i % 4), 0.67 - 0.2 * (i // 4), 0.08, 0.175), xticks=(), yticks=())
        axes.grid(False)
        filters.append(axes.imshow(np.zeros((SIDE, SIDE)), vmin=-1, vmax=1, aspect="auto"))
        axes.set_frame_on(False)
        frame = axes.plot((-0.5, 13.5, 13.5, -0.5, -0.5), (-0.5, -0.5, 13.5, 13.5, -0.5), clip_on=False, linewidth=4)
        frames.append(frame[0])
    bars = figure.add_axes((0.785, 0.17, 0.19, 0.67), xlabel="probability", yticks=range(10))
    bars.set(xlim=(0, 1.0), ylim=(9.6, -0.6), xticks=(0, 0.5, 1))
    bars.set_ylabel("digit")
    columns = list(bars.barh(range(10), 0, height=0.7))
    reds = figure.text(0.165, 0.13, "", ha="center")
    return SimpleNamespace(drawn=drawn, filters=filters, frames=frames, columns=columns, reds=reds)


def draw(values, artists):
    artists.drawn.set_data(values.x.reshape(SIDE, SIDE))
    for image, filters in zip(values.images, artists.filters, strict=True):
        filters.set_data(image / np.abs(image).max())
    for a, frame in zip(values.a, artists.frames, strict=True):
        frame.set_color(style.VERMILION if a > 0 else style.BLUE)
        frame.set_alpha(float(abs(a)))
    for digit, column in enumerate(artists.columns):
        column.set_width(values.P[digit])
        column.set_color(style.VERMILION if digit == values.digit else style.GREY)
    artists.reds.set_text(f"right on new digits: {values.run.right[values.epoch]:.0%}")


def roughness(images):
    """Mean squared difference of neighbouring weights, as a part of the mean square: 2 for noise, 0 for one colour."""
    across = np.mean(np.diff(images, axis=1) ** 2) + np.mean(np.diff(images, axis=2) ** 2)
    return across / 2 / np.mean(images**2)


def says(values):
    said, best = values.P[values.digit], int(np.abs(values.a).argmax())
    empty = "the page is empty, yet a softmax has no answer “none”: it "
    sees = "your stroke " if values.x.any() else empty
    return (
        f"After {values.epoch} epoch{'s' * (values.epoch != 1)}: {sees}is read as {values.digit} with probability "
        f"{said:.2f}; unit {best} answers most, {values.a[best]:+.2f}. Roughness of the weights "
        f"{roughness(values.images):.2f} (noise: 2); {values.run.right[values.epoch]:.0%} of new digits are read right."
    )


def invariant(values):
    """Laying the picture on the stroke and adding up is what a unit does, and the answer is the network's."""
    (_, b), (V, c) = values.params
    laid = np.sum(values.images * values.x.reshape(SIDE, SIDE), axis=(1, 2)) + b
    return (
        np.allclose(laid, values.z, atol=1e-12)
        and np.allclose(np.tanh(laid) @ V + c, values.logits, atol=1e-12)
        and abs(values.P.sum() - 1) < 1e-12
    )


WIDGET = Widget(
    id="W30",
    title="What the first layer looks for",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Begin with weights thirty times as large and without a penalty. The network will read digits nearly as "
        "well. What will the pictures of its weights look like?",
        ("the same strokes", "noise, with the strokes hidden in it", "empty"),
        answer=1,
        because="Pixels that hardly differ between digits never get a gradient worth speaking of, and keep the noise "
        "that they began with. Small first weights and a penalty take the noise away; what is left was learned.",
        reveal={"care": "large weights, no penalty"},
    ),
    telling=({"epoch": 0}, {"epoch": 3, "stroke": STROKES["an eight"]}),
)
