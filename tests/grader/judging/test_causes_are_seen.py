"""A cause is named only where the student's own result shows it."""

import numpy as np
import pytest

from course.probing.adapters.random_draws import draws
from course.probing.adapters.seeded_training import recorded
from grader.exercises import EXERCISES
from grader.exercises.model import Aspect, Bug, Case, Exercise, named
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.training.generic_training import train as right_train
from tests.grader.judging.asking import codes, judged, texts

PARITY, DNF, XOR = (EXERCISES[f"p2.{name}"] for name in ("parity_net", "dnf_compile", "xor_params"))
TRAIN, DIGITS = EXERCISES["p7.train"], EXERCISES["p8.train_digits"]


def parity_net(at_least):
    """Units that fire from ``at_least(k)`` ones on, in place of k."""

    def made(n):
        k = np.arange(1, n + 1)
        return [(np.ones((n, n)), -at_least(k)), (((-1.0) ** (k + 1))[:, None], np.array([-0.5]))]

    return made


def dnf_compile(bias):
    def made(table):
        n = len(table).bit_length() - 1
        rows = boolean_inputs(n)[np.asarray(table) == 1]
        W = 2 * rows.T - 1.0
        return [(W, bias - rows.sum(axis=1)), (np.ones((len(rows), 1)), np.array([-0.5]))]

    return made


def xor_params(bias):
    return lambda: [(np.ones((2, 2)), np.array([bias, bias - 1])), (np.array([[1.0], [-1.0]]), np.array([-0.5]))]


@pytest.mark.parametrize(
    ("exercise", "touching", "missing"),
    [
        (PARITY, parity_net(lambda k: k), parity_net(lambda k: k + 0.5)),
        (DNF, dnf_compile(0.0), dnf_compile(-0.5)),
        (XOR, xor_params(-1.0), xor_params(-1.25)),
    ],
    ids=["parity_net", "dnf_compile", "xor_params"],
)
def test_a_z_of_exactly_0_is_named_only_where_there_is_one(exercise, touching, missing):
    assert "edge" in codes(judged(exercise, touching))
    without = judged(exercise, missing)
    assert without.score == judged(exercise, touching).score < exercise.points
    assert "edge" not in codes(without)


def asks_for_the_loss(when):
    """The right training, which asks for losses beside its steps, to print them."""

    def train(gradient, params, X, labels, lr, batch_size, epochs, rng):
        last = []

        def asking(params, X_batch, labels_batch):
            if when == "after each step" and last:
                gradient(params, *last[-1])
            if when == "of all examples before each step":
                gradient(params, X, labels)
            last.append((X_batch, labels_batch))
            loss, grads = gradient(params, X_batch, labels_batch)
            if when == "twice for each step":
                gradient(params, X_batch, labels_batch)
            if when == "of all examples after each gradient":
                gradient(params, X, labels)
            return loss, grads

        end, losses = right_train(asking, params, X, labels, lr, batch_size, epochs, rng)
        gradient(end, *last[-1])
        return end, losses

    return train


@pytest.mark.parametrize(
    "when",
    [
        "after each step",
        "twice for each step",
        "of all examples before each step",
        "of all examples after each gradient",
        "once at the end",
    ],
)
def test_a_loss_that_is_asked_for_beside_the_steps_is_no_step(when):
    judgement = judged(TRAIN, recorded(asks_for_the_loss(when)))
    assert (judgement.score, codes(judgement)) == (TRAIN.points, [])


def test_two_steps_with_each_batch_are_two_steps():
    def train(gradient, params, X, labels, lr, batch_size, epochs, rng):
        def twice(params, X_batch, labels_batch):
            loss, [(dW, db)] = gradient(params, X_batch, labels_batch)
            [(W, b)] = params
            _, [(eW, eb)] = gradient([(W - lr * dW, b - lr * db)], X_batch, labels_batch)
            return loss, [(dW + eW, db + eb)]

        return right_train(twice, params, X, labels, lr, batch_size, epochs, rng)

    judgement = judged(TRAIN, recorded(train))
    assert judgement.score < TRAIN.points - 3
    assert any(text.startswith("the number of steps: wrong") for text in texts(judgement))


@pytest.mark.parametrize("bug", [bug for bug in TRAIN.bugs if bug.name in ("whole_batch", "always_from_start")])
def test_steps_with_a_mistake_are_still_counted_as_steps(bug):
    assert codes(judged(TRAIN, TRAIN.faulty(frozenset({bug.name})))) == [bug.code]


@pytest.mark.parametrize("size", [np.inf, np.nan])
def test_of_a_training_that_diverged_nothing_is_said_about_seeds(size):
    def train_digits(X, labels, rng):
        return [(np.full((X.shape[1], 20), size), np.ones(20)), (np.diag(np.full(20, size))[:, :10], np.arange(10.0))]

    assert codes(judged(DIGITS, draws(train_digits))) == ["ran_away"]


def scaled(bugs):
    """Twice both parts, half the first part, and the second part with the wrong sign."""

    def faulty(v):
        first = v * (2 if "twice" in bugs else 1) / (2 if "half" in bugs else 1)
        return first, 3 * v * (2 if "twice" in bugs else 1) * (-1 if "sign" in bugs else 1)

    return faulty


SCALED = Exercise(
    name="p9.scaled",
    reference=scaled(frozenset()),
    faulty=scaled,
    bugs=tuple(Bug(name, name, f"It is {name}.") for name in ("twice", "half", "sign")),
    cases=lambda rng: [Case("all", (rng.normal(size=4),)) for _ in range(3)],
    label=named("first", "second"),
    aspects=(Aspect("both", 5, lambda group, label: True),),
)


def test_two_causes_that_cancel_are_no_cause():
    """The first part is right: nobody doubled it and halved it."""
    judgement = judged(SCALED, lambda v: (v, 6 * v))
    assert codes(judgement) == ["ratio", "right_parts"]


@pytest.mark.parametrize("pair", [("twice", "sign"), ("half", "sign")])
def test_two_causes_that_do_not_cancel_are_named(pair):
    assert codes(judged(SCALED, scaled(frozenset(pair)))) == list(pair)
