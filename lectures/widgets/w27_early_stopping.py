"""W27: two ways to keep a network from learning wrong labels by heart, on one and the same run."""

from functools import cache, lru_cache
from types import SimpleNamespace

import numpy as np

from course.data.rendered_digits import rendered_digits
from lectures.widgetkit import Question, Slider, Widget, style
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.network import mlp_forward
from reference_solution.training.mlp_training import early_stopping, train

N, EPOCHS, SIZES = 150, 60, [64, 32, 10]
CONTROLS = (
    Slider("patience", 1, 30, value=8, label="patience (epochs)", still="without wrong labels nothing gets worse"),
    Slider("lam", 0.0, 0.06, step=0.002, value=0.02, label="penalty λ"),
    Slider("noise", 0.0, 0.5, step=0.05, value=0.25, label="share of wrong labels"),
)


@cache
def digits():
    X, labels = rendered_digits(2 * N, np.random.default_rng(0), side=8)
    X = X - X[:N].mean(axis=0)
    return X / X[:N].std(), labels


@lru_cache(maxsize=1)  # while the penalty moves, neither the labels nor this run change
def free_of_penalty(noise):
    """Labels of which some are wrong, how many are, and the run that learns from them without a penalty."""
    rng = np.random.default_rng(1)
    labels, wrong = digits()[1][:N].copy(), rng.permutation(N)[: round(noise * N)]
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, size=len(wrong))) % 10
    free = run(labels, 0.0)
    free.train = np.array([loss(params, digits()[0][:N], labels) for params in free.path])
    return labels, len(wrong), free


def run(labels, lam):
    """Sixty epochs from one start, with the same batches whatever the penalty."""
    X, right = digits()
    rng = np.random.default_rng(5)
    params = init_params(SIZES, "lecun", np.random.default_rng(2))
    path = [params]
    for _ in range(EPOCHS):
        params, _ = train(params, X[:N], labels, "tanh", lam, 0.8, 75, 1, rng)
        path.append(params)
    return SimpleNamespace(
        path=path,
        unseen=np.array([loss(params, X[N:], right[N:]) for params in path]),
        length=np.array([length(params) for params in path]),
    )


def loss(params, X, labels):
    return softmax_cross_entropy(mlp_forward(params, X, "tanh")[0], labels)[0]


def length(params):
    return np.sqrt(sum(np.sum(W**2) for W, _ in params))


def prepare(noise, lam):
    """The run without a penalty and the one with; both learn from labels of which some are wrong."""
    labels, wrong, free = free_of_penalty(noise)
    return SimpleNamespace(free=free, held=run(labels, lam), lam=lam, wrong=wrong)


def compute(runs, patience):
    free = runs.free
    read = []

    def history():
        for params, unseen in zip(free.path, free.unseen, strict=True):
            read.append(unseen)
            yield params, unseen

    kept, best = early_stopping(history(), patience)
    return SimpleNamespace(**vars(runs), patience=patience, kept=kept, best=best, stop=len(read) - 1)


def stage(figure):
    losses, sizes = style.panels(figure, 2, left=0.08, right=0.98, wspace=0.22, width_ratios=(1.45, 1))
    losses.set(xlim=(0, EPOCHS), ylim=(0, 3), xlabel="epoch", ylabel="mean loss (nat)")
    sizes.set(xlim=(0, EPOCHS), ylim=(0, 18), xlabel="epoch", ylabel="length of all weights ‖W‖")
    panels = []
    for axes in (losses, sizes):
        after = axes.axvspan(0, 1, color=style.PALE, alpha=0.7, linewidth=0)
        held = axes.plot([], [], color=style.BLUE)[0]
        free = axes.plot([], [], color=style.VERMILION)[0]
        kept = axes.plot([], [], "o", color=style.VERMILION, markersize=11, markeredgecolor=style.BLACK, clip_on=False)[
            0
        ]
        panels.append(SimpleNamespace(after=after, held=held, free=free, kept=kept))
    learnt = losses.plot([], [], color=style.VERMILION, linewidth=1.5, linestyle=":")[0]
    names = [
        losses.text(
            59, 2.75, "unseen digits, λ = 0", color=style.VERMILION, weight="bold", ha="right", bbox=style.PAPER
        ),
        losses.text(59, 2.5, "", color=style.BLUE, weight="bold", ha="right", bbox=style.PAPER),
        losses.text(59, 2.25, "dotted: training digits, λ = 0", color=style.VERMILION, ha="right", bbox=style.PAPER),
        sizes.text(59, 16.5, "● kept by early stopping", color=style.VERMILION, ha="right", bbox=style.PAPER),
        sizes.text(59, 1.0, "", color=style.GREY, ha="right", bbox=style.PAPER),
    ]
    return SimpleNamespace(panels=panels, learnt=learnt, names=names)


def draw(values, artists):
    epochs = np.arange(EPOCHS + 1)
    for panel, free, held in zip(
        artists.panels,
        (values.free.unseen, values.free.length),
        (values.held.unseen, values.held.length),
        strict=True,
    ):
        panel.after.set_bounds(values.stop, 0, EPOCHS - values.stop, 1)
        panel.free.set_data(epochs, free)
        panel.held.set_data(epochs, held)
        panel.kept.set_data([values.best], [free[values.best]])
    artists.learnt.set_data(epochs, values.free.train)
    artists.names[4].set_text("grey: never computed" if values.stop < EPOCHS else "")
    artists.names[1].set_text(f"unseen digits, λ = {values.lam:.3f}")


def says(values):
    stopped = (
        f"Early stopping leaves at epoch {values.stop} and keeps epoch {values.best}"
        if values.stop < EPOCHS
        else f"Early stopping never leaves; the best epoch is {values.best}"
    )
    return (
        f"{values.wrong} of {N} labels are wrong. {stopped}: loss {values.free.unseen[values.best]:.2f} on unseen "
        f"digits, weights of length {length(values.kept):.1f}. Sixty epochs with λ = {values.lam:.3f}: "
        f"{values.held.unseen[-1]:.2f} and {values.held.length[-1]:.1f}; with neither: {values.free.unseen[-1]:.2f} "
        f"and {values.free.length[-1]:.1f}."
    )


def invariant(values):
    """Kept is the best of what was seen; no better epoch in all the patience; a penalty of 0 is none."""
    unseen, (X, labels) = values.free.unseen, digits()
    best = np.isclose(loss(values.kept, X[N:], labels[N:]), unseen[: values.stop + 1].min(), rtol=1e-12)
    patient = values.stop == EPOCHS or values.stop - values.best == values.patience
    one_start = values.held.length[0] == values.free.length[0]
    decayed = values.lam > 0 or np.array_equal(values.held.length, values.free.length)
    shorter = values.lam == 0 or np.all(values.held.length[1:] < values.free.length[1:])
    return best and patient and one_start and decayed and shorter


WIDGET = Widget(
    id="W27",
    title="Stop early, or penalise weights",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "A quarter of the labels is wrong. Make all labels right: what is the best moment to stop then?",
        ("the same epoch", "earlier, for there is less to learn", "much later, or never"),
        answer=2,
        because="What makes the loss on unseen digits rise is the learning by heart of wrong labels, late in the run. "
        "Without them the last epoch is about the best, stopping saves only time, and a penalty only costs.",
        reveal={"noise": 0.0},
    ),
    telling=({"noise": 0.0}, {"patience": 1, "lam": 0.06}),
)
