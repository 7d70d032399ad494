"""W28: six sick trainings. Choose a test, look, name the disease."""

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np

from course.data.rendered_digits import rendered_digits
from lectures.machinery import Choice, Player, Question, Widget, look
from reference_solution.dead_units import dead_units
from reference_solution.evaluation import accuracy
from reference_solution.network import mlp_backward, mlp_forward
from reference_solution.sick_runs import DISEASES, epochs, make_run
from reference_solution.vital_signs import diagnose, vital_signs

N, HELD_OUT, EPOCHS = 700, 200, 5
PATIENTS = dict(zip("ABCDEF", (DISEASES[i] for i in (4, 1, 5, 3, 0, 2)), strict=True))
LOSS, GRADIENT, ACTIVE, DEAD, LABELS, FEATURES = TESTS = (
    "loss curve", "gradient check", "activations", "dead units", "labels", "features"
)  # fmt: skip
PROOF = dict(zip(DISEASES, (LOSS, DEAD, LABELS, FEATURES, LABELS, GRADIENT), strict=True))
UNNAMED = "not yet"
CONTROLS = (
    Choice("patient", tuple(PATIENTS), label="patient"),
    Choice("test", TESTS, label="test"),
    Player("epoch", EPOCHS, value=EPOCHS, label="after epoch", still="the features do not know the epoch"),
    Choice("name", (UNNAMED, *DISEASES), label="your diagnosis"),
)


@cache
def digits():
    X, labels = rendered_digits(N + HELD_OUT, np.random.default_rng(0), side=8)
    X = X / np.sqrt(np.mean(X[:N] ** 2))
    return (X[:N], labels[:N]), (X[N:], labels[N:])


@cache
def course_of(disease):
    """A run, its parameters after each epoch, the loss of every batch, and what the vital signs say."""
    run, losses = make_run(disease, *digits(), np.random.default_rng(0)), []

    def noted(*arguments):
        loss, grads = run.gradient(*arguments)
        losses.append(loss)
        return loss, grads

    with np.errstate(all="ignore"):  # a sick run may overflow
        path = [run.params, *epochs(replace(run, gradient=noted), EPOCHS, np.random.default_rng(1))]
    seen, unseen = (run.X, run.labels), (run.X_held_out, run.labels_held_out)
    right = [[accuracy(mlp_forward(params, X, "relu")[0], y) for params in path] for X, y in (seen, unseen)]
    _, grads = run.gradient(run.params, run.X[:32], run.labels[:32], "relu", 0.0)
    first = [run.lr * np.linalg.norm(dW) / np.linalg.norm(W) for (dW, _), (W, _) in zip(grads, run.params, strict=True)]
    order = np.random.default_rng(2).permutation(N) if run.shuffle else np.arange(N)
    signs = vital_signs(run, np.random.default_rng(0))
    return SimpleNamespace(
        run=run, path=path, losses=np.array(losses), right=np.array(right), first=np.array(first), order=order,
        dead=[int(dead_units(params, run.X)[0].sum()) for params in path], signs=signs, found=diagnose(signs),
    )  # fmt: skip


def prepare(patient):
    return SimpleNamespace(sick=course_of(PATIENTS[patient]), healthy=course_of("none"), patient=patient)


def slopes(params, run):
    """Claimed derivatives and central differences: all biases, and every 25th weight; on three examples."""
    few = run.X[:3], run.labels[:3]
    _, claimed = run.gradient(params, *few, "relu", 0.0)
    params = [(W.copy(), b.copy()) for W, b in params]
    pairs = {"weights": [], "biases": []}
    for layer, claims in zip(params, claimed, strict=True):
        for kind, array, claim in zip(pairs, layer, claims, strict=True):
            flat, stride = array.reshape(-1), 25 if kind == "weights" else 1
            for i in range(0, flat.size, stride):
                kept, ends = flat[i], []
                for h in (1e-6, -1e-6):
                    flat[i] = kept + h
                    ends.append(mlp_backward(params, *few, "relu", 0.0)[0])
                flat[i] = kept
                pairs[kind].append(((ends[0] - ends[1]) / 2e-6, claim.reshape(-1)[i]))
    return {kind: np.array(both).T for kind, both in pairs.items()}


def bars(Z):
    """From the 10th to the 90th percentile of every column, as one line with gaps."""
    low, high = np.percentile(Z, [10, 90], axis=0)
    gap = np.full(len(low), np.nan)
    x = np.arange(1, len(low) + 1)
    return np.repeat(x, 3), np.column_stack([low, high, gap]).ravel()


def examine(case, test, epoch):
    """What a test shows of one run: for either panel two curves, (x, y) each."""
    run, params, past = case.run, case.path[epoch], np.arange(epoch + 1)
    nothing = (np.array([]), np.array([]))
    if test == LOSS:
        losses = case.losses[: epoch * (len(case.losses) // EPOCHS) + 1]
        return [(np.arange(len(losses)), losses), nothing], [(past, line[: epoch + 1]) for line in case.right]
    if test == GRADIENT:
        pairs = slopes(params, run)
        off, start = [], 1
        for measured, claimed in pairs.values():
            off.append((np.arange(start, start + len(measured)), np.maximum(np.abs(measured - claimed), 1e-13)))
            start += len(measured)
        return [tuple(pair) for pair in pairs.values()], off
    logits, caches = mlp_forward(params, run.X, "relu")
    Z = caches[0][1]
    if test == ACTIVE:
        return [bars(Z), nothing], [bars(logits), nothing]
    if test == DEAD:
        share = np.sort((Z > 0).mean(axis=0))
        return [(np.arange(1, 17), share), nothing], [(past, case.dead[: epoch + 1]), nothing]
    if test == LABELS:
        read = mlp_forward(params, run.X_held_out, "relu")[0].argmax(axis=1)
        spread = np.random.default_rng(3).uniform(-0.3, 0.3, size=(2, HELD_OUT))
        order = (np.arange(N), run.labels[case.order])
        return [order, nothing], [(run.labels_held_out + spread[0], read + spread[1]), nothing]
    return [bars(run.X), nothing], [(np.array([1, 2]), np.maximum(case.first, 1e-4)), nothing]


AGAINST = {
    "learning rate too large": lambda signs: (
        "the step is long because the features are"
        if signs["feature_size"] > 10
        else f"the first step is {signs['update_ratio']:.2f} of the weights"
    ),
    "dead units": lambda signs: f"{signs['dead_share']:.0%} are dead at the start",
    "examples not shuffled": lambda signs: f"{signs['same_label_next']:.0%} of neighbours share a label",
    "features not scaled": lambda signs: f"their size is {signs['feature_size']:.1f}",
    "labels off by one": lambda signs: f"{signs['one_off']:.0%} of unseen digits are read one off",
    "wrong gradient": lambda signs: "claims and differences agree",
}


def verdict(case, test, name):
    if name == UNNAMED:
        return "No diagnosis yet."
    if name != case.found:
        return f"Not {name}: {AGAINST[name](case.signs)}."
    return f"Right, {name}: " + ("this test proves it." if PROOF[name] == test else f"the proof is “{PROOF[name]}”.")


def compute(cases, test, epoch, name):
    return SimpleNamespace(
        **vars(cases), test=test, epoch=epoch, name=name, shown=examine(cases.sick, test, epoch),
        compared=examine(cases.healthy, test, epoch), verdict=verdict(cases.sick, test, name),
    )  # fmt: skip


RANGE = ((-1e6, 1e4), ("symlog", 10), (-1e6, -1e4, -1e2, 0, 1e2, 1e4))
SHARE = ((-0.03, 1.03), None, (0, 0.5, 1))
PANELS = {  # of either panel: style, title, labels of x and y, limits of x, limits, scale and ticks of y
    LOSS: (
        ("-", "", "gradient step", "loss of the batch (nat)", (0, 110), (0.1, 1e4), ("log", None), (0.1, 1, 10, 100, 1e3, 1e4)),
        ("o-", "— training  — unseen", "epoch", "share that is right", (-0.2, 5.2), *SHARE),
    ),
    GRADIENT: (
        ("o", "● weights  ● biases", "central difference (nat)", "claimed derivative (nat)", (-0.5, 0.5), (-0.5, 0.5), None, (-0.4, 0, 0.4)),
        ("o", "● weights  ● biases", "parameter", "|claim − difference| (nat)", (0, 85), (3e-14, 10), ("log", None), (1e-12, 1e-8, 1e-4, 1)),
    ),
    ACTIVE: (
        ("-", "10 to 90 % of the digits", "hidden unit", "before the ReLU, z", (0, 17), *RANGE),
        ("-", "10 to 90 % of the digits", "class", "logit", (0, 11), *RANGE),
    ),
    DEAD: (
        ("o", "", "hidden unit, sorted", "share of digits with z > 0", (0, 17), *SHARE),
        ("o-", "", "epoch", "dead units of 16", (-0.2, 5.2), (-0.5, 16.5), None, (0, 4, 8, 12, 16)),
    ),
    LABELS: (
        (".", "", "place in the epoch", "label", (-5, N + 5), (-0.7, 9.7), None, range(10)),
        (".", "unseen digits", "label", "class read", (-0.7, 9.7), (-0.7, 9.7), None, range(10)),
    ),
    FEATURES: (
        ("-", "10 to 90 % of the digits", "pixel", "feature", (0, 65), (-0.2, 1e3), ("symlog", 1), (0, 1, 10, 100, 1000)),
        ("o", "", "layer", "first step ÷ weights (lengths)", (0.5, 2.5), (5e-5, 100), ("log", None), (1e-4, 1e-2, 1, 100)),
    ),
}  # fmt: skip


def stage(figure):
    axes = look.panels(figure, 2, left=0.11, right=0.98, top=0.8, wspace=0.32)
    curves = [
        [panel.plot([], [], color=colour)[0] for colour in (look.GREY, look.GREY, look.VERMILION, look.BLUE)]
        for panel in axes
    ]
    figure.text(0.98, 0.93, "grey: a healthy run", color=look.GREY, ha="right")
    said = figure.text(0.02, 0.93, "", weight="bold")
    return SimpleNamespace(axes=axes, curves=curves, said=said)


def draw(values, artists):
    artists.said.set_text(values.verdict)
    artists.said.set_color(
        look.BLACK if values.name == UNNAMED else look.GREEN if values.name == values.sick.found else look.VERMILION
    )
    for axes, lines, setting, shown, compared in zip(
        artists.axes, artists.curves, PANELS[values.test], values.shown, values.compared, strict=True
    ):
        style, title, xlabel, ylabel, xlim, ylim, scale, ticks = setting
        kind, bend = scale or ("linear", None)
        axes.set_yscale(kind, **({"linthresh": bend} if bend else {}))
        axes.set(title=title, xlabel=xlabel, ylabel=ylabel, xlim=xlim, ylim=ylim, yticks=ticks)
        axes.minorticks_off()
        for line, data, size in zip(lines, [*compared, *shown], (9, 9, 6, 6), strict=True):
            line.set_data(*data)
            line.set_marker("o" if "o" in style else "." if "." in style else "")
            line.set_markersize(size if "o" in style else 5)
            line.set_linestyle("-" if "-" in style else "")


def says(values):
    case, epoch = values.sick, values.epoch
    (first, second), (right, _) = values.shown
    seen = {
        LOSS: lambda: (
            f"the loss of a batch goes from {case.losses[0]:.3g} to {first[1][-1]:.3g} nat; "
            f"{case.right[0][epoch]:.0%} of the training digits are right, {case.right[1][epoch]:.0%} of the unseen ones"
        ),
        GRADIENT: lambda: (
            f"claims are off by at most {np.abs(np.subtract(*first)).max():.0e} for weights and "
            f"{np.abs(np.subtract(*second)).max():.0e} for biases"
        ),
        ACTIVE: lambda: (
            f"most z lie between {np.nanmin(first[1]):.3g} and {np.nanmax(first[1]):.3g}, "
            f"most logits between {np.nanmin(right[1]):.3g} and {np.nanmax(right[1]):.3g}"
        ),
        DEAD: lambda: f"{case.dead[epoch]} of 16 hidden units are dead; at the start it was {case.dead[0]}",
        LABELS: lambda: (
            f"{np.mean(np.diff(first[1]) == 0):.0%} of neighbours in an epoch share a label; "
            f"{case.right[1][epoch]:.0%} of the unseen digits are read as labelled"
        ),
        FEATURES: lambda: (
            f"the features have size {case.signs['feature_size']:.3g}; the first step is "
            f"{case.first[0]:.2g} times the weights in layer 1, {case.first[1]:.2g} in layer 2"
        ),
    }[values.test]()
    when = f"after epoch {epoch}" if epoch else "before training"
    return f"Patient {values.patient}, {when}: {seen}. {values.verdict}"


def invariant(values):
    """The vital signs find what the patient has; each test agrees with the sign that is measured elsewhere."""
    case, (left, _) = values.sick, values.shown
    agrees = True
    if values.test == GRADIENT:
        agrees = all(np.abs(np.subtract(*pair)).max() < 1e-5 for pair in left) == case.signs["gradient_is_right"]
    if values.test == DEAD and values.epoch == 0:
        agrees = np.mean(left[0][1] == 0) == case.signs["dead_share"]
    if values.test == LABELS:
        agrees = abs(np.mean(np.diff(left[0][1]) == 0) - case.signs["same_label_next"]) < 0.05
    if values.test == FEATURES:
        agrees = np.isclose(case.first[0], case.signs["update_ratio"])
    named = values.verdict.startswith("Right") == (values.name == PATIENTS[values.patient])
    return case.found == PATIENTS[values.patient] and values.healthy.found == "none" and agrees and named


WIDGET = Widget(
    id="W28",
    title="The doctor: six sick trainings",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Patients B, D and E learn nothing, and after five epochs each has 16 dead units of 16. Which look tells who of "
        "them was born with dead units?",
        ("the dead units before training", "the loss curve after five epochs", "the gradient check"),
        answer=0,
        because="In D and E the first steps were so long that they killed the units: death is a sign there, not the "
        "disease. Before training D and E have none dead, B all. Look early, and ask the most basic question first.",
        reveal={"patient": "E", "test": DEAD},
    ),
    telling=({"patient": "C", "test": GRADIENT, "name": "wrong gradient"}, {"patient": "F", "test": LABELS}),
)
