"""W18b: a small network learns a plane, and every unit and every edge shows the error that goes back through it."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection

from lectures.widgetkit import Choice, Player, Question, Slider, Widget, style
from reference_solution.activations.by_name import activation_backward
from reference_solution.losses.regression_and_classification import bce_with_logits
from reference_solution.networks.dense import dense_backward
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.optimisers import sgd_step

N, STEPS, CELLS = 40, 200, 30
NETS = {"1 × 4": [2, 4, 1], "2 × 3": [2, 3, 3, 1], "2 × 4": [2, 4, 4, 1]}
TILE, WIDE = 0.8, 2.2  # inches: a unit, and the output
WORST, ALL = "worst example: w · δ", "all examples: dJ/dw"

CONTROLS = (
    Player("step", STEPS, value=20, interval=150, label="gradient steps"),
    Choice("data", ("XOR", "ring", "spiral"), label="examples"),
    Choice("net", tuple(NETS), value="2 × 3", label="hidden layers"),
    Choice("kind", ("tanh", "relu"), label="activation"),
    Choice("error", (WORST, ALL), label="on the way back"),
    Slider("lr", 0.1, 3.0, step=0.1, value=0.8, label="learning rate", still="step 0 does not know it"),
    Slider("seed", 0, 9, value=4, label="seed"),
)


def examples(data):
    rng = np.random.default_rng(5)
    if data == "spiral":
        t, labels = np.sqrt(rng.uniform(0.02, 1, N)), np.arange(N) % 2
        turn = 5.5 * t + np.pi * labels
        return t[:, None] * np.column_stack([np.cos(turn), np.sin(turn)]) * 0.95, labels
    X = rng.uniform(-0.95, 0.95, size=(4 * N, 2))
    distance = np.abs(X).min(axis=1) if data == "XOR" else np.abs(np.hypot(*X.T) - 0.62)
    X = X[distance > 0.06][:N]
    return X, ((X[:, 0] * X[:, 1] < 0) if data == "XOR" else np.hypot(*X.T) < 0.62).astype(int)


def backward(params, X, labels, kind):
    """Loss, dJ/dZ of every layer, gradients of the parameters."""
    logits, caches = mlp_forward(params, 2 * X, kind)
    loss, dA = bce_with_logits(logits, labels[:, None])
    errors, grads = [], []
    for dense_cache, Z, layer_kind in reversed(caches):
        dZ = activation_backward(dA, Z, layer_kind)
        dA, dW, db = dense_backward(dZ, dense_cache)
        errors, grads = [dZ, *errors], [(dW, db), *grads]
    return loss, errors, grads


def prepare(data, net, kind, lr, seed):
    X, labels = examples(data)
    params = init_params(NETS[net], "lecun", np.random.default_rng(seed))
    path, losses = [], []
    for _ in range(STEPS + 1):
        loss, _, grads = backward(params, X, labels, kind)
        path.append(params)
        losses.append(loss)
        params = sgd_step(params, grads, lr)
    return SimpleNamespace(X=X, labels=labels, sizes=NETS[net], kind=kind, path=path, losses=np.array(losses))


def compute(run, step, error):
    params = run.path[step]
    loss, errors, grads = backward(params, run.X, run.labels, run.kind)
    ticks = (np.arange(CELLS) + 0.5) / CELLS * 2 - 1
    plane = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    logits, caches = mlp_forward(params, 2 * plane, run.kind)
    seen = [cache[0][0] for cache in caches] + [2 / (1 + np.exp(-logits)) - 1]
    each = np.logaddexp(0, (1 - 2 * run.labels) * mlp_forward(params, 2 * run.X, run.kind)[0][:, 0])
    worst = int(np.argmax(each))
    back = [dW for dW, _ in grads]
    if error == WORST:
        back = [N * dZ[worst] * W for (W, _), dZ in zip(params, errors, strict=True)]
    return SimpleNamespace(
        **vars(run), step=step, error=error, loss=loss, params=params, errors=errors, grads=grads, back=back,
        worst=worst, worst_loss=each[worst], maps=[A.reshape(CELLS, CELLS, -1) for A in seen],
        right=int(np.sum(each < np.log(2))),
    )  # fmt: skip


def places(sizes):
    """Left and lower edge of every unit's picture, in inches."""
    xs = [0.25, 1.95, 3.75] if len(sizes) == 4 else [0.25, 2.8]
    columns = [
        [(x, 2.97 - (i - (n - 1) / 2) * 1.22 - TILE / 2) for i in range(n)] for x, n in zip(xs, sizes[:-1], strict=True)
    ]
    return [*columns, [(6.2, 2.85)]]


def stage(figure):
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, 9), ylim=(0, 5.4))
    page.axis("off")
    page.set_autoscale_on(False)
    tiles = [
        page.imshow(np.zeros((CELLS, CELLS)), vmin=-1.4, vmax=1.4, extent=(0, 1, 0, 1), origin="lower", aspect="auto")
        for _ in range(11)
    ]
    page.set(xlim=(0, 9), ylim=(0, 5.4))
    edges, back = (page.add_collection(LineCollection([], zorder=z, capstyle="butt")) for z in (1, 1.2))
    arrows = page.scatter([], [], marker="<", linewidths=0, zorder=1.4)
    dots = page.scatter([], [], zorder=5)
    ring = page.scatter([], [], s=110, facecolors="none", edgecolors=style.BLACK, linewidths=2, zorder=6)
    numbers = [page.text(0, 0, "", ha="center", va="top", fontsize=12, zorder=7) for _ in range(11)]
    page.text(6.2, 5.12, "output p", va="bottom")
    page.text(7.28, 5.12, "● y = 0", va="bottom", color=style.PURPLE)
    page.text(8.16, 5.12, "● y = 1", va="bottom", color=style.GREEN)
    page.text(0.25, 0.18, "weight →", va="center")
    page.text(2.9, 0.18, "◀ error", va="center")
    for x, sign, colour in (
        (1.2, "+", style.VERMILION), (1.9, "−", style.BLUE), (3.75, "+", style.PURPLE), (4.45, "−", style.GREEN)
    ):  # fmt: skip
        page.plot([x, x + 0.35], [0.18, 0.18], color=colour, linewidth=5)
        page.text(x + 0.42, 0.18, sign, va="center")
    curve = figure.add_axes((6.2 / 9, 0.6 / 5.4, WIDE / 9, 1.15 / 5.4))
    curve.set(xlim=(0, STEPS + 5), ylim=(0, 1), xlabel="gradient steps", ylabel="loss (nat)")
    line, now = curve.plot([], [], color=style.BLACK, linewidth=2)[0], curve.plot([], [], "o", color=style.VERMILION)[0]
    return SimpleNamespace(
        tiles=tiles, edges=edges, back=back, arrows=arrows, dots=dots, ring=ring, numbers=numbers, line=line, now=now
    )


def coloured(values, plus, minus):
    return [plus if value > 0 else minus for value in values]


def draw(values, artists):
    columns = places(values.sizes)
    units = [(layer, i, *place) for layer, column in enumerate(columns) for i, place in enumerate(column)]
    offsets, strengths = [], []
    for number, (tile, text) in enumerate(zip(artists.tiles, artists.numbers, strict=True)):
        shown = number < len(units)
        tile.set_visible(shown)
        text.set_visible(shown)
        if not shown:
            continue
        layer, i, x, y = units[number]
        side = WIDE if layer == len(columns) - 1 else TILE
        gain = 1 if side == WIDE or (layer and values.kind == "tanh") else 2
        tile.set_data(values.maps[layer][:, :, i] / gain)
        tile.set_extent((x, x + side, y, y + side))
        text.set_position((x + side / 2, y - 0.05))
        offsets.append(np.array([x, y]) + (values.X + 1) / 2 * side)
        if layer == 0:
            text.set_text(f"input x{'₁₂'[i]}")
            strengths.append(np.zeros(N))
            continue
        error = N * values.errors[layer - 1][:, i]
        strengths.append(error)
        said = np.sqrt(np.mean(error**2)) if values.error == ALL else error[values.worst] + 0.0  # -0.0 + 0.0 is 0.0
        text.set_text(f"δ = {said:.3f}" if values.error == WORST else f"|δ| ≈ {said:.3f}")
    strengths, last = np.concatenate(strengths), len(units) * N - N
    sizes = np.where(np.arange(len(strengths)) < 2 * N, 0, 4 + 60 * np.minimum(np.abs(strengths), 1))
    artists.dots.set_offsets(np.concatenate(offsets))
    artists.dots.set_sizes(np.where(np.arange(len(sizes)) < last, sizes * 0.6, sizes + 14))
    artists.dots.set_facecolors(coloured(strengths, style.PURPLE, style.GREEN))
    artists.dots.set_edgecolors(style.BLACK)
    artists.dots.set_linewidths(0.5)
    artists.ring.set_offsets(offsets[-1][[values.worst]])

    lines, weights, errors = [], [], []
    for layer, (W, _) in enumerate(values.params):
        for i, j in np.ndindex(W.shape):
            (x, y), (x2, y2) = columns[layer][i], columns[layer + 1][j]
            target = y2 + (TILE if layer < len(values.params) - 1 else WIDE) / 2
            lines.append([(x + TILE, y + TILE / 2 + 0.04), (x2, target + 0.04)])
            weights.append(W[i, j])
            errors.append(values.back[layer][i, j])
    lines, weights, errors = np.array(lines), np.array(weights), np.array(errors)
    artists.edges.set_segments(lines)
    artists.edges.set_linewidths(0.3 + 2.5 * np.minimum(np.abs(weights), 3))
    artists.edges.set_colors(coloured(weights, style.VERMILION, style.BLUE))
    strength = np.abs(errors) / max(np.abs(errors).max(), 1e-300)
    artists.back.set_segments(lines - [0, 0.13])
    artists.back.set_linewidths(5 * strength)
    artists.back.set_colors(coloured(errors, style.PURPLE, style.GREEN))
    artists.arrows.set_offsets(0.75 * lines[:, 0] + 0.25 * lines[:, 1] - [0, 0.13])
    artists.arrows.set_sizes(200 * strength**1.5)  # a head shrinks with its line, or it hangs in the air
    artists.arrows.set_facecolors(coloured(errors, style.PURPLE, style.GREEN))
    artists.line.set_data(np.arange(STEPS + 1), np.minimum(values.losses, 1))
    artists.now.set_data([values.step], [min(values.loss, 1)])


def says(values):
    largest = max(np.abs(back).max() for back in values.back)
    what = "gradient dJ/dw" if values.error == ALL else "error signal w · δ"
    return (
        f"After {values.step} step{'s' * (values.step != 1)} the loss is {values.loss:.3f}, {values.right} of {N} "
        f"examples are right, the worst (ringed) costs {values.worst_loss:.2f}. The largest {what} on "
        f"an edge is {largest:.2g}."
    )


def invariant(values):
    """Messages add up to the error of the unit that gets them, and gradients are slopes of the loss."""
    _, caches = mlp_forward(values.params, 2 * values.X, values.kind)
    for layer in range(len(values.params) - 1):
        messages = values.errors[layer + 1] @ values.params[layer + 1][0].T
        if not np.allclose(activation_backward(messages, caches[layer][1], values.kind), values.errors[layer]):
            return False
    if values.kind == "relu" and min(np.abs(Z).min() for _, Z, kind in caches if kind == "relu") < 1e-4:
        return True  # at a kink there is no slope to compare with
    ahead, behind = (sgd_step(values.params, values.grads, h) for h in (-1e-6, 1e-6))
    rise = [backward(params, values.X, values.labels, values.kind)[0] for params in (ahead, behind)]
    slope = sum(np.sum(dW**2) + np.sum(db**2) for dW, db in values.grads)
    return abs((rise[0] - rise[1]) / 2e-6 - slope) <= 1e-5 + 1e-3 * slope


WIDGET = Widget(
    id="W18b",
    title="The playground that shows its errors",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Every dot in a unit is an example; its size is how strongly that example wants to move this unit. As training "
        "goes on, what becomes of the dots?",
        ("all shrink alike", "they shrink, and stay large for examples near the boundary", "they stay as they are"),
        answer=1,
        because="An example that is right and certain has p − y near 0, and nothing is left to send back. What is "
        "still wrong or in doubt has p − y far from 0: late in training only a few examples change the weights.",
        reveal={"step": 60},
    ),
    telling=({"step": 200, "error": ALL}, {"data": "spiral", "net": "2 × 4", "step": 120, "lr": 1.5}),
    size=(9.0, 5.4),
)
