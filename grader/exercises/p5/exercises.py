"""The exercises of p5_autodiff: cases, aspects with their points, known bugs.

Nodes cannot be sent to another process, so functions of nodes are called through adapters that take plain values.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from course.plain_graphs import Asking
from grader.exercises.aspects import groups, labels
from grader.exercises.inputs import FLAT_FROM
from grader.exercises.model import Aspect, Case, Cases, Covers, Exercise, Faulty, MovedALittle, Reference, View
from grader.exercises.p5 import bugs, faulty, inputs, operation_bugs, operation_faulty, other_units, views
from reference_solution.autodiff import value
from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.logistic_least_squares import logistic_least_squares
from reference_solution.autodiff.scalar_network import descend, learn_xor, scalar_mlp
from reference_solution.autodiff.softmax_graph import softmax_ce_graph
from reference_solution.autodiff.topological_order import topological_order
from reference_solution.autodiff.two_paths import two_paths

ASK = Asking(value.Value)


def _adapted(adapter: Callable[[Reference], Reference], right: Reference, faulty: Faulty) -> dict[str, Any]:
    """The arguments `reference` and `faulty` of an exercise, both with an adapter."""
    return dict(reference=adapter(right), faulty=lambda bugs: adapter(faulty(bugs)))


def _in(label: str, *names: str) -> Covers:
    """Cover one quantity, in the cases of these groups."""
    return lambda group, seen: seen == label and group in names


# the worksheets

TWO_PATHS = Exercise(
    name="p5.two_paths",
    reference=two_paths,
    faulty=faulty.two_paths,
    bugs=bugs.TWO_PATHS,
    cases=lambda rng: [Case("t", (float(t),)) for t in rng.uniform([0.3, 0.8, -1.6], [0.7, 1.5, -0.6])],
    aspects=(
        Aspect("forward: x, y, f", 1, labels("x", "y", "f")),
        Aspect("the slopes of f, dx and dy", 2, labels("dx", "dy"), derivative=True),
        Aspect("the two paths", 2, labels("through_x", "through_y")),
        Aspect("their total, dt", 2, labels("dt")),
    ),
)


def _logistic_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case("neuron", (*(float(v) for v in rng.uniform([0.3, -0.9, -2.5, 0.0], [1.5, -0.2, -1.5, 1.0])), lam))
        for lam in (0.1, float(rng.uniform(0.3, 3.0)))
    ]


LOGISTIC_LEAST_SQUARES = Exercise(
    name="p5.logistic_least_squares",
    reference=logistic_least_squares,
    faulty=faulty.logistic_least_squares,
    bugs=bugs.LOGISTIC_LEAST_SQUARES,
    cases=_logistic_cases,
    aspects=(
        Aspect("forward: z, y, L, R, L_reg", 3, labels("z", "y", "L", "R", "L_reg")),
        Aspect("the first messages, dL_reg, dR, dL", 2, labels("dL_reg", "dR", "dL")),
        Aspect("through the error and the sigmoid, dy and dz", 3, labels("dy", "dz")),
        Aspect("the bias, db", 2, labels("db")),
        Aspect("the weight with its two messages, dw", 3, labels("dw")),
    ),
)

# the operations


def _operation(
    name: str, cases: Cases, *aspects: Aspect, view: View = views.operation, moved: MovedALittle | None = None
) -> Exercise:
    return Exercise(
        name=f"p5.{name}",
        **_adapted(ASK.operation, getattr(value, name), getattr(operation_faulty, name)),
        bugs=getattr(operation_bugs, name.upper()),
        cases=cases,
        aspects=aspects,
        view=view,
        in_other_units=getattr(other_units, name.upper(), None),
        moved_a_little=moved,
    )


def _binary(name: str, points_for_slopes: int) -> Exercise:
    used = ("two numbers", "the same number twice")
    return _operation(
        name,
        inputs.binary,
        Aspect("the value", 1, _in("the value", *used)),
        Aspect("the slopes", points_for_slopes, _in("the slope", *used), derivative=True),
        Aspect("with a plain number", 1, groups("a plain number")),
        moved=inputs.moved_a_little(1.0, 2.0, 0, group="the same number twice"),
    )


def _unary(
    name: str, points_for_slope: float, *ranges: tuple[float, float], moved: MovedALittle | None = None
) -> Exercise:
    value_and_slope = (
        Aspect("the value", 1, _in("the value", "moderate")),
        Aspect("the slope", points_for_slope, _in("the slope", "moderate"), derivative=True),
        Aspect("with a plain number", 0.5, groups("a plain number")),
    )
    return _operation(name, inputs.unary(*ranges), *value_and_slope, moved=moved)


ADD = _binary("add", 2)
MUL = _binary("mul", 3)
POWER = _operation(
    "power",
    inputs.powers,
    Aspect("the value", 1, _in("the value", "whole exponents", "other exponents")),
    Aspect("the slope for exponents 2 and 3", 1.5, _in("the slope", "whole exponents"), derivative=True),
    Aspect("the slope for any exponent", 1, _in("the slope", "whole exponents", "other exponents"), derivative=True),
    Aspect("with a plain number", 0.5, groups("a plain number")),
    moved=inputs.moved_a_little(1.0, 2.0, 3.0, group="whole exponents"),
)
EXP = _unary("exp", 1.5, (0.5, 1.5), (-1.5, -0.5), moved=inputs.moved_a_little(0.0, 1.0))
LOG = _unary("log", 1.5, (0.3, 0.7), (2.0, 4.0), moved=inputs.moved_a_little(5.0, 9.0))
TANH = _unary("tanh", 2.5, (0.4, 1.2), (-1.2, -0.4), moved=inputs.moved_a_little(1.0, 3.0, flat_from=FLAT_FROM["tanh"]))
SIGMOID = _operation(
    "sigmoid",
    inputs.unary((0.3, 0.9), (1.2, 2.0), (-2.0, -0.4), large=(800, -800)),
    Aspect("the value", 1, _in("the value", "moderate")),
    Aspect("the slope", 1.5, _in("the slope", "moderate"), derivative=True),
    Aspect("numbers up to hundreds", 1, groups("moderate", "large")),
    Aspect("with a plain number", 0.5, groups("a plain number")),
    moved=inputs.moved_a_little(1.0, 3.0, flat_from=FLAT_FROM["sigmoid"]),
)
RELU = _unary("relu", 2.5, (0.4, 0.9), (1.5, 2.5), (-2.0, -0.4))
MAXIMUM = _operation(
    "maximum",
    inputs.several,
    Aspect("the value", 1, labels("the value")),
    Aspect(
        "the slopes of different numbers",
        2,
        lambda group, label: group != "equal numbers" and "slope" in label,
        derivative=True,
    ),
    Aspect("the slopes where several are largest", 2, lambda group, label: "slope" in label, derivative=True),
    view=views.maximum,
)

# backward pass

_VALID = ("no node is missing", "no node is listed twice", "nothing else is listed", "the output comes last")
TOPOLOGICAL_ORDER = Exercise(
    name="p5.topological_order",
    **_adapted(ASK.order, topological_order, faulty.topological_order),
    bugs=bugs.TOPOLOGICAL_ORDER,
    cases=inputs.orders,
    aspects=(
        Aspect("chains and trees", 3, groups("trees")),
        Aspect(
            "each node once, the output last", 2, lambda g, label: g in ("trees", "shared nodes") and label in _VALID
        ),
        Aspect("nodes that are used more than once", 4, groups("trees", "shared nodes")),
        Aspect("graphs of any depth", 3, groups("trees", "deep")),
        Aspect("a cycle is refused", 2, lambda group, label: group in ("trees", "a cycle")),
    ),
    view=views.order,
)

_AGAIN, _WORK = "the gradients after a second call", "the work grows with the edges only"
BACKWARD = Exercise(
    name="p5.backward",
    **_adapted(ASK.gradients, backward, faulty.backward),
    bugs=bugs.BACKWARD,
    cases=inputs.graphs,
    aspects=(
        Aspect("chains and trees", 4, _in("the gradients", "trees")),
        Aspect("nodes that are used more than once", 6, labels("the gradients")),
        Aspect("a second call starts anew", 3, labels("the gradients", _AGAIN)),
        Aspect("one message for each edge", 3, labels("the gradients", _WORK)),
    ),
    view=views.gradients,
)

# losses, networks, training

SOFTMAX_CE_GRAPH = Exercise(
    name="p5.softmax_ce_graph",
    **_adapted(ASK.cross_entropy, softmax_ce_graph, faulty.softmax_ce_graph),
    bugs=bugs.SOFTMAX_CE_GRAPH,
    cases=inputs.logits,
    aspects=(
        Aspect("the loss", 4, _in("the loss", "moderate")),
        Aspect("the gradient of the logits", 5, _in("the gradient of the logits", "moderate")),
        Aspect("logits up to thousands", 3, groups("large")),
    ),
    view=views.cross_entropy,
)

SCALAR_MLP = Exercise(
    name="p5.scalar_mlp",
    **_adapted(ASK.network, scalar_mlp, faulty.scalar_mlp),
    bugs=bugs.SCALAR_MLP,
    cases=inputs.networks,
    aspects=(
        Aspect("a single layer", 1, _in("the outputs", "one layer")),
        Aspect("hidden layers", 2, labels("the outputs")),
        Aspect("the gradients of all weights and biases", 2, labels("the gradients")),
    ),
    view=views.network,
)

DESCEND = Exercise(
    name="p5.descend",
    **_adapted(ASK.descent, descend, faulty.descend),
    bugs=bugs.DESCEND,
    cases=inputs.bowls,
    aspects=(
        Aspect("where one parameter goes", 1, _in("the parameters", "one parameter")),
        Aspect("where several parameters go", 2, labels("the parameters")),
        Aspect("the losses on the way", 1, labels("the losses")),
    ),
    view=views.descent,
)

LEARN_XOR = Exercise(
    name="p5.learn_xor",
    reference=learn_xor,
    faulty=faulty.learn_xor,
    bugs=bugs.LEARN_XOR,
    cases=inputs.starts,
    aspects=(
        Aspect("the losses of the first steps", 2, groups("some steps")),
        Aspect("a loss below 0.05 in the end", 1, groups("some steps", "many steps")),
    ),
    view=views.learning,
)

EXERCISES = (
    TWO_PATHS, LOGISTIC_LEAST_SQUARES, ADD, MUL, POWER, EXP, LOG, TANH, SIGMOID, RELU, MAXIMUM, TOPOLOGICAL_ORDER,
    BACKWARD, SOFTMAX_CE_GRAPH, SCALAR_MLP, DESCEND, LEARN_XOR,
)  # fmt: skip
