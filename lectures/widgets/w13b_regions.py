"""W13b: the plane painted by which ReLUs are on: four units a layer, or all of them side by side."""

from types import SimpleNamespace

import numpy as np
from matplotlib.colors import ListedColormap, to_rgb

from lectures.widgetkit import Choice, Question, Slider, Widget, style
from reference_solution.expressivity.linear_regions import montufar_bound
from reference_solution.expressivity.tent_maps import behind_folds
from reference_solution.logic.half_planes import count_regions, region_bound

WIDTH = 4
LINES = np.array([[-0.9, -0.5, 0.9, 0.2], [0.4, 0.9, 0.4, 1.0]]), np.array([0.2, -0.2, -0.4, -0.7])  # 11 regions

PASTEL = [tuple(0.45 * np.array(to_rgb(colour)) + 0.55) for colour in (*style.COLOURS, style.YELLOW)]
PAINT = ListedColormap([*PASTEL, style.BLACK])  # of regions, and of the lines between them
COLOURS = (np.arange(2**16) * 0.618034 % 1 * len(PASTEL)).astype(np.uint8)  # of every pattern

CONTROLS = (
    Slider("layers", 1, 4, value=2, label="layers L of four ReLUs"),
    Choice("weights", ("folding", "random"), label="weights of the deep one"),
    Slider("seed", 0, 9, value=2, label="seed"),
)


def lines(rng, n):
    """Lines through the middle part of the unit square, in all directions."""
    turn = np.pi * (np.arange(n) + rng.random(n)) / n
    W = np.stack([np.cos(turn), np.sin(turn)])
    return W, -np.sum(W * rng.uniform(0.3, 0.7, size=(2, n)), axis=0)


def deep_net(layers, weights, seed):
    if weights == "folding":
        return behind_folds(*LINES, layers - 1) if layers > 1 else [LINES]
    rng = np.random.default_rng(seed)
    deeper = [(rng.normal(size=(WIDTH, WIDTH)), rng.normal(size=WIDTH)) for _ in range(layers - 1)]
    return [lines(rng, WIDTH), *deeper]


def painted(params, resolution):
    """For every place of the unit square a number for its pattern of active units, and how many patterns there are."""
    axis = (np.arange(resolution, dtype=np.float32) + 0.5) / resolution
    params = [(W.T.astype(np.float32), b[:, None].astype(np.float32)) for W, b in params]
    keys = np.empty((resolution, resolution), np.uint16)  # a bit for each of at most 16 units
    seen = np.zeros(2**16, dtype=bool)
    step = 14_400 // resolution  # rows at work at one time, which stay in the cache: half the time
    for rows in range(0, resolution, step):
        A = np.stack(np.meshgrid(axis, axis[rows : rows + step])).reshape(2, -1)  # one place a column
        key = np.zeros(A.shape[1], np.uint16)
        for W, b in params:
            A = W @ A
            A += b
            np.maximum(A, 0, out=A)
            for active in A > 0:
                key <<= 1
                key |= active
        keys[rows : rows + step] = key.reshape(-1, resolution)
        seen[key] = True
    return keys, np.count_nonzero(seen)


def regions_in_the_square(W, b):
    """Of lines in general position, all through the square: each adds one, and so does each crossing in there."""
    first, second = np.triu_indices(len(b), 1)
    lines = np.vstack([W, b]).T
    x, y, z = np.cross(lines[first], lines[second]).T
    crossings = np.stack([x, y]) / z
    return 1 + len(b) + int(np.all((crossings > 0) & (crossings < 1), axis=0).sum())


def compute(layers, weights, seed):
    W, b = lines(np.random.default_rng(100 + seed), WIDTH * layers)
    resolution = 960 if weights == "random" else max(240, 60 * 2 ** (layers - 1))  # so fine that no region is missed
    deep, seen = painted(deep_net(layers, weights, seed), resolution)
    shallow, painted_shallow = painted([(W, b)], 240)
    return SimpleNamespace(
        layers=layers,
        weights=weights,
        deep=deep,
        seen=seen,
        bound=montufar_bound([2] + [WIDTH] * layers),
        shallow=shallow,
        seen_shallow=regions_in_the_square(W, b),
        painted_shallow=painted_shallow,
        everywhere=count_regions(W, b),
        most=region_bound(WIDTH * layers, 2),
    )


def stage(figure):
    places = style.panels(figure, 2, left=0.07, right=0.98, bottom=0.15, top=0.9, wspace=0.25)
    images, titles = [], []
    for axes in places:
        axes.grid(False)
        axes.set(xlabel="input x₁", ylabel="input x₂", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
        image = axes.imshow(
            np.zeros((2, 2)), origin="lower", extent=(0, 1, 0, 1), cmap=PAINT, vmin=-0.5, vmax=7.5, aspect="equal"
        )
        images.append(image)
        titles.append(axes.text(0.5, 1.03, "", ha="center", weight="bold", transform=axes.transAxes))
    return SimpleNamespace(images=images, titles=titles)


def coloured(regions):
    """One of seven colours for every region, and an eighth where a region meets the next."""
    colours = COLOURS[regions]
    colours[:, 1:][np.diff(regions, axis=1) != 0] = len(PASTEL)
    colours[1:][np.diff(regions, axis=0) != 0] = len(PASTEL)
    return colours


def draw(values, artists):
    for image, numbers in zip(artists.images, (values.deep, values.shallow), strict=True):
        step = max(len(numbers) // 240, 1)
        image.set_data(coloured(numbers[::step, ::step]))
    artists.titles[0].set_text(f"{values.layers} × 4 ReLUs: {values.seen} regions")
    artists.titles[1].set_text(f"{4 * values.layers} ReLUs side by side: {values.seen_shallow}")


def says(values):
    deep = f"{values.layers} layers" if values.layers > 1 else "One layer"
    return (
        f"{deep} of four ReLUs, {values.weights}: {values.seen} regions in the square (folding reaches "
        f"{values.bound}); {4 * values.layers} side by side: {values.seen_shallow} here, {values.everywhere} in the "
        f"whole plane, never more than {values.most}."
    )


def invariant(values):
    """No more regions are painted than counted, nor counted than possible; folding reaches the bound for depth."""
    shallow = values.painted_shallow <= values.seen_shallow <= values.everywhere <= values.most
    return shallow and (values.weights == "random" or values.seen == values.bound)


WIDGET = Widget(
    id="W13b",
    title="Regions of the plane: folded or only cut",
    controls=CONTROLS,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Every further layer of four ReLUs folds the square along both axes. By what does it multiply the regions?",
        ("2", "4", "8"),
        answer=1,
        because="A fold along x₁ and one along x₂ lay four quarters on each other; what the last layer cuts into one "
        "appears in all four. Side by side, new units only add lines. And random weights hardly fold at all.",
        reveal={"layers": 3},
    ),
    telling=({"layers": 4}, {"layers": 3, "weights": "random"}),
)
