"""W25: how far the gradient of a few examples points from the gradient of all."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from course.data.toy import two_moons
from lectures.widgetkit import Question, Slider, Widget, style
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_backward, mlp_forward
from reference_solution.networks.parameters import flatten
from reference_solution.training.minibatches import minibatches
from reference_solution.training.mlp_training import train

N, DRAWS = 256, 120
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)

CONTROLS = (
    Slider("power", 0, 8, value=2, label="batch size 2ᵏ, k ="),
    Slider("epochs", 0, 30, step=5, value=0, label="epochs trained before"),
    Slider("seed", 0, 9, value=0, label="shuffle", still="a batch of all examples is the same in any order"),
)


@lru_cache(maxsize=1)  # while batches are only drawn anew, it stays as it is
def trained(epochs):
    """The gradient of every single example at one point of a training, that of all, and two directions."""
    rng = np.random.default_rng(0)
    X, labels = two_moons(N, rng, 0.2)
    params = init_params([2, 8, 2], "xavier", rng)
    params, _ = train(params, X, labels, "tanh", 0.0, 0.3, 32, epochs, rng)
    single = gradients(params, X, labels)
    whole = flatten(mlp_backward(params, X, labels, "tanh", 0.0)[1])
    across = np.linalg.svd(single - whole, full_matrices=False)[2][0]  # the direction in which examples disagree most
    ahead = whole / np.linalg.norm(whole)
    across = across - (across @ ahead) * ahead
    return SimpleNamespace(single=single, whole=whole, ahead=ahead, across=across / np.linalg.norm(across))


def gradients(params, X, labels):
    """For every example what `mlp_backward` gives for it alone."""
    logits, [_, ((A, W), _, _)] = mlp_forward(params, X, "tanh")
    dlogits = len(X) * softmax_cross_entropy(logits, labels)[1]
    dZ = dlogits @ W.T * (1 - A**2)
    parts = (X[:, :, None] * dZ[:, None], dZ, A[:, :, None] * dlogits[:, None], dlogits)
    return np.hstack([part.reshape(len(X), -1) for part in parts])


def prepare(epochs, seed):
    """Gradients of single examples and of batches of them."""
    point = trained(epochs)
    each = [draw_batches(point.single, size, seed) for size in SIZES]
    medians = np.array([np.median(angles(batches, point.whole)) for batches in each])
    return SimpleNamespace(**vars(point), each=each, medians=medians)


def angles(batches, whole):
    cosines = batches @ whole / (np.linalg.norm(batches, axis=1) * np.linalg.norm(whole))
    return np.degrees(np.arccos(np.clip(cosines, -1, 1)))


def draw_batches(single, size, seed):
    """Mean gradients of the first batches of enough epochs."""
    rng, means = np.random.default_rng(seed), []
    while len(means) < DRAWS:
        means += [rows.mean(axis=0) for rows, _ in minibatches(single, np.arange(N), size, rng)]
    return np.array(means[:DRAWS])


def compute(point, power):
    size, batches = SIZES[power], point.each[power]
    spread = np.mean(np.sum((batches - point.whole) ** 2, axis=1))
    variance = np.mean(np.sum((point.single - point.whole) ** 2, axis=1))
    return SimpleNamespace(
        **vars(point), size=size, batches=batches, power=power, spread=spread,
        promised=variance / size * (N - size) / (N - 1),
    )  # fmt: skip


def stage(figure):
    plane, curve = style.panels(figure, 2, left=0.09, wspace=0.3)
    plane.set(xlabel="along the whole gradient (its lengths)", ylabel="across")
    plane.axvspan(-1000, 0, facecolor=style.PALE)
    plane.text(0.02, 0.92, "uphill", color=style.GREY, transform=plane.transAxes)
    dots = plane.plot([], [], "o", color=style.BLUE, alpha=0.45, markersize=6)[0]
    whole = plane.plot([0, 1], [0, 0], color=style.VERMILION, linewidth=4)[0]
    tip = plane.plot([1], [0], "o", color=style.VERMILION, markersize=10)[0]
    curve.set(xscale="log", xlim=(0.8, 330), ylim=(0, 130), xlabel="batch size", ylabel="typical angle to it (°)")
    curve.set_xticks(SIZES[::2], SIZES[::2])
    curve.minorticks_off()
    curve.axhline(90, color=style.GREY, linestyle=":")
    line = curve.plot([], [], "o-", color=style.BLUE)[0]
    here = curve.plot([], [], "o", color=style.VERMILION, markersize=13)[0]
    return SimpleNamespace(plane=plane, dots=dots, whole=whole, tip=tip, line=line, here=here)


def draw(values, artists):
    scaled = values.batches / np.linalg.norm(values.whole)
    along, across = scaled @ values.ahead, scaled @ values.across
    far = 2.0 ** np.ceil(np.log2(max(4, np.abs(along).max(), np.abs(across).max())))  # all of them can be seen
    artists.plane.set(xlim=(-far, far), ylim=(-far, far))
    artists.dots.set_data(along, across)
    artists.line.set_data(SIZES, values.medians)
    artists.here.set_data([values.size], [values.medians[values.power]])


def says(values):
    wrong = np.mean(values.batches @ values.whole < 0)
    return (
        f"Batches of {values.size}: half of them point more than {values.medians[values.power]:.0f}° away from the "
        f"gradient of all {N} examples, {wrong:.0%} uphill. Mean squared distance {values.spread:.2g}; the variance "
        f"over the batch size promises {values.promised:.2g}."
    )


def invariant(values):
    """The whole is the mean of the single gradients, and batches scatter as sampling theory promises."""
    mean = np.allclose(values.single.mean(axis=0), values.whole)
    if values.size == N:
        return mean and np.allclose(values.batches, values.whole)
    return mean and 0.5 < values.spread / values.promised < 1.6


WIDGET = Widget(
    id="W25",
    title="The noise of a batch",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Sixteen times as many examples in a batch: by which factor does the typical distance to the whole gradient "
        "shrink?",
        ("16", "4", "2"),
        answer=1,
        because="Means of B examples scatter with variance / B, so their distance shrinks with the root of B: 4. "
        "The sixteenfold work buys a fourfold precision, and that is why small batches are a bargain early on.",
        reveal={"power": 6},
    ),
    telling=({"power": 5}, {"power": 5, "epochs": 30}),
)
