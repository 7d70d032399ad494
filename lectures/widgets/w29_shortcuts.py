"""W29: how much of a gradient arrives at the bottom of a deep stack, with and without ways around its layers."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.dense_connectivity import concatenated_backward, concatenated_forward
from reference_solution.networks.highway import highway_backward, highway_forward
from reference_solution.networks.residual import residual_block_backward, residual_block_forward
from reference_solution.training.gradient_flow import gradient_norms

UNITS, EXAMPLES, GROWTH = 16, 8, 6  # units of a layer, examples, and what a dense connection adds
WAYS = {"plain": style.BLACK, "residual": style.BLUE, "highway": style.VERMILION, "dense": style.GREEN}
CONTROLS = (
    Slider("depth", 2, 40, value=20, label="layers"),
    # the word joiner keeps 1/√n on one line
    Slider("scale", 0.1, 2.0, step=0.1, value=0.5, label="size of the weights, times 1/\u2060√n"),
    Choice("kind", ("tanh", "relu", "sigmoid"), label="activation"),
    Slider("gate", -4.0, 2.0, step=0.5, value=-2.0, label="bias of the highway's gates"),
)


def plain_forward(X, W, b, kind):
    Z, cache = dense_forward(X, W, b)
    return activation(Z, kind), (cache, Z, kind)


def plain_backward(dY, cache):
    dense_cache, Z, kind = cache
    return dense_backward(activation_backward(dY, Z, kind), dense_cache)


def stack(way, depth, scale, kind, gate):
    """Pairs of forward and backward functions, one a layer, all with weights of the same size."""
    rng, layers = np.random.default_rng(8), []
    for k in range(depth):
        n_in = UNITS + GROWTH * k if way == "dense" else UNITS
        n_out = GROWTH if way == "dense" else UNITS
        W = scale / np.sqrt(n_in) * rng.normal(size=(n_in, n_out))
        params = (W, np.zeros(n_out))
        if way == "highway":
            params += (scale / np.sqrt(n_in) * rng.normal(size=W.shape), np.full(n_out, gate))
        layers.append(params)
    forward, backward = {
        "plain": (plain_forward, plain_backward),
        "residual": (residual_block_forward, residual_block_backward),
        "highway": (highway_forward, highway_backward),
        "dense": (concatenated_forward, concatenated_backward),
    }[way]
    return layers, forward, backward


def run(layers, forward, backward, X, kind, seed=9):
    """The output, the gradient by the input, and its norms; the gradient at the top has the length 1."""
    caches = []
    for params in layers:
        X, cache = forward(X, *params, kind)
        caches.append(cache)
    top = np.random.default_rng(seed).normal(size=X.shape)
    top /= np.linalg.norm(top)
    dX, norms = top, [1.0]
    for cache in reversed(caches):
        dX = backward(dX, cache)[0]
        norms.append(np.linalg.norm(dX))
    return SimpleNamespace(Y=X, top=top, dX=dX, norms=np.array(norms[::-1]))


def compute(depth, scale, kind, gate):
    X = np.random.default_rng(7).normal(size=(EXAMPLES, UNITS))
    stacks = {way: stack(way, depth, scale, kind, gate) for way in WAYS}
    runs = {way: run(*parts, X, kind) for way, parts in stacks.items()}
    return SimpleNamespace(X=X, stacks=stacks, runs=runs, depth=depth, scale=scale, kind=kind, gate=gate)


def stage(figure):
    axes, bars = style.panels(figure, 2, left=0.1, top=0.95, right=0.96, width_ratios=(1.7, 1), wspace=0.38)
    axes.set(xlim=(0, 1), ylim=(-12, 12), xlabel="where in the stack (0: input, 1: output)")
    axes.set_ylabel("length of the gradient")
    axes.set_yticks((-12, -8, -4, 0, 4, 8, 12), [f"$10^{{{p}}}$" for p in (-12, -8, -4, 0, 4, 8, 12)])
    axes.axhline(0, color=style.GREY, linewidth=1)
    lines = {way: axes.plot([], [], color=colour, marker="o", markersize=4)[0] for way, colour in WAYS.items()}
    bars.set(xlim=(-12, 12), ylim=(3.6, -0.6), xlabel="at the input (power of 10)", yticks=range(4))
    for label, colour in zip(bars.set_yticklabels(WAYS), WAYS.values(), strict=True):
        label.set(color=colour, weight="bold")
    bars.tick_params(axis="y", length=0)
    bars.axvline(0, color=style.GREY, linewidth=1)
    columns = list(bars.barh(range(4), 0, height=0.55, color=list(WAYS.values())))
    numbers = [bars.text(0, i, "", va="center", bbox=style.PAPER) for i in range(4)]
    return SimpleNamespace(lines=lines, columns=columns, numbers=numbers)


def draw(values, artists):
    at = np.linspace(0, 1, values.depth + 1)
    for i, (way, line) in enumerate(artists.lines.items()):
        powers = np.log10(np.maximum(values.runs[way].norms, 1e-30))
        line.set_data(at, powers)
        artists.columns[i].set_width(powers[0])
        artists.numbers[i].set_text(plain(values.runs[way].norms[0]))
        right = np.clip(powers[0], -12, 12) < 0  # the number stands on the empty side of zero
        artists.numbers[i].set_x(0.4 if right else -0.4)
        artists.numbers[i].set_horizontalalignment("left" if right else "right")


def plain(x):
    """A number as one writes it: digits, or a power of ten where there would be many."""
    if 1e-3 <= x < 1e4:
        return f"{x:.0f}" if x >= 100 else f"{x:.2g}"
    digits, power = f"{x:.1e}".split("e")
    return f"{digits}·10" + str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def says(values):
    ends = ", ".join(f"{plain(run.norms[0])} {way}" for way, run in values.runs.items())
    return (
        f"{values.depth} {values.kind} layers, weights {values.scale:.1f}/√n: of a gradient of length 1 there arrives "
        f"at the input: {ends}."
    )


def invariant(values):
    """Each gradient agrees with a difference along a random direction, and two of the four with the reference's."""
    direction = np.random.default_rng(4).normal(size=values.X.shape)
    direction /= np.linalg.norm(direction)
    right = True
    for way, (layers, forward, backward) in values.stacks.items():
        now = values.runs[way]

        def ahead(h, layers=layers, forward=forward, backward=backward):
            return run(layers, forward, backward, values.X + h * direction, values.kind).Y

        slope = np.sum(now.top * (ahead(1e-8) - ahead(-1e-8))) / 2e-8
        right &= bool(
            abs(slope - np.sum(now.dX * direction)) <= 1e-4 * np.abs(now.dX).max() + 1e-7 * np.abs(now.Y).max()
        )
    for way in ("plain", "residual"):
        norms = gradient_norms(
            values.stacks[way][0], values.X, values.runs[way].top, values.kind, residual=way == "residual"
        )
        right &= np.allclose(norms, values.runs[way].norms, rtol=1e-9)
    return right


WIDGET = Widget(
    id="W29",
    title="Ways around a layer",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Forty residual ReLU layers instead of twenty tanh layers, and weights four times as large. What happens to "
        "the gradient at the input?",
        ("it vanishes", "it stays about 1, that is what shortcuts are for", "it explodes"),
        answer=2,
        because="A shortcut adds the identity to a layer's Jacobian. So with small weights the gradient passes nearly "
        "unchanged; but the identity plus something large, forty times, is huge. Shortcuts cure vanishing, not "
        "exploding; the weights must still be small.",
        reveal={"depth": 40, "scale": 2.0, "kind": "relu"},
    ),
    telling=({"depth": 40, "kind": "sigmoid", "scale": 1.0}, {"depth": 40, "scale": 1.0, "gate": 1.0}),
)
