"""Inputs of p8: digits that students do not have, and recorded trainings on them, healthy and faulty."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from course.data.handwritten_digits import handwritten_digits, read_digits
from course.data.rendered_digits import rendered_digits
from course.types import Array, Integers, Network
from reference_solution.digits.preparation import standardise
from reference_solution.digits.recorded_runs import record
from reference_solution.digits.train_network import network_gradient, network_logits
from reference_solution.losses.evaluation import confusion_matrix


@cache
def printed() -> tuple[Array, Integers]:
    """The printed digits that trainings are given; made once in a process."""
    return rendered_digits(1200, np.random.default_rng([8, 1200]), 8)


@cache
def held_out() -> tuple[Array, Integers]:
    """Handwritten digits that no student gets; source and licence stand in `held_out_digits.txt`."""
    return read_digits(Path(__file__).with_name("held_out_digits.npz"))


def handwriting(rng: np.random.Generator) -> tuple[Array, Integers, Array, Integers, Array]:
    """What `read_handwriting` is called with: print, the handwriting that students have, and what they have not."""
    X_hand, labels_hand = handwritten_digits()
    X_new, _ = held_out()
    few = rng.permutation(200)
    return *printed(), X_hand[few], labels_hand[few], X_new[rng.permutation(len(X_new))]


@cache
def _known_handwriting() -> dict[bytes, int]:
    known = (handwritten_digits(), held_out())
    return {x.tobytes(): int(digit) for X, digits in known for x, digit in zip(X, digits, strict=True)}


def true_digits(X_new: Array) -> Integers:
    """The digits that handwritten pictures show."""
    return np.array([_known_handwriting()[x.tobytes()] for x in X_new])


@cache
def digits() -> tuple[Array, Integers, Array, Integers]:
    """Standardised training images with labels and test images with labels; made once in a process, read-only."""
    (X, labels), (X_new, labels_new) = printed(), rendered_digits(500, np.random.default_rng([8, 500]), 8)
    drawn = standardise(X, X), labels, standardise(X, X_new), labels_new
    for array in drawn:
        array.flags.writeable = False
    return drawn


def training_digits(rng: np.random.Generator) -> tuple[Array, Integers]:
    """All training images in random order, with the ten classes numbered anew: no other training knows these labels."""
    X, labels, _, _ = digits()
    rows, numbers = rng.permutation(len(X)), rng.permutation(10)
    return X[rows], numbers[labels[rows]]


def class_numbers(X: Array, labels: Integers) -> Integers:
    """The number that each of the ten classes has in training images and labels, as of `training_digits`."""
    numbers, (found, rows) = np.zeros(10, int), np.unique(labels, return_index=True)
    numbers[[_known_digits()[key] for key in _keys(X[rows])]] = found
    return numbers


@cache
def _known_digits() -> dict[bytes, int]:
    X, labels, _, _ = digits()
    return dict(zip(_keys(X), labels.tolist(), strict=True))


def _keys(X: Array) -> list[bytes]:
    """The same for a row that was standardised twice, which changes its last digits."""
    return [row.tobytes() for row in X.round(6) + 0.0]


def new_digits(X: Array, labels: Integers) -> tuple[Array, Integers]:
    """The test images and their labels, with the classes numbered as in training images and labels."""
    _, _, X_new, labels_new = digits()
    return X_new, class_numbers(X, labels)[labels_new]


def run(disease: str, rng: np.random.Generator, kind: Any = None) -> dict[str, Any]:
    """A recorded training on some of the digits, with a disease of `DISEASES` or healthy."""
    X, labels, X_new, labels_new = digits()
    some, others = rng.permutation(len(X))[:200], rng.permutation(len(X_new))[:80]
    recorded: dict[str, Any] = record(disease, (X[some], labels[some]), (X_new[others], labels_new[others]), rng, kind)
    return recorded


def run_with_biases_unmoved(rng: np.random.Generator) -> dict[str, Any]:
    """A recorded training with a wrong gradient whose largest error is negative, for a check that forgets the sign."""
    while True:
        drawn = run("gradient", rng, "biases")
        first = drawn["order"][:20]
        _, grads = network_gradient(drawn["start"], drawn["X"][first], drawn["labels"][first])
        missing = np.concatenate([db for _, db in grads])
        if missing.max() > -missing.min():
            return drawn


def exchanged_run(rng: np.random.Generator) -> dict[str, Any]:
    """A recorded training in which the labels of two classes were exchanged, and nothing else is confused so often.

    The two are confused about as often in both directions: their difference gives nothing away.
    """
    while True:
        drawn = run("exchanged", rng)
        read = network_logits(drawn["end"], drawn["X_new"]).argmax(axis=1)
        counts = confusion_matrix(drawn["labels_new"], read, 10)
        sums, differences = np.triu(counts + counts.T, k=1), np.triu(counts - counts.T, k=1)
        first, second = np.sort(sums, axis=None)[:-3:-1]
        pair = np.unravel_index(sums.argmax(), sums.shape)
        if first >= 2 * second + 2 and differences[pair] < differences.max() and min(counts[pair], counts.T[pair]) >= 3:
            return drawn


def features(rng: np.random.Generator, N: int, n: int) -> Array:
    """X of shape (N, n) whose features have different means and spreads."""
    return rng.normal(size=(N, n)) * rng.uniform(0.2, 4, size=n) + rng.uniform(2, 6, size=n)


def classes(rng: np.random.Generator, sizes: list[int]) -> Integers:
    """Labels in random order, sizes[k] of class k."""
    return rng.permutation(np.repeat(np.arange(len(sizes)), sizes))


def relu_network(rng: np.random.Generator, sizes: list[int], dead: int) -> Network:
    """A network of ReLUs with `dead` dead units in each hidden layer, and as many that are nearly always off."""
    params = []
    for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
        W, b = rng.normal(size=(n_in, n_out)), rng.normal(scale=0.3, size=n_out)
        if layer < len(sizes) - 2:
            order = rng.permutation(n_out)
            b[order[:dead]] -= 40.0
            b[order[dead : 2 * dead]] -= 2.0
        params.append((W, b))
    return params


def framed_ink(rng: np.random.Generator, N: int, shape: tuple[int, int]) -> Array:
    """Pictures with ink above 0.5 in a box with holes, which reaches one border at most, and specks below 0.2."""
    pictures = rng.uniform(0, 0.2, size=(N, *shape))
    for picture in pictures:
        (top, bottom), (left, right) = (np.sort(rng.choice(n - 1, size=2, replace=False)) for n in shape)
        box = picture[top : bottom + 1, left : right + 1]
        box[...] = rng.uniform(0.5, 1, size=box.shape)
        inside = box[1:-1, 1:-1]
        inside[...] = np.where(rng.random(inside.shape) < 0.5, inside, rng.uniform(0, 0.2, size=inside.shape))
    return pictures.reshape(N, -1)
