"""W28: six sick trainings. Every test takes time; a diagnosis counts only with a test that can show it."""

import textwrap
from types import SimpleNamespace

import numpy as np
from matplotlib.scale import SymmetricalLogScale

from lectures.widgetkit import Choice, Question, Widget, style
from lectures.widgets.support.examinations import (
    ACTIVE,
    DEAD,
    EPOCHS,
    FEATURES,
    GRADIENT,
    LABELS,
    LOSS,
    N,
    course_of,
    examine,
)
from reference_solution.digits.faulty_runs import DISEASES

PATIENTS = dict(zip("ABCDEF", (DISEASES[i] for i in (4, 1, 5, 3, 0, 2)), strict=True))
MINUTES = {LOSS: 0, LABELS: 1, FEATURES: 1, ACTIVE: 2, DEAD: 2, GRADIENT: 10}
SHOWS_IN = dict(zip(DISEASES, (FEATURES, DEAD, LABELS, FEATURES, LABELS, GRADIENT), strict=True))
UNNAMED, NO_TEST = "not yet", "none"
CONTROLS = (
    Choice("patient", tuple(PATIENTS)),
    Choice("first", tuple(MINUTES), label="first test"),
    Choice("second", (NO_TEST, *MINUTES), label="second test", still="the same test twice shows the same"),
    Choice("name", (UNNAMED, *DISEASES), label="your diagnosis"),
)
AGAINST = {
    "learning rate too large": lambda signs: (
        f"the features of size {signs['feature_size']:.0f} make the steps long"
        if signs["feature_size"] > 10
        else f"the first step is {signs['update_ratio']:.2f} of the weights"
    ),
    "dead units": lambda signs: f"before training {signs['dead_share']:.0%} are dead",
    "examples not shuffled": lambda signs: f"{signs['same_label_next']:.0%} of neighbours share a label",
    "features not scaled": lambda signs: f"their size is {signs['feature_size']:.1f}",
    "labels off by one": lambda signs: f"{signs['one_off']:.0%} of new digits are read one off",
    "wrong gradient": lambda signs: "claims and differences agree",
}
SHARE = {"ylim": (-0.05, 1.05), "yticks": (0, 0.5, 1)}
TIMES = {"xlabel": "epoch", "xlim": (-0.2, 5.2), "xticks": range(6)}
CLASSES = {"ylim": (-0.7, 9.7), "yticks": (0, 3, 6, 9)}
FAR = {
    "yscale": SymmetricalLogScale(None, linthresh=10),
    "ylim": (-1e6, 1e4),
    "yticks": (-1e6, -1e4, -1e2, 0, 1e2, 1e4),
}
NEAR = {"yscale": SymmetricalLogScale(None, linthresh=1), "ylim": (-2e3, 2e3), "yticks": (-1e3, -10, 0, 10, 1e3)}
FEATURE = {"yscale": SymmetricalLogScale(None, linthresh=1), "ylim": (-0.2, 1e3), "yticks": (0, 1, 10, 100, 1000)}
PANELS = {  # of either panel: line, marker, what is orange, what is blue; and what the axes are told
    LOSS: (
        ("-", ".", "patient", "", {"xlabel": "gradient step", "xlim": (-3, 113), "xticks": range(0, 111, 22),
         "ylabel": "batch loss (nat)", "yscale": "log", "ylim": (0.3, 1e3), "yticks": (1, 10, 100, 1e3)}),
        ("-", "o", "training", "new digits", TIMES | SHARE | {"ylabel": "share that is right"}),
    ),
    GRADIENT: (
        ("", "o", "weights", "biases", {"xlabel": "central difference (nat)", "ylabel": "claimed slope (nat)",
         "xlim": (-0.8, 0.8), "xticks": (-0.5, 0, 0.5), "ylim": (-0.8, 0.8), "yticks": (-0.5, 0, 0.5)}),
        ("", "o", "weights", "biases", {"xlabel": "parameter", "xlim": (-2, 78), "xticks": range(0, 80, 20),
         "ylabel": "|difference| (nat)", "yscale": "log", "ylim": (3e-14, 10),
         "yticks": (1e-12, 1e-8, 1e-4, 1)}),
    ),
    ACTIVE: (
        ("-", "_", "patient", "", FAR | {"xlabel": "hidden unit (bars: 10–90 %)", "xlim": (0, 17),
         "xticks": (1, 4, 8, 12, 16), "ylabel": "before the ReLU, z"}),
        ("-", "_", "patient", "", NEAR | {"xlabel": "class (bars: 10–90 %)", "xlim": (-1, 10), "xticks": range(10),
         "ylabel": "logit"}),
    ),
    DEAD: (
        ("", "o", "patient", "", SHARE | {"xlabel": "hidden unit, sorted", "xlim": (0, 17),
         "xticks": (1, 4, 8, 12, 16), "ylabel": "share with z > 0"}),
        ("-", "o", "patient", "", TIMES | {"ylabel": "dead units of 16", "ylim": (-0.8, 16.8),
         "yticks": range(0, 17, 4)}),
    ),
    LABELS: (
        ("", ".", "patient", "", CLASSES | {"xlabel": "place in the epoch", "xlim": (-9, N + 9),
         "xticks": range(0, N + 1, 100), "ylabel": "label"}),
        ("", ".", "new digits", "", CLASSES | {"xlabel": "label", "xlim": (-0.7, 9.7), "xticks": range(10),
         "ylabel": "class read"}),
    ),
    FEATURES: (
        ("-", "_", "patient", "", FEATURE | {"xlabel": "pixel (bars: 10–90 %)", "xlim": (0, 65),
         "xticks": (1, 16, 32, 48, 64), "ylabel": "feature"}),
        ("", "o", "patient", "", {"xlabel": "layer", "xlim": (0.5, 2.5), "xticks": (1, 2), "yscale": "log",
         "ylabel": "first step ÷ weights", "ylim": (5e-5, 100), "yticks": (1e-4, 1e-2, 1, 100)}),
    ),
}  # fmt: skip


def verdict(case, tests, name):
    spent = sum(MINUTES[test] for test in set(tests))
    if name == UNNAMED:
        return f"{spent} min spent, no diagnosis yet."
    if SHOWS_IN[name] not in tests:
        return f"{spent} min spent: no test of yours can show “{name}”."
    if name != case.found:
        return f"{spent} min spent. Not {name}: {AGAINST[name](case.signs)}."
    least = MINUTES[SHOWS_IN[name]]
    return f"Right, {name}, shown in {spent} min" + (f"; {least} min would do." if spent > least else ".")


def examined(case, test):
    """A test's result: of a network before training for its activations, after training for all else."""
    return examine(case, test, 0 if test == ACTIVE else EPOCHS)


def prepare(patient):
    return SimpleNamespace(sick=course_of(PATIENTS[patient]), healthy=course_of("none"), patient=patient)


def compute(cases, first, second, name):
    tests = [test for test in (first, second) if test != NO_TEST]
    return SimpleNamespace(
        **vars(cases), tests=tests, name=name, shown=[examined(cases.sick, test) for test in tests],
        compared=[examined(cases.healthy, test) for test in tests], verdict=verdict(cases.sick, tests, name),
    )  # fmt: skip


def stage(figure):
    # A phone shows one test below the other. So a test is a column, and what stands above it is no wider; its name
    # belongs to its upper chart, and the list of prices is so long that no cut goes between the rows.
    axes = style.panels(figure, 2, 2, left=0.115, right=0.985, top=0.745, bottom=0.105, wspace=0.36, hspace=0.72)
    panels = []
    for chart in (*axes[::2], *axes[1::2]):
        keys = [
            chart.text(x, 1.05, "", color=colour, weight="bold", ha=side, transform=chart.transAxes)
            for x, colour, side in (
                (0, style.VERMILION, "left"), (0.5, style.BLUE, "center"), (1, style.GREY, "right"),
            )
        ]  # fmt: skip
        colours = (style.GREY, style.GREY, style.VERMILION, style.BLUE)
        panels.append([chart, [chart.plot([], [], color=colour)[0] for colour in colours], keys])
    prices = [
        figure.text(x, 0.745, "\n".join(lines), va="top", ha=side, linespacing=2.1)
        for x, side, lines in (
            (0.61, "right", [f"{minutes} min" for minutes in MINUTES.values()]),
            (0.63, "left", MINUTES),
        )
    ]
    return SimpleNamespace(
        panels=panels,
        names=[
            chart.text(x, 0.82, "", weight="bold", transform=figure.transFigure)
            for chart, x in zip(axes, (0.02, 0.52), strict=False)
        ],
        prices=prices,
        hint=figure.text(0.52, 0.82, "No second test yet. They take:", weight="bold", color=style.GREY),
        said=figure.text(0.02, 0.985, "", weight="bold", va="top", linespacing=1.25),
    )


def draw(values, artists):
    right = values.name == values.sick.found and values.verdict.startswith("Right")
    artists.said.set_text(textwrap.fill(f"Patient {values.patient}. {values.verdict}", 42))
    artists.said.set_color(style.BLACK if values.name == UNNAMED else style.GREEN if right else style.VERMILION)
    for artist in (artists.hint, *artists.prices):
        artist.set_visible(len(values.tests) == 1)
    for column in (0, 1):
        ordered = column < len(values.tests)
        test = values.tests[column] if ordered else NO_TEST
        artists.names[column].set_text(f"{test}, {MINUTES[test]} min" if ordered else "")
        for row, (axes, lines, keys) in enumerate(artists.panels[2 * column : 2 * column + 2]):
            axes.set_visible(ordered)
            if not ordered:
                continue
            line, marker, orange, blue, told = PANELS[test][row]
            axes.set(**{"yscale": "linear"} | told)
            axes.minorticks_off()
            for key, text in zip(keys, (orange, blue, "healthy"), strict=True):
                key.set_text(text)
            data = [*values.compared[column][row], *values.shown[column][row]]
            if test == LABELS and row == 0:  # every second one shows the same, in half the time
                data = [[part[::2] for part in curve] for curve in data]
            for artist, curve, size in zip(lines, data, (8, 8, 6, 6), strict=True):  # what is healthy shows behind
                artist.set_data(*curve)
                artist.set(linestyle=line, marker=marker, markersize=5 if marker == "." else size)


def told(case, test, shown):
    """What a test shows, in a sentence's part."""
    (first, second), (right, _) = shown
    return {
        LOSS: lambda: (
            f"the loss of a batch goes from {case.losses[0]:.3g} to {first[1][-1]:.3g} nat, its highest value is "
            f"{first[1].max():.3g}; {case.right[0][-1]:.0%} of the training digits are right, "
            f"{case.right[1][-1]:.0%} of the new ones"
        ),
        GRADIENT: lambda: (
            f"claims are off by at most {np.abs(np.subtract(*first)).max():.1g} for weights and "
            f"{np.abs(np.subtract(*second)).max():.1g} for biases"
        ),
        ACTIVE: lambda: (
            f"before training most z lie between {np.nanmin(first[1]):.3g} and {np.nanmax(first[1]):.3g}, "
            f"most logits between {np.nanmin(right[1]):.3g} and {np.nanmax(right[1]):.3g}"
        ),
        DEAD: lambda: f"{case.dead[-1]} of 16 hidden units are dead after training, {case.dead[0]} before",
        LABELS: lambda: (
            f"{np.mean(np.diff(first[1]) == 0):.0%} of neighbours in an epoch share a label; "
            f"{case.right[1][-1]:.0%} of the new digits are read as labelled"
        ),
        FEATURES: lambda: (
            f"the features have size {case.signs['feature_size']:.3g}; the first step is "
            f"{case.first[0]:.2g} times the weights in layer 1, {case.first[1]:.2g} in layer 2"
        ),
    }[test]()


def says(values):
    seen = [f"{test}: {told(values.sick, test, shown)}" for test, shown in zip(values.tests, values.shown, strict=True)]
    return f"Patient {values.patient}. {'; '.join(seen)}. {values.verdict}"


def invariant(values):
    """The vital signs find what the patient has; each test agrees with the sign that is measured elsewhere."""
    case, agrees = values.sick, []
    for test, (left, _) in zip(values.tests, values.shown, strict=True):
        if test == GRADIENT:
            close = all(np.abs(np.subtract(*pair)).max() < 1e-5 for pair in left)
            agrees.append(close == case.signs["gradient_is_right"])
        if test == DEAD:
            born, end = 16 * (case.found == "dead units"), 16 * (values.patient in "BDE")
            agrees += [case.signs["dead_share"] == born / 16, case.dead[0] == born, case.dead[-1] == end]
        if test == LABELS:
            agrees.append(abs(np.mean(np.diff(left[0][1]) == 0) - case.signs["same_label_next"]) < 0.05)
        if test == FEATURES:
            agrees.append(np.isclose(case.first[0], case.signs["update_ratio"]))
    shown = values.name == case.found and SHOWS_IN[case.found] in values.tests
    named = values.verdict.startswith("Right") == shown
    return case.found == PATIENTS[values.patient] and values.healthy.found == "none" and all(agrees) and named


WIDGET = Widget(
    id="W28",
    title="The doctor: six sick trainings, two tests for each",
    controls=CONTROLS,
    prepare=prepare,
    compute=compute,
    stage=stage,
    draw=draw,
    says=says,
    invariant=invariant,
    predict=Question(
        "Patients B, D and E learn nothing, and after five epochs each has 16 dead units of 16. Which test tells who "
        "of them had dead units from the beginning?",
        ("dead units, epoch by epoch", "loss curve", "gradient check"),
        answer=0,
        because="In D and E the first steps were so long that they killed the units: there, dead units are a sign of "
        "something else. Before training D and E have none, B has 16. Look early, and take the cheap tests first.",
        reveal={"patient": "E", "first": DEAD},
    ),
    telling=(
        {"patient": "C", "second": GRADIENT, "name": "wrong gradient"},
        {"patient": "F", "first": LABELS, "second": FEATURES},
    ),
    size=(9.0, 5.4),
)
