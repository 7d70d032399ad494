"""The exercises of p6_backprop: cases, aspects with their points, known bugs."""

from typing import Any

import numpy as np

from course.types import Array, Integers, Network
from grader.exercises.aspects import groups, inputs_unchanged, labels
from grader.exercises.inputs import away_from_kinks, in_drawn_order
from grader.exercises.model import Aspect, Case, Cost, Covers, Exercise, Path, named
from grader.exercises.p6 import bugs, faulty, inputs, other_units
from reference_solution.activations.by_name import activation_backward
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.gradient_check import grad_check
from reference_solution.networks.mac_counts import mac_counts
from reference_solution.networks.network import input_gradient, mlp_backward, mlp_forward

KINDS = ("identity", "sigmoid", "tanh", "relu")
_DENSE_SHAPES = ((5, 4, 4), (7, 3, 5), (1, 4, 4), (1, 2, 3))  # N, n_in, n_out


# dense_forward


def _dense_forward_cases(rng: np.random.Generator) -> list[Case]:
    return [
        Case("dense", (rng.normal(size=(N, m)), rng.normal(size=(m, n)), rng.normal(size=n)), after=(0, 1, 2))
        for N, m, n in _DENSE_SHAPES
    ]


DENSE_FORWARD = Exercise(
    name="p6.dense_forward",
    reference=dense_forward,
    faulty=faulty.dense_forward,
    bugs=bugs.DENSE_FORWARD,
    cases=_dense_forward_cases,
    label=lambda path, result: "Z" if path == (0,) else ("the cached X", "the cached W")[path[-1]],
    aspects=(
        Aspect("the output Z", 3, labels("Z")),
        Aspect("the cache (X, W)", 1.5, labels("the cached X", "the cached W")),
        inputs_unchanged(0.5),
    ),
)


# dense_backward


def _dense_backward_cases(rng: np.random.Generator) -> list[Case]:
    sizes = (1.0, 1.0, 1.0, 1000.0)  # of the gradients that arrive
    return [
        Case(
            "dense", (size * rng.normal(size=(N, n)), (rng.normal(size=(N, m)), rng.normal(size=(m, n)))), after=(0, 1)
        )
        for (N, m, n), size in zip(_DENSE_SHAPES, sizes, strict=True)
    ]


DENSE_BACKWARD = Exercise(
    name="p6.dense_backward",
    reference=dense_backward,
    faulty=faulty.dense_backward,
    bugs=bugs.DENSE + bugs.DENSE_SIGN,
    cases=_dense_backward_cases,
    label=named("dX", "dW", "db"),
    aspects=(
        Aspect("the gradient of the input, dX", 9, labels("dX"), derivative=True),
        Aspect("the gradient of the weights, dW", 10, labels("dW"), derivative=True),
        Aspect("the gradient of the bias, db", 9, labels("db"), derivative=True),
        inputs_unchanged(2),
    ),
    in_other_units=other_units.DENSE_BACKWARD,
)


# activation_backward


def _activation_backward_cases(rng: np.random.Generator) -> list[Case]:
    shapes: list[tuple[str, str, tuple[int, ...]]]
    shapes = [(kind, kind, shape) for kind in KINDS for shape in ((7, 3), (1, 4), (4, 4))]
    shapes += [("other shapes", kind, shape) for kind in ("identity", "relu") for shape in ((6,), (2, 3, 4), ())]
    return [
        Case(group, (np.array(100.0 * rng.normal(size=shape)), away_from_kinks(rng, shape), kind), after=(0, 1))
        for group, kind, shape in shapes
    ]


ACTIVATION_BACKWARD = Exercise(
    name="p6.activation_backward",
    reference=activation_backward,
    faulty=faulty.activation_backward,
    bugs=bugs.ACTIVATION + bugs.ACTIVATION_ALONE,
    cases=_activation_backward_cases,
    label=named("dZ"),
    aspects=(
        Aspect("identity", 1, groups("identity"), derivative=True),
        Aspect("sigmoid", 4, groups("sigmoid"), derivative=True),
        Aspect("tanh", 4, groups("tanh"), derivative=True),
        Aspect("ReLU", 4, groups("relu"), derivative=True),
        Aspect("arrays of any shape", 1, groups("other shapes"), derivative=True),
        inputs_unchanged(1),
    ),
    in_other_units=other_units.ACTIVATION_BACKWARD,
    moved_a_little=other_units.activation_backward_moved,
)


# softmax_cross_entropy


def _softmax_cross_entropy_cases(rng: np.random.Generator) -> list[Case]:
    shapes = ((7, 3), (4, 4), (1, 5), (5, 2))
    given = [("moderate", 2 * rng.normal(size=(N, K)), inputs.labels_for(rng, N, K)) for N, K in shapes]
    large = 900.0 * rng.normal(size=(4, 3)) + np.array([[2000.0], [-2000.0], [0.0], [1000.0]])
    given.append(("large", large, inputs.labels_for(rng, 4, 3)))
    return [Case(group, (logits, labels), after=(0, 1)) for group, logits, labels in given]


SOFTMAX_CROSS_ENTROPY = Exercise(
    name="p6.softmax_cross_entropy",
    reference=softmax_cross_entropy,
    faulty=faulty.softmax_cross_entropy,
    bugs=bugs.HEAD + bugs.LOSS,
    cases=_softmax_cross_entropy_cases,
    label=named("loss", "dlogits"),
    aspects=(
        Aspect("the loss", 3.5, lambda group, label: group == "moderate" and label == "loss"),
        Aspect(
            "the gradient of the logits",
            8,
            lambda group, label: group == "moderate" and label == "dlogits",
            derivative=True,
        ),
        Aspect("logits up to thousands", 3, groups("large")),
        inputs_unchanged(0.5),
    ),
    in_other_units=other_units.SOFTMAX_CROSS_ENTROPY,
)


# mlp_forward


def _mlp_forward_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for group, sizes, N, kind in (
        ("one layer", (4, 3), 5, "tanh"),
        ("two layers", (3, 4, 2), 7, "relu"),
        ("two layers", (4, 4, 4), 6, "tanh"),
        ("deep", (3, 3, 3, 3, 3), 7, "sigmoid"),
        ("deep", (5, 4, 3, 2), 1, "tanh"),
        ("deep", (3, 4, 2), 4, "identity"),
    ):
        params, X, _ = inputs.smooth_batch(rng, sizes, N, kind)
        cases.append(Case(group, (params, X, kind), after=(0, 1)))
    return cases


MLP_FORWARD = Exercise(
    name="p6.mlp_forward",
    reference=mlp_forward,
    faulty=faulty.mlp_forward,
    bugs=bugs.FORWARD,
    cases=_mlp_forward_cases,
    label=named("logits", "caches"),
    aspects=(
        Aspect("a single linear layer", 2, groups("one layer")),
        Aspect("one hidden layer", 4, groups("two layers")),
        Aspect("any number of layers", 3.5, groups("deep")),
        inputs_unchanged(0.5),
    ),
    judged=(0,),
)


# mlp_backward


def _mlp_label(path: Path, result: Any) -> str:
    if path[0] == 0:
        return "loss"
    quantity = ("dW", "db")[path[2]] if len(path) > 2 else "gradients"
    layers = len(result[1])
    return f"{quantity} of the last layer" if path[1] == layers - 1 else f"{quantity} of layer {path[1] + 1}"


def _mlp_backward_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for group, sizes, N, kind, lam in (
        ("two layers", (4, 4, 3), 7, "tanh", 0.0),
        ("two layers", (5, 3, 2), 7, "relu", 0.0),
        ("deep", (3, 3, 3, 3, 3), 7, "sigmoid", 0.0),
        ("deep", (3, 4, 4, 5, 2), 6, "tanh", 0.0),
        ("one layer", (4, 3), 6, "tanh", 0.0),
        ("one example", (3, 3, 3), 1, "tanh", 0.0),
        ("penalised", (4, 3), 7, "tanh", 0.1),
        ("penalised", (4, 4, 3), 7, "tanh", 0.1),
        ("penalised", (3, 4, 2), 5, "relu", 3.0),
    ):
        params, X, labels = inputs.smooth_batch(rng, sizes, N, kind)
        cases.append(Case(group, (params, X, labels, kind, lam), after=(0, 1)))
    # Small gradients cut to whole numbers are all 0, wherever they are cut; large ones tell where.
    params, X, labels = inputs.confidently_wrong_batch(rng, (3, 4, 3), 5, "identity")
    return [*cases, Case("deep", (params, X, labels, "identity", 0.0), after=(0, 1))]


_UNPENALISED = ("one layer", "two layers", "deep")
# A deep and narrow network and one example. There a forward pass costs much for each parameter, and a backward pass in
# scalar loops does not. In units of one forward pass for each parameter, finite differences take 0.7 to 4,
# backpropagation in plain Python loops 0.03, with a scalar autodiff engine 0.1 to 0.2.
_DIFFERENCES_CASE = (*[4] * 30, 3)
_UNITS = 0.35


def _part(groups: tuple[str, ...], beginning: str) -> Covers:
    return lambda group, label: group in groups and label.startswith(beginning)


def _cost_args(rng: np.random.Generator, *rest: float) -> tuple[Any, ...]:
    params, X, labels = inputs.smooth_batch(rng, _DIFFERENCES_CASE, 1, "tanh")
    return (params, X, labels, "tanh", *rest)


def _one_forward_pass(params: Network, X: Array, labels: Integers, kind: str, *rest: float) -> object:
    return mlp_forward(params, X, kind)


MLP_BACKWARD = Exercise(
    name="p6.mlp_backward",
    reference=mlp_backward,
    faulty=faulty.mlp_backward,
    bugs=bugs.NETWORK
    + bugs.HEAD
    + bugs.DENSE
    + bugs.DENSE_SIGN
    + bugs.ACTIVATION
    + bugs.ACTIVATION_ALONE
    + bugs.FORWARD
    + bugs.NETWORK_LOSS,
    cases=_mlp_backward_cases,
    label=_mlp_label,
    aspects=(
        Aspect("the loss", 4, labels("loss")),
        Aspect("dW of the last layer", 6, _part(_UNPENALISED, "dW of the last layer"), derivative=True),
        Aspect("dW of the hidden layers", 12, _part(_UNPENALISED, "dW of layer"), derivative=True),
        Aspect("the gradients of the biases, db", 6, _part(_UNPENALISED, "db of"), derivative=True),
        Aspect("the penalty on the weights", 6, _part(("penalised",), "dW of"), derivative=True),
        Aspect("no penalty on the biases", 2, _part(("penalised",), "db of"), derivative=True),
        Aspect("a batch of one", 2, lambda group, label: group == "one example" and " of " in label, derivative=True),
        inputs_unchanged(2),
    ),
    cost=Cost(
        args=lambda rng: _cost_args(rng, 0.1),
        unit=_one_forward_pass,
        units=lambda params, *rest: _UNITS * sum(W.size + b.size for W, b in params),
        finding=bugs.FINITE_DIFFERENCES,
    ),
    in_other_units=other_units.MLP_BACKWARD,
)


# input_gradient


def _input_gradient_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for sizes, N, kind in (
        ((4, 4, 3), 7, "tanh"),
        ((3, 5, 4, 2), 6, "relu"),
        ((3, 3), 5, "tanh"),
        ((3, 3, 3), 1, "sigmoid"),
    ):
        params, X, labels = inputs.smooth_batch(rng, sizes, N, kind)
        cases.append(Case("input", (params, X, labels, kind), after=(0, 1)))
    return cases


INPUT_GRADIENT = Exercise(
    name="p6.input_gradient",
    reference=input_gradient,
    faulty=faulty.input_gradient,
    bugs=bugs.INPUT + bugs.HEAD + bugs.INPUT_DENSE + bugs.ACTIVATION + bugs.FORWARD,
    cases=_input_gradient_cases,
    label=named("dX"),
    aspects=(Aspect("the gradient of the input", 4.5, labels("dX"), derivative=True), inputs_unchanged(0.5)),
    in_other_units=other_units.INPUT_GRADIENT,
)


# grad_check


# Together they are wrong in each way that a check may overlook: everywhere or in one layer, in weights or in biases, in
# one of two arrays of the same shape, as zeros, and by a few per cent.
_PLANTED = (
    "factor_2",
    "order_reversed",
    "last_hidden_linear",
    "penalty_missing",
    "dW_transposed",
    "db_zero",
    "bias_penalised",
    "hidden_zero",
    "own_activation",
    "derivative_at_a",
)


def _grad_check_cases(rng: np.random.Generator) -> list[Case]:
    return in_drawn_order(inputs.check_cases(rng, _PLANTED, faulty.mlp_backward), rng)


GRAD_CHECK = Exercise(
    name="p6.grad_check",
    reference=grad_check,
    faulty=faulty.grad_check,
    bugs=bugs.GRAD_CHECK,
    cases=_grad_check_cases,
    label=named("the answer"),
    aspects=(
        Aspect("right gradients accepted", 5, groups("right")),
        Aspect("right gradients accepted that are truly zero", 1, groups("truly zero")),
        Aspect("planted bugs rejected", 7, groups("planted", "scaled")),
        Aspect("a single wrong entry rejected", 3, groups("one entry")),
        Aspect("shapes that do not fit and NaN rejected", 1, groups("no gradient")),
        Aspect("no false alarm at a kink", 1, groups("near a kink")),
        inputs_unchanged(2),
    ),
)


# mac_counts


def _mac_counts_cases(rng: np.random.Generator) -> list[Case]:
    shapes = ([784, 30, 10], [4, 4], [2, 64, 64, 64, 1], [3, 5, 4, 2])
    return [Case("count", (sizes, int(rng.integers(2, 50)))) for sizes in shapes]


MAC_COUNTS = Exercise(
    name="p6.mac_counts",
    reference=mac_counts,
    faulty=faulty.mac_counts,
    bugs=bugs.MACS,
    cases=_mac_counts_cases,
    aspects=(
        Aspect("the forward pass", 2, labels("forward")),
        Aspect("the backward pass", 3, labels("backward")),
    ),
)

EXERCISES = (
    DENSE_FORWARD,
    DENSE_BACKWARD,
    ACTIVATION_BACKWARD,
    SOFTMAX_CROSS_ENTROPY,
    MLP_FORWARD,
    MLP_BACKWARD,
    INPUT_GRADIENT,
    GRAD_CHECK,
    MAC_COUNTS,
)
