"""The exercises of p2_logic: cases, aspects with their points, known bugs."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.types import Array
from grader.exercises.aspects import groups, inputs_unchanged
from grader.exercises.inputs import in_drawn_order
from grader.exercises.model import Aspect, Case, Covers, Exercise
from grader.exercises.p2 import bugs, faulty, inputs, views
from reference_solution.logic.boolean import boolean_inputs, dnf_compile, parity_net
from reference_solution.logic.half_planes import polygon_net
from reference_solution.logic.nand import nand_net, ripple_adder
from reference_solution.logic.separability import is_linearly_separable
from reference_solution.logic.threshold import gate
from reference_solution.logic.xor import xor_logistic, xor_params

GATES = ("and", "or", "nand", "nor", "not")
CIRCUITS = ("not", "and", "or", "xor", "half adder", "full adder")
COUNTS = ("the number of gates", "the number of hidden units")


def _answers(*groups: str) -> Covers:
    """Cover the outputs in the cases of these groups, not the size of the network."""
    return lambda group, label: group in groups and label not in COUNTS


def _everything(group: str, label: str) -> bool:
    return True


GATE = Exercise(
    name="p2.gate",
    reference=gate,
    faulty=faulty.gate,
    bugs=bugs.GATE,
    cases=lambda rng: [Case(str(name), (str(name),)) for name in rng.permutation(GATES)],
    aspects=(
        Aspect("and", 2, groups("and")),
        Aspect("or", 2, groups("or")),
        Aspect("nand", 2, groups("nand")),
        Aspect("nor", 1, groups("nor")),
        Aspect("not", 1, groups("not")),
    ),
    view=views.gate,
)

NAND_NET = Exercise(
    name="p2.nand_net",
    reference=nand_net,
    faulty=faulty.nand_net,
    bugs=bugs.NAND_NET,
    cases=lambda rng: [Case(str(name), (str(name),)) for name in rng.permutation(CIRCUITS)],
    aspects=(
        Aspect("not and and", 1, _answers("not", "and")),
        Aspect("or", 1, _answers("or")),
        Aspect("xor", 2, _answers("xor")),
        Aspect("the half adder", 2, _answers("half adder")),
        Aspect("the full adder", 2, _answers("full adder")),
        Aspect("no more gates than needed", 1, _everything),
    ),
    view=views.nand_net,
)

RIPPLE_ADDER = Exercise(
    name="p2.ripple_adder",
    reference=ripple_adder,
    faulty=faulty.ripple_adder,
    bugs=bugs.RIPPLE_ADDER,
    cases=lambda rng: [
        Case("one bit" if n == 1 else "several bits", (int(n),)) for n in (1, 2, *rng.permutation([3, 4, 5])[:2])
    ],
    aspects=(
        Aspect("two numbers of one bit", 1, groups("one bit")),
        Aspect("the bits of the sum", 3, lambda group, label: group == "several bits" and "bits" in label),
        Aspect("the last carry", 1, lambda group, label: group == "several bits" and "carry" in label),
    ),
    view=views.ripple_adder,
)

XOR_PARAMS = Exercise(
    name="p2.xor_params",
    reference=xor_params,
    faulty=faulty.xor_params,
    bugs=bugs.XOR_PARAMS,
    cases=lambda rng: [Case("xor", ())],
    aspects=(
        Aspect("the rows with at most one 1", 4, lambda group, label: "(1, 1)" not in label),
        Aspect("all four rows", 4, _everything),
    ),
    view=views.xor_params,
)

XOR_LOGISTIC = Exercise(
    name="p2.xor_logistic",
    reference=xor_logistic,
    faulty=faulty.xor_logistic,
    bugs=bugs.XOR_LOGISTIC,
    cases=lambda rng: [
        *(Case("sharp", (float(k),)) for k in (10, rng.uniform(5, 9), rng.uniform(12, 30))),
        Case("soft", (float(rng.uniform(0.005, 0.02)),)),
    ],
    aspects=(
        Aspect("0 for (0, 0) and (1, 1)", 3, lambda group, label: label.endswith(("(0, 0)", "(1, 1)"))),
        Aspect("1 for (0, 1) and (1, 0)", 3, lambda group, label: label.endswith(("(0, 1)", "(1, 0)"))),
        Aspect("undecided for small k, and right for large", 2, _everything),
    ),
    view=views.xor_logistic,
)


def _separability_cases(rng: np.random.Generator) -> list[Case]:
    pairs, triples = boolean_inputs(2), boolean_inputs(3)
    found: list[tuple[str, tuple[Array, NDArray[Any]]]] = []
    found += [("exclusive or", (pairs, np.array(y))) for y in ([0, 1, 1, 0], [1, 0, 0, 1])]
    found += [("exclusive or", (0.2 * pairs, np.array([0, 1, 1, 0])))]
    found += [("labels 0 and 1", (pairs, y)) for y in inputs.tables(rng, 2, 4)]
    found += [("labels 0 and 1", (triples, y)) for y in inputs.tables(rng, 3, 4)]
    found += [("labels 0 and 1", inputs.separable_table(rng, 3)) for _ in range(5)]
    found += [("labels 0 and 1", inputs.mixed_clouds(rng))]
    found += [("labels 0 and 1", (np.array([[0.0], [1.0], [1.0]]), np.array([1, 1, 0])))]
    found += [("labels -1 and 1", inputs.separated_clouds(rng, shift)) for shift in (0.0, 2.0, -2.0)]
    small, sides = inputs.separated_clouds(rng, 0.0)
    X, y = inputs.mixed_clouds(rng)
    found += [
        *(("labels -1 and 1", (scale * small, sign * sides)) for scale in (0.1, 10) for sign in (1, -1)),
        ("labels -1 and 1", inputs.zigzag(rng)),
        *(("labels -1 and 1", (scale * X, sign * (2 * y - 1))) for scale in (1.0, 0.1) for sign in (1, -1)),
    ]
    found += [("one class", (pairs, np.zeros(4, dtype=int))), ("one class", (pairs, np.ones(4, dtype=int)))]
    return in_drawn_order([Case(group, given, after=(0, 1)) for group, given in found], rng)


IS_LINEARLY_SEPARABLE = Exercise(
    name="p2.is_linearly_separable",
    reference=is_linearly_separable,
    faulty=faulty.is_linearly_separable,
    bugs=bugs.IS_LINEARLY_SEPARABLE,
    cases=_separability_cases,
    aspects=(
        Aspect("labels 0 and 1", 4.5, groups("exclusive or", "labels 0 and 1")),
        Aspect("labels -1 and 1", 4, groups("exclusive or", "labels -1 and 1")),
        Aspect("examples of one class only", 1, groups("exclusive or", "one class")),
        inputs_unchanged(0.5),
    ),
)


def _polygon_cases(rng: np.random.Generator) -> list[Case]:
    def one(group: str, n: int, centre: ArrayLike, anticlockwise: bool) -> Case:
        return Case(group, (inputs.polygon(rng, n, centre, anticlockwise),), after=(0,))

    return [
        one("triangle", 3, (0.5, 0.5), True),
        one("anticlockwise", int(rng.integers(4, 8)), (0.3, -0.2), True),
        one("clockwise", 3, (0.2, 0.1), False),
        one("clockwise", int(rng.integers(4, 8)), (-0.4, 0.3), False),
        one("far from the origin", int(rng.integers(4, 8)), rng.choice([-9.0, 9.0], size=2), True),
    ]


POLYGON_NET = Exercise(
    name="p2.polygon_net",
    reference=polygon_net,
    faulty=faulty.polygon_net,
    bugs=bugs.POLYGON_NET,
    cases=_polygon_cases,
    aspects=(
        Aspect("a triangle", 3, groups("triangle")),
        Aspect("more corners", 2.5, groups("anticlockwise")),
        Aspect("corners in clockwise order", 2, groups("clockwise")),
        Aspect("a polygon far from the origin", 2, groups("far from the origin")),
        inputs_unchanged(0.5),
    ),
    view=views.polygon_net,
)


def _dnf_cases(rng: np.random.Generator) -> list[Case]:
    tables = [("two inputs", table) for table in (*inputs.tables(rng, 2, 2), np.array([0, 0, 1, 0]))]
    tables += [("more inputs", table) for n, count in ((3, 4), (4, 2)) for table in inputs.tables(rng, n, count)]
    tables += [("no ones", np.zeros(4, dtype=int)), ("one input", np.array([1, 0]))]
    return [Case(group, (table,), after=(0,)) for group, table in tables]


DNF_COMPILE = Exercise(
    name="p2.dnf_compile",
    reference=dnf_compile,
    faulty=faulty.dnf_compile,
    bugs=bugs.DNF_COMPILE,
    cases=_dnf_cases,
    aspects=(
        Aspect("tables of one or two inputs", 3, _answers("one input", "two inputs")),
        Aspect("tables of three and four inputs", 2.5, _answers("more inputs")),
        Aspect("no more hidden units than ones", 1, lambda group, label: group != "no ones"),
        Aspect("a table without ones", 1, _everything),
        inputs_unchanged(0.5),
    ),
    view=views.dnf_compile,
)

PARITY_NET = Exercise(
    name="p2.parity_net",
    reference=parity_net,
    faulty=faulty.parity_net,
    bugs=bugs.PARITY_NET,
    cases=lambda rng: [
        Case("up to three inputs" if n < 4 else "more inputs", (int(n),))
        for n in (1, 2, 3, *rng.permutation([4, 5, 6]))
    ],
    aspects=(
        Aspect("up to three inputs", 1, _answers("up to three inputs")),
        Aspect("more inputs", 1, _answers("more inputs")),
        Aspect("with n hidden units", 2, _everything),
    ),
    view=views.parity_net,
)

EXERCISES = (
    GATE,
    NAND_NET,
    RIPPLE_ADDER,
    XOR_PARAMS,
    XOR_LOGISTIC,
    IS_LINEARLY_SEPARABLE,
    POLYGON_NET,
    DNF_COMPILE,
    PARITY_NET,
)
