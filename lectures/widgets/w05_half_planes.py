"""W05: half-planes by hidden units, and what an OR, an AND or a majority makes of them."""

from types import SimpleNamespace

import numpy as np

from lectures.widgetkit import Choice, Points, Question, Slider, Widget, style
from reference_solution.logic.half_planes import at_least, count_regions, region_bound
from reference_solution.logic.threshold import step, threshold_forward

START = ((0.0, -0.9), (0.8, 0.5), (-0.8, 0.5), (1.1, -0.4), (-1.1, -0.4), (0.1, 1.0))
CONTROLS = (
    Slider("lines", 1, 6, value=3, label="hidden units"),
    Choice("rule", ("AND", "majority", "OR"), label="output"),
    Choice("side", ("towards the middle", "away from it"), label="units fire"),
    Points("feet", START, low=(-1.8, -1.8), high=(1.8, 1.8), label="handle of line"),
)
SIDE, CELLS = 2.0, 80  # a handle moves by two cells: a level line through it goes between cells
MIDDLES = (np.arange(CELLS) + 0.5) / CELLS * 2 * SIDE - SIDE
PLANE = np.stack(np.meshgrid(MIDDLES, MIDDLES), axis=-1).reshape(-1, 2)


def half_planes(feet, lines, side):
    """One unit a line through its handle, at a right angle to the way from the middle to there."""
    feet = np.array(feet[:lines]).T
    far = np.hypot(*feet)
    W = np.where(far > 0, feet, [[1.0], [0.0]]) / np.where(far > 0, far, 1.0)
    return (-W, far) if side == "towards the middle" else (W, -far)


def needed(rule, lines):
    return {"AND": lines, "majority": lines // 2 + 1, "OR": 1}[rule]


def compute(feet, lines, rule, side):
    W, b = half_planes(feet, lines, side)
    k = needed(rule, lines)
    params = at_least(k, W, b)
    firing = step(PLANE @ W + b)
    fires = step(threshold_forward(params, PLANE))[:, 0]
    codes = (firing @ 2 ** np.arange(lines)).reshape(CELLS, CELLS)
    return SimpleNamespace(
        W=W, b=b, rule=rule, k=k, feet=np.array(feet), params=params, firing=firing, fires=fires.reshape(CELLS, CELLS),
        counts=firing.sum(axis=1).reshape(CELLS, CELLS), regions=count_regions(W, b), seen=len(np.unique(codes)),
        most=region_bound(lines, 2), share=fires.mean(),
    )  # fmt: skip


def stage(figure):
    first, second = style.panels(figure, 2, left=0.07, right=0.985, bottom=0.14, top=0.92, wspace=0.16)
    for axes, title in ((first, "hidden layer: how many units fire"), (second, "")):
        axes.set(
            xlim=(-SIDE, SIDE), ylim=(-SIDE, SIDE), aspect="equal", xticks=(-2, -1, 0, 1, 2), yticks=(-2, -1, 0, 1, 2)
        )
        axes.set(xlabel="input x₁", ylabel="input x₂", title=title)
    second.set_title("output: is the sum large enough?")
    box = dict(extent=(-SIDE, SIDE, -SIDE, SIDE), origin="lower")
    counts = first.imshow(np.zeros((CELLS, CELLS)), cmap="Blues", vmin=0, vmax=1.3, **box)
    fires = second.imshow(np.zeros((CELLS, CELLS)), cmap="Oranges", vmin=0, vmax=1.8, **box)
    lines = [[axes.plot([], [], color=style.BLACK, linewidth=1.8)[0] for axes in (first, second)] for _ in START]
    arrows = [first.plot([], [], color=style.VERMILION, linewidth=3)[0] for _ in START]
    feet = [
        first.plot([], [], "s", color="white", markeredgecolor=style.VERMILION, markeredgewidth=2)[0] for _ in START
    ]
    names = [first.text(0, 0, f"{i + 1}", ha="center", va="center", weight="bold", bbox=style.PAPER) for i in range(6)]
    formula = second.text(0, -1.78, "", ha="center", va="center", bbox=style.PAPER)
    return SimpleNamespace(
        counts=counts, fires=fires, lines=lines, arrows=arrows, feet=feet, names=names, formula=formula
    )


def draw(values, artists):
    artists.counts.set_data(values.counts / len(values.b))
    artists.fires.set_data(values.fires)
    n = len(values.b)
    for i, pair in enumerate(artists.lines):
        shown = i < n
        for artist in (*pair, artists.arrows[i], artists.feet[i], artists.names[i]):
            artist.set_visible(shown)
        if shown:
            w, foot = values.W[:, i], values.feet[i]
            along = np.array([-w[1], w[0]])
            for line in pair:
                line.set_data(*(foot + 6 * np.array([[-1], [1]]) * along).T)
            artists.arrows[i].set_data(*np.stack([foot, foot + 0.28 * w]).T)
            artists.feet[i].set_data(*foot[:, None])
            artists.names[i].set_position(np.clip(foot - 0.22 * w, -1.85, 1.85))
    sums = " + ".join(f"h{'₁₂₃₄₅₆'[i]}" for i in range(n)) if n < 4 else f"h₁ + … + h{'₁₂₃₄₅₆'[n - 1]}"
    artists.formula.set_text(f"{sums} − {values.k - 0.5} > 0")


def says(values):
    n = len(values.b)
    hidden = "" if values.seen == values.regions else f" ({values.seen} of them in the picture)"
    return (
        f"{n} line{'s' * (n > 1)} cut the plane into {values.regions} regions{hidden}; "
        f"at most 1 + {n} + {n * (n - 1) // 2} = {values.most} are possible. "
        f"The {values.rule} needs {values.k} of {n} units (bias {0.5 - values.k}) "
        f"and fires on {values.share:.0%} of the picture."
    )


def invariant(values):
    """The output is what its name says, no more regions are seen than there are, and these obey the formula."""
    word = {"AND": np.all, "OR": np.any, "majority": lambda h, axis: np.mean(h, axis=axis) > 0.5}[values.rule]
    named = word(values.firing > 0, axis=1)
    return np.array_equal(values.fires.ravel() > 0, named) and values.seen <= values.regions <= values.most


WIDGET = Widget(
    id="W05",
    title="Shapes from half-planes",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Three lines cut the plane into 7 regions. A fourth is added. How many can there be at most?",
        ("8", "11", "16 = 2⁴"),
        answer=1,
        because="The new line crosses each of the three once and is cut into 4 pieces; each cuts a region in two: "
        "7 + 4 = 11. Four units have 16 patterns of firing, but 5 of them are nowhere in the plane.",
        reveal={"lines": 4},
    ),
    telling=({"rule": "OR", "side": "away from it"}, {"lines": 6}),
)
