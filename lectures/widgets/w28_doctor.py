"""W28: six sick trainings. Choose a test, look, name the disease."""

from types import SimpleNamespace

import numpy as np
from matplotlib.scale import SymmetricalLogScale

from lectures.widgetkit import Choice, Player, Question, Widget, style
from lectures.widgets.support.examinations import (
    ACTIVE,
    DEAD,
    EPOCHS,
    FEATURES,
    GRADIENT,
    LABELS,
    LOSS,
    TESTS,
    N,
    course_of,
    examine,
)
from reference_solution.digits.faulty_runs import DISEASES

PATIENTS = dict(zip("ABCDEF", (DISEASES[i] for i in (4, 1, 5, 3, 0, 2)), strict=True))
SHOWS_IN = dict(zip(DISEASES, (LOSS, DEAD, LABELS, FEATURES, LABELS, GRADIENT), strict=True))
UNNAMED = "not yet"
CONTROLS = (
    Choice("patient", tuple(PATIENTS), label="patient"),
    Choice("test", TESTS, label="test"),
    Player("epoch", EPOCHS, value=EPOCHS, label="after epoch", still="the features do not know the epoch"),
    Choice("name", (UNNAMED, *DISEASES), label="your diagnosis"),
)
AGAINST = {
    "learning rate too large": lambda signs: (
        "long steps come from the features"
        if signs["feature_size"] > 10
        else f"the first step is {signs['update_ratio']:.2f} of the weights"
    ),
    "dead units": lambda signs: f"at the start {signs['dead_share']:.0%} are dead",
    "examples not shuffled": lambda signs: f"{signs['same_label_next']:.0%} of neighbours share a label",
    "features not scaled": lambda signs: f"their size is {signs['feature_size']:.1f}",
    "labels off by one": lambda signs: f"{signs['one_off']:.0%} of unseen digits are read one off",
    "wrong gradient": lambda signs: "claims and differences agree",
}
SHARE = {"ylim": (-0.03, 1.03), "yticks": (0, 0.5, 1)}
TIMES = {"xlabel": "epoch", "xlim": (-0.2, 5.2), "xticks": range(6)}
CLASSES = {"ylim": (-0.7, 9.7), "yticks": range(10)}
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
         "ylabel": "loss of the batch (nat)", "yscale": "log", "ylim": (0.3, 1e3), "yticks": (1, 10, 100, 1e3)}),
        ("-", "o", "training", "unseen digits", TIMES | SHARE | {"ylabel": "share that is right"}),
    ),
    GRADIENT: (
        ("", "o", "weights", "biases", {"xlabel": "central difference (nat)", "ylabel": "claimed derivative (nat)",
         "xlim": (-0.8, 0.8), "xticks": (-0.5, 0, 0.5), "ylim": (-0.8, 0.8), "yticks": (-0.5, 0, 0.5)}),
        ("", "o", "weights", "biases", {"xlabel": "parameter", "xlim": (-2, 78), "xticks": range(0, 80, 20),
         "ylabel": "|claim − difference| (nat)", "yscale": "log", "ylim": (3e-14, 10),
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
         "xticks": (1, 4, 8, 12, 16), "ylabel": "share of digits with z > 0"}),
        ("-", "o", "patient", "", TIMES | {"ylabel": "dead units of 16", "ylim": (-0.5, 16.5),
         "yticks": range(0, 17, 4)}),
    ),
    LABELS: (
        ("", ".", "patient", "", CLASSES | {"xlabel": "place in the epoch", "xlim": (-9, N + 9),
         "xticks": range(0, N + 1, 100), "ylabel": "label"}),
        ("", ".", "unseen digits", "", CLASSES | {"xlabel": "label", "xlim": (-0.7, 9.7), "xticks": range(10),
         "ylabel": "class read"}),
    ),
    FEATURES: (
        ("-", "_", "patient", "", FEATURE | {"xlabel": "pixel (bars: 10–90 %)", "xlim": (0, 65),
         "xticks": (1, 16, 32, 48, 64), "ylabel": "feature"}),
        ("", "o", "patient", "", {"xlabel": "layer", "xlim": (0.5, 2.5), "xticks": (1, 2), "yscale": "log",
         "ylabel": "first step ÷ weights (lengths)", "ylim": (5e-5, 100), "yticks": (1e-4, 1e-2, 1, 100)}),
    ),
}  # fmt: skip


def verdict(case, test, name):
    if name == UNNAMED:
        return "No diagnosis yet."
    if name != case.found:
        return f"Not {name}: {AGAINST[name](case.signs)}."
    return f"Right, {name}: " + (
        "this test shows it." if SHOWS_IN[name] == test else f"it shows in “{SHOWS_IN[name]}”."
    )


def prepare(patient):
    return SimpleNamespace(sick=course_of(PATIENTS[patient]), healthy=course_of("none"), patient=patient)


def compute(cases, test, epoch, name):
    return SimpleNamespace(
        **vars(cases), test=test, epoch=epoch, name=name, shown=examine(cases.sick, test, epoch),
        compared=examine(cases.healthy, test, epoch), verdict=verdict(cases.sick, test, name),
    )  # fmt: skip


def stage(figure):
    panels = []
    for axes in style.panels(figure, 2, left=0.115, right=0.985, top=0.8, wspace=0.33):
        keys = [
            axes.text(x, 1.04, "", color=colour, weight="bold", ha=side, transform=axes.transAxes)
            for x, colour, side in ((0, style.VERMILION, "left"), (0.5, style.BLUE, "center"))
        ]
        axes.text(1, 1.04, "healthy", color=style.GREY, weight="bold", ha="right", transform=axes.transAxes)
        colours = (style.GREY, style.GREY, style.VERMILION, style.BLUE)
        panels.append([axes, [axes.plot([], [], color=colour)[0] for colour in colours], keys])
    return SimpleNamespace(panels=panels, said=figure.text(0.02, 0.93, "", weight="bold"))


def draw(values, artists):
    right = values.name == values.sick.found
    artists.said.set_text(f"Patient {values.patient}. {values.verdict}")
    artists.said.set_color(style.BLACK if values.name == UNNAMED else style.GREEN if right else style.PURPLE)
    for (axes, lines, keys), (line, marker, orange, blue, told), shown, compared in zip(
        artists.panels, PANELS[values.test], values.shown, values.compared, strict=True
    ):
        axes.set(**{"yscale": "linear"} | told)
        axes.minorticks_off()
        for key, text in zip(keys, (orange, blue), strict=True):
            key.set_text(text)
        for artist, data, size in zip(
            lines, [*compared, *shown], (8, 8, 6, 6), strict=True
        ):  # what is healthy shows behind
            artist.set_data(*data)
            artist.set(linestyle=line, marker=marker, markersize=5 if marker == "." else size)


def says(values):
    case, epoch = values.sick, values.epoch
    (first, second), (right, _) = values.shown
    seen = {
        LOSS: lambda: (
            f"the loss of a batch goes from {case.losses[0]:.3g} to {first[1][-1]:.3g} nat, "
            f"the highest is {first[1].max():.3g}; "
            f"{case.right[0][epoch]:.0%} of the training digits are right, {case.right[1][epoch]:.0%} of the unseen"
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
    if values.test == DEAD:
        born, end = 16 * (case.found == "dead units"), 16 * (values.patient in "BDE")
        agrees = agrees and case.dead[0] == born and case.dead[-1] == end
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
        "Patients B, D and E learn nothing, and after five epochs each has 16 dead units of 16. Which look tells who "
        "of them was born with dead units?",
        ("the dead units before training", "the loss curve after five epochs", "the gradient check"),
        answer=0,
        because="In D and E the first steps were so long that they killed the units: death is a sign there, not the "
        "disease. Before training D and E have none dead, B all. Look early, and ask the most basic question first.",
        reveal={"patient": "E", "test": DEAD},
    ),
    telling=({"patient": "C", "test": GRADIENT, "name": "wrong gradient"}, {"patient": "F", "test": LABELS}),
)
