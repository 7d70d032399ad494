"""What counts of shuffled examples: not their order, but what must be true of any order."""

from itertools import pairwise

import numpy as np

from course.check.seeded import distance_to_the_mean
from grader.exercises.exercise import Malformed
from grader.exercises.reading import network, numbers, parts

_SAME = 1e-9
_MANY = 11  # of fewer examples a right shuffle may find the old order again


def minibatches(result, X, labels, batch_size, seed):
    """How an epoch is cut, whether it is complete, whether labels stay, and where chance comes from."""
    epochs = [_epoch(batches, X, labels) for batches in parts(result, ("one epoch", "the next", "the first again"))]
    first = epochs[0]
    orders, few = [_order(epoch) for epoch in epochs], len(X) < _MANY
    return {
        "the number of batches": len(first),
        "all batches but the last have batch_size examples": all(len(rows) == batch_size for rows, _ in first[:-1]),
        **_complete(epochs, X, labels),
        "the order is shuffled": few or orders[0] != sorted(orders[0]),
        "which examples are together is shuffled": few or any(np.any(np.diff(rows) != 1) for rows, _ in first),
        "the next epoch has another order": few or orders[0] != orders[1],
        "the same seed gives the same batches": few or orders[0] == orders[2],
    }


def train(result, params, X, labels, lr, batch_size, epochs, seed):
    """What a training did, replayed from the gradients that it asked for."""
    first, calls, again = parts(result, ("the first training", "its gradients", "the second training"))
    (end, losses), (other_end, other_losses) = _trained(first, X), _trained(again, X)
    if batch_size >= len(X):
        [(W, b)] = end
        return {"W after plain descent": W, "b after plain descent": b, "the losses of plain descent": losses}
    walk = [_call(call, X) for call in calls]
    in_an_epoch = -(-len(X) // batch_size)
    cut = [
        _epoch([call[1:] for call in walk[i : i + in_an_epoch]], X, labels) for i in range(0, len(walk), in_an_epoch)
    ]
    if not cut:
        raise Malformed("train asked for no gradient")
    found = [distance_to_the_mean(*call) for call in walk]
    places = [call[0] for call in walk] + [end]
    orders = [_order(epoch) for epoch in cut]
    return {
        "the number of gradients asked for": len(walk),
        **_complete(cut, X, labels),
        "the order is shuffled": orders[0] != sorted(orders[0]),
        "each epoch has another order": len(orders) > 1 and orders[0] != orders[1],
        "the first gradient is taken at the start": _gap(places[0], params) < _SAME,
        **_steps(places, [grads for _, grads in found], lr),
        "the number of losses": len(losses),
        "the losses are those before each step": len(losses) == len(found)
        and bool(np.abs(losses - [loss for loss, _ in found]).max() < _SAME * np.abs(losses).max()),
        "the same seed gives the same training": _gap(end, other_end) < _SAME
        and len(losses) == len(other_losses)
        and bool(np.allclose(losses, other_losses, rtol=_SAME)),
    }


def _steps(places, grads, lr):
    """By how many times lr · gradient each array moved, if all steps have this in common."""
    told = {}
    for i, letter in enumerate("Wb"):
        moves = [(after[0][i] - before[0][i]) / -lr for before, after in pairwise(places)]
        slopes = [g[0][i] for g in grads]
        for name, of in (("every step", slice(None, -1)), ("the last step", slice(-1, None))):
            factor = _factor(np.concatenate(moves[of]) if moves[of] else None, np.concatenate(slopes[of] or [[]]))
            told[f"{letter}: {name} is a multiple of its gradient"] = factor is not None
            told[f"{letter}: {name} in units of -lr times its gradient"] = 0.0 if factor is None else factor
    return told


def _factor(moves, slopes):
    if moves is None:
        return None
    factor = float(np.vdot(moves, slopes) / np.vdot(slopes, slopes))
    gap = np.abs(moves - factor * slopes).max()
    return round(factor, 9) if gap < 1e-10 * (1 + np.abs(moves).max()) else None


def _trained(result, X):
    """Params and losses of what a training returned."""
    params, losses = parts(result, ("params", "losses"))
    return network(params, X.shape[1], 1, hidden=0), numbers(losses, (None,), "losses")


def _call(call, X):
    params, X_batch, labels_batch = parts(call, ("params", "X_batch", "labels_batch"))
    params = network(params, X.shape[1], 1, hidden=0)
    X_batch = numbers(X_batch, (None, X.shape[1]), "X_batch")
    return params, X_batch, numbers(labels_batch, (len(X_batch),), "labels_batch")


def _gap(one, other):
    [(W, b)], [(V, c)] = one, other
    return max(np.abs(W - V).max(), np.abs(b - c).max())


def _epoch(batches, X, labels):
    """For each batch the numbers of its rows, and the labels that came with them."""
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


def _order(epoch):
    return [int(i) for rows, _ in epoch for i in rows]


def _complete(epochs, X, labels):
    orders = [_order(epoch) for epoch in epochs]
    told = [label for epoch in epochs for _, part in epoch for label in part]
    rows, once = [i for order in orders for i in order], len(orders[0])
    return {
        "every example comes in every epoch": all(set(order) == set(range(len(X))) for order in orders),
        "no example comes twice in an epoch": all(len(set(order)) == len(order) for order in orders),
        "every example keeps its label": np.array_equal(told, [labels[i] for i in rows]),
        "the labels have left their old order": len(X) < _MANY or not np.array_equal(told[:once], labels[:once]),
    }
