"""W08: ten activations, their slopes, and how many of their units stand on flat ground."""

from statistics import NormalDist
from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.gelu import normal_cdf

FORMULAS = {
    "identity": "f = z",
    "step": "f = 1 if z > 0 else 0",
    "sigmoid": "f = 1 / (1 + exp(−z))",
    "tanh": "f = tanh z",
    "relu": "f = max(0, z)",
    "leaky_relu": "f = z, or 0.1 z left of 0",
    "elu": "f = z, or exp(z) − 1 left of 0",
    "softplus": "f = log(1 + exp(z))",
    "swish": "f = z σ(z)",
    "gelu": "f = z Φ(z)",
}
BOUNDED = ("step", "sigmoid", "tanh")
FLAT = 0.05  # a smaller slope lets through less than a twentieth of what comes back
Z = np.linspace(-6, 6, 481)
NORMAL = np.array([NormalDist().inv_cdf((i + 0.5) / 4000) for i in range(4000)])  # equally likely places
BELL = np.linspace(-3.5, 3.5, 141)

CONTROLS = (
    Choice("kind", tuple(FORMULAS), value="sigmoid", label="activation f"),
    Slider("spread", 0.2, 4.0, step=0.1, value=2.0, label="standard deviation of z"),
    Slider("mean", -4.0, 4.0, step=0.1, value=0.0, label="mean μ of z", along="x"),
)


def pair(kind):
    f, slope = ELEMENTWISE[kind]
    if kind == "leaky_relu":
        return (lambda z: f(z, alpha=0.1)), (lambda z: slope(z, alpha=0.1))
    return f, slope


def flat_share(kind, mean, spread):
    return float(np.mean(np.abs(pair(kind)[1](mean + spread * NORMAL)) < FLAT))


def compute(kind, mean, spread):
    f, slope = pair(kind)
    z = mean + spread * BELL
    return SimpleNamespace(
        kind=kind,
        mean=mean,
        spread=spread,
        a=f(Z),
        slope=slope(Z),
        bell_at=z,
        bell=np.exp(-(BELL**2) / 2),
        bell_flat=np.abs(slope(z)) < FLAT,
        shares={name: flat_share(name, mean, spread) for name in FORMULAS},
        passed=float(np.mean(slope(mean + spread * NORMAL))),
        output=float(np.mean(f(mean + spread * NORMAL))),
    )


def stage(figure):
    axes, bars = style.panels(figure, 2, left=0.09, top=0.83, width_ratios=(1.9, 1), wspace=0.4)
    axes.set(xlim=(-6, 6), xlabel="pre-activation z", ylabel="f(z) and slope f′(z)")
    axes.axhline(0, color=style.GREY, linewidth=1)
    bells = [axes.fill([0], [0], facecolor=c, alpha=0.5)[0] for c in (style.SKY, style.ORANGE)]
    curve = axes.plot([], [], color=style.BLUE)[0]
    slope = axes.plot([], [], color=style.VERMILION, linestyle="--")[0]
    formula = axes.text(0, 1.13, "", color=style.BLUE, weight="bold", transform=axes.transAxes)
    axes.text(1, 1.13, "dashed: slope f′", color=style.VERMILION, weight="bold", ha="right", transform=axes.transAxes)
    axes.text(0, 1.04, "filled: how often z occurs; orange: f is flat", transform=axes.transAxes)

    bars.set(xlim=(0, 1.25), ylim=(9.6, -0.6), xlabel="share of z where |f′| < 0.05", yticks=range(10))
    bars.set_yticklabels([name.replace("_", " ") for name in FORMULAS])
    bars.set_xticks((0, 0.5, 1))
    bars.tick_params(axis="y", length=0)
    columns = bars.barh(range(10), 0, height=0.7, color=style.ORANGE)
    numbers = [bars.text(0, i, "", va="center") for i in range(10)]
    return SimpleNamespace(
        axes=axes, bells=bells, curve=curve, slope=slope, formula=formula, columns=list(columns), numbers=numbers
    )


def draw(values, artists):
    artists.axes.set_ylim(-1.25, 1.25 if values.kind in BOUNDED else 3)
    artists.curve.set_data(Z, values.a)
    if values.kind == "step":  # a jump is no line
        artists.curve.set_data(Z, np.where(np.abs(Z) < 0.013, np.nan, values.a))
    artists.slope.set_data(Z, values.slope)
    artists.formula.set_text(FORMULAS[values.kind])
    ends = np.flatnonzero(np.diff(values.bell_flat)) + 1
    twice = np.repeat(ends, 2)  # half-way, where the one part ends upright and the other begins
    at, height = (np.insert(a, twice, (a[twice - 1] + a[twice]) / 2) for a in (values.bell_at, values.bell))
    for bell, part in zip(artists.bells, (~values.bell_flat, values.bell_flat), strict=True):
        part = np.insert(part, twice, np.stack([part[ends - 1], part[ends]], axis=1).ravel())
        edge = np.column_stack([at, np.where(part, height, 0)])
        bell.set_xy(np.vstack([[at[0], 0], edge, [at[-1], 0]]))
    for name, column, number in zip(FORMULAS, artists.columns, artists.numbers, strict=True):
        share = values.shares[name]
        column.set_width(share)
        column.set_alpha(1.0 if name == values.kind else 0.35)
        number.set_text(f"{share:.0%}")
        number.set_x(share + 0.03)


def says(values):
    name, share = values.kind.replace("_", " "), values.shares[values.kind]
    return (
        f"z around {values.mean:.1f} with standard deviation {values.spread:.1f}: the {name} is flat for {share:.0%} "
        f"of them. A gradient that comes back is multiplied by {values.passed:z.2f} on average; the mean output is "
        f"{values.output:z.2f}."
    )


def invariant(values):
    """Slopes are those of the curves, and the counted shares are the areas under the normal curve."""
    smooth = (np.abs(Z[1:-1]) > 0.04) & (values.kind != "step")
    slopes = np.abs(np.gradient(values.a, Z)[1:-1] - values.slope[1:-1])[smooth].max(initial=0) < 1e-3

    def below(z):
        return float(normal_cdf(np.array([(z - values.mean) / values.spread]))[0])

    top = (1 + np.sqrt(1 - 4 * FLAT)) / 2
    ends = {"sigmoid": np.log(top / (1 - top)), "tanh": np.arctanh(np.sqrt(1 - FLAT))}
    areas = {name: below(-end) + 1 - below(end) for name, end in ends.items()} | {"relu": below(0), "step": 1.0}
    return slopes and all(abs(values.shares[name] - area) < 5e-4 for name, area in areas.items())


WIDGET = Widget(
    id="W08",
    title="Where an activation is flat",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "The standard deviation of z doubles, from 2 to 4. Of sigmoid, tanh and ReLU, whose share of flat units rises?",
        ("that of all three", "those of sigmoid and tanh; the ReLU's stays", "only the ReLU's"),
        answer=1,
        because="Sigmoid and tanh are flat far from 0 on both sides, and more z lie there now: 15% become 47%, and "
        "28% become 59%. The ReLU is flat left of 0 at any distance: half of the z before, half of them after.",
        reveal={"spread": 4.0},
    ),
    telling=({"kind": "relu", "mean": -3.0}, {"kind": "gelu", "mean": -1.0, "spread": 1.0}),
)
