"""Views of p8: properties of a split, accuracy of a trained network, dead units, and a diagnosis."""

from typing import Any

import numpy as np

from course.data.recorded_runs import DISEASES
from course.types import Array, Integers, Network
from grader.exercises.model import Malformed, with_claims
from grader.exercises.p8 import inputs
from grader.exercises.parse import network, numbers, parts
from reference_solution.digits.spoilt_examples import spoilt_examples as right_examples

CODES = (*DISEASES, "healthy")
_HUGE = 1e9
_FEW = 12  # with fewer rows two right draws may be equal


def split(result: Any, labels: Integers, share: float, seed: int) -> dict[str, Any]:
    """Completeness of the rows, how many of each class are held out, shuffling, and use of the generator."""
    draws = [_rows(draw) for draw in parts(result, ("one split", "the next", "the first again"))]
    train, held_out = draws[0]
    everything = np.concatenate(draws[0])
    if not np.isin(everything, np.arange(len(labels))).all():
        raise Malformed("train and held_out should hold row numbers, 0 … N - 1")
    K, few = labels.max() + 1, len(held_out) < _FEW or len(train) < _FEW
    unsorted = [few or len(set(np.diff(rows) > 0)) == 2 for rows in draws[0]]
    # Class by class there is one change fewer than there are classes, in whichever order they come.
    mixed = [few or bool(np.count_nonzero(np.diff(labels[rows])) >= len(set(labels[rows]))) for rows in draws[0]]
    return with_claims(
        {
            "no row is missing": len(set(everything)) == len(labels),
            "no row comes twice": len(set(everything)) == len(everything),
            "held out of each class": np.bincount(labels[held_out], minlength=K),
            "the rows are in random order": all(unsorted),
            "the classes are in random order": all(mixed),
            "the next split is another one": few or not _same(draws[0], draws[1]),
            "the next split holds out other rows": few or set(draws[0][1]) != set(draws[1][1]),
            "the same seed gives the same split": few or _same(draws[0], draws[2]),
        }
    )


def _rows(draw: Any) -> list[Integers]:
    rows = parts(draw, ("train", "held_out"))
    pair = [numbers(r, (None,), name) for r, name in zip(rows, ("train", "held_out"), strict=True)]
    if any(np.any(r != r.astype(int)) for r in pair):
        raise Malformed("train and held_out should hold row numbers")
    return [r.astype(int) for r in pair]


def _same(one: list[Integers], other: list[Integers]) -> bool:
    return all(map(np.array_equal, one, other))


def train_digits(result: Any, X: Array, labels: Integers, seed: int) -> dict[str, Any]:
    """The accuracy on digits that it has not seen, in steps; and, where it is low, signs of the cause."""
    first, second, again = parts(result, ("one training", "the next", "the first again"))
    others = [_network(params, X) for params in (second, again)]
    params = _network(first, X)
    logits, labels_new = _on_new_digits(params, X, labels)
    read = logits.argmax(axis=1)
    right, one_on = np.mean(read == labels_new), np.mean(read == (labels_new + 1) % 10)
    good = right >= 0.95
    ran_away = _loss(logits, labels_new) > 1e4 or any(
        np.abs(array).max() >= _HUGE for layer in params for array in layer
    )
    W = params[0][0]
    return with_claims(
        {
            "it reads 30 of 100 new digits": right >= 0.3,
            "it reads 80 of 100 new digits": right >= 0.8,
            "it reads 95 of 100 new digits": good,
            "there is a hidden layer": len(params) > 1,
            "the biases have moved": any(np.any(b) for _, b in params),
            # The next three tell the cause of a low accuracy.
            "it reads the digit, not the next one": good or ran_away or one_on < 0.5,
            "the hidden units differ": good or ran_away or not np.allclose(W, W[:, :1]),
            "the loss is bounded": not ran_away,
            # Trainings that diverge may all end alike.
            "another rng gives another training": ran_away or not _equal(params, others[0]),
            "the same seed gives the same training": ran_away or _equal(params, others[1]),
        }
    )


def read_handwriting(result: Any, *args: Any) -> dict[str, Any]:
    """The share of the handwritten digits that are read, in steps; and signs of a cause where it is low."""
    right = _read(result, args[-1])
    one_on = np.mean(numbers(result, (len(args[-1]),), "the result") == (inputs.true_digits(args[-1]) + 1) % 10)
    return with_claims(
        {
            "it reads more than a guess": right >= 0.2,
            "it reads 50 of 100": right >= 0.5,
            "it reads 70 of 100": right >= 0.7,
            "it reads 80 of 100": right >= 0.8,
            "it reads the digit, not the next one": one_on < 0.5,
        }
    )


def _read(result: Any, X_new: Array) -> float:
    return float(np.mean(numbers(result, (len(X_new),), "the result") == inputs.true_digits(X_new)))


def handwriting_read(result: Any, *args: Any) -> str:
    """A sentence on how many handwritten digits are read."""
    return f"It reads {int(100 * _read(result, args[-1]))} of 100 handwritten digits that only the grader has."


def digits_read(result: Any, X: Array, labels: Integers, seed: int) -> str:
    """A sentence on how many new digits a trained network reads."""
    logits, labels_new = _on_new_digits(_network(result[0], X), X, labels)
    return f"It reads {int(100 * np.mean(logits.argmax(axis=1) == labels_new))} of 100 new digits."


def _on_new_digits(params: Network, X: Array, labels: Integers) -> tuple[Array, Integers]:
    """The logits for the digits that students do not have, and their labels."""
    X_new, labels_new = inputs.new_digits(X, labels)
    return _logits(params, X_new), labels_new


def _network(value: Any, X: Array) -> Network:
    """Read a network, with NaN and infinity as huge numbers: a training that diverged is recognised by them."""
    if isinstance(value, list | tuple) and all(isinstance(layer, list | tuple) for layer in value):
        value = [tuple(_finite(array) for array in layer) for layer in value]
    return network(value, X.shape[1], 10)


def _finite(array: Array) -> Array:
    array = np.asarray(array)
    return np.nan_to_num(array, nan=_HUGE, posinf=_HUGE, neginf=-_HUGE) if array.dtype.kind == "f" else array


def _logits(params: Network, X: Array) -> Array:
    for W, b in params[:-1]:
        X = np.maximum(X @ W + b, 0.0)
    W, b = params[-1]
    return X @ W + b


def _loss(logits: Array, labels: Integers) -> float:
    """How far the right logit is below the largest, on average: at most the cross-entropy, and never NaN."""
    return float(np.mean(logits.max(axis=1) - logits[np.arange(len(labels)), labels]))


def _equal(one: Network, other: Network) -> bool:
    return len(one) == len(other) and all(
        V.shape == W.shape and np.allclose(V, W, rtol=1e-9) and np.allclose(c, b, rtol=1e-9)
        for (V, c), (W, b) in zip(one, other, strict=True)
    )


def dead_units(result: Any, params: Network, X: Array) -> dict[str, Array]:
    """For each hidden layer an array, 1 where a unit is dead."""
    hidden = len(params) - 1
    if not isinstance(result, list | tuple) or len(result) != hidden:
        got = f"{len(result)} arrays" if isinstance(result, list | tuple) else "no list"
        raise Malformed(f"there is {got}, expected a list with one array for each of the {hidden} hidden layers")
    sizes = [len(b) for _, b in params[:-1]]
    return {
        f"layer {i + 1}": numbers(dead, (n,), f"the array of layer {i + 1}")
        for i, (dead, n) in enumerate(zip(result, sizes, strict=True))
    }


def spoilt_examples(result: Any, run: dict[str, Any]) -> dict[str, Any]:
    """Which rows of the training examples are named."""
    rows = numbers(result, (None,), "the result")
    if np.any(rows != rows.astype(int)) or np.any(rows < 0) or np.any(rows >= len(run["X"])):
        raise Malformed("the result should hold row numbers of X, 0 … N - 1")
    return {"the examples that are named": np.bincount(rows.astype(int), minlength=len(run["X"]))}


def named_examples(result: Any, run: dict[str, Any]) -> str:
    """A sentence on how many examples are named, and how many of them are spoilt."""
    rows, spoilt = np.ravel(result).astype(int), set(right_examples(run))
    named = set(rows)
    start = f"In a run of {len(run['X'])} examples of which {len(spoilt)} are spoilt, you name "
    both = len(named & spoilt)
    counts = f"{len(named)}: {both} that are spoilt, and {len(named) - both} that are not"
    again = ". Some come more than once" if len(named) < len(rows) else ""
    return f"{start}{counts if named else 'none'}{again}."


def diagnose(result: Any, run: dict[str, Any]) -> dict[str, Any]:
    """The position of the code in `CODES`, and the evidence."""
    code, evidence = parts(result, ("code", "evidence"))
    if code not in CODES:
        raise Malformed(f"the code is none of {', '.join(CODES)}")
    return {"the code": CODES.index(code), "the evidence": numbers(evidence, (), "the evidence")}
