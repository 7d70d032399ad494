"""W25b: what a start does to a deep stack: how much gradient arrives at the bottom, and how much signal at the top."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.activations.by_name import activation, activation_derivative
from reference_solution.networks.dense import dense_forward
from reference_solution.networks.initialisation import init_params
from reference_solution.training.gradient_flow import gradient_norms

WIDTH, N = 48, 24
USUAL = {("sigmoid", "lecun"): ":", ("tanh", "lecun"): "-.", ("relu", "he"): "--"}  # for comparison, with their dashes
NAMES = {"lecun": "LeCun: 1/n", "he": "He: 2/n"}

CONTROLS = (
    Choice("kind", ("sigmoid", "tanh", "relu"), label="activation"),
    Choice("scheme", tuple(NAMES), label="variance of weights"),
    Slider("gain", 0.5, 2.0, step=0.05, value=1.0, label="weights times"),
    Slider("depth", 2, 30, value=20, label="layers"),
    Slider("seed", 0, 9, value=0, label="draw"),
)


def stack(kind, scheme, gain, depth, seed):
    rng = np.random.default_rng(seed)
    params = [(gain * W, b) for W, b in init_params([WIDTH] * (depth + 1), scheme, rng)]
    X, dY = rng.normal(size=(2, N, WIDTH))
    norms = gradient_norms(params, X, dY, kind)
    return params, X, dY, norms / norms[-1]


def compute(kind, scheme, gain, depth, seed):
    params, X, dY, ratios = stack(kind, scheme, gain, depth, seed)
    A, sizes, slopes = X, [np.sqrt(np.mean(X**2))], []
    for W, b in params:
        Z, _ = dense_forward(A, W, b)
        A = activation(Z, kind)
        slopes.append(activation_derivative(Z, kind))
        sizes.append(np.sqrt(np.mean(A**2)))
    others = {other: stack(*other, 1.0, depth, seed)[3] for other in USUAL}
    return SimpleNamespace(
        kind=kind, scheme=scheme, gain=gain, depth=depth, params=params, dY=dY, ratios=ratios,
        sizes=np.array(sizes), slopes=slopes, others=others,
    )  # fmt: skip


def stage(figure):
    back, ahead = style.panels(figure, 2, left=0.1, wspace=0.32, width_ratios=(1.4, 1))
    back.set(xlim=(0, 30), ylim=(1e-15, 1e7), yscale="log", xlabel="layer (0: the input)")
    back.set_title("gradient there / gradient at the top", loc="left")
    pale = [back.plot([], [], dashes, color=style.GREY, linewidth=1.5)[0] for dashes in USUAL.values()]
    line = back.plot([], [], "o-", color=style.VERMILION, markersize=5)[0]
    names = [f"{kind}, {NAMES[scheme].split(':')[0]}" for kind, scheme in USUAL]
    back.legend(pale, names, loc="upper right", frameon=False, handlelength=3, labelcolor=style.GREY, fontsize=12)
    ahead.set(xlim=(0, 30), ylim=(1e-6, 1e6), yscale="log", xlabel="layer (0: the input)")
    ahead.set_title("size of activations (rms)", loc="left")
    signal = ahead.plot([], [], "o-", color=style.BLUE, markersize=5)[0]
    return SimpleNamespace(pale=pale, line=line, signal=signal)


def draw(values, artists):
    layers = np.arange(values.depth + 1)
    for line, ratios in zip(artists.pale, values.others.values(), strict=True):
        line.set_data(layers, np.maximum(ratios, 1e-300))
    artists.line.set_data(layers, np.maximum(values.ratios, 1e-300))
    artists.signal.set_data(layers, np.maximum(values.sizes, 1e-300))


def says(values):
    a_layer = values.ratios[0] ** (1 / values.depth)
    return (
        f"Through {values.depth} {values.kind} layers ({NAMES[values.scheme]}, times {values.gain:.2f}) a share of "
        f"{values.ratios[0]:.2g} of the gradient arrives at the input: a factor of {a_layer:.2f} a layer. "
        f"The last activations have size {values.sizes[-1]:.2g}."
    )


def invariant(values):
    """The norms are those of the product of the layers' Jacobians, taken one example at a time."""
    dX = np.empty_like(values.dY)
    for n in range(N):
        product = np.eye(WIDTH)
        for (W, _), slope in zip(values.params, values.slopes, strict=True):
            product = product @ (W * slope[n])
        dX[n] = product @ values.dY[n]
    return np.isclose(np.linalg.norm(dX) / np.linalg.norm(values.dY), values.ratios[0], rtol=1e-6, atol=0)


WIDGET = Widget(
    id="W25b",
    title="How much gradient reaches the bottom",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Twenty layers of sigmoids swallow all but about 10⁻¹² of the gradient. How much do twenty ReLU layers with "
        "He's initialisation let through?",
        ("as little", "about a thousandth", "about as much as comes in"),
        answer=2,
        because="A sigmoid's slope is at most 1/4, and twenty quarters multiply to 10⁻¹². A ReLU's slopes are 0 or 1: "
        "half of the gradient's square is lost in each layer, and the variance 2/n puts it back.",
        reveal={"kind": "relu", "scheme": "he"},
    ),
    telling=({"kind": "relu", "scheme": "he"}, {"kind": "tanh", "gain": 1.6, "depth": 30}),
)
