"""The exercises of p7_training on minibatches and the training loop, judged by what holds for any shuffle."""

import numpy as np

from course.probing.adapters.seeded_training import recorded, two_epochs
from grader.exercises.aspects import groups, inputs_unchanged, labels
from grader.exercises.model import Aspect, Case, Exercise
from grader.exercises.p7 import faulty, inputs, loop_bugs, views
from reference_solution.training.generic_training import train as right_train
from reference_solution.training.minibatches import minibatches as right_minibatches


def _minibatches_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, N: int, batch_size: int, targets: bool = False) -> Case:
        X, classes = inputs.examples(rng, N, int(rng.integers(1, 4)))
        given = rng.normal(size=(N, 3)) if targets else classes
        return Case(group, (X, given, batch_size, int(rng.integers(2**31))), times=1, after=(0, 1))

    N = int(rng.choice([11, 12, 13, 16]))  # numbers that np.array_split cuts into other batches
    return [
        case("batch_size divides N", 12, 4),
        case("a smaller last batch", N, 5),
        case("a smaller last batch", 41, 2, targets=True),  # the smaller of 21 shuffled batches is seldom the last
        case("one batch", 11, 11),
        case("few examples", 2, 5),
    ]


_PAIRED, _SHUFFLED = "every label is with its example", "the examples are in a new order"
_SIZES = "all batches but the last hold batch_size examples"
_ANEW = "the next epoch has another order"

MINIBATCHES = Exercise(
    name="p7.minibatches",
    reference=two_epochs(right_minibatches),
    faulty=faulty.minibatches,
    bugs=loop_bugs.MINIBATCHES,
    cases=_minibatches_cases,
    aspects=(
        Aspect("the sizes of the batches", 2, labels("the number of batches", _SIZES)),
        Aspect("every example once an epoch", 3, labels("no example is missing", "no example comes twice")),
        Aspect("every example with its label", 4, labels(_PAIRED, "the labels are in a new order")),
        Aspect("shuffled, anew for each epoch", 3, labels(_SHUFFLED, "the batches hold more than neighbours", _ANEW)),
        Aspect("all randomness from rng", 1, labels("the same seed gives the same batches"), earned_alone=False),
        inputs_unchanged(1),
    ),
    view=views.minibatches,
)


def _train_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, N: int, batch_size: int, epochs: int) -> Case:
        n = int(rng.integers(1, 4))
        X, classes = inputs.examples(rng, N, n)
        start, lr = inputs.arrays(rng, ((n, 1),)), float(rng.uniform(0.1, 0.6))
        given = start, X, classes, lr, batch_size, epochs, int(rng.integers(2**31))
        return Case(group, given, times=1, after=(0, 1, 2))

    N = int(rng.choice([11, 13, 14]))
    return [case("minibatches", N, 4, int(rng.integers(2, 4))), case("all examples a batch", 7, 7, 3)]


_STEPS = (
    "the first gradient is taken at the start",
    "the length of the steps of W and of b",
    "every gradient is taken where the last step led",
    "the params returned are those after the last step",
)

TRAIN = Exercise(
    name="p7.train",
    reference=recorded(right_train),
    faulty=faulty.train,
    bugs=loop_bugs.TRAIN,
    cases=_train_cases,
    aspects=(
        Aspect(
            "every batch of every epoch", 3, labels("the number of steps", "every example comes once an epoch", _PAIRED)
        ),
        Aspect("another order in each epoch", 1, labels(_SHUFFLED, _ANEW)),
        Aspect("each step from where the last one led", 3, labels(*_STEPS)),
        Aspect(
            "the losses before each step", 2, labels("the number of losses", "the losses are those before each step")
        ),
        Aspect("plain descent, if the batch is all examples", 1, groups("all examples a batch")),
        Aspect(
            "the same seed, the same training", 1, labels("the same seed gives the same training"), earned_alone=False
        ),
        inputs_unchanged(1),
    ),
    view=views.train,
)

EXERCISES = (MINIBATCHES, TRAIN)
