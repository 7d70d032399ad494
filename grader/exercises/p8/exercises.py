"""The exercises of p8_digits: cases, aspects with their points, known bugs."""

from typing import Any

import numpy as np

from course.data.recorded_runs import DISEASES
from course.probing.adapters.early_stopping import watched
from course.probing.adapters.random_draws import draws
from course.types import Integers
from grader.exercises.aspects import groups, inputs_unchanged, labels
from grader.exercises.inputs import in_drawn_order
from grader.exercises.model import Aspect, Case, Covers, Exercise, Path, named
from grader.exercises.p8 import bugs, faulty, inputs, views
from reference_solution.digits.diagnose_run import diagnose
from reference_solution.digits.first_layer import first_layer_images
from reference_solution.digits.frame import fill_frame
from reference_solution.digits.preparation import split, standardise
from reference_solution.digits.read_handwriting import read_handwriting
from reference_solution.digits.recorded_runs import KINDS
from reference_solution.digits.spoilt_examples import spoilt_examples
from reference_solution.digits.train_network import train_digits
from reference_solution.losses.evaluation import confusion_matrix
from reference_solution.training.dead_units import dead_units
from reference_solution.training.mlp_training import early_stopping

# data


def _standardise_cases(rng: np.random.Generator) -> list[Case]:
    X, held_out, square = inputs.features(rng, 9, 3), inputs.features(rng, 5, 3), inputs.features(rng, 4, 4)
    flat = inputs.features(rng, 6, 3)
    flat[:, int(rng.integers(3))] = float(rng.integers(1, 5))
    return [
        Case("training", (X, X.copy()), after=(0, 1)),
        Case("training", (square, square.copy()), after=(0, 1)),
        Case("held out", (X, held_out), after=(0, 1)),
        Case("held out", (square, inputs.features(rng, 4, 4)), after=(0, 1)),
        Case("held out", (inputs.features(rng, 7, 2), inputs.features(rng, 1, 2)), after=(0, 1)),
        Case("constant", (flat, inputs.features(rng, 4, 3)), after=(0, 1)),
    ]


STANDARDISE = Exercise(
    name="p8.standardise",
    reference=standardise,
    faulty=faulty.standardise,
    bugs=bugs.STANDARDISE,
    cases=_standardise_cases,
    label=named("the standardised features"),
    aspects=(
        Aspect("the training examples themselves", 2, groups("training")),
        Aspect("other examples, with mean and standard deviation of the training examples", 4, groups("held out")),
        Aspect("a feature that never changes", 1, groups("constant")),
        inputs_unchanged(1),
    ),
)


def _split_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, sizes: list[int], share: float, apart: int = 1) -> Case:
        labels = apart * inputs.classes(rng, sizes)
        return Case(group, (labels, share, int(rng.integers(2**31))), times=1, after=(0,))

    a, b = (int(n) for n in rng.integers(2, 4, size=2))
    return [
        case("equal classes", [20 * a] * 3, 0.25),
        case("unequal classes", [60, 10 * b, 10, 30], 0.3),
        case("unequal classes", [44, 17, 9], 0.4, apart=6),
        case("few examples", [4, 2], 0.5),
    ]


SPLIT = Exercise(
    name="p8.split",
    reference=draws(split),
    faulty=faulty.split,
    bugs=bugs.SPLIT,
    cases=_split_cases,
    aspects=(
        Aspect("every row in one of the two", 1, labels("no row is missing", "no row comes twice")),
        Aspect("the same share of every class", 2, labels("held out of each class")),
        Aspect(
            "rows drawn at random, in random order",
            1.5,
            labels(
                "the rows are in random order",
                "the classes are in random order",
                "the next split is another one",
                "the next split holds out other rows",
            ),
        ),
        Aspect("all randomness from rng", 1, labels("the same seed gives the same split"), earned_alone=False),
        inputs_unchanged(0.5),
    ),
    view=views.split,
)

# training


def _train_digits_cases(rng: np.random.Generator) -> list[Case]:
    return [Case("digits", (*inputs.training_digits(rng), int(rng.integers(2**31))), times=1, after=(0, 1))]


_READ_95 = (
    "it reads 95 of 100 new digits",
    "it reads the digit, not the next one",
    "the hidden units differ",
    "the loss is bounded",
)

TRAIN_DIGITS = Exercise(
    name="p8.train_digits",
    reference=draws(train_digits),
    faulty=faulty.train_digits,
    bugs=bugs.TRAIN_DIGITS,
    cases=_train_digits_cases,
    aspects=(
        Aspect("it reads 30 of 100 new digits", 3, labels("it reads 30 of 100 new digits")),
        Aspect("it reads 80 of 100 new digits", 3, labels("it reads 80 of 100 new digits")),
        Aspect("it reads 95 of 100 new digits", 3.5, labels(*_READ_95)),
        Aspect("it has a hidden layer", 1, labels("there is a hidden layer"), earned_alone=False),
        Aspect("its biases learn, too", 1, labels("the biases have moved"), earned_alone=False),
        Aspect("another training for another rng", 1, labels("another rng gives another training"), earned_alone=False),
        Aspect(
            "the same training for the same seed",
            1,
            labels("the same seed gives the same training"),
            earned_alone=False,
        ),
        inputs_unchanged(0.5),
    ),
    view=views.train_digits,
    told=views.digits_read,
)


def _early_stopping_cases(rng: np.random.Generator) -> list[Case]:
    """Losses that fall, rise, fall a little and rise again; and fall far when training should have stopped."""
    falling = np.sort(rng.uniform(1, 3, size=5))[::-1]
    rise, late = np.sort(rng.uniform(0.2, 0.5, size=6))[::-1], float(rng.uniform(0.1, 0.3))  # one jump, then they fall
    bottom = falling[-1] - 0.1
    wave = [*falling, falling[-1] + 0.9, falling[-1] + 0.6, bottom, *(bottom + rise), late, 5.0]
    equal = [2.0, 1.0, 1.0, 1.0, 1.5, 0.4]
    nan = [2.0, np.nan, np.nan, 1.0, np.nan, np.nan, np.nan, 0.5]
    short = [3.0, *np.sort(rng.uniform(1.0, 2.0, size=3)), float(rng.uniform(0.2, 0.9)), 2.0]

    def case(group: str, losses: list[float], patience: int, in_place: bool) -> Case:
        return Case(group, (np.array(losses), patience, in_place), times=1)

    cases = [
        case("new arrays", wave, 3, False),
        case("new arrays", [3.0, 2.0, 1.0, 1.5, 0.5, 0.7], 1, False),
        case("the same arrays", wave, 4, True),
        case("the same arrays", wave, 3, True),
        case("ties and NaN", equal, 3, False),
        case("ties and NaN", nan, 3, False),
        case("the history ends first", short, 20, False),
    ]
    return in_drawn_order(cases, rng)


def _early_stopping_label(path: Path, result: Any) -> str:
    if path[:1] == (0,):
        return "the best epoch" if path[1:2] == (1,) else "the parameters"
    return "the number of epochs taken"


def _in(group: str, label: str) -> Covers:
    return lambda g, name: (g, name) == (group, label)


EARLY_STOPPING = Exercise(
    name="p8.early_stopping",
    reference=watched(early_stopping),
    faulty=faulty.early_stopping,
    bugs=bugs.EARLY_STOPPING,
    cases=_early_stopping_cases,
    label=_early_stopping_label,
    aspects=(
        Aspect(
            "the best epoch", 2, lambda g, name: name == "the best epoch" and g in ("new arrays", "the same arrays")
        ),
        Aspect("the parameters of the best epoch", 2, _in("new arrays", "the parameters")),
        Aspect("copies, if training goes on in the same arrays", 2, _in("the same arrays", "the parameters")),
        Aspect(
            "stopping in time",
            2,
            lambda g, name: name == "the number of epochs taken" and g in ("new arrays", "the same arrays"),
        ),
        Aspect("losses that are equal, or NaN", 1, groups("ties and NaN")),
        Aspect("a history that ends first", 1, groups("the history ends first")),
    ),
)


def _read_handwriting_cases(rng: np.random.Generator) -> list[Case]:
    return [Case("handwriting", inputs.handwriting(rng), times=1, after=(0, 1, 2, 3, 4))]


READ_HANDWRITING = Exercise(
    name="p8.read_handwriting",
    reference=read_handwriting,
    faulty=faulty.read_handwriting,
    bugs=bugs.READ_HANDWRITING,
    cases=_read_handwriting_cases,
    aspects=(
        Aspect("it reads 50 of 100", 3, labels("it reads more than a guess", "it reads 50 of 100")),
        Aspect("it reads 70 of 100", 3, labels("it reads 70 of 100")),
        Aspect("it reads 80 of 100", 3, labels("it reads 80 of 100", "it reads the digit, not the next one")),
        inputs_unchanged(1),
    ),
    view=views.read_handwriting,
    told=views.handwriting_read,
)

# inspecting a network


def _dead_units_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, sizes: list[int], N: int, dead: int) -> Case:
        return Case(group, (inputs.relu_network(rng, sizes, dead), rng.normal(size=(N, sizes[0]))), after=(0, 1))

    zero = [(np.array([[1.0, 0.0, -1.0]]), np.zeros(3)), (np.ones((3, 2)), np.zeros(2))]
    return [
        case("one hidden layer", [4, 8, 3], 40, 2),
        case("one hidden layer", [5, 6, 6], 6, 2),
        case("several layers", [3, 8, 6, 2], 30, 2),
        case("several layers", [5, 5, 5, 5], 25, 1),
        case("several layers", [4, 12, 12, 3], 20, 4),
        Case("z = 0", (zero, rng.uniform(0.5, 2, size=(4, 1))), after=(0, 1)),
    ]


DEAD_UNITS = Exercise(
    name="p8.dead_units",
    reference=dead_units,
    faulty=faulty.dead_units,
    bugs=bugs.DEAD_UNITS,
    cases=_dead_units_cases,
    aspects=(
        Aspect("one hidden layer", 2, groups("one hidden layer")),
        Aspect("several hidden layers", 2, groups("several layers")),
        Aspect("a unit that is exactly 0", 1, groups("z = 0")),
        inputs_unchanged(1),
    ),
    view=views.dead_units,
)


def _first_layer_images_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, height: int, width: int, units: int) -> Case:
        return Case(group, (rng.normal(size=(height * width, units)), (height, width)), after=(0,))

    return [
        case("square", 3, 3, 5),
        case("square", 2, 2, 4),
        case("not square", 2, 5, 3),
        case("not square", 4, 3, 12),
        case("one unit", 3, 2, 1),
    ]


FIRST_LAYER_IMAGES = Exercise(
    name="p8.first_layer_images",
    reference=first_layer_images,
    faulty=faulty.first_layer_images,
    bugs=bugs.FIRST_LAYER_IMAGES,
    cases=_first_layer_images_cases,
    label=named("the pictures"),
    aspects=(
        Aspect("square pictures", 1.5, groups("square")),
        Aspect("pictures that are not square", 1.5, groups("not square")),
        Aspect("a single unit", 0.5, groups("one unit")),
        inputs_unchanged(0.5),
    ),
)


def _fill_frame_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, N: int, shape: tuple[int, int]) -> Case:
        return Case(group, (inputs.framed_ink(rng, N, shape), shape, 0.3), after=(0,))

    faint = rng.uniform(0, 0.2, size=(2, 12))
    return [
        case("square", 6, (5, 5)),
        case("square", 5, (8, 8)),
        case("not square", 5, (4, 7)),
        case("not square", 4, (6, 3)),
        case("one picture", 1, (5, 6)),
        Case("without ink", (faint, (3, 4), 0.3), after=(0,)),
    ]


FILL_FRAME = Exercise(
    name="p8.fill_frame",
    reference=fill_frame,
    faulty=faulty.fill_frame,
    bugs=bugs.FILL_FRAME,
    cases=_fill_frame_cases,
    label=named("the pictures"),
    aspects=(
        Aspect("square pictures", 2, groups("square")),
        Aspect("pictures that are not square", 2, groups("not square")),
        Aspect("a single picture", 1, groups("one picture")),
        Aspect("a picture without ink", 0.5, groups("without ink"), earned_alone=False),
        inputs_unchanged(0.5),
    ),
)

# diagnosis and evaluation


def _diagnose_cases(rng: np.random.Generator) -> list[Case]:
    kinds = [("gradient", "derivative"), *((d, kind) for d in DISEASES[1:] for kind in KINDS.get(d, (None, None)))]
    runs = [(disease, inputs.run(disease, rng, kind)) for disease, kind in (*kinds, ("healthy", None))]
    runs.append(("gradient", inputs.run_with_biases_unmoved(rng)))
    return in_drawn_order([Case(disease, (run,), times=1, after=(0,)) for disease, run in runs], rng)


DIAGNOSE = Exercise(
    name="p8.diagnose",
    reference=diagnose,
    faulty=faulty.diagnose,
    bugs=bugs.DIAGNOSE,
    cases=_diagnose_cases,
    aspects=(
        *(Aspect(f"{disease}: the code", 1.5, _in(disease, "the code")) for disease in DISEASES),
        *(Aspect(f"{disease}: the evidence", 0.75, _in(disease, "the evidence")) for disease in DISEASES),
        Aspect("healthy", 2, groups("healthy")),
        inputs_unchanged(0.5),
    ),
    view=views.diagnose,
)


def _spoilt_examples_cases(rng: np.random.Generator) -> list[Case]:
    return [Case(group, (inputs.exchanged_run(rng),), times=1, after=(0,)) for group in ("one run", "another run")]


SPOILT_EXAMPLES = Exercise(
    name="p8.spoilt_examples",
    reference=spoilt_examples,
    faulty=faulty.spoilt_examples,
    bugs=bugs.SPOILT_EXAMPLES,
    cases=_spoilt_examples_cases,
    aspects=(
        Aspect("all spoilt examples of a run, and no others", 3.5, groups("one run")),
        Aspect("those of another run", 3.5, groups("another run")),
        inputs_unchanged(1),
    ),
    view=views.spoilt_examples,
    told=views.named_examples,
)


def _confusion_matrix_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, N: int, classes: Integers, K: int) -> Case:
        return Case(group, (rng.choice(classes, size=N), rng.choice(classes, size=N), K), after=(0, 1))

    # (0, 1) and not (1, 0): the counts are not symmetric.
    pairs = rng.permutation([1, *rng.permutation([0, 2, 3, *range(5, 16)])[:5]])
    return [
        Case("every pair at most once", (pairs // 4, pairs % 4, 4), after=(0, 1)),
        case("pairs that occur again", int(rng.integers(40, 60)), np.arange(3), 3),
        case("pairs that occur again", 200, np.arange(10), 10),
        case("classes that do not occur", 30, np.array([0, 2, 3]), 6),
    ]


CONFUSION_MATRIX = Exercise(
    name="p8.confusion_matrix",
    reference=confusion_matrix,
    faulty=faulty.confusion_matrix,
    bugs=bugs.CONFUSION_MATRIX,
    cases=_confusion_matrix_cases,
    label=named("the counts"),
    aspects=(
        Aspect("every pair at most once", 2, groups("every pair at most once")),
        Aspect("pairs that occur again", 2, groups("pairs that occur again")),
        Aspect("classes that do not occur", 1, groups("classes that do not occur")),
        inputs_unchanged(1),
    ),
)

EXERCISES = (
    STANDARDISE,
    SPLIT,
    EARLY_STOPPING,
    TRAIN_DIGITS,
    CONFUSION_MATRIX,
    DEAD_UNITS,
    FIRST_LAYER_IMAGES,
    DIAGNOSE,
    SPOILT_EXAMPLES,
    FILL_FRAME,
    READ_HANDWRITING,
)
