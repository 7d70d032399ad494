"""W01: what two penalties on weights do, and where the optimum touches the ball."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.linear.lasso import lasso_ista
from reference_solution.linear.ridge_regression import ridge

CONTROLS = (
    Slider("lam", 0.0, 40.0, step=0.5, value=8.0, label="penalty λ"),
    Choice("penalty", ("ridge", "lasso"), value="lasso"),
    Slider("correlation", 0.0, 0.9, step=0.1, value=0.3, label="correlation of the columns"),
)
GRID = np.linspace(-2.0, 3.0, 60)
LAMS = np.linspace(0, 40, 21)
FREE = np.array([1.9, 0.6])  # the weights without a penalty
TURN = np.linspace(0, 2 * np.pi, 241)
EDGE = {
    "ridge": np.stack([np.cos(TURN), np.sin(TURN)]),
    "lasso": np.stack([np.cos(TURN), np.sin(TURN)]) / (np.abs(np.cos(TURN)) + np.abs(np.sin(TURN))),
}


def prepare(correlation, penalty):
    """Ten examples whose least squares are exactly (1.9, 0.6), and the weights for every penalty."""
    rng = np.random.default_rng(3)
    Q = np.linalg.qr(np.column_stack([np.ones(10), rng.normal(size=(10, 3))]))[0][:, 1:] * np.sqrt(10)
    X = np.column_stack([Q[:, 0], correlation * Q[:, 0] + np.sqrt(1 - correlation**2) * Q[:, 1]])
    y = X @ FREE + 0.4 * Q[:, 2]
    W = np.stack(np.meshgrid(GRID, GRID), axis=-1)
    squares = np.sum((W @ X.T - y) ** 2, axis=-1)
    # A step leaves of the error a part that depends on the condition of X alone, (1 + r) / (1 - r): e^-8 after so many.
    steps = round(8 * (1 + correlation) / (1 - correlation))
    path = np.array([fit(X, y, lam, penalty, steps) for lam in LAMS])
    return SimpleNamespace(X=X, y=y, squares=squares, path=path)


def fit(X, y, lam, penalty, steps):
    return ridge(X, y, lam)[:-1] if penalty == "ridge" else lasso_ista(X, y, lam, steps)


def compute(data, lam, penalty):
    w = fit(data.X, data.y, lam, penalty, steps=600)
    gradient = 2 * data.X.T @ (data.X @ w - data.y)
    if penalty == "ridge":
        residual, size = np.abs(gradient + 2 * lam * w).max(), np.linalg.norm(w)
    else:
        at_zero = np.maximum(np.abs(gradient) - lam, 0)
        residual, size = np.where(w == 0, at_zero, np.abs(gradient + lam * np.sign(w))).max(), np.abs(w).sum()
    error = np.sum((data.X @ w - data.y) ** 2)
    extra = max(error - np.sum((data.X @ FREE - data.y) ** 2), 0.0)
    axes = np.linalg.inv(np.linalg.cholesky(data.X.T @ data.X)).T  # of the ellipse on which all weights err as much
    level = FREE[:, None] + np.sqrt(extra) * axes @ EDGE["ridge"]
    return SimpleNamespace(
        w=w,
        lam=lam,
        penalty=penalty,
        residual=residual,
        size=size,
        error=error,
        path=data.path,
        squares=data.squares,
        level=level,
    )


def stage(figure):
    plane, bars, paths = style.panels(figure, 3, left=0.09, top=0.96, wspace=0.33, width_ratios=(1.55, 0.55, 1))
    plane.set(xlim=(-2, 2.8), ylim=(-2, 2.3), xlabel="weight w₁", ylabel="weight w₂", aspect="equal")
    plane.axhline(0, color=style.GREY, linewidth=1)
    plane.axvline(0, color=style.GREY, linewidth=1)
    heat = plane.imshow(
        np.zeros((60, 60)), extent=(-2, 3, -2, 3), origin="lower", cmap="Greys", vmin=0, vmax=9, alpha=0.5
    )
    level = plane.plot([], [], color=style.BLACK, linewidth=1.5)[0]
    ball = plane.fill([0], [0], facecolor=style.SKY, alpha=0.6, edgecolor=style.BLUE, linewidth=2)[0]
    free = plane.plot([1.9], [0.6], "P", color=style.BLACK)[0]
    text = plane.text(2.75, 1.9, "✚ weights at λ = 0", ha="right", bbox=style.PAPER)
    best = plane.plot([], [], "o", color=style.VERMILION, markersize=11)[0]

    bars.set(xlim=(-0.6, 1.6), ylim=(-0.25, 2.3), xticks=(0, 1), xticklabels=("w₁", "w₂"))
    bars.axhline(0, color=style.GREY, linewidth=1)
    columns = bars.bar((0, 1), (0, 0), width=0.7, color=(style.VERMILION, style.BLUE))
    numbers = [bars.text(i, 0, "", ha="center", va="bottom") for i in (0, 1)]

    paths.set(xlim=(0, 40), ylim=(-0.25, 2.3), xlabel="penalty λ", ylabel="weights")
    lines = [paths.plot([], [], color=colour)[0] for colour in (style.VERMILION, style.BLUE)]
    names = [
        paths.text(1.5, 0, name, color=line.get_color(), weight="bold")
        for name, line in zip(("w₁", "w₂"), lines, strict=True)
    ]
    now = paths.axvline(0, color=style.BLACK, linestyle=":", linewidth=1.5)
    return SimpleNamespace(
        heat=heat, level=level, ball=ball, free=free, text=text, best=best,
        columns=list(columns), numbers=numbers, lines=lines, names=names, now=now,
    )  # fmt: skip


def draw(values, artists):
    artists.heat.set_data(np.sqrt(values.squares))
    artists.ball.set_xy(values.size * EDGE[values.penalty].T)
    artists.best.set_data(*values.w[:, None])
    artists.level.set_data(*values.level)
    for i, (column, number, line, name) in enumerate(
        zip(artists.columns, artists.numbers, artists.lines, artists.names, strict=True)
    ):
        column.set_height(values.w[i])
        number.set_text(f"{values.w[i]:.2f}" if values.w[i] else "0")
        number.set_y(max(values.w[i], 0) + 0.05)
        line.set_data(LAMS, values.path[:, i])
        name.set_y(values.path[0, i] + 0.08)
    artists.now.set_xdata([values.lam] * 2)


def says(values):
    size = "length" if values.penalty == "ridge" else "sum of absolute values"
    zero = " w₂ is exactly 0." if values.w[1] == 0 else ""
    return (
        f"At λ = {values.lam:g} the {values.penalty} weights are ({values.w[0]:.2f}, {values.w[1]:.2f}); "
        f"their {size} is {values.size:.2f}, the squared errors sum to {values.error:.1f}.{zero} "
        f"Optimality is missed by {values.residual:.1g}."
    )


def invariant(values):
    """The conditions of the optimum hold, and it lies on the ball's edge and on the ellipse."""
    on_ellipse = np.min(np.hypot(*(values.level - values.w[:, None]))) < 0.05
    return values.residual < 1e-8 and on_ellipse


WIDGET = Widget(
    id="W01",
    title="Two penalties on weights: ridge and lasso",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Raise the penalty λ from 8 to 16. What becomes of the small weight w₂?",
        ("lasso and ridge both make it 0", "only the lasso makes it 0", "neither makes it 0"),
        answer=1,
        because="The lasso's ball has corners on the axes, and the ellipse of equal error touches it at a corner: "
        "w₂ = 0 exactly. The ridge's ball is round; it is touched on an axis only by accident: w₂ shrinks and stays.",
        reveal={"lam": 16.0, "penalty": "lasso"},
    ),
    telling=({"lam": 16.0}, {"lam": 16.0, "penalty": "ridge"}),
)
