"""W15: one unit, then one bump, then a curve rebuilt of bumps, with the error beside the one that is promised."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Points, Question, Slider, Widget, style
from lectures.widgets.support.promised_errors import COUNTS, NEAR, aim_at, one_bump, sizes, tried

COLOURS = {"steps": style.BLUE, "sigmoids": style.GREEN, "ReLUs": style.VERMILION}
RIDGE = ((0.0, 0.2), (0.17, 0.75), (0.38, 0.3), (0.61, 0.9), (0.83, 0.5), (1.0, 0.6))

ONE_UNIT, ONE_BUMP, ALL = BUILT = ("one unit", "one bump", "all bumps")

CONTROLS = (
    Choice("built", BUILT, label="network of"),
    Slider("n", 1, 160, value=12, label="bumps N", along="x", axes=1),
    Choice("units", tuple(COLOURS)),
    Slider("steepness", 1.0, 4.0, step=0.05, value=2.0, label="log₁₀ of steepness k", when={"units": "sigmoids"}),
    Choice("target", ("Nielsen's curve", "your own curve", "a jump")),
    Points("dots", RIDGE, (0.0, 0.0), (1.0, 1.0), step=0.01, label="corner", when={"target": "your own curve"}),
    Slider("at", 0.0, 1.0, step=0.01, value=0.63, label="look at the bump at x", along="x", axes=2),
)


def prepare(target, dots):
    """The curve, and the errors of steps and ReLUs for many N; those of sigmoids hang on their steepness."""
    aim = aim_at(target, dots)
    return SimpleNamespace(**vars(aim), curves={units: sizes(aim, units, 1.0) for units in ("steps", "ReLUs")})


def compute(aim, built, n, units, steepness, at):
    k = 10**steepness
    net = tried(aim, n, units, k)
    curves = aim.curves | ({"sigmoids": sizes(aim, "sigmoids", k)} if units == "sigmoids" else {})
    bump = one_bump(aim.f, n, units, k, at, net.edges, net.x)
    if built != ALL:  # the first unit of the bump, or all of its units
        parts = bump.at_x[:1] if built == ONE_UNIT else bump.at_x
        net.said, net.hidden = parts.sum(axis=0), len(parts)
        net.error, net.promise = np.abs(net.said - aim.f(net.x)), np.full(len(net.x), np.inf)
    return SimpleNamespace(**vars(net), aim=aim, built=built, n=n, units=units, curves=curves, bump=bump)


def stage(figure):
    ratios = {"width_ratios": (1.6, 1), "height_ratios": (1.5, 1)}
    margins = {"left": 0.085, "right": 0.985, "bottom": 0.115, "top": 0.97, "hspace": 0.36, "wspace": 0.25}
    fit, size, errors, bump = style.panels(figure, 2, 2, **margins, **ratios)
    fit.set(xlim=(0, 1), ylim=(-0.05, 1.05), ylabel="output y", xlabel="input x")
    box = fit.fill([0], [0], facecolor=style.ORANGE, alpha=0.55)[0]
    target = fit.plot([], [], color=style.BLACK, linewidth=1.5)[0]
    said = fit.plot([], [], linewidth=2.5)[0]
    curve = fit.text(0.02, 0.91, "the curve", transform=fit.transAxes, bbox=style.PAPER)
    network = fit.text(0.02, 0.8, "the network", weight="bold", transform=fit.transAxes, bbox=style.PAPER)
    dots = fit.plot([], [], "o", color=style.BLACK, markersize=9)[0]

    size.set(xscale="log", yscale="log", xlim=(0.85, 1100), ylim=(2e-4, 3), xlabel="bumps N", ylabel="largest error")
    size.set_xticks((1, 10, 100), ("1", "10", "100"))
    lines = {units: size.plot([], [], color=colour)[0] for units, colour in COLOURS.items()}
    names = {units: size.text(180, 1, units, color=colour, va="center") for units, colour in COLOURS.items()}
    now = size.plot([], [], "o", color=style.BLACK, markersize=9)[0]
    limit = size.plot([], [], color=style.BLACK, linestyle="--", linewidth=1.5)[0]
    promise_text = size.text(0.03, 0.05, "– –  promised", transform=size.transAxes, bbox=style.PAPER)

    errors.set(yscale="log", xlim=(0, 1), ylim=(1e-5, 2), xlabel="input x", ylabel="error", yticks=(1e-4, 1e-2, 1))
    error = errors.plot([], [], linewidth=1.2)[0]
    promise = errors.plot([], [], color=style.BLACK, linestyle="--", linewidth=1.5)[0]
    here = errors.axvline(0, color=style.ORANGE, linewidth=3)

    bump.set(xlim=(-2, 2), ylim=(-1.05, 1.05), xlabel="intervals from its middle", ylabel="adds to y")
    total = bump.fill([0], [0], facecolor=style.ORANGE, alpha=0.55)[0]
    shades = (style.BLUE, style.VERMILION, style.BLUE)
    parts = [bump.plot([], [], color=shade, linewidth=2)[0] for shade in shades]
    made = bump.text(0.03, 0.04, "", transform=bump.transAxes, bbox=style.PAPER)
    return SimpleNamespace(
        box=box, target=target, said=said, dots=dots, curve=curve, network=network, lines=lines, names=names,
        limit=limit, now=now, promise_text=promise_text, error=error, promise=promise, here=here, total=total,
        parts=parts, made=made,
    )  # fmt: skip


def draw(values, artists):
    aim, bump, whole, smooth = values.aim, values.bump, values.built == ALL, np.isfinite(values.aim.slope)
    outline = np.concatenate([[0.0], bump.parts.sum(axis=0), [0.0]])
    around = np.concatenate([NEAR[:1], NEAR, NEAR[-1:]])
    artists.box.set_xy(np.column_stack([bump.middle + around / values.n, outline]))
    artists.total.set_xy(np.column_stack([around, outline]))
    artists.target.set_data(values.x, aim.f(values.x))
    for line in (artists.said, artists.error):
        line.set_color(COLOURS[values.units])
    artists.said.set_data(values.x, values.said)
    artists.network.set_color(COLOURS[values.units])
    artists.dots.set_data(*(np.array(aim.dots).T if aim.target == "your own curve" else ([], [])))
    artists.error.set_data(values.x, np.maximum(values.error, 1e-6))
    artists.promise.set_data(values.x, values.promise)
    artists.here.set_xdata([bump.middle] * 2)
    for i, part in enumerate(artists.parts):
        part.set_data(*((NEAR, bump.parts[i]) if i < len(bump.parts) else ([], [])))
    artists.made.set_text(
        "3 ReLUs, together a hat" if values.units == "ReLUs" else f"2 {values.units}, together a bump"
    )

    places = label_places({units: worst[-1] for units, (worst, _) in values.curves.items()})
    for units, line in artists.lines.items():
        line.set_data(*((COUNTS, values.curves[units][0]) if units in places else ([], [])))
        line.set_alpha(1.0 if units == values.units else 0.35)
        artists.names[units].set_visible(units in places)
        artists.names[units].set_y(places.get(units, 1))
    artists.now.set_data([values.n], [values.error.max() if whole else np.nan])
    artists.limit.set_data(COUNTS, values.curves[values.units][1])
    artists.promise_text.set_text("– –  promised" if smooth else "nothing is promised")


def label_places(last):
    """Heights for the names of the curves: beside their ends, and a line apart."""
    places, below = {}, 0.0
    for units, end in sorted(last.items(), key=lambda pair: pair[1]):
        places[units] = below = max(end, 2.6 * below, 3e-4)
    return places


def says(values):
    if values.built != ALL:
        unit = {"steps": "step", "sigmoids": "sigmoid", "ReLUs": "ReLU"}[values.units]
        if values.built == ONE_UNIT:
            return f"One {unit} rises and never comes down: alone it is no bump."
        top = values.said.max()
        return f"{values.hidden} {values.units} together are a bump, {top:.2f} high, and cancel each other elsewhere."
    worst, promise = values.error.max(), values.promise.max()
    parts = {"steps": "steps", "sigmoids": f"sigmoids of steepness {values.k:.0f}", "ReLUs": "ReLUs"}[values.units]
    kept = f"{promise:.2g} was promised" if np.isfinite(promise) else "nothing can be promised at a jump"
    return f"{values.hidden} {parts} come within {worst:.2g} of {values.aim.target} everywhere; {kept}."


def invariant(values):
    """Nowhere is the error larger than promised there, and at a jump no network of equal intervals comes near."""
    if values.built == ONE_BUMP:  # far from its middle its units cancel
        far = np.abs(values.x - values.bump.middle) > 1 / values.n + 6 / values.k
        return np.all(np.abs(values.said[far]) < 0.01) or values.bump.middle in (0.5 / values.n, 1 - 0.5 / values.n)
    if values.built == ONE_UNIT:
        return values.hidden == 1 and np.all(np.diff(values.said) >= 0)
    kept = np.all(values.error <= values.promise + 1e-9)
    return kept and (values.aim.target != "a jump" or values.error.max() > 0.299)


WIDGET = Widget(
    id="W15",
    title="The bump builder: how near, with how many units",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Twelve bumps of steps, all together, are off by 0.27 at worst. What remains of that with 48?",
        ("a half", "a quarter", "a sixteenth"),
        answer=1,
        because="A step is right in the middle of its interval and off by slope × half an interval at its ends: the "
        "error goes with 1/N. Now choose the ReLUs: their hats lean with the curve, and theirs goes with 1/N².",
        reveal={"built": ALL, "n": 48},
    ),
    telling=(
        {"built": ALL, "units": "ReLUs", "n": 40, "at": 0.43},
        {"built": ONE_BUMP, "units": "sigmoids", "n": 20, "steepness": 1.8},
    ),
    size=(9.0, 5.6),
)
