"""The exercises of p4_forward_pass: cases, aspects with their points, known bugs."""

from typing import Any

import numpy as np

from course.probing.adapters.new_arrays import with_overwriting
from course.probing.adapters.random_draws import draws
from grader.exercises.aspects import groups, inputs_unchanged, labels
from grader.exercises.model import Aspect, Case, Covers, Exercise, Path, Reference, named
from grader.exercises.p4 import bugs, construction_exercises, faulty, inputs, views
from reference_solution.expressivity.linear_collapse import collapse_linear
from reference_solution.expressivity.symmetry import permute_hidden, rescale_relu
from reference_solution.networks.conventions import convert_convention
from reference_solution.networks.forward_pass import forward
from reference_solution.networks.initialisation import init_params
from reference_solution.networks.parameters import count_params, flatten, unflatten


def _of(group_of_case: str, *names: str) -> Covers:
    return lambda group, label: group == group_of_case and label in names


# init_params


def _init_params_cases(rng: np.random.Generator) -> list[Case]:
    def one(group: str, sizes: list[int], scheme: str) -> Case:
        return Case(group, (sizes, str(scheme), int(rng.integers(10**6))), times=1)  # its adapter calls three times

    schemes = rng.permutation(["lecun", "xavier", "he"])
    return [one("small layers", [4, 4, 4, 1], schemes[0]), *(one("a large layer", [60, 200, 1], s) for s in schemes)]


INIT_PARAMS = Exercise(
    name="p4.init_params",
    reference=draws(init_params),
    faulty=faulty.init_params,
    bugs=bugs.INIT_PARAMS,
    cases=_init_params_cases,
    view=views.init_params,
    aspects=(
        Aspect("the standard deviation of the weights", 4, labels("the standard deviation of the weights")),
        Aspect("weights of mean 0", 1, labels("the mean of the weights")),
        Aspect("biases of 0", 1, labels("the number of biases that are not 0")),
        Aspect(
            "all draws from the generator that is passed in",
            2,
            labels(
                "a second draw is another one", "layers of one shape differ", "the same seed draws the same weights"
            ),
        ),
    ),
)


# forward


def _forward_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for group, sizes, N, f in (
        ("one layer", (4, 3), 5, ()),
        ("several layers", (3, 4, 2), 7, ()),
        ("several layers", (4, 4, 4), 4, ()),
        ("several layers", (5, 4, 3, 2), 1, ()),
        ("several layers", (3, 3, 3, 3, 3), 3, ()),
        ("another activation", (3, 4, 4, 2), 6, (inputs.relu,)),
        ("another activation", (3, 3, 3), 3, (inputs.logistic,)),
    ):
        cases.append(Case(group, (inputs.network(rng, sizes), rng.normal(size=(N, sizes[0])), *f), after=(0, 1)))
    return cases


def _forward_label(path: Path, result: Any) -> str:
    name, position = path
    if (name, position) == ("A", 0):
        return "A_0"
    last = len(result[name]) - 1
    return f"{name} of the output" if position == last else f"{name} of the hidden layers"


FORWARD = Exercise(
    name="p4.forward",
    reference=forward,
    faulty=faulty.forward,
    bugs=bugs.FORWARD,
    cases=_forward_cases,
    label=_forward_label,
    aspects=(
        Aspect("a single layer", 2, groups("one layer")),
        Aspect("the pre-activations Z", 4, _of("several layers", "Z of the hidden layers", "Z of the output")),
        Aspect("the activations A, X first", 4, _of("several layers", "A_0", "A of the hidden layers")),
        Aspect("the output", 3, _of("several layers", "A of the output")),
        Aspect("another activation than tanh", 2, groups("another activation")),
        inputs_unchanged(1),
    ),
)


# convert_convention

_BETWEEN = ("stored alike", "stored the other way round")

CONVERT_CONVENTION = Exercise(
    name="p4.convert_convention",
    reference=convert_convention,
    faulty=faulty.convert_convention,
    bugs=bugs.CONVERT_CONVENTION,
    cases=lambda rng: list(inputs.conversions(rng)),
    view=views.convert_convention,
    aspects=(
        Aspect("W between decks that store it alike", 1.5, _of("stored alike", "W")),
        Aspect("W between decks that do not", 3, _of("stored the other way round", "W")),
        Aspect("the shape of the bias", 2, lambda group, label: group in _BETWEEN and label == "b"),
        Aspect("the slides of S3, which have no bias", 1, groups("slides without a bias")),
        inputs_unchanged(0.5),
    ),
)


# count_params, flatten, unflatten


def _widths(rng: np.random.Generator, *depths: int) -> list[list[int]]:
    return [[int(n) for n in rng.integers(2, 30, size=depth + 1)] for depth in depths]


COUNT_PARAMS = Exercise(
    name="p4.count_params",
    reference=count_params,
    faulty=faulty.count_params,
    bugs=bugs.COUNT_PARAMS,
    cases=lambda rng: [
        Case(("one layer", "one hidden layer")[len(sizes) - 2] if len(sizes) < 4 else "deeper", (sizes,))
        for sizes in _widths(rng, 1, 2, 2, 3, 5)
    ],
    label=named("the count"),
    aspects=(
        Aspect("a single layer", 1, groups("one layer")),
        Aspect("one hidden layer", 1, groups("one hidden layer")),
        Aspect("any number of layers", 2, groups("deeper")),
    ),
)

_WIDTHS = ([4, 3], [3, 3], [2, 3, 2], [3, 3, 3, 1], [1, 4, 1])


def _depth(sizes: list[int]) -> str:
    return "one layer" if len(sizes) == 2 else "several layers"


FLATTEN = Exercise(
    name="p4.flatten",
    reference=flatten,
    faulty=faulty.flatten,
    bugs=bugs.FLATTEN,
    cases=lambda rng: [Case(_depth(sizes), (inputs.network(rng, sizes),), after=(0,)) for sizes in _WIDTHS],
    label=named("the vector"),
    aspects=(
        Aspect("a single layer", 1, groups("one layer")),
        Aspect("several layers", 1.5, groups("several layers")),
        inputs_unchanged(0.5),
    ),
)


def _unflatten_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, part: str, sizes: list[int]) -> Case:
        return Case(group, (part, rng.normal(size=count_params(sizes)), sizes), after=(1,))

    return [*(case(_depth(sizes), "result", sizes) for sizes in _WIDTHS), case("copies", "kept", [3, 2, 2])]


UNFLATTEN = Exercise(
    name="p4.unflatten",
    reference=with_overwriting(unflatten),
    faulty=faulty.unflatten,
    bugs=bugs.UNFLATTEN,
    cases=_unflatten_cases,
    label=lambda path, result: f"{'Wb'[path[1]]}_{path[0] + 1}",
    aspects=(
        Aspect("a single layer", 1, groups("one layer")),
        Aspect("several layers", 1, groups("several layers")),
        Aspect("copies, which stay when the vector changes", 0.5, groups("copies")),
        inputs_unchanged(0.5),
    ),
)


# collapse_linear


def _collapse_linear_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case(group, (inputs.network(rng, sizes),), after=(0,))
        for group, sizes in (
            ("one layer", (3, 2)),
            ("two layers", (3, 4, 2)),
            ("two layers", (3, 3, 3)),
            ("more layers", (2, 4, 3, 2)),
            ("more layers", (3, 3, 3, 3, 3)),
        )
    ]


COLLAPSE_LINEAR = Exercise(
    name="p4.collapse_linear",
    reference=collapse_linear,
    faulty=faulty.collapse_linear,
    bugs=bugs.COLLAPSE_LINEAR,
    cases=_collapse_linear_cases,
    label=named("W", "b"),
    aspects=(
        Aspect("W of two layers", 2, _of("two layers", "W")),
        Aspect("b of two layers", 2.5, _of("two layers", "b")),
        Aspect("W of more layers", 2, _of("more layers", "W")),
        Aspect("b of more layers", 2, _of("more layers", "b")),
        Aspect("a single layer", 1, groups("one layer")),
        inputs_unchanged(0.5),
    ),
)


# permute_hidden, rescale_relu


def _hidden_cases(rng: np.random.Generator, change: Reference) -> list[Case]:
    return [
        Case("hidden layer", (inputs.network(rng, sizes), layer, change(rng, sizes[layer + 1])), after=(0,))
        for sizes, layer in (((3, 4, 2), 0), ((3, 3, 3), 0), ((2, 3, 4, 3), 1), ((3, 4, 3, 3), 0), ((2, 3, 3, 3, 2), 2))
    ]


def _arrays(group: str, label: str) -> bool:
    return label != "what the network computes"


PERMUTE_HIDDEN = Exercise(
    name="p4.permute_hidden",
    reference=permute_hidden,
    faulty=faulty.permute_hidden,
    bugs=bugs.PERMUTE_HIDDEN,
    cases=lambda rng: _hidden_cases(rng, inputs.order),
    view=views.permute_hidden,
    aspects=(
        Aspect("the same function as before", 2, labels("what the network computes")),
        Aspect("the units in the order asked for", 1, _arrays),
        inputs_unchanged(1),
    ),
)

RESCALE_RELU = Exercise(
    name="p4.rescale_relu",
    reference=rescale_relu,
    faulty=faulty.rescale_relu,
    bugs=bugs.RESCALE_RELU,
    cases=lambda rng: _hidden_cases(rng, inputs.scale),
    view=views.rescale_relu,
    aspects=(
        Aspect("the same function as before", 2, labels("what the network computes")),
        Aspect("the units as large as asked for", 1, _arrays),
        inputs_unchanged(1),
    ),
)

EXERCISES = (
    INIT_PARAMS,
    FORWARD,
    CONVERT_CONVENTION,
    COUNT_PARAMS,
    FLATTEN,
    UNFLATTEN,
    COLLAPSE_LINEAR,
    PERMUTE_HIDDEN,
    RESCALE_RELU,
    *construction_exercises.EXERCISES,
)
