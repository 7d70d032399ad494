"""Inputs of p3's losses far larger and far smaller than 1, for which no step is a good one."""

import numpy as np

from course.types import Layer
from grader.exercises.inputs import alternating
from grader.exercises.model import Case, OtherUnits
from grader.exercises.p3 import inputs

_OUTPUTS = "the targets are very large and some outputs very close to 0"


def _outputs_and_targets(rng: np.random.Generator, factor: float) -> Layer:
    """Residuals that are all large; outputs that are as large, or very small."""
    A, Y = inputs.outputs_and_targets(rng, (5, 3))
    return alternating(A / factor, factor**2), factor * Y


def _mse_half(rng: np.random.Generator, factor: float) -> list[Case]:
    return [Case("equal shapes", ("result", *_outputs_and_targets(rng, factor)), times=1)]


def _gaussian_nll(rng: np.random.Generator, factor: float) -> list[Case]:
    return [Case("normal", (*_outputs_and_targets(rng, factor), float(rng.uniform(1.5, 3.0))), times=1)]


def _bce_with_logits(rng: np.random.Generator, factor: float) -> list[Case]:
    Z, Y = 2.0 * rng.normal(size=(5, 3)), rng.uniform(size=(5, 3))
    Z[0, 0], Y[0, 0] = -factor, 1.0
    Z[0, 1] /= factor
    return [Case("moderate", (Z, Y), times=1)]


def _softmax_ce(rng: np.random.Generator, factor: float) -> list[Case]:
    """One example is so sure and so wrong that a change of the others is lost in the loss."""
    Z, Y = inputs.logits(rng, 5, 3), inputs.one_hot(rng, 5, 3)
    Z[0, Y[0].argmax()] = -factor
    return [Case("one-hot", (Z, Y), times=1)]


MSE_HALF = OtherUnits(_mse_half, _OUTPUTS)
GAUSSIAN_NLL = OtherUnits(_gaussian_nll, _OUTPUTS)
BCE_WITH_LOGITS = OtherUnits(
    _bce_with_logits, "one logit is very large and one very close to 0", "logits of hundreds, sure and wrong"
)
SOFTMAX_CE = OtherUnits(_softmax_ce, "the loss of one example is very large", "logits up to thousands")
