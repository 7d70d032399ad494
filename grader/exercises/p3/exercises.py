"""The exercises of p3_activations_and_losses: cases, aspects with their points, known bugs."""

from typing import Any

import numpy as np

from course.probing.adapters.function_pairs import head, with_refusal
from course.types import Array
from grader.exercises.aspects import groups, inputs_unchanged
from grader.exercises.model import Aspect, Bug, Case, Covers, Exercise, Faulty, Path, Reference, named
from grader.exercises.p3 import activation_exercises, bugs, faulty, inputs, other_units
from reference_solution.losses.output_heads import output_head
from reference_solution.losses.regression_and_classification import bce_with_logits, gaussian_nll, mse_half, softmax_ce
from reference_solution.losses.softmax import log_softmax, logsumexp, softmax

_SHAPES = ((7, 3), (4, 4), (1, 5), (5, 2))  # N, K; a square one, where broadcasting hides a lost axis


def _part(group_of_case: str, name: str) -> Covers:
    return lambda group, label: group == group_of_case and label == name


# softmax and its relatives


def _softmax_cases(rng: np.random.Generator) -> list[Case]:
    cases = [Case("moderate", (inputs.logits(rng, N, K),), after=(0,)) for N, K in _SHAPES]
    cases += [Case("large", (inputs.large_logits(rng),), after=(0,))]
    cases += [Case("whole numbers", (rng.integers(-4, 5, size=(4, 3)),), after=(0,))]
    temperatures = float(rng.uniform(0.3, 0.6)), float(rng.uniform(2.0, 4.0))
    cases += [Case("temperature", (inputs.logits(rng, 5, 3), T), after=(0,)) for T in temperatures]
    return [*cases, Case("temperature", (inputs.logits_far_from_zero(rng), 3.0), after=(0,))]


def _of_softmax(
    function: Reference, points: tuple[float, float], faulty_function: Faulty, known: tuple[Bug, ...], name: str
) -> Exercise:
    moderate, large = points
    return Exercise(
        name=f"p3.{function.__name__}",
        reference=function,
        faulty=faulty_function,
        bugs=known,
        cases=_softmax_cases,
        label=named(name),
        aspects=(
            Aspect("logits of moderate size", moderate, groups("moderate")),
            Aspect("logits up to thousands", large, groups("large")),
            Aspect("the temperature", 1, groups("temperature")),
            Aspect("whole numbers as logits", 0.5, groups("whole numbers")),
            inputs_unchanged(1),
        ),
    )


LOGSUMEXP = _of_softmax(logsumexp, (1.5, 2), faulty.logsumexp, bugs.LOGSUMEXP, "the logarithm of the sum")
LOG_SOFTMAX = _of_softmax(log_softmax, (3.5, 2), faulty.log_softmax, bugs.LOG_SOFTMAX, "log P")
SOFTMAX = _of_softmax(softmax, (3.5, 2), faulty.softmax, bugs.SOFTMAX, "P")

# losses

_OUTPUTS = ((7,), (5, 3), (4, 4), (1, 2))


def _mse_half_cases(rng: np.random.Generator) -> list[Case]:
    cases = [
        Case("equal shapes", ("result", *inputs.outputs_and_targets(rng, shape)), after=(1, 2)) for shape in _OUTPUTS
    ]
    N = int(rng.integers(3, 8))
    shapes = ((N, 1), (N,)), ((N,), (N, 1)), ((N, 1), (N, 3))
    return cases + [Case("different shapes", ("refuses", rng.normal(size=a), rng.normal(size=y))) for a, y in shapes]


def _mse_half_view(result: Any, part: str, A: Array, Y: Array) -> dict[str, Any]:
    return {"whether it refuses": result} if part == "refuses" else {"loss and dA": result}


def _mse_half_label(path: Path, result: Any) -> str:
    if not path or path[0] == "whether it refuses":
        return "whether it refuses"
    return ("loss", "dA")[path[1]]


MSE_HALF = Exercise(
    name="p3.mse_half",
    reference=with_refusal(mse_half),
    faulty=faulty.mse_half,
    bugs=bugs.MSE_HALF,
    cases=_mse_half_cases,
    label=_mse_half_label,
    aspects=(
        Aspect("the loss", 1, _part("equal shapes", "loss")),
        Aspect("the gradient of the outputs", 0.5, _part("equal shapes", "dA"), derivative=True),
        # With the loss: a function that refuses everything does not earn it.
        Aspect("shapes that differ are refused", 2, lambda group, label: label in ("loss", "whether it refuses")),
        inputs_unchanged(0.5),
    ),
    view=_mse_half_view,
    in_other_units=other_units.MSE_HALF,
)


def _gaussian_nll_cases(rng: np.random.Generator) -> list[Case]:
    sigmas = rng.permutation([rng.uniform(0.3, 0.6), rng.uniform(1.5, 3.0), rng.uniform(0.3, 0.6), rng.uniform(2, 3)])
    return [
        Case("normal", (*inputs.outputs_and_targets(rng, shape), float(sigma)), after=(0, 1))
        for shape, sigma in zip(_OUTPUTS, sigmas, strict=True)
    ]


GAUSSIAN_NLL = Exercise(
    name="p3.gaussian_nll",
    reference=gaussian_nll,
    faulty=faulty.gaussian_nll,
    bugs=bugs.GAUSSIAN_NLL,
    cases=_gaussian_nll_cases,
    label=named("loss", "dA"),
    aspects=(
        Aspect("the loss", 3.5, _part("normal", "loss")),
        Aspect("the gradient of the outputs", 2, _part("normal", "dA"), derivative=True),
        inputs_unchanged(0.5),
    ),
    in_other_units=other_units.GAUSSIAN_NLL,
)


def _bce_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for shape, sure in (((7,), True), ((5, 3), False), ((4, 4), True), ((1, 2), False)):
        Y = rng.integers(0, 2, size=shape) * 1.0 if sure else rng.uniform(size=shape)
        cases.append(Case("moderate", (2.0 * rng.normal(size=shape), Y), after=(0, 1)))
    return [*cases, Case("large", inputs.sure_and_wrong(rng), after=(0, 1))]


BCE_WITH_LOGITS = Exercise(
    name="p3.bce_with_logits",
    reference=bce_with_logits,
    faulty=faulty.bce_with_logits,
    bugs=bugs.BCE_WITH_LOGITS,
    cases=_bce_cases,
    label=named("loss", "dZ"),
    aspects=(
        Aspect("the loss", 2.5, _part("moderate", "loss")),
        Aspect("the gradient of the logits", 3, _part("moderate", "dZ"), derivative=True),
        Aspect("logits of hundreds, sure and wrong", 2, groups("large")),
        inputs_unchanged(0.5),
    ),
    in_other_units=other_units.BCE_WITH_LOGITS,
)


def _softmax_ce_cases(rng: np.random.Generator) -> list[Case]:
    given = [("one-hot", inputs.logits(rng, N, K), inputs.one_hot(rng, N, K)) for N, K in _SHAPES]
    given += [("smoothed", inputs.logits(rng, N, K), inputs.smoothed(rng, N, K)) for N, K in _SHAPES[:2]]
    given += [("large", inputs.large_logits(rng), inputs.one_hot(rng, 4, 3))]
    return [Case(group, (Z, Y), after=(0, 1)) for group, Z, Y in given]


SOFTMAX_CE = Exercise(
    name="p3.softmax_ce",
    reference=softmax_ce,
    faulty=faulty.softmax_ce,
    bugs=bugs.SOFTMAX_CE,
    cases=_softmax_ce_cases,
    label=named("loss", "dZ"),
    aspects=(
        Aspect("the loss", 3, _part("one-hot", "loss")),
        Aspect("the gradient of the logits", 3.5, _part("one-hot", "dZ"), derivative=True),
        Aspect("smoothed targets", 1, groups("smoothed")),
        Aspect("logits up to thousands", 2, groups("large")),
        inputs_unchanged(0.5),
    ),
    in_other_units=other_units.SOFTMAX_CE,
)

# output heads


def _output_head_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for N, K in ((6, 3), (1, 4)):
        Z = inputs.logits(rng, N, K)
        cases += [
            Case("regression", ("regression", Z, rng.normal(size=(N, K)))),
            Case("binary", ("binary", Z, rng.integers(0, 2, size=(N, K)) * 1.0)),
            Case("multi-class", ("multi-class", Z, inputs.one_hot(rng, N, K))),
        ]
    return cases


OUTPUT_HEAD = Exercise(
    name="p3.output_head",
    reference=head(output_head),
    faulty=faulty.output_head,
    bugs=bugs.OUTPUT_HEAD,
    cases=_output_head_cases,
    label=named("f(Z)", "dZ"),
    aspects=(
        Aspect("regression", 2, groups("regression")),
        Aspect("binary classification", 2, groups("binary")),
        Aspect("classification into several classes", 2, groups("multi-class")),
    ),
)

EXERCISES = (
    *activation_exercises.EXERCISES,
    LOGSUMEXP,
    LOG_SOFTMAX,
    SOFTMAX,
    MSE_HALF,
    GAUSSIAN_NLL,
    BCE_WITH_LOGITS,
    SOFTMAX_CE,
    OUTPUT_HEAD,
)
