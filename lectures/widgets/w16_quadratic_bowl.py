"""W16: gradient descent in a bowl of two features: the step size that is too large, and what scaling does."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Player, Question, Slider, Toggle, Widget, style
from reference_solution.digits.preparation import standardise
from reference_solution.training.gradient_descent import critical_lr, gd_quadratic
from reference_solution.training.optimisers import momentum_step, nesterov_step

STEPS = 40
BEST = np.array([1.0, -1.0])  # the weights that made the targets
START = np.array([-1.5, 1.2])
GRID = np.linspace(-2, 3, 60), np.linspace(-3, 2, 60)
WAYS = ("plain", "momentum 0.8", "Nesterov 0.8")

CONTROLS = (
    Slider("lr", 0.02, 1.2, step=0.02, value=0.24, label="learning rate η"),
    Slider("ratio", 1, 10, value=3, label="size of feature 2 (feature 1 has 1)", still="standardised, both are 1"),
    Toggle("scaled", label="standardise the features"),
    Choice("way", WAYS, label="method"),
    Player("step", STEPS, value=12, interval=200, label="steps"),
)


def prepare(ratio, scaled):
    """Sixteen examples with columns at a right angle; the bowl is half the mean of the squared errors."""
    rng = np.random.default_rng(2)
    Q = np.linalg.qr(np.column_stack([np.ones(16), rng.normal(size=(16, 2))]))[0][:, 1:] * 4  # mean 0, variance 1
    X = Q * [1.0, ratio]
    X = standardise(X, X) if scaled else X
    H = X.T @ X / len(X)
    across, up = np.meshgrid(*GRID)
    away = np.stack([across, up], axis=-1) - BEST
    return SimpleNamespace(H=H, heights=np.einsum("...i,ij,...j->...", away, H, away) / 2)


def largest_lr(H, way):
    """The step size at which the direction of the largest curvature stops converging."""
    if way == "plain":
        return critical_lr(H)
    mu = 0.8
    return critical_lr(H) * (1 + mu) / (1 if way.startswith("momentum") else 1 + 2 * mu)


def descend(H, lr, way):
    if way == "plain":
        return gd_quadratic(H, H @ BEST, START, lr, STEPS)
    step = momentum_step if way.startswith("momentum") else nesterov_step
    params, velocity, path = [(START[:, None], np.zeros(1))], [(np.zeros((2, 1)), np.zeros(1))], [START]
    for _ in range(STEPS):
        slope = (H @ params[0][0][:, 0] - H @ BEST)[:, None]
        params, velocity = step(params, [(slope, np.zeros(1))], velocity, lr, 0.8)
        path.append(params[0][0][:, 0])
    return np.array(path)


def compute(bowl, lr, way, step):
    path = descend(bowl.H, lr, way)
    losses = np.einsum("ti,ij,tj->t", path - BEST, bowl.H, path - BEST) / 2
    low, high = np.linalg.eigvalsh(bowl.H)
    return SimpleNamespace(
        lr=lr, way=way, step=step, H=bowl.H, heights=bowl.heights, path=path, losses=losses,
        critical=largest_lr(bowl.H, way), low=low, high=high, condition=high / low,
    )  # fmt: skip


def stage(figure):
    plane, curve, rates = style.panels(figure, 3, left=0.08, wspace=0.42, width_ratios=(1.3, 1, 0.35))
    plane.set(xlim=(-2, 3), ylim=(-3, 2), xlabel="weight w₁", ylabel="weight w₂")
    heat = plane.imshow(
        np.zeros((60, 60)), extent=(-2, 3, -3, 2), origin="lower", cmap="Greys", vmin=0, vmax=2.5, aspect="auto"
    )
    levels = [plane.plot([], [], color="white", linewidth=1)[0] for _ in range(5)]
    bottom = plane.plot(*BEST, "P", color=style.GREEN, markersize=12)[0]
    path = plane.plot([], [], "o-", color=style.VERMILION, markersize=5, linewidth=1.5)[0]
    now = plane.plot([], [], "o", color=style.BLUE, markersize=12)[0]
    arrow = plane.plot([], [], color=style.BLUE, linewidth=3)[0]

    curve.set(xlim=(0, STEPS), ylim=(1e-6, 1e6), yscale="log", xlabel="step", title="loss J − J*")
    losses = curve.plot([], [], color=style.VERMILION)[0]
    here = curve.plot([], [], "o", color=style.BLUE, markersize=10)[0]

    rates.set(xlim=(0, 1), ylim=(0, 1.25), xticks=(), ylabel="learning rate η")
    rates.grid(visible=False)
    good = rates.axhspan(0, 1, facecolor=style.GREEN, alpha=0.3)
    mark = rates.axhline(1, color=style.BLACK)
    chosen = rates.plot([0.8], [0], "o", color=style.BLUE, markersize=12)[0]
    name = rates.text(0.05, 0, "", va="bottom")
    return SimpleNamespace(
        heat=heat, levels=levels, bottom=bottom, path=path, now=now, arrow=arrow, losses=losses, here=here,
        good=good, mark=mark, chosen=chosen, name=name,
    )  # fmt: skip


def draw(values, artists):
    artists.heat.set_data(np.log10(1 + values.heights))
    turn = np.linspace(0, 2 * np.pi, 121)
    round_ = np.linalg.inv(np.linalg.cholesky(values.H)).T @ np.stack([np.cos(turn), np.sin(turn)])
    for line, level in zip(artists.levels, (0.1, 0.5, 2, 6, 20), strict=True):
        line.set_data(*(BEST[:, None] + np.sqrt(2 * level) * round_))
    seen = np.clip(values.path[: values.step + 1], -50, 50)
    artists.path.set_data(*seen.T)
    artists.now.set_data(*seen[-1:].T)
    slope = values.H @ (seen[-1] - BEST)
    ahead = seen[-1] - 0.5 * slope / max(np.linalg.norm(slope), 0.5)
    artists.arrow.set_data(*np.array([seen[-1], ahead]).T)
    artists.losses.set_data(np.arange(STEPS + 1), np.clip(values.losses, 1e-9, 1e9))
    artists.here.set_data([values.step], [np.clip(values.losses[values.step], 1e-6, 1e6)])
    artists.good.set_height(values.critical)
    artists.mark.set_ydata([values.critical, values.critical])
    artists.chosen.set_ydata([values.lr])
    artists.name.set_text("" if values.critical > 1.1 else f"{values.critical:.2f}")
    artists.name.set_y(values.critical + 0.02)


def says(values):
    limit = "above" if values.lr > values.critical else "below"
    formula = {"plain": "2/λmax", "momentum 0.8": "2(1 + μ)/λmax"}.get(values.way, "2(1 + μ)/((1 + 2μ) λmax)")
    return (
        f"Curvatures {values.low:.2g} and {values.high:.3g}, condition number {values.condition:.3g}. The limit "
        f"({values.way}) is {formula} = {values.critical:.3g}, and η = {values.lr:.2g} lies {limit} it. After "
        f"{values.step} step{'s' * (values.step != 1)} the loss is {values.losses[values.step]:.2g} above the lowest."
    )


def invariant(values):
    """Along each axis of the bowl every step follows its recursion, which converges below the limit, not above."""
    curvatures, axes = np.linalg.eigh(values.H)
    away, shrink = (values.path - BEST) @ axes, 1 - values.lr * curvatures
    before, now, after = away[:-2], away[1:-1], away[2:]
    if values.way == "plain":
        first, second = shrink, 0 * shrink
    elif values.way.startswith("Nesterov"):
        first, second = 1.8 * shrink, -0.8 * shrink
    else:
        first, second = 0.8 + shrink, -0.8 + 0 * shrink
    predicted = first * now + second * before
    growth = max(np.abs(np.roots([1, -a, -b])).max() for a, b in zip(first, second, strict=True))
    if abs(values.lr - values.critical) > 1e-9 and (growth < 1) != (values.lr < values.critical):
        return False
    size = np.abs(away).max(axis=1)
    return np.all(np.abs(after - predicted) <= 1e-12 + 1e-9 * (size[:-2] + size[1:-1] + size[2:])[:, None])


WIDGET = Widget(
    id="W16",
    title="A bowl, a step size, and a limit",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Feature 2 is three times as large as feature 1, so λmax = 9 and 2/λmax = 0.22. The run with η = 0.24 "
        "diverges. What saves it at the same η?",
        ("more steps", "features of one size", "a start nearer to the bottom"),
        answer=1,
        because="With both features of size 1 the bowl is round, λmax = 1, and every η below 2 converges. More steps "
        "lead only further away, and a nearer start diverges as well: every step multiplies the distance by 1.16.",
        reveal={"scaled": True},
    ),
    telling=({"lr": 0.2}, {"scaled": True, "lr": 0.36, "way": "momentum 0.8", "step": 25}),
)
