"""Visible checks of p7_training: steps worked out by hand, quadratics with a known minimum, and whole epochs."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from course.check.core.arrays import read_array, read_number, unpack
from course.check.core.calling import call, try_it
from course.check.core.expected import known_array, known_number
from course.check.core.report import Report
from course.check.p7.epochs import read_epoch
from course.check.p7.optimiser_steps import by_hand, every_array
from course.probing.adapters.seeded_training import distance_to_the_mean, recorded, two_epochs
from course.types import Array, Integers, Network, StudentFunction

__all__ = [
    "adam_step", "critical_lr", "gd_quadratic", "lr_decay", "minibatches", "momentum_step", "nesterov_step",
    "recorded", "sgd_step", "train", "try_it", "two_epochs",
]  # fmt: skip

Slips: TypeAlias = Sequence[tuple[tuple[float, ...], str]]
UPHILL = "That is a step along the gradient: the sign."


def gd_quadratic(gd_quadratic: StudentFunction) -> None:
    """Check the path on a parabola and on a quadratic of two weights, and zero steps."""
    with Report("gd_quadratic") as report:
        got = call(report, gd_quadratic, np.array([[2.0]]), np.array([4.0]), np.array([10.0]), 0.25, 3)
        slips = [
            (np.array([[10.0], [14], [20], [29]]), UPHILL),
            (np.array([[10.0], [5], [2.5], [1.25]]), "c does not come in: the bottom is then at 0."),
            (np.array([[10.0], [4], [1], [-0.5]]), "c comes in with the wrong sign."),
            (np.array([[10.0], [6], [2], [-2]]), "The gradient is taken at the start, every time."),
            (np.full((4, 1), 3.0), "All rows are the last point: the same array was stored again and again."),
        ]
        by_hand = np.array([[10.0], [6], [4], [3]])
        known_array(report, "path", got, by_hand, "1 weight, 3 steps, by hand", "(steps + 1, n)", slips)
        if report.failed:
            return
        H, c = np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([3.0, 0.0])
        path = read_array(report, "path", call(report, gd_quadratic, H, c, np.array([5.0, 5.0]), 0.3, 60), (61, 2))
        if path is not None:
            slips = [
                (np.array([[5.0, 5.0], [1.4, 1.58]]), "The second weight's gradient is taken after the first moved.")
            ]
            known_array(
                report, "path", path[:2], np.array([[5.0, 5.0], [1.4, 0.5]]), "2 weights, first step", "", slips
            )
            known_array(report, "path", path[-1:], np.array([[2.0, -1.0]]), "2 weights: it ends at the bottom")
        none = call(report, gd_quadratic, H, c, np.array([5.0, 5.0]), 0.3, 0)
        known_array(report, "path", none, np.array([[5.0, 5.0]]), "no step: only the start")


def critical_lr(critical_lr: StudentFunction) -> None:
    """Check two quadratics by hand, and that descent converges just below the result and diverges just above."""
    with Report("critical_lr") as report:
        slips = [
            (1 / 3, "With that lr the steepest direction reaches the minimum in one step: the critical lr is larger.")
        ]
        slips += [(2.0, "That is the critical lr of the flattest direction; the steepest one diverges first.")]
        slips += [(1.0, "That is 2 / 2: the diagonal of H does not tell its eigenvalues.")]
        slips += [(0.63246, "That is 2 / √10: the root of the sum of all squared entries is more than one eigenvalue.")]
        slips += [(0.5, "That is 2 / 4: the sum of the diagonal is the sum of all eigenvalues.")]
        H = np.array([[2.0, 1.0], [1.0, 2.0]])
        known_number(report, "critical lr", call(report, critical_lr, H), 2 / 3, "H = [[2, 1], [1, 2]], by hand", slips)
        known_number(report, "critical lr", call(report, critical_lr, np.diag([1.0, 10.0])), 0.2, "H = diag(1, 10)")
        if report.failed:
            return
        factor = np.random.default_rng(4).normal(size=(4, 4))
        H = factor @ factor.T + np.eye(4)
        lr = read_number(report, "critical lr", call(report, critical_lr, H))
        if lr is None:
            return
        grows = [_grows(H, factor * lr) for factor in (0.99, 1.01)]
        if grows == [False, True]:
            report.ok("4 weights", "0.99 of it converges, 1.01 of it diverges")
        else:
            report.fail(f"4 weights: lr = {lr:.4g} is too {'large' if grows[0] else 'small'} to be the critical one.")


def _grows(H: Array, lr: float) -> bool:
    """Return whether gradient descent with this learning rate moves away from the minimum."""
    distance = np.ones(len(H))
    for _ in range(5000 if abs(lr) < 1e6 else 0):
        distance = distance - lr * (H @ distance)
        if not 1e-6 < np.abs(distance).max() < 1e6:
            break
    return abs(lr) >= 1e6 or bool(np.abs(distance).max() > 1)


def sgd_step(sgd_step: StudentFunction) -> None:
    """Check one weight by hand, and every array of a network."""
    with Report("sgd_step") as report:
        slips = [
            ((2.0,), UPHILL),
            ((-9.0,), "lr does not come in."),
            ((-1.0,), "That is the change alone: add it to what was there."),
        ]
        by_hand(report, sgd_step, (0.1,), ("params",), 1.0, (10.0,), (0.0,), "w = 1, dw = 10, lr = 0.1", slips)
        if not report.failed:
            every_array(report, sgd_step, (0.1,), ("params",), "3 layers")


def lr_decay(lr_decay: StudentFunction) -> None:
    """Check three values by hand, and no decay."""
    with Report("lr_decay") as report:
        slips = [
            (0.3, "t is counted from 1 here; the first step has t = 0."),
            (0.36392, "That decays like an exponential; the rule has a quotient."),
        ]
        for t, wanted in ((0, 0.6), (1, 0.4), (2, 0.3)):
            known = slips if t == 1 else ()
            known_number(report, "lr", call(report, lr_decay, 0.6, 0.5, t), wanted, f"0.6, decay 0.5, t = {t}", known)
        known_number(report, "lr", call(report, lr_decay, 0.6, 0.0, 50), 0.6, "decay 0 changes nothing")


def momentum_step(momentum_step: StudentFunction) -> None:
    """Check a step from rest and one with a velocity by hand, and every array of a network."""
    slips = [
        ((1.1, 0.1), "v points uphill: the sign of the gradient in it."),
        ((1.0, -0.1), "w moved by the old v; it moves by the new one."),
        ((0.9, 0.0), "w is right, but the velocity returned is the old one."),
        ((0.9, 1.0), "v holds gradients here; it should hold steps, with lr and the minus in it."),
        ((0.85, -0.1), "That is the step that looks ahead (task 6)."),
        ((0.99, -0.1), "lr is in v already; here it is multiplied again."),
        ((0.7, -0.2), "v forgets nothing: where is momentum?"),
        ((0.75, -0.1), "w is right, but the velocity returned is the old one."),
    ]
    with Report("momentum_step") as report:
        _two_steps(report, momentum_step, (0.9, -0.1), (0.75, -0.15), slips)


def nesterov_step(nesterov_step: StudentFunction) -> None:
    """Check a step from rest and one with a velocity by hand, and every array of a network."""
    slips = [
        ((0.9, -0.1), "That is the heavy ball of task 5: is v in the last line the new one, and momentum before it?"),
        ((0.95, -0.1), "w moves by momentum · v alone: the gradient's own part is missing."),
        ((0.8, -0.1), "w moves by all of v and by the gradient once more: momentum is missing before v."),
        ((1.15, 0.1), "v points uphill: the sign of the gradient in it."),
        ((0.85, 1.0), "v holds gradients here; it should hold steps, with lr and the minus in it."),
        ((0.85, 0.0), "w is right, but the velocity returned is the old one."),
        ((0.7, -0.2), "v forgets nothing: where is momentum?"),
    ]
    with Report("nesterov_step") as report:
        _two_steps(report, nesterov_step, (0.85, -0.1), (0.725, -0.15), slips)


def _two_steps(
    report: Report, step: StudentFunction, from_rest: tuple[float, float], moving: tuple[float, float], slips: Slips
) -> None:
    names = ("params", "velocity")
    by_hand(report, step, (0.1, 0.5), names, 1.0, (1.0, 0.0), from_rest, "from rest, w = 1, dw = 1", slips)
    if not report.failed:
        by_hand(report, step, (0.1, 0.5), names, 0.9, (1.0, -0.1), moving, "v = -0.1, w = 0.9, dw = 1", slips)
    if not report.failed:
        every_array(report, step, (0.1, 0.5), names, "3 layers")


def adam_step(adam_step: StudentFunction) -> None:
    """Check the first step and a later one by hand, and every array of a network."""
    rest = (1, 0.1, 0.9, 0.99, 0.0)
    names = ("params", "mean", "square")
    with Report("adam_step") as report:
        slips = [
            ((0.9, 4.0, 16.0), "The corrected means are returned; return those before the correction."),
            ((0.9, 0.4, 0.04), "s is the running mean of the squares of g."),
            ((1.1, 0.4, 0.16), UPHILL),
            ((0.975, 0.4, 0.16), "The root of s is missing."),
        ]
        by_hand(report, adam_step, rest, names, 1.0, (4.0, 0.0, 0.0), (0.9, 0.4, 0.16), "first step, g = 4", slips)
        if not report.failed:
            where = "t = 3, g = 2, m = 1, s = 3, eps = 1/2"
            wanted = (0.961587380, 1.1, 3.01)
            slips = [
                ((1 - 0.1 * 1.1 / (np.sqrt(3.01) + 0.5), 1.1, 3.01), "The means are not corrected."),
                ((1 - 0.1 * (1.1 / 0.19) / (np.sqrt(3.01 / 0.0199) + 0.5), 1.1, 3.01), "The t of the step before."),
                ((1 - 0.1 * (1.1 / 0.271) / np.sqrt(3.01 / 0.029701 + 0.5), 1.1, 3.01), "eps stands under the root."),
            ]
            by_hand(report, adam_step, (3, 0.1, 0.9, 0.99, 0.5), names, 1.0, (2.0, 1.0, 3.0), wanted, where, slips)
        if not report.failed:
            every_array(report, adam_step, (3, 0.1, 0.9, 0.99, 0.5), names, "3 layers")


def minibatches(minibatches: StudentFunction) -> None:
    """Check two epochs of eleven examples, and that the same seed repeats the first."""
    X = np.arange(22.0).reshape(11, 2)
    asked = two_epochs(minibatches)
    asked.__name__ = "minibatches"  # for the sentences of the report
    with Report("minibatches") as report:
        for labels, batch_size in ((np.arange(11), 4), (np.arange(11), 5), (np.eye(11), 11)):
            drawn = call(report, asked, X, labels, batch_size, 5)
            orders = [read_epoch(report, epoch, X, labels, batch_size) for epoch in drawn if not report.failed]
            if report.failed:
                return
            if batch_size == 4:
                _compare_orders(report, *orders)
        if not report.failed:
            report.ok("every example", "comes once an epoch, with its label")
            report.ok("11 examples", "make batches of 4, 4 and 3, of 5, 5 and 1, or one of 11")


def _compare_orders(report: Report, first: list[Integers], second: list[Integers], again: list[Integers]) -> None:
    orders = [np.concatenate(epoch).tolist() for epoch in (first, second, again)]
    if orders[0] == sorted(orders[0]):
        report.fail("The examples come in the order of X: nothing is shuffled.")
    elif orders[0] != orders[2]:
        report.fail("The same seed gave two different epochs: all random numbers must come from rng.")
    elif orders[0] == orders[1]:
        report.fail("The second epoch has the order of the first: is rng used, or a generator made anew?")
    elif all((np.diff(part) == 1).all() for part in first):
        report.fail("Only the batches are shuffled; which examples are together never changes.")
    else:
        report.ok("the order", "another one each epoch, and the same again for the same seed")


def train(train: StudentFunction) -> None:
    """Check the losses, the final params and the batches of trainings on a quadratic."""
    X, labels = np.array([[1.0], [3.0], [5.0], [7.0]]), np.array([0.0, 0.0, 1.0, 1.0])
    start = [(np.array([[12.0]]), np.array([2.5]))]
    with Report("train") as report:
        params, losses = _trained(report, train, distance_to_the_mean, start, X, labels, 4, 3)
        slips = [
            (np.array([11.125, 4.75, 3.15625]), "Those are the losses after the step; write them down before it."),
            (np.full(3, 36.625), "Every gradient was asked for at the start: params must be bound anew."),
            (np.array([36.625, 12.625, 6.625]), "The biases stay where they were."),
        ]
        known_array(
            report, "losses", losses, np.array([36.625, 11.125, 4.75]), "whole batch, 3 epochs", "one a step", slips
        )
        W = _weight(report, params)
        wrong = [(12.0, "That is where it started."), (31.0, UPHILL), (8.0, "That is after one step only.")]
        known_number(report, "W", W, 5.0, "whole batch: from 12 to 8, 6, 5", wrong)
        if not report.failed:
            _epochs(report, train)


def _epochs(report: Report, train: StudentFunction) -> None:
    """Report which examples the gradients of two trainings with the same seed were asked for."""
    X, labels = np.arange(11.0)[:, None], np.arange(0.5, 11.0)
    start = [(np.array([[12.0]]), np.array([0.5]))]
    trainings = []
    for _ in range(2):
        seen: list[list[float]] = []

        def counted(
            params: Network, X_batch: Array, labels_batch: Integers, seen: list[list[float]] = seen
        ) -> tuple[float, Network]:
            batch = np.ravel(X_batch).tolist()
            if np.ravel(labels_batch).tolist() != [x + 0.5 for x in batch]:
                report.stop("The labels of a batch are not those of its examples: both must be shuffled alike.")
            if seen[-1:] != [batch]:  # one call for the loss and one for its gradients count once
                seen.append(batch)
            return distance_to_the_mean(params, X_batch, labels_batch)

        _, losses = _trained(report, train, counted, start, X, labels, 4, 2)
        read_array(report, "losses", losses, (6,), "2 epochs of 3 batches")
        trainings.append(seen)
    seen = trainings[0]
    if [len(batch) for batch in seen] != [4, 4, 3, 4, 4, 3]:
        report.fail(f"2 epochs in batches of 4, 4 and 3 asked for gradients of {[len(b) for b in seen]} examples.")
    elif any(sorted(np.concatenate(epoch)) != np.ravel(X).tolist() for epoch in (seen[:3], seen[3:])):
        report.fail("Not every example came once in each epoch.")
    elif seen[:3] == seen[3:]:
        report.fail("Both epochs had the same batches: call minibatches anew in each, with the rng you were given.")
    elif seen != trainings[1]:
        report.fail("The same seed gave two different trainings: all random numbers must come from rng.")
    else:
        report.ok("the epochs", "two, each with all of its batches, in another order; the same again for the same seed")


def _trained(
    report: Report,
    train: StudentFunction,
    gradient: StudentFunction,
    start: Network,
    X: Array,
    labels: Array,
    batch_size: int,
    epochs: int,
) -> Sequence[Any]:
    rest = (start, X, labels, 0.5, batch_size, epochs, np.random.default_rng(1))
    return unpack(report, "train", call(report, train, gradient, *rest), ("params", "losses"))


def _weight(report: Report, params: Any) -> float | None:
    if not isinstance(params, list | tuple) or not params or not isinstance(params[0], list | tuple):
        report.stop("params should be a list of pairs (W, b).")
    W = read_array(report, "W", params[0][0], (1, 1))
    return None if W is None else float(W[0, 0])
