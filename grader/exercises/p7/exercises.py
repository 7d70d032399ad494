"""The exercises of p7_training: cases, aspects with their points, known bugs."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.types import Network
from grader.exercises.aspects import groups, inputs_unchanged
from grader.exercises.model import Aspect, Bug, Case, Covers, Exercise, Faulty, Label, Path, Reference, named
from grader.exercises.p7 import bugs, faulty, inputs, loop_exercises
from reference_solution.training.gradient_descent import critical_lr, gd_quadratic
from reference_solution.training.optimisers import adam_step, lr_decay, momentum_step, nesterov_step, sgd_step


def _of_arrays(*parts: str) -> Label:
    """Label the result of a step: its parts, each a list of pairs, and in them weights and biases."""

    def label(path: Path, result: Any) -> str:
        part = parts[path[0]] if len(parts) > 1 else parts[0]
        inner = path[1:] if len(parts) > 1 else path
        return f"{part} of the {('weights', 'biases')[inner[1]]}" if len(inner) > 1 else part

    return label


# gradient descent on a quadratic loss


def _gd_quadratic_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, n: int, steps: int, lr_times: float) -> Case:
        H = inputs.bowl(rng, n)
        return Case(
            group, (H, rng.normal(size=n), rng.normal(size=n), lr_times * critical_lr(H), steps), after=(0, 1, 2)
        )

    return [
        case("one weight", 1, 4, 0.3),
        case("one weight", 1, 5, 0.8),
        case("several weights", 2, 6, 0.4),
        case("several weights", int(rng.integers(3, 6)), 5, 0.6),
        case("several weights", 3, 8, 1.1),
        case("no step", 2, 0, 0.5),
    ]


GD_QUADRATIC = Exercise(
    name="p7.gd_quadratic",
    reference=gd_quadratic,
    faulty=faulty.gd_quadratic,
    bugs=bugs.GD_QUADRATIC,
    cases=_gd_quadratic_cases,
    label=named("the path"),
    aspects=(
        Aspect("one weight", 2, groups("one weight")),
        Aspect("several weights", 2, groups("several weights")),
        Aspect("the start alone, if there is no step", 1, groups("no step")),
        inputs_unchanged(1),
    ),
)


def _critical_lr_cases(rng: np.random.Generator) -> list[Case]:
    bowls = [
        ("one direction", rng.uniform(0.5, 5, size=(1, 1))),
        ("diagonal", np.diag(rng.permutation([0.3, 2.0, 7.0]) * rng.uniform(0.5, 2))),
        *(("any", inputs.bowl(rng, int(n))) for n in (2, 3, rng.integers(4, 7))),
    ]
    return [Case(group, (H,), after=(0,)) for group, H in bowls]


CRITICAL_LR = Exercise(
    name="p7.critical_lr",
    reference=critical_lr,
    faulty=faulty.critical_lr,
    bugs=bugs.CRITICAL_LR,
    cases=_critical_lr_cases,
    label=named("the critical learning rate"),
    aspects=(
        Aspect("one direction", 1, groups("one direction")),
        Aspect("a diagonal H", 2, groups("diagonal")),
        Aspect("any H", 4.5, groups("any")),
        inputs_unchanged(0.5),
    ),
)

# steps


def _sgd_step_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case(
            group,
            (inputs.arrays(rng, shapes), inputs.arrays(rng, shapes, size), float(rng.uniform(0.05, 0.9))),
            after=(0, 1),
        )
        for group, shapes, size in (
            ("one layer", ((3, 2),), 1.0),
            ("one layer", ((2, 2),), 100.0),
            ("several layers", inputs.SHAPES, 1.0),
        )
    ]


SGD_STEP = Exercise(
    name="p7.sgd_step",
    reference=sgd_step,
    faulty=faulty.sgd_step,
    bugs=bugs.SGD_STEP,
    cases=_sgd_step_cases,
    label=_of_arrays("the new values"),
    aspects=(
        Aspect("the weights of a layer", 2, lambda group, label: group == "one layer" and label.endswith("weights")),
        Aspect("the biases of a layer", 2, lambda group, label: group == "one layer" and label.endswith("biases")),
        Aspect("any number of layers", 3, groups("several layers")),
        inputs_unchanged(1),
    ),
)


def _lr_decay_cases(rng: np.random.Generator) -> list[Case]:
    lr, decay = float(rng.uniform(0.05, 0.9)), float(rng.uniform(0.05, 0.4))
    later = (1, 2, int(rng.integers(5, 12)), int(rng.integers(100, 1000)))
    return [
        Case("the first step", (lr, decay, 0)),
        *(Case("later", (lr, decay, t)) for t in later),
        Case("no decay", (lr, 0.0, int(rng.integers(5, 50)))),
    ]


LR_DECAY = Exercise(
    name="p7.lr_decay",
    reference=lr_decay,
    faulty=faulty.lr_decay,
    bugs=bugs.LR_DECAY,
    cases=_lr_decay_cases,
    label=named("the learning rate"),
    aspects=(
        Aspect("the first step", 1, groups("the first step")),
        Aspect("later steps", 4, groups("later")),
        Aspect("no decay", 1, groups("no decay")),
    ),
)


def _heavy_ball_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, velocity: Network, momentum: float, size: float = 1.0) -> Case:
        rest = velocity, float(rng.uniform(0.05, 0.5)), momentum
        return Case(group, (inputs.arrays(rng), inputs.arrays(rng, size=size), *rest), after=(0, 1, 2))

    return [
        case("from rest", inputs.zeros(), float(rng.uniform(0.4, 0.6))),
        case("moving", inputs.arrays(rng), float(rng.uniform(0.2, 0.4)), size=100.0),
        case("moving", inputs.arrays(rng), float(rng.uniform(0.85, 0.95))),
        case("momentum 0", inputs.arrays(rng), 0.0),
    ]


def _moving(part: str) -> Covers:
    return lambda group, label: group == "moving" and label.startswith(part)


def _heavy_ball(function: Reference, faulty_function: Faulty, known: tuple[Bug, ...]) -> Exercise:
    return Exercise(
        name=f"p7.{function.__name__}",
        reference=function,
        faulty=faulty_function,
        bugs=known,
        cases=_heavy_ball_cases,
        label=_of_arrays("the new values", "the velocity"),
        aspects=(
            Aspect("from rest", 3, groups("from rest")),
            Aspect("the new velocity", 3, _moving("the velocity")),
            Aspect("the new parameters", 4, _moving("the new values")),
            Aspect("momentum 0: the plain step", 1, groups("momentum 0")),
            inputs_unchanged(1),
        ),
    )


MOMENTUM_STEP = _heavy_ball(momentum_step, faulty.momentum_step, bugs.MOMENTUM_STEP)
NESTEROV_STEP = _heavy_ball(nesterov_step, faulty.nesterov_step, bugs.NESTEROV_STEP)


_ADAM = ((2, 3), (3, 2))


def _adam_step_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, mean: Network, square: Network, t: int, *settings: float) -> Case:
        given = inputs.arrays(rng, _ADAM), inputs.arrays(rng, _ADAM), mean, square, t, *settings
        return Case(group, given, after=(0, 1, 2, 3))

    def settings() -> Iterator[Any]:
        return (float(v) for v in rng.uniform([0.05, 0.5, 0.8, 0.02], [0.5, 0.75, 0.95, 0.2]))

    small = [(1e-4 * W, 1e-4 * b) for W, b in inputs.squares(rng, _ADAM)]  # where the usual eps counts
    return [
        case("the first step", inputs.zeros(_ADAM), inputs.zeros(_ADAM), 1, *settings()),
        case("later", inputs.arrays(rng, _ADAM), inputs.squares(rng, _ADAM), 2, *settings()),
        case("later", inputs.arrays(rng, _ADAM), inputs.squares(rng, _ADAM), int(rng.integers(4, 9)), *settings()),
        case("the usual settings", inputs.arrays(rng, _ADAM), small, 3),
    ]


def _part(beginning: str) -> Covers:
    return lambda group, label: label.startswith(beginning)


ADAM_STEP = Exercise(
    name="p7.adam_step",
    reference=adam_step,
    faulty=faulty.adam_step,
    bugs=bugs.ADAM_STEP,
    cases=_adam_step_cases,
    label=_of_arrays("the new values", "the running mean", "the running mean of squares"),
    aspects=(
        Aspect("the running mean", 2, lambda group, label: label.startswith("the running mean of the ")),
        Aspect("the running mean of squares", 2, _part("the running mean of squares")),
        Aspect("the first step", 3, lambda group, label: group == "the first step" and label.startswith("the new")),
        Aspect("later steps", 3, lambda group, label: group == "later" and label.startswith("the new")),
        Aspect("the usual settings", 1, groups("the usual settings")),
        inputs_unchanged(1),
    ),
)

EXERCISES = (
    GD_QUADRATIC,
    CRITICAL_LR,
    SGD_STEP,
    LR_DECAY,
    MOMENTUM_STEP,
    NESTEROV_STEP,
    ADAM_STEP,
    *loop_exercises.EXERCISES,
)
