"""W18: small networks try XOR from thirty starts: how many arrive, and what other ways downhill do with one of them."""

from types import SimpleNamespace

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle

from lectures.widgetkit import Choice, Pick, Question, Slider, Widget, style
from reference_solution.activations.by_name import activation, activation_backward
from reference_solution.training.optimisers import lr_decay, momentum_step, nesterov_step
from reference_solution.training.xor_training import T, X, xor_success

WIDTHS, SEEDS, STEPS = (1, 2, 3, 4, 6, 8), 30, 500
WAYS = {
    "plain": style.VERMILION,
    "decay 0.01": style.PURPLE,
    "momentum": style.BLUE,
    "Nesterov": style.GREEN,
}

CONTROLS = (
    Pick("run", {"start": (0, len(WIDTHS), SEEDS)}, value=("start", 1, 8), label="network"),
    Choice("kind", ("tanh", "relu", "sigmoid"), label="activation"),
    Choice("lr", (0.3, 1.0, 3.0), value=1.0, label="learning rate η"),
    Slider("momentum", 0.0, 0.95, step=0.05, value=0.8, label="momentum μ"),
)


def prepare(kind, lr):
    table = np.array([xor_success(width, kind, SEEDS, lr, STEPS) for width in WIDTHS])
    return SimpleNamespace(table=table, kind=kind, lr=lr)


def gradient(params, kind):
    """Losses of all networks, of shape (4,), and their gradients; axis 0 counts networks."""
    (W1, b1), (W2, b2) = params
    Z1 = X @ W1 + b1
    A1 = activation(Z1, kind)
    Z2 = A1 @ W2 + b2
    dZ2 = (activation(Z2, "sigmoid") - T) / len(X)
    dZ1 = activation_backward(dZ2 @ W2.swapaxes(1, 2), Z1, kind)
    losses = np.logaddexp(0, (1 - 2 * T) * Z2).mean(axis=(1, 2))
    return losses, [
        (X.T @ dZ1, dZ1.sum(axis=1, keepdims=True)),
        (A1.swapaxes(1, 2) @ dZ2, dZ2.sum(axis=1, keepdims=True)),
    ]


def cut(params, part):
    return [(W[part], b[part]) for W, b in params]


def compute(tries, run, momentum):
    _, row, seed = run
    rng, H = np.random.default_rng(0), WIDTHS[row]  # the starts of `xor_success`
    W1, W2 = rng.normal(size=(SEEDS, 2, H))[seed], rng.normal(size=(SEEDS, H, 1))[seed]
    params = [(np.stack([W1] * 4), np.zeros((4, 1, H))), (np.stack([W2] * 4), np.zeros((4, 1, 1)))]
    velocity = [(0 * W, 0 * b) for W, b in params]
    first, last = slice(0, 3), slice(3, 4)  # plain descent is momentum 0
    mu, rates = np.array([0, 0, momentum])[:, None, None], np.full((3, 1, 1), tries.lr)
    losses = np.empty((STEPS + 1, 4))
    for t in range(STEPS + 1):
        losses[t], grads = gradient(params, tries.kind)
        rates[1] = lr_decay(tries.lr, 0.01, t)
        three = momentum_step(cut(params, first), cut(grads, first), cut(velocity, first), rates, mu)
        one = nesterov_step(cut(params, last), cut(grads, last), cut(velocity, last), tries.lr, momentum)
        end = params
        params, velocity = (
            [tuple(np.concatenate(pair) for pair in zip(*layers, strict=True)) for layers in zip(*both, strict=True)]
            for both in zip(three, one, strict=True)
        )
    (W1, b1), (W2, b2) = end
    right = np.all((activation(X @ W1 + b1, tries.kind) @ W2 + b2 > 0) == (T > 0.5), axis=(1, 2))
    return SimpleNamespace(**vars(tries), row=row, seed=seed, losses=losses, right=right, momentum=momentum)


def stage(figure):
    map_, curves = style.panels(figure, 2, left=0.08, right=0.96, wspace=0.42, width_ratios=(1.15, 1))
    heat = map_.imshow(
        np.zeros((len(WIDTHS), SEEDS)),
        vmin=0,
        vmax=1,
        cmap=ListedColormap([style.VERMILION, style.SKY]),
        aspect="auto",
        alpha=0.85,
    )
    map_.grid(visible=False)
    map_.set(yticks=range(len(WIDTHS)), yticklabels=WIDTHS, xlabel="start (seed)", ylabel="hidden units")
    map_.set_title("XOR learnt (blue) or not (orange)", loc="left")
    counts = [map_.text(SEEDS, i, "", va="center") for i in range(len(WIDTHS))]
    frame = map_.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=style.BLACK, linewidth=2))
    curves.set(xlim=(0, STEPS), ylim=(0, 1.15), xlabel="gradient step", ylabel="loss of the framed network (nat)")
    curves.axhline(np.log(2), color=style.GREY, linestyle=":", linewidth=1.5)
    lines = [curves.plot([], [], color=colour)[0] for colour in WAYS.values()]
    names = [
        curves.text(
            0.98 * STEPS, 1.09 - 0.09 * i, "", ha="right", va="center", color=colour, weight="bold", fontsize=12
        )
        for i, colour in enumerate(WAYS.values())
    ]
    return SimpleNamespace(heat=heat, counts=counts, frame=frame, lines=lines, names=names)


def draw(values, artists):
    artists.heat.set_data(values.table)
    for text, row in zip(artists.counts, values.table, strict=True):
        text.set_text(f"{row.sum()}/{SEEDS}")
    artists.frame.set_xy((values.seed - 0.5, values.row - 0.5))
    for i, (line, text, name) in enumerate(zip(artists.lines, artists.names, WAYS, strict=True)):
        line.set_data(np.arange(STEPS + 1), np.minimum(values.losses[:, i], 2))
        text.set_text(f"{name}: {values.losses[-1, i]:.3f}")


def says(values):
    share = ", ".join(f"{width}: {row.sum()}" for width, row in zip(WIDTHS, values.table, strict=True))
    ends = ", ".join(name for name, right in zip(WAYS, values.right, strict=True) if right)
    return (
        f"Of {SEEDS} {values.kind} networks at η = {values.lr:g} XOR is learnt by (hidden units: networks) {share}. "
        f"From start {values.seed} with {WIDTHS[values.row]} units, these arrive: {ends or 'none'}."
    )


def invariant(values):
    """One hidden unit never suffices; the framed run ends as the table says; momentum 0 is plain descent."""
    same = values.momentum > 0 or np.allclose(values.losses[:, [2, 3]], values.losses[:, [0]])
    return not values.table[0].any() and values.right[0] == values.table[values.row, values.seed] and same


WIDGET = Widget(
    id="W18",
    title="XOR from thirty starts",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Two hidden tanh units can represent XOR, and so can two ReLUs. From how many random starts do two ReLUs learn "
        "it?",
        ("all of them", "about half", "fewer than a third"),
        answer=2,
        because="That weights exist does not mean that going downhill finds them. A ReLU that is off for all four "
        "examples gets no gradient and stays off; with 8 of them nearly always enough are left.",
        reveal={"kind": "relu"},
    ),
    telling=({"kind": "relu", "run": ("start", 1, 0)}, {"run": ("start", 3, 4), "lr": 3.0, "momentum": 0.9}),
)
