"""W04: the perceptron, one mistake at a time, and the bound on their number."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Player, Points, Question, Slider, Widget, style
from reference_solution.linear.least_squares import add_bias
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.perceptron import novikoff_bound, perceptron_fit

START = ((-0.9, -0.2), (-0.2, -0.9), (-1.7, 1.4), (-1.5, -1.9), (-0.9, 1.9), (1.7, 1.8), (1.3, 0.6), (0.5, 1.6))
MOST, EPOCHS = 60, 100
CONTROLS = (
    Player("mistake", MOST, value=6, label="mistakes so far", interval=500, until=lambda run: len(run.weights) - 1),
    Choice("learner", ("perceptron", "logistic regression"), label="length of w by"),
    Slider("bias_size", 0.25, 2.0, step=0.25, value=1.0, label="constant feature"),
    Points("points", START, low=(-2.0, -2.0), high=(2.0, 2.0), label="example"),
)
Y = np.repeat([-1.0, 1.0], 4)
EDGE = np.linspace(-2.2, 2.2, 60)
PLANE = np.stack(np.meshgrid(EDGE, EDGE), axis=-1).reshape(-1, 2)


def prepare(points, bias_size):
    """All mistakes, the widest margin that a search finds, and how gradient descent goes on with the logistic loss."""
    X = add_bias(np.array(points)) * [1, 1, bias_size]
    w, mistakes, converged = perceptron_fit(X, Y, EPOCHS)
    weights = np.vstack([np.zeros(3), np.cumsum(Y[mistakes, None] * X[mistakes], axis=0)])
    widest = widest_margin(X) if converged else None
    if converged and np.min(Y * (X @ widest)) <= 0:  # a margin too thin for the search
        widest = w
    return SimpleNamespace(
        X=X, w=w, mistakes=mistakes, converged=converged, weights=weights[: MOST + 1], total=len(mistakes),
        widest=widest, bound=novikoff_bound(X, Y, widest) if converged else np.inf, bias_size=bias_size,
    )  # fmt: skip


def widest_margin(X):
    """Weights of the largest smallest margin: the nearest point of the convex hull of y x to the origin (Gilbert)."""
    V = Y[:, None] * X
    w = V[0]
    for _ in range(1500):
        worst = V[np.argmin(V @ w)]
        way = w - worst
        if w @ way <= 1e-9 * (w @ w):
            break
        w = w - min(1.0, (w @ way) / (way @ way)) * way
    return w


def logistic_lengths(X):
    """Length of w after 1, 2, 5, 10, … steps of gradient descent on the mean logistic loss."""
    w, lengths = np.zeros(3), []
    for t in range(1, 2001):
        w = w - 1.0 * X.T @ logistic_loss_pm1(X @ w, Y)[1] / len(Y)
        if t in STEPS:
            lengths.append(np.linalg.norm(w))
    return np.array(lengths)


STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


def compute(run, mistake, learner):
    m = min(mistake, len(run.weights) - 1)
    w = run.weights[m]
    R = np.linalg.norm(run.X, axis=1).max()
    wrong = run.X @ w * Y <= 0
    return SimpleNamespace(
        run=run, m=m, w=w, R=R, learner=learner, wrong=wrong, last=run.mistakes[m - 1] if m else None,
        side=(add_bias(PLANE) * [1, 1, run.bias_size] @ w).reshape(60, 60),
        logistic=logistic_lengths(run.X) if learner != "perceptron" else None,
        lengths=np.linalg.norm(run.weights, axis=1), gamma=R / np.sqrt(run.bound),
    )  # fmt: skip


def stage(figure):
    plane, counts = style.panels(
        figure, 2, left=0.075, right=0.98, bottom=0.15, top=0.92, wspace=0.26, width_ratios=(1, 1.15)
    )
    plane.set(xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), aspect="equal", xlabel="feature x₁", ylabel="feature x₂")
    plane.set(xticks=(-2, -1, 0, 1, 2), yticks=(-2, -1, 0, 1, 2))
    plane.set_title("✕ wrong  ○ last mistake  ⋯ line before  ▬ w", fontsize=12)
    side = plane.imshow(np.zeros((60, 60)), extent=(-2.2, 2.2) * 2, origin="lower", cmap="RdBu_r", vmin=-3, vmax=3)
    line = plane.plot([], [], color=style.BLACK)[0]
    before = plane.plot([], [], color=style.BLACK, linewidth=1.5, linestyle=":")[0]
    arrow = plane.plot([], [], color=style.BLACK, linewidth=4)[0]
    ring = plane.plot([], [], "o", color="none", markeredgecolor=style.PURPLE, markeredgewidth=4, markersize=20)[0]
    classes = [
        plane.plot([], [], mark, color=colour, markeredgecolor="white", markersize=11)[0]
        for mark, colour in (("o", style.BLUE), ("^", style.VERMILION))
    ]
    wrong = plane.plot([], [], "x", color=style.BLACK, markersize=8, markeredgewidth=2.5)[0]
    top = counts.plot([], [], color=style.VERMILION, linestyle="--")[0]
    low = counts.plot([], [], color=style.BLUE, linestyle="--")[0]
    length = counts.plot([], [], "o-", color=style.BLACK, markersize=5)[0]
    now = counts.plot([], [], "o", color=style.PURPLE, markeredgecolor=style.BLACK, markersize=12)[0]
    names = [
        counts.text(0, 0, "", color=colour, va="center", bbox=style.PAPER) for colour in (style.VERMILION, style.BLUE)
    ]
    return SimpleNamespace(
        axes=counts, side=side, line=line, before=before, arrow=arrow, ring=ring, classes=classes, wrong=wrong,
        top=top, low=low, length=length, now=now, names=names,
    )  # fmt: skip


def draw(values, artists):
    run = values.run
    artists.side.set_data(np.sign(values.side))
    for line, w in ((artists.line, values.w), (artists.before, run.weights[max(values.m - 1, 0)])):
        normal, size = w[:2], w[:2] @ w[:2]
        if size > 0:
            foot, along = -w[2] * run.bias_size * normal / size, np.array([-normal[1], normal[0]]) / np.sqrt(size)
            line.set_data(*(foot + 9 * np.array([[-1], [1]]) * along).T)
            if line is artists.line:
                artists.arrow.set_data(*np.stack([foot, foot + 0.5 * normal / np.sqrt(size)]).T)
        line.set_visible(bool(size > 0))
    artists.arrow.set_visible(bool(values.w[:2] @ values.w[:2] > 0))
    for members, artist in zip((Y < 0, Y > 0), artists.classes, strict=True):
        artist.set_data(*run.X[members, :2].T)
    artists.wrong.set_data(*run.X[values.wrong, :2].T)
    artists.ring.set_data(*(run.X[[values.last], :2].T if values.m else ([], [])))
    perceptron = values.learner == "perceptron"
    for artist in (artists.top, artists.low, artists.now, *artists.names):
        artist.set_visible(perceptron)
    axes = artists.axes
    if perceptron:
        last = next(end for end in (5, 15, 30, MOST) if end >= len(run.weights) - 1)
        m, high = np.linspace(0, last * 1.05, 60), 3.6 * np.sqrt(last * 1.05)
        axes.set(xscale="linear", xlim=(0, last * 1.05), ylim=(0, high), xlabel="mistakes m", ylabel="length of w")
        artists.top.set_data(m, values.R * np.sqrt(m))
        artists.low.set_data(m, values.gamma * m)
        artists.low.set_visible(run.converged)
        artists.length.set_data(np.arange(len(run.weights)), values.lengths)
        artists.now.set_data([values.m], [values.lengths[values.m]])
        artists.names[0].set_text("at most R √m")
        artists.names[0].set_position((0.03 * last, 0.94 * high))
        artists.names[1].set_text(f"at least γ m, γ = {values.gamma:.2f}" if run.converged else "no γ > 0")
        artists.names[1].set_position((0.35 * last, 0.06 * high))
    else:
        high = 10 * np.ceil(values.logistic.max() / 10)
        axes.set(
            xscale="log", xlim=(0.8, 3000), ylim=(0, high), xlabel="steps of gradient descent", ylabel="length of w"
        )
        artists.length.set_data(STEPS, values.logistic)


def says(values):
    run, learnt = values.run, values.learner == "logistic regression"
    if learnt:
        growth = values.logistic[-1] - values.logistic[-4]
        settled = growth < 0.1 * values.logistic[-1]
        stays = "and settles: the classes overlap" if settled else "so far; no line separates the classes"
        grows = "and keeps growing like log t" if run.converged else stays
        return (
            f"Logistic regression: the length of w is {values.logistic[-4]:.2f} after 200 steps and "
            f"{values.logistic[-1]:.2f} after 2000 (+{growth:.2f}) {grows}."
        )
    now = f"Mistake {values.m}, {values.wrong.sum()} of {len(Y)} examples on the wrong side or on the line."
    if not run.converged:
        return f"{now} No line separates the classes: {run.total} mistakes in {EPOCHS} rounds, and no end."
    return (
        f"{now} {run.total} mistakes in all; at most (R/γ)² = ({values.R:.4g}/{values.gamma:.4g})² = {run.bound:.3g}."
    )


def invariant(values):
    """Between the two curves at every mistake, no more mistakes than the bound, none wrong at the end."""
    run, m = values.run, np.arange(len(values.lengths))
    below = np.all(values.lengths <= values.R * np.sqrt(m) + 1e-9)
    if not run.converged:
        return below and run.total >= EPOCHS
    above = np.all(values.lengths >= values.gamma * m - 1e-9)
    done = run.total > MOST or np.all((run.X @ run.weights[-1]) * Y > 0)
    return below and above and done and run.total <= run.bound


WIDGET = Widget(
    id="W04",
    title="A perceptron learns from mistakes",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "One blue circle is dragged in among the triangles, so that no line separates the classes. What will the "
        "perceptron do?",
        ("stop at the line with fewest mistakes", "make mistakes for ever", "let w grow without end"),
        answer=1,
        because="A round without a mistake would mean a separating line, and there is none. So it never stops. Its "
        "weights do not settle, but they stay bounded (the perceptron cycling theorem). No γ > 0 exists, so there is "
        "no bound on the mistakes.",
        reveal={"points": ((1.4, 1.3), *START[1:]), "mistake": 12},
    ),
    telling=({"learner": "logistic regression"}, {"points": ((1.4, 1.3), *START[1:]), "mistake": MOST}),
)
