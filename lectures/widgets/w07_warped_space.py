"""W07: a network bends the plane until a straight cut is enough; either layer can be held or moved."""

from types import SimpleNamespace

import contourpy
import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap

from lectures.widgetkit import Choice, Player, Points, Question, Slider, Widget, style
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.expressivity.hidden_features import hidden_features
from reference_solution.losses.regression_and_classification import bce_with_logits

CONTROLS = (
    Choice("data", ("XOR", "ring", "moons"), label="data"),
    Choice("hidden", (2, 3), label="hidden units"),
    Choice("learns", ("both layers", "only the first", "only the second"), label="learning"),
    Player("step", 40, value=4, label="training", interval=150),
    Slider("warp", 0.0, 1.0, step=0.02, value=1.0, label="bend (0 to 1)"),
    Slider("turn", -180, 180, step=5, value=35, label="look from (°)", when={"hidden": 3}),
    Slider("angle", -180, 180, step=5, value=-150, label="second layer (°)"),
    Points(
        "starts",
        ((0.5, 0.2), (-0.1, -0.6), (-0.4, 0.4)),
        low=(-1.5, -1.5),
        high=(1.5, 1.5),
        label="first layer",
    ),
)
SIDE, CELLS = 1.6, 24
DONE = [s * (s + 1) // 2 for s in range(41)]  # steps of gradient descent: short at first, when most happens
PRICE = 0.002  # on the weights, so that the sheet stays soft enough to be seen
UNITS = (style.GREEN, style.PURPLE, style.BLACK)
TINT = LinearSegmentedColormap.from_list("classes", ("#7fb8d8", "#ffffff", "#eeaf7f"))
TICKS = np.linspace(-SIDE, SIDE, CELLS + 1)
SHEET = np.stack(np.meshgrid(TICKS, TICKS), axis=-1)
FINE = np.linspace(-SIDE, SIDE, 97)
CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
EDGES = [(i, j) for i in range(8) for j in range(i) if np.sum(CORNERS[i] != CORNERS[j]) == 1]


def examples(data):
    rng = np.random.default_rng(4)
    t, noise, half = np.linspace(0, 1, 40), 0.09 * rng.normal(size=(80, 2)), np.arange(80) // 40
    if data == "XOR":
        corner = np.array([[-0.7, -0.7], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7]])
        return np.repeat(corner, 20, axis=0) + 2 * noise, half
    if data == "ring":
        around = 1.2 * np.stack([np.cos(2 * np.pi * t), np.sin(2 * np.pi * t)], axis=1)
        return np.concatenate([2 * noise[:40], around + noise[40:]]), half
    arc = np.stack([np.cos(np.pi * t), np.sin(np.pi * t)], axis=1)
    return np.concatenate([arc - [0.5, 0.25], [0.5, 0.25] - arc]) + noise, half


def start(starts, hidden, angle):
    """Each hidden unit's line goes through its handle, at a right angle to the way there from the middle."""
    handles = np.array(starts[:hidden]).T
    far = np.hypot(*handles)
    W1 = 2.0 * np.where(far > 0, handles, [[1.0], [0.0]]) / np.where(far > 0, far, 1.0)
    turn = np.deg2rad(angle)
    W2 = 1.5 * np.array([np.cos(turn), np.sin(turn), 0.5])[:hidden, None]
    return [(W1, -2.0 * far), (W2, np.zeros(1))]


def prepare(data, hidden, learns, starts, angle):
    """The whole training, by plain gradient descent; a layer that is held stays what it was."""
    X, labels = examples(data)
    target = labels[:, None].astype(float)
    run = [start(starts, hidden, angle)]
    (W1, b1), (W2, b2) = run[0]
    first, second = (0.0 if learns == held else 0.7 for held in ("only the second", "only the first"))
    for done in range(1, DONE[-1] + 1):
        A = np.tanh(X @ W1 + b1)
        dz = (sigmoid(A @ W2 + b2) - target) / len(X)  # the slope of bce_with_logits, whose value nobody asks for
        dZ = dz @ W2.T * (1 - A**2)
        W2, b2 = W2 - second * (A.T @ dz + PRICE * W2), b2 - second * dz.sum(axis=0)
        W1, b1 = W1 - first * (X.T @ dZ + PRICE * W1), b1 - first * dZ.sum(axis=0)
        if done in DONE:
            run.append([(W1, b1), (W2, b2)])
    return SimpleNamespace(X=X, labels=labels, run=run, data=data, hidden=hidden, learns=learns, starts=starts)


def compute(trained, step, warp, turn):
    params = trained.run[step]
    W2, b2 = params[1]

    def features(X):
        return hidden_features(params, X, "tanh")

    def placed(X, H):  # on its way from the flat sheet to hidden space, in three dimensions
        return (1 - warp) * flat(X / SIDE) + warp * flat(H)

    plane = np.stack(np.meshgrid(FINE, FINE), axis=-1).reshape(-1, 2)
    logits = (features(plane) @ W2 + b2).reshape(len(FINE), -1)
    curves = contourpy.contour_generator(FINE, FINE, logits).lines(0.0)
    curve = np.concatenate([np.vstack([part, [[np.nan, np.nan]]]) for part in curves] or [np.full((1, 2), np.nan)])
    camera, depth = camera_from(turn) if trained.hidden == 3 else (np.eye(3)[:, :2], np.array([0.0, 0.0, 1.0]))
    middles = (SHEET[1:, 1:] + SHEET[:-1, :-1]).reshape(-1, 2) / 2
    shares = 1 / (1 + np.exp(-(features(middles) @ W2 + b2)[:, 0]))
    sheet = placed(SHEET.reshape(-1, 2), features(SHEET.reshape(-1, 2))).reshape(CELLS + 1, CELLS + 1, 3)
    quads = np.stack([sheet[:-1, :-1], sheet[:-1, 1:], sheet[1:, 1:], sheet[1:, :-1]], axis=2).reshape(-1, 4, 3)
    order = np.argsort(quads.mean(axis=1) @ depth, kind="stable")
    z = (features(trained.X) @ W2 + b2)[:, 0]
    return SimpleNamespace(
        trained=trained, params=params, step=step, warp=warp, camera=camera, shares=shares, curve=curve,
        quads=(quads @ camera)[order], shaded=TINT(shares[order]),
        points=placed(trained.X, features(trained.X)) @ camera, bent=placed(curve, features(curve)) @ camera,
        curve_z=features(curve) @ W2 + b2, cut=cut(W2[:, 0], b2[0]) @ camera,
        errors=int(np.sum((z > 0) != (trained.labels == 1))),
        loss=bce_with_logits(z[:, None], trained.labels[:, None])[0],
    )  # fmt: skip


def flat(H):
    return np.column_stack([H, np.zeros((len(H), 3 - H.shape[1]))])


def camera_from(turn, up=0.45):
    a = np.deg2rad(turn)
    right, depth = (
        np.array([-np.sin(a), np.cos(a), 0]),
        np.array([np.cos(up) * np.cos(a), np.cos(up) * np.sin(a), np.sin(up)]),
    )
    return 0.62 * np.stack([right, np.cross(depth, right)], axis=1), depth


def cut(w, b):
    """Where the output's plane meets the edges of the cube (or its line those of the square), in order."""
    w = np.append(w, np.zeros(3 - len(w)))
    z = CORNERS @ w + b
    met = [CORNERS[i] + (CORNERS[j] - CORNERS[i]) * z[i] / (z[i] - z[j]) for i, j in EDGES if (z[i] > 0) != (z[j] > 0)]
    if not met:
        return np.full((1, 3), np.nan)
    met = np.array(met)
    across = np.linalg.svd(w[None])[2][1:] @ (met - met.mean(axis=0)).T
    return met[np.argsort(np.arctan2(across[1], across[0]))]


def stage(figure):
    left, right = style.panels(figure, 2, left=0.078, right=0.995, bottom=0.12, top=0.935, wspace=0.19)
    figure.text(0.551, 0.62, "first layer\nbends", ha="center", va="bottom", color=style.BLACK)
    figure.text(0.551, 0.57, "⟶", ha="center", va="center", fontsize=30, color=style.BLACK)
    figure.text(0.551, 0.50, "second\nlayer cuts", ha="center", va="top", color=style.BLACK)
    left.set(
        xlim=(-SIDE, SIDE),
        ylim=(-SIDE, SIDE),
        aspect="equal",
        xlabel="input x₁",
        ylabel="input x₂",
        title="input space",
    )
    left.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    right.set(xlim=(-1.22, 1.22), ylim=(-1.22, 1.22), aspect="equal", xticks=(), yticks=(), title="hidden space")
    right.spines[:].set_visible(False)
    cells = dict(cmap=TINT, vmin=0, vmax=1, edgecolors="white", linewidth=0.35)
    tint = left.pcolormesh(TICKS, TICKS, np.zeros((CELLS, CELLS)), **cells)
    lines = [left.plot([], [], color=colour, linewidth=2, linestyle="--")[0] for colour in UNITS]
    names = [
        left.text(0, 0, "", color=colour, weight="bold", ha="center", va="center", bbox=style.PAPER) for colour in UNITS
    ]
    handles = [left.plot([], [], "s", color="white", markeredgecolor=colour, markeredgewidth=2)[0] for colour in UNITS]
    cube = right.plot([], [], color=style.GREY, linewidth=1)[0]
    sheet = PolyCollection([], linewidths=0.5)  # under a pixel: a browser draws wider edges five times as slowly
    right.add_collection(sheet)
    output = right.fill([0], [0], linewidth=2, linestyle=":")[0]
    both = [
        SimpleNamespace(
            curve=axes.plot([], [], color=style.BLACK, linewidth=3)[0],
            classes=[
                axes.plot([], [], mark, color=colour, markersize=7, markeredgecolor="white", markeredgewidth=0.8)[0]
                for mark, colour in (("o", style.BLUE), ("^", style.VERMILION))
            ],
        )
        for axes in (left, right)
    ]
    ends = [right.text(0, 0, "", color=colour, weight="bold", ha="center", va="center") for colour in UNITS]
    return SimpleNamespace(
        tint=tint, lines=lines, names=names, handles=handles,
        cube=cube, sheet=sheet, output=output, both=both, ends=ends,
    )  # fmt: skip


def draw(values, artists):
    trained, (W1, b1) = values.trained, values.params[0]
    artists.tint.set_array(values.shares.reshape(CELLS, CELLS))
    artists.sheet.set_verts(values.quads)
    artists.sheet.set_facecolor(values.shaded)
    artists.sheet.set_edgecolor(values.shaded * [0.8, 0.8, 0.8, 1])
    for panel, X, curve in zip(artists.both, (trained.X, values.points), (values.curve, values.bent), strict=True):
        panel.curve.set_data(*curve.T)
        for label, artist in enumerate(panel.classes):
            artist.set_data(*X[trained.labels == label].T)
    for j, (line, name, handle, end) in enumerate(
        zip(artists.lines, artists.names, artists.handles, artists.ends, strict=True)
    ):
        for artist in (line, name, handle, end):
            artist.set_visible(j < trained.hidden)
        if j < trained.hidden:
            w, foot = W1[:, j], -b1[j] * W1[:, j] / (W1[:, j] @ W1[:, j])
            along = np.array([-w[1], w[0]]) / np.hypot(*w)
            line.set_data(*(foot + 4 * np.array([[-1], [1]]) * along).T)
            name.set_text(f"a{'₁₂₃'[j]}")
            name.set_position(np.clip(foot + (0.9, -0.9, 0.3)[j] * along, -1.45, 1.45))
            handle.set_data(*np.array(trained.starts[j])[:, None])
            handle.set_visible(values.step == 0)
            end.set_text(f"a{'₁₂₃'[j]} = 1")
            in_three = (-1.0 + 2.0 * np.eye(3)[j]) @ values.camera + (0, 0.15 if j == 2 else -0.16)
            end.set_position(in_three if trained.hidden == 3 else ((0.93, -1.12), (-1.0, 1.12))[j])
            end.set_alpha(values.warp)
    box = np.concatenate([[CORNERS[i], CORNERS[j], [np.nan] * 3] for i, j in EDGES]) @ values.camera
    artists.cube.set_data(*box.T)
    artists.output.set_xy(values.cut)
    artists.output.set(facecolor=(style.GREY, 0.2 * values.warp), edgecolor=(style.BLACK, values.warp))


def says(values):
    trained, net = values.trained, values.params
    way = "" if values.warp == 1 else f" The right sheet has gone {values.warp:.0%} of the way to hidden space."
    where = "a straight line" if trained.hidden == 2 else "a flat cut"
    steps = "step" if DONE[values.step] == 1 else "steps"
    return (
        f"{trained.data}, {trained.hidden} hidden units, after {DONE[values.step]} {steps} ({trained.learns} learning)"
        f": {values.errors} of {len(trained.X)} on the wrong side, loss {values.loss:.3f} nats. "
        f"The boundary, the thick line, is {where} in hidden space; "
        f"the first layer's weights are up to {np.abs(net[0][0]).max():.1f}.{way}"
    )


def invariant(values):
    """The bent boundary is straight in hidden space, what is held stays, and two units never cut the ring."""
    trained, now, first = values.trained, values.params, values.trained.run[0]
    straight = np.nanmax(np.abs(np.append(values.curve_z, 0.0))) < 0.02 * np.linalg.norm(now[1][0])
    held = {"both layers": (), "only the first": (1,), "only the second": (0,)}[trained.learns]
    stays = all(np.array_equal(a, b) for layer in held for a, b in zip(now[layer], first[layer], strict=True))
    surrounded = trained.data != "ring" or trained.hidden != 2 or values.errors > 0
    return straight and stays and surrounded


WIDGET = Widget(
    id="W07",
    title="The plane that a network bends",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Two units are learning XOR: they bend the sheet until one straight cut is enough. How many does it take for a "
        "ring around a cloud?",
        ("two, and longer training", "two, and luck at the start", "three"),
        answer=2,
        because="Two tanh units turn, stretch and squeeze the sheet, but never fold or tear it: what is surrounded "
        "stays surrounded, and no straight cut gets it out. The third unit is a third dimension: the sheet becomes a "
        "bowl, and a plane cuts its bottom off. Turn it, and set the units back to 2 to see training fail.",
        reveal={"data": "ring", "hidden": 3, "step": 40},
    ),
    size=(9.0, 5.0),
    telling=({"data": "ring", "hidden": 3, "step": 40}, {"data": "ring", "step": 40}),
)
