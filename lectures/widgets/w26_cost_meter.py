"""W26: what a forward pass, a backward pass and finite differences cost, for any list of layers."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Question, Slider, Text, Toggle, Widget, style
from reference_solution.networks.mac_counts import mac_counts

MOST = 7  # layers of weights
WAYS = ("forward", "backward", "finite\ndifferences")

CONTROLS = (
    Text(
        "layers", "784 512 512 10", label="units in each layer",
        samples=("2 64 64 64 1", "784 30 10", "1 1"), slips=("784, ten", "784", "3 0 2", "9 9 9 9 9 9 9 9 9"),
    ),
    Slider("batch", 1, 256, value=1, label="examples N"),
    Toggle("inputs", label="send a gradient to the inputs, too"),
)  # fmt: skip


def read(layers):
    words = layers.replace(",", " ").split()
    if not all(word.isdecimal() and int(word) > 0 for word in words):
        raise ValueError(f"got {layers!r}, expected whole numbers from 1 on, such as 784 30 10.")
    if not 2 <= len(words) <= MOST + 1:
        raise ValueError(f"got {len(words)} layers of units, expected 2 to {MOST + 1}: the inputs count as the first.")
    return [int(word) for word in words]


def compute(layers, batch, inputs):
    sizes = read(layers)
    counts = mac_counts(sizes, batch)
    products = batch * np.multiply(sizes[:-1], sizes[1:]).astype(float)  # A @ W, and as many for A.T @ dZ
    back = np.where(np.arange(len(products)) > 0, products, products if inputs else 0.0)  # dZ @ W.T
    forward, backward = counts["forward"], counts["backward"] + (batch * sizes[0] * sizes[1] if inputs else 0)
    weights = sum((n + 1) * m for n, m in pairwise(sizes))
    totals = dict(zip(WAYS, (forward, backward, 2 * weights * forward), strict=True))
    return SimpleNamespace(
        sizes=sizes, batch=batch, inputs=inputs, products=products, back=back, weights=weights, totals=totals,
        ratio=backward / forward,
    )  # fmt: skip


def stage(figure):
    each, total = style.panels(figure, 2, left=0.1, right=0.98, bottom=0.19, top=0.87, wspace=0.32)
    each.set(xlim=(-0.6, MOST - 0.4), ylim=(0, 1.12), xlabel="layer of weights", ylabel="share of the largest product")
    each.set_xticks(range(MOST), range(1, MOST + 1))
    each.grid(axis="x", visible=False)
    total.set(
        xlim=(-0.6, 2.6), ylim=(1, 1e17), yscale="log", ylabel="multiply-adds", yticks=10.0 ** np.arange(0, 16, 3)
    )
    total.minorticks_off()
    total.set_xticks(range(3), WAYS)
    total.grid(axis="x", visible=False)
    layers = {
        name: list(each.bar(np.arange(MOST) + shift, np.zeros(MOST), width=0.26, color=colour))
        for name, shift, colour in (("Z", -0.27, style.BLUE), ("dW", 0, style.VERMILION), ("dX", 0.27, style.PURPLE))
    }
    key = [
        each.text(x, 1.06, name, transform=each.transAxes, color=colour, weight="bold")
        for x, name, colour in (
            (0, "A @ W", style.BLUE),
            (0.3, "A.T @ dZ", style.VERMILION),
            (0.68, "dZ @ W.T", style.PURPLE),
        )
    ]
    return SimpleNamespace(
        layers=layers,
        key=key,
        totals=list(total.bar(range(3), np.ones(3), width=0.7, color=(style.BLUE, style.VERMILION, style.GREY))),
        numbers=[total.text(i, 1, "", ha="center", va="bottom", weight="bold") for i in range(3)],
    )


def draw(values, artists):
    largest = values.products.max()
    shown = {"Z": values.products, "dW": values.products, "dX": values.back}
    for name, bars in artists.layers.items():
        heights = np.zeros(MOST)
        heights[: len(values.products)] = shown[name] / largest
        for bar, height in zip(bars, heights, strict=True):
            bar.set_height(height)
    forward = values.totals["forward"]
    for bar, number, count in zip(artists.totals, artists.numbers, values.totals.values(), strict=True):
        bar.set_height(count)
        number.set(text=f"× {short(count / forward)}\n{short(count)}", y=count * 1.3)


def short(count):
    for size, word in ((1e12, "10¹²"), (1e9, "10⁹"), (1e6, "10⁶")):
        if count >= size:
            return f"{count / size:.3g} · {word}"
    return f"{count:,.0f}" if count >= 1000 else f"{count:.3g}"


def says(values):
    forward, backward, differences = values.totals.values()
    times = differences / (forward + backward)
    return (
        f"{values.weights:,} weights and biases: forward {forward:,} multiply-adds, backward {backward:,}, that is "
        f"{values.ratio:.3f} times as many; finite differences cost {times:,.0f} times as much as both together."
    )


def invariant(values):
    """Counted one product at a time, by the shapes of its factors."""
    A = [(values.batch, n) for n in values.sizes]
    forward = backward = 0
    for i, (n, m) in enumerate(pairwise(values.sizes)):
        forward += A[i][0] * A[i][1] * m
        backward += n * A[i][0] * A[i + 1][1] + (A[i + 1][0] * m * n if i or values.inputs else 0)
    drawn = 2 * values.products.sum() - (0 if values.inputs else values.products[0])
    same = values.totals["forward"] == forward and values.totals["backward"] == backward == drawn
    return same and (values.ratio == 2 if values.inputs else 1 <= values.ratio < 2)


WIDGET = Widget(
    id="W26",
    title="The cost of a gradient",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "A network 784-30-10. How many forward passes does its backward pass cost?",
        ("about 1", "exactly 2", "as many as it has weights"),
        answer=0,
        because="Each weight costs one multiply-add forward, and two backward: for dW and for what the layer before it "
        "gets. But nobody asks for the gradient of the pixels, and here the first layer has nearly all the weights.",
        reveal={"layers": "784 30 10"},
    ),
    telling=({"layers": "784 30 10"}, {"layers": "2 64 64 64 1", "inputs": True}),
)
