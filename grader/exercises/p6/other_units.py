"""Inputs of p6 far larger and far smaller than 1, for which no step is a good one."""

import numpy as np

from grader.exercises.inputs import FLAT_FROM, alternating, away_from_kinks, bent, flat, largest
from grader.exercises.model import Case, OtherUnits
from grader.exercises.p6 import inputs
from reference_solution.networks.network import mlp_forward

_LARGE_LOSS = "the loss of one example is very large"


def _dense_backward(rng: np.random.Generator, factor: float) -> list[Case]:
    """Some products in each sum are so large that a change of the others is lost, whatever its size."""
    X, W = (alternating(rng.normal(size=shape), factor) for shape in ((5, 4), (4, 3)))
    return [Case("dense", (rng.normal(size=(5, 3)), (X, W)), times=1)]


def _activation_backward(rng: np.random.Generator, factor: float) -> list[Case]:
    def case(group: str, kind: str, shape: tuple[int, ...], size: float) -> Case:
        return Case(group, (rng.normal(size=shape), size * away_from_kinks(rng, shape), kind), times=1)

    cases = [
        case("identity", "identity", (7, 3), factor),
        case("relu", "relu", (7, 3), 1 / factor),
        case("other shapes", "relu", (2, 3, 4), 1 / factor),
        case("sigmoid", "sigmoid", (7, 3), 1 / factor),
        case("tanh", "tanh", (7, 3), 1 / factor),
    ]
    for group, kind, shape in (
        ("identity", "identity", (7, 3)),
        ("relu", "relu", (7, 3)),
        ("other shapes", "relu", (2, 3, 4)),
    ):
        Z = np.copysign(largest(factor), rng.normal(size=shape))
        cases.append(Case(group, (rng.normal(size=shape), Z, kind), times=1))
    return cases


def activation_backward_moved(rng: np.random.Generator) -> list[list[tuple[Case, Case]]]:
    """Pairs of nearly the same Z for the smooth activations, whose slopes are right in all units by a good step."""
    return [
        [(Case(kind, (ones, Z, kind), times=1), Case(kind, (ones, moved, kind), times=1))]
        for kind in FLAT_FROM
        for Z, moved in (bent(rng, 100), flat(rng, 100, FLAT_FROM[kind]))
        for ones in (np.ones_like(Z),)
    ]


def _softmax_cross_entropy(rng: np.random.Generator, factor: float) -> list[Case]:
    """One example is so sure and so wrong that a change of the others is lost in the loss."""
    logits, labels = 2 * rng.normal(size=(7, 3)), inputs.labels_for(rng, 7, 3)
    logits[0, labels[0]] = -factor
    return [Case("moderate", (logits, labels), times=1)]


# Where inputs are rounded to float32 and the rest is not, no number may be larger. No step fits this one, either.
_SMALLER = 2.0**55


def _mlp_backward(rng: np.random.Generator, factor: float) -> list[Case]:
    factor = min(factor, _SMALLER)
    ((W, b), *params), X, labels = inputs.smooth_batch(rng, (4, 4, 3), 7, "tanh")
    return [Case("two layers", ([(W / factor**2, b), *params], X * factor**2, labels, "tanh", 0.0), times=1)]


def _input_gradient(rng: np.random.Generator, factor: float) -> list[Case]:
    """As for softmax and cross-entropy; one input is so small that a step in proportion to it is lost."""
    factor = min(factor, _SMALLER)
    params, X, labels = inputs.smooth_batch(rng, (3, 5, 2), 6, "relu")
    X[0] = factor * params[0][0][:, 0]  # so that not all hidden units are off
    X[1, 0] /= factor
    labels[0] = mlp_forward(params, X, "relu")[0][0].argmin()
    return [Case("input", (params, X, labels, "relu"), times=1)]


DENSE_BACKWARD = OtherUnits(_dense_backward, "some entries of X and W are far larger than others")
ACTIVATION_BACKWARD = OtherUnits(_activation_backward, "Z is very large, or very close to the kink of a ReLU")
SOFTMAX_CROSS_ENTROPY = OtherUnits(_softmax_cross_entropy, _LARGE_LOSS, "logits up to thousands")
MLP_BACKWARD = OtherUnits(
    _mlp_backward, "X is so large and the first weights so small that the pre-activations stay the same"
)
INPUT_GRADIENT = OtherUnits(_input_gradient, _LARGE_LOSS)
