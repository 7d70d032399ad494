"""Views of p7: not the order of shuffled examples, but what must hold for any order."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from course.probing.adapters.seeded_training import distance_to_the_mean
from course.types import Array, Integers, Network
from grader.exercises.model import Malformed, with_claims
from grader.exercises.parse import network, numbers, parts

Call: TypeAlias = tuple[Network, Array, NDArray[Any]]
"""Arguments of a call of `gradient`: params, X_batch, labels_batch."""
Epoch: TypeAlias = list[tuple[Integers, Array]]
"""For each batch the row numbers of its examples, and the labels that came with them."""

_SAME = 1e-9
_MANY = 11  # with fewer examples a right shuffle may leave the order as it was


def minibatches(result: Any, X: Array, labels: NDArray[Any], batch_size: int, seed: int) -> dict[str, Any]:
    """Sizes of batches, completeness, pairing of examples and labels, shuffling, and use of the generator."""
    epochs = [_epoch(batches, X, labels) for batches in parts(result, ("one epoch", "the next", "the first again"))]
    first, few = epochs[0], len(X) < _MANY
    orders = [_order(epoch) for epoch in epochs]
    return with_claims(
        {
            "the number of batches": len(first),
            "all batches but the last hold batch_size examples": all(
                len(rows) == batch_size for epoch in epochs for rows, _ in epoch[:-1]
            ),
            "no example is missing": all(len(set(order)) == len(X) for order in orders),
            "no example comes twice": all(len(set(order)) == len(order) for order in orders),
            "every label is with its example": all(_is_paired(epoch, labels) for epoch in epochs),
            "the labels are in a new order": few or _labels(first) != labels[: len(orders[0])].tolist(),
            "the examples are in a new order": few or orders[0] != sorted(orders[0]),
            "the batches hold more than neighbours": few or any(np.any(np.diff(rows) != 1) for rows, _ in first),
            "the next epoch has another order": few or orders[0] != orders[1],
            "the same seed gives the same batches": few or orders[0] == orders[2],
        }
    )


def train(
    result: Any, params: Network, X: Array, labels: Integers, lr: float, batch_size: int, epochs: int, seed: int
) -> dict[str, Any]:
    """What a training did, reconstructed from the calls of `gradient` that it made."""
    first, calls, again = parts(result, ("the first training", "its gradients", "the second training"))
    (end, losses), (other_end, other_losses) = _trained(first, X), _trained(again, X)
    if batch_size >= len(X):
        [(W, b)] = end
        return {"W after plain descent": W, "b after plain descent": b, "the array of losses of plain descent": losses}
    calls = _steps([_call(call, X) for call in calls], end, len(X))
    if not calls:
        raise Malformed("train asked for no gradient")
    found = [distance_to_the_mean(*call) for call in calls]
    steps = -(-len(X) // batch_size)
    cut = [_epoch([call[1:] for call in calls[i : i + steps]], X, labels) for i in range(0, len(calls), steps)]
    orders = [_order(epoch) for epoch in cut]
    return with_claims(
        {
            "the number of steps": len(calls),
            "every example comes once an epoch": all(sorted(order) == list(range(len(X))) for order in orders),
            "every label is with its example": all(_is_paired(epoch, labels) for epoch in cut),
            "the examples are in a new order": orders[0] != sorted(orders[0]),
            "the next epoch has another order": len(orders) > 1 and orders[0] != orders[1],
            "the first gradient is taken at the start": _gap(calls[0][0], params) < _SAME,
            **_walk([call[0] for call in calls], end, [grads for _, grads in found], lr),
            "the number of losses": len(losses),
            "the losses are those before each step": _agree(losses, [loss for loss, _ in found]),
            "the same seed gives the same training": _gap(end, other_end) < _SAME and _agree(losses, other_losses),
        }
    )


def _walk(places: list[Network], end: Network, grads: list[Network], lr: float) -> dict[str, Any]:
    """The length of the steps of W and b, and whether each step starts where the one before it ended."""
    moves = [_pairwise(np.subtract, after, before) for before, after in pairwise([*places, end])]
    steps = [_pairwise(np.multiply, grad, [(-lr, -lr)]) for grad in grads]
    shares = [_pairwise(lambda m, s: np.vdot(m, s) / np.vdot(s, s), *pair) for pair in zip(moves, steps, strict=True)]
    length = np.median(shares, axis=0).ravel()  # the median ignores steps with a mistake between epochs
    wanted = [_pairwise(np.multiply, step, [length]) for step in steps]
    right = [_gap(move, step) < _SAME for move, step in zip(moves, wanted, strict=True)]
    return {
        "the length of the steps of W and of b": length.round(9),
        "every gradient is taken where the last step led": all(right[:-1]),
        "the params returned are those after the last step": right[-1],
    }


def _pairwise(operation: Callable[[Any, Any], Any], one: Network, other: Sequence[Any]) -> list[Any]:
    """Apply an operation to W and to b of two networks of one layer."""
    [(W, b)], [(V, c)] = one, other
    return [(operation(W, V), operation(b, c))]


def _gap(one: Network, other: Network) -> float:
    [(W, b)] = _pairwise(np.subtract, one, other)
    return float(max(np.abs(W).max(), np.abs(b).max()))


def _agree(one: Array, other: Array | list[float]) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, rtol=_SAME, atol=0.0))


def _trained(result: Any, X: Array) -> tuple[Network, Array]:
    """Network and losses of what a training returned."""
    params, losses = parts(result, ("params", "losses"))
    return network(params, X.shape[1], 1, hidden=0), numbers(losses, (None,), "losses")


def _call(call: Any, X: Array) -> Call:
    params, X_batch, labels_batch = parts(call, ("params", "X_batch", "labels_batch"))
    params = network(params, X.shape[1], 1, hidden=0)
    X_batch = numbers(X_batch, (None, X.shape[1]), "X_batch")
    return params, X_batch, numbers(labels_batch, (len(X_batch),), "labels_batch")


def _steps(calls: list[Call], end: Network, N: int) -> list[Call]:
    """The calls from which a step was made, without those that only ask for a loss.

    A call only asks if params have not moved since the call before it or until the next, and its batch is that of the
    step before, or all examples.
    """
    places = [call[0] for call in calls] + [end]
    steps: list[Call] = []
    for k, call in enumerate(calls):
        neighbours = (*places[max(k - 1, 0) : k], places[k + 1])
        unmoved = any(_gap(call[0], place) == 0 for place in neighbours)
        again = bool(steps) and all(map(np.array_equal, steps[-1][1:], call[1:]))
        if not (unmoved and (again or len(call[1]) == N)):
            steps.append(call)
    return steps or calls


def _epoch(batches: Any, X: Array, labels: NDArray[Any]) -> Epoch:
    """Read an epoch: find each row of a batch in X."""
    if not isinstance(batches, list | tuple):
        raise Malformed("an epoch is not a list of pairs (X_batch, labels_batch)")
    epoch = []
    for batch in batches:
        X_batch, labels_batch = parts(batch, ("X_batch", "labels_batch"))
        X_batch = numbers(X_batch, (None, X.shape[1]), "X_batch")
        labels_batch = numbers(labels_batch, (len(X_batch), *labels.shape[1:]), "labels_batch")
        gaps = np.abs(X_batch[:, None] - X).max(axis=2)
        if gaps.min(axis=1).max(initial=0.0) > _SAME:
            raise Malformed("a batch holds a row that is none of X")
        epoch.append((gaps.argmin(axis=1), labels_batch))
    return epoch


def _order(epoch: Epoch) -> list[int]:
    return [int(i) for rows, _ in epoch for i in rows]


def _labels(epoch: Epoch) -> list[Any]:
    return [label for _, part in epoch for label in part.tolist()]


def _is_paired(epoch: Epoch, labels: NDArray[Any]) -> bool:
    return bool(_labels(epoch) == labels[_order(epoch)].tolist())
