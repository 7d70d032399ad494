"""W02: a polynomial through noisy points: what it does there, and between them."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.linear.least_squares import add_bias, normal_equation
from reference_solution.linear.polynomial_features import polynomial_features
from reference_solution.linear.ridge_regression import ridge

N, HIGHEST = 12, 15
DENSE = np.linspace(-1, 1, 301)
PENALTIES = {"0": 0.0, "10⁻⁴": 1e-4, "10⁻²": 1e-2, "1": 1.0}

CONTROLS = (
    Slider("degree", 0, HIGHEST, value=11, label="degree M", along="x", axes=1),
    Choice("penalty", tuple(PENALTIES), label="penalty λ"),
    Slider("noise", 0.0, 0.5, step=0.05, value=0.2, label="noise σ"),
    Slider("seed", 0, 9, value=1, label="sample"),
)


def truth(x):
    return np.sin(3.5 * x)


def predicted(w, x):
    return add_bias(polynomial_features(x, len(w) - 1)) @ w


def prepare(noise, seed, penalty):
    """Fits of all degrees to one noisy sample, and their root mean squared errors."""
    rng = np.random.default_rng(seed)
    x = np.linspace(-0.95, 0.95, N) + rng.uniform(-0.05, 0.05, N)
    y = truth(x) + noise * rng.normal(size=N)
    weights = []
    for degree in range(HIGHEST + 1):
        X = polynomial_features(x, degree)
        weights.append(ridge(X, y, PENALTIES[penalty]) if PENALTIES[penalty] else normal_equation(X, y))
    train = np.array([np.sqrt(np.mean((predicted(w, x) - y) ** 2)) for w in weights])
    between = np.array([np.sqrt(np.mean((predicted(w, DENSE) - truth(DENSE)) ** 2)) for w in weights])
    return SimpleNamespace(x=x, y=y, penalty=penalty, weights=weights, train=train, test=np.hypot(between, noise))


def compute(sample, degree):
    return SimpleNamespace(sample=sample, degree=degree, curve=predicted(sample.weights[degree], DENSE))


def stage(figure):
    fit, errors = style.panels(figure, 2, left=0.09, top=0.96, wspace=0.32, width_ratios=(1.3, 1))
    fit.set(xlim=(-1.05, 1.05), ylim=(-2.3, 2.3), xlabel="input x", ylabel="output y")
    fit.plot(DENSE, truth(DENSE), color=style.GREY, linestyle="--", linewidth=2)
    fit.text(-0.5, 1.85, "– –  truth", color=style.GREY)
    points = fit.plot([], [], "o", color=style.BLACK)[0]
    curve = fit.plot([], [], color=style.VERMILION)[0]

    errors.set(xlim=(-0.5, 15.5), ylim=(1e-3, 30), yscale="log", xlabel="degree M", ylabel="root mean squared error")
    lines = [errors.plot([], [], "o-", color=colour, markersize=5)[0] for colour in (style.VERMILION, style.BLUE)]
    names = [
        errors.text(-0.1, place, name, color=line.get_color(), weight="bold", va="center", bbox=style.PAPER)
        for place, name, line in zip((12.0, 0.002), ("new points", "these points"), lines, strict=True)
    ]
    now = errors.axvline(0, color=style.BLACK, linestyle=":", linewidth=1.5)
    return SimpleNamespace(points=points, curve=curve, test=lines[0], train=lines[1], names=names, now=now)


def draw(values, artists):
    sample = values.sample
    artists.points.set_data(sample.x, sample.y)
    artists.curve.set_data(DENSE, values.curve)
    artists.train.set_data(range(HIGHEST + 1), np.maximum(sample.train, 1e-4))
    artists.test.set_data(range(HIGHEST + 1), np.maximum(sample.test, 1e-4))
    artists.now.set_xdata([values.degree] * 2)


def says(values):
    train, test = values.sample.train[values.degree], values.sample.test[values.degree]
    lowest = values.sample.test.min()
    best = int(np.argmax(values.sample.test <= 1.02 * lowest))
    return (
        f"Degree {values.degree}, λ = {values.sample.penalty}: off by {train:.2g} at its own {N} points, by {test:.2g} "
        f"at new ones. The best there is {lowest:.2g}; degree {best} is the lowest that comes within 2% of it."
    )


def invariant(values):
    """A higher degree never fits its own points worse, and from N - 1 on it goes through all of them if λ = 0."""
    sample = values.sample
    objective_falls = sample.penalty != "0" or np.all(np.diff(sample.train) < 1e-7)
    through = sample.penalty != "0" or np.all(sample.train[N - 1 :] < 1e-6)
    return objective_falls and through and np.isclose(sample.train[0], np.std(sample.y))


WIDGET = Widget(
    id="W02",
    title="Expectation and reality: the degree of a polynomial",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Degree 11 goes through all 12 points. What does a penalty of λ = 10⁻² on its weights do?",
        ("it fits no new point better", "it errs more here, and much less at new points", "it errs less at both"),
        answer=1,
        because="The penalty leaves the degree as it is and takes the swings away: what is lost at the twelve points "
        "is noise that was learnt by heart.",
        reveal={"degree": 11, "penalty": "10⁻²"},
    ),
    telling=({"penalty": "10⁻²"}, {"degree": 3}),
)
