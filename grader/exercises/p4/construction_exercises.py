"""The exercises of p4_forward_pass that construct networks, judged by what these compute and with how many units."""

import numpy as np

from grader.exercises.aspects import inputs_unchanged
from grader.exercises.model import Aspect, Case, Covers, Exercise
from grader.exercises.p4 import construction_bugs, construction_faulty, inputs, views
from reference_solution.expressivity.bumps import bump_net
from reference_solution.expressivity.multiplication_gate import mult_gate, product_net
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.tent_maps import tent_net

UNITS = "the number of hidden units"
STEPS = ("between the edges", "outside all bumps")


def _computes(*names: str) -> Covers:
    """Cover what the network computes in the cases of these groups, not its number of units."""
    return lambda group, label: group in names and label != UNITS


def _few(name: str, points: int) -> Aspect:
    """An aspect for the number of units. It is not earned alone: any small network would earn it."""
    return Aspect(name, points, lambda group, label: label == UNITS, earned_alone=False)


BUMP_NET = Exercise(
    name="p4.bump_net",
    reference=bump_net,
    faulty=construction_faulty.bump_net,
    bugs=construction_bugs.BUMP_NET,
    cases=lambda rng: [
        Case("one bump" if n == 1 else "several bumps", inputs.bumps(rng, n), after=(0, 1)) for n in (1, 2, 3, 6)
    ],
    view=views.bump_net,
    aspects=(
        Aspect("one bump", 3, lambda group, label: group == "one bump" and label in STEPS),
        Aspect("several bumps", 3.5, lambda group, label: group == "several bumps" and label in STEPS),
        Aspect("logistic units of the steepness asked for", 2, lambda group, label: label == "with logistic units"),
        _few("no more than two units for each bump", 1),
        inputs_unchanged(0.5),
    ),
)


def _relu_interpolant_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case(group, inputs.dots(rng, n, "unequal" if "different" in group else "equal"), after=(0, 1))
        for group, n in (
            ("two points", 1),
            ("equal gaps", 3),
            ("equal gaps", 8),
            ("gaps of different widths", 2),
            ("gaps of different widths", 7),
        )
    ]


RELU_INTERPOLANT = Exercise(
    name="p4.relu_interpolant",
    reference=relu_interpolant,
    faulty=construction_faulty.relu_interpolant,
    bugs=construction_bugs.RELU_INTERPOLANT,
    cases=_relu_interpolant_cases,
    view=views.relu_interpolant,
    aspects=(
        Aspect("a line through two points", 2, _computes("two points")),
        Aspect("points with equal gaps", 3.5, _computes("equal gaps")),
        Aspect("gaps of different widths", 3, _computes("gaps of different widths")),
        _few("no more than one ReLU for each piece", 1),
        inputs_unchanged(0.5),
    ),
)

TENT_NET = Exercise(
    name="p4.tent_net",
    reference=tent_net,
    faulty=construction_faulty.tent_net,
    bugs=construction_bugs.TENT_NET,
    cases=lambda rng: [
        Case("one fold" if L == 1 else "several folds", (int(L),)) for L in (1, *rng.permutation([2, 3, 4, 5, 6])[:3])
    ],
    view=views.tent_net,
    aspects=(
        Aspect("one fold", 1, _computes("one fold")),
        Aspect("several folds", 2, _computes("several folds")),
        _few("two ReLUs for each fold", 1),
    ),
)

MULT_GATE = Exercise(
    name="p4.mult_gate",
    reference=mult_gate,
    faulty=construction_faulty.mult_gate,
    bugs=construction_bugs.MULT_GATE,
    cases=lambda rng: [
        Case("lam between 0.1 and 0.5", (float(rng.uniform(0.1, 0.5)),)),
        Case("small lam", (float(10 ** rng.uniform(-2, -1)),)),
        Case("small lam", (float(10 ** rng.uniform(-4, -2)),)),
    ],
    view=views.mult_gate,
    aspects=(
        Aspect("the product, roughly", 1, _computes("lam between 0.1 and 0.5")),
        Aspect("the product, to many digits", 1, _computes("small lam")),
        _few("four units", 1),
    ),
)

PRODUCT_NET = Exercise(
    name="p4.product_net",
    reference=product_net,
    faulty=construction_faulty.product_net,
    bugs=construction_bugs.PRODUCT_NET + construction_bugs.MULT_GATE,
    cases=lambda rng: [Case("two inputs" if n == 2 else "more inputs", (int(n),)) for n in rng.permutation([2, 4, 8])],
    view=views.product_net,
    aspects=(
        Aspect("two inputs", 1, _computes("two inputs")),
        Aspect("more inputs", 1, _computes("more inputs")),
        _few("four units for each gate", 1),
    ),
)

EXERCISES = (BUMP_NET, RELU_INTERPOLANT, TENT_NET, MULT_GATE, PRODUCT_NET)
