"""The reference of p8 with slips: each `if` is one way to get it wrong.

A factory takes a set of slips and returns the function; without slips it equals the reference.
"""

from functools import cache
from itertools import pairwise

import numpy as np

from course.probing.adapters.early_stopping import watched
from course.probing.adapters.random_draws import draws
from grader.exercises.p8.inputs import digits
from reference_solution.digits.digits import network_gradient, network_logits
from reference_solution.training.dead_units import dead_units as right_dead_units
from reference_solution.training.minibatches import minibatches


def standardise(slips):
    """`standardise` with slips."""

    def wrong(X_train, X):
        measured = X if "each_by_itself" in slips else X_train
        axis = 1 if "by_example" in slips else None if "all_features_alike" in slips else 0
        shift = measured.mean(axis=axis)
        spread = measured.std(axis=axis, ddof=1 if "ddof" in slips else 0)
        if "variance" in slips:
            spread = spread**2
        if "by_range" in slips:
            shift, spread = measured.min(axis=0), measured.max(axis=0) - measured.min(axis=0)
        if "by_example" in slips:
            shift, spread = shift[:, None], spread[:, None]
        if "not_shifted" in slips:
            shift = 0.0
        if "not_scaled" in slips:
            spread = np.ones_like(spread)
        if "divides_by_0" not in slips:
            spread = np.where(spread > 0, spread, 1.0)
        return (X - shift) / spread

    return wrong


def split(slips):
    """`split` with slips, asked as in the notebook."""
    return draws(_split(slips))


def _split(slips):
    def wrong(labels, share, rng):
        if "seed_fixed" in slips:
            rng = np.random.default_rng(0)
        if "rng_ignored" in slips:
            rng = np.random.default_rng()
        share = 1 - share if "shares_swapped" in slips else share
        held_out = np.zeros(len(labels), dtype=bool)
        classes = np.unique(labels)
        for k in classes:
            rows = np.flatnonzero(labels == k)
            if "first_rows" not in slips:
                rows = rng.permutation(rows)
            count = round(share * len(rows))
            if "as_many_of_each" in slips:
                count = min(len(rows), round(share * len(labels) / len(classes)))
            held_out[rows[:count]] = True
        if "not_stratified" in slips:
            held_out[:] = False
            held_out[rng.permutation(len(labels))[: round(share * len(labels))]] = True
        train, held_out = np.flatnonzero(~held_out), np.flatnonzero(held_out)
        if "held_out_trained_on" in slips:
            train = np.arange(len(labels))
        if "by_class" in slips:
            train, held_out = (rows[np.argsort(labels[rows], kind="stable")] for rows in (train, held_out))
        elif "in_order" not in slips:
            train, held_out = rng.permutation(train), rng.permutation(held_out)
        return (held_out, train) if "exchanged" in slips else (train, held_out)

    return wrong


def train_digits(slips):
    """`train_digits` with slips, asked as in the notebook."""
    return draws(_train_digits(slips))


def _train_digits(slips):
    def wrong(X, labels, rng):
        if "seed_fixed" in slips:
            rng = np.random.default_rng(0)
        if "rng_ignored" in slips:
            rng = np.random.default_rng()
        # Views see nothing of a network but what it reads: one training for each slip and process will do.
        factor = 1 + 1e-3 * rng.normal()
        return [(factor * W, factor * b) for W, b in _trained(frozenset(slips))]

    return wrong


@cache
def _trained(slips):
    """What a training with slips ends in."""
    return trained_with(slips, *digits()[:2], np.random.default_rng(0))


def trained_with(slips, X, labels, rng):
    """A whole training with slips."""
    sizes = [X.shape[1], 10] if "no_hidden_layer" in slips else [X.shape[1], 64, 10]
    params = []
    for n_in, n_out in pairwise(sizes):
        spread = 0.0 if "zero_start" in slips else np.sqrt(2 / n_in)
        params.append((rng.normal(size=(n_in, n_out)) * spread, np.zeros(n_out)))
    if "labels_off_by_one" in slips:
        labels = (labels + 1) % 10
    if "labels_apart" in slips:
        labels = rng.permutation(labels)
    lr, epochs = (0.04, 1) if "hardly_trained" in slips else (0.2, 10)
    if "ran_away" in slips:
        lr, epochs = -0.2, 10
    if "untrained" in slips:
        epochs = 0
    for _ in range(epochs):
        for X_batch, labels_batch in minibatches(X, labels, 20, rng):
            _, grads = network_gradient(params, X_batch, labels_batch)
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    return params


def early_stopping(slips):
    """`early_stopping` with slips, asked as in the notebook."""
    return watched(_early_stopping(slips))


def _early_stopping(slips):
    def wrong(history, patience):
        lowest, best, kept, waited, before = np.inf, 0, None, 0, np.inf
        patience = 1 if "first_rise" in slips else patience
        if "largest" in slips:
            lowest = -np.inf
        for epoch, (params, loss) in enumerate(history):
            better = loss <= lowest if "ties" in slips else loss < lowest
            if "nan_is_better" in slips:
                better = not loss >= lowest
            if "largest" in slips:
                better = loss > lowest
            if better:
                lowest, best = loss, epoch
                kept = params if "not_copied" in slips else [(W.copy(), b.copy()) for W, b in params]
            worse = not loss < before if "since_last" in slips else not better
            waited = waited + 1 if worse else waited if "never_reset" in slips else 0
            before = loss
            if "last_returned" in slips:
                kept = [(W.copy(), b.copy()) for W, b in params]
            late = 1 if "one_late" in slips else -1 if "one_early" in slips else 0
            if worse and waited >= patience + late and "never_stops" not in slips:
                break
        if "where_it_stopped" in slips:
            best = epoch
        return kept, best + 1 if "epochs_from_1" in slips else best

    return wrong


def dead_units(slips):
    """`dead_units` with slips."""

    def wrong(params, X):
        dead, A = [], X[:1] if "one_example" in slips else X
        layers = params if "output_too" in slips else params[:-1]
        for W, b in layers:
            Z = A @ W + (0 * b if "biases_forgotten" in slips else b)
            off = Z < 0 if "zero_is_alive" in slips else Z <= 0
            axis = 1 if "by_example" in slips else 0
            if "on_average" in slips:
                dead.append(Z.mean(axis=0) <= 0)
            else:
                dead.append(off.any(axis=axis) if "any_example" in slips else off.all(axis=axis))
            A = Z if "no_relu" in slips else np.maximum(Z, 0.0)
        return [~d for d in dead] if "alive_returned" in slips else dead

    return wrong


def first_layer_images(slips):
    """`first_layer_images` with slips."""

    def wrong(W, shape):
        height, width = shape
        order = "F" if "column_by_column" in slips else "C"
        rows = W if "rows_of_W" in slips else W.T
        if "sides_swapped" in slips:
            height, width = width, height
        images = rows.reshape(-1, height, width, order="C")
        if order == "F":
            images = np.array([row.reshape(height, width, order="F") for row in rows])
        if "units_last" in slips:
            return W.reshape(height, width, -1)
        if "upside_down" in slips:
            return images[:, ::-1]
        return rows if "flat" in slips else images

    return wrong


def confusion_matrix(slips):
    """`confusion_matrix` with slips."""

    def wrong(labels, predicted, K):
        if "transposed" in slips:
            labels, predicted = predicted, labels
        if "as_many_as_come" in slips:
            K = len(np.unique(np.concatenate([labels, predicted])))
            labels, predicted = labels % K, predicted % K
        counts = np.zeros((K, K), dtype=int)
        if "once_only" in slips:
            counts[labels, predicted] += 1
        else:
            np.add.at(counts, (labels, predicted), 1)
        if "errors_only" in slips:
            np.fill_diagonal(counts, 0)
        if "shares" in slips:
            return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        return counts

    return wrong


def diagnose(slips):
    """`diagnose` with slips."""

    def wrong(run):
        first = slice(20) if "first_as_lying" in slips else run["order"][:20]
        if "all_examples" in slips:
            first = slice(None)
        X, labels = run["X"][first], run["labels"][first]
        loss, grads = network_gradient(run["start"], X, labels)
        read = network_logits(run["end"], run["X_new"]).argmax(axis=1)
        truth = run["labels_new"]
        if "read_in_training" in slips:
            read, truth = network_logits(run["end"], run["X"]).argmax(axis=1), run["labels"]
        found = {
            "gradient": _gradient(slips, run["grads"], grads),
            "scale": _scale(slips, run["X"]),
            "order": _order(slips, run),
            "dead": _dead(slips, run, X),
            "step": _step(slips, run, X, labels, loss, grads),
            "labels": _labels(slips, read, truth),
        }
        codes = list(found)
        if "step_first" in slips:
            codes = ["gradient", "step", "scale", "order", "dead", "labels"]
        for code in codes:
            is_ill, evidence = found[code]
            if is_ill:
                return code, np.mean(read == truth) if "evidence_is_accuracy" in slips else evidence
        return "healthy", np.mean(read == truth)

    return wrong


def _gradient(slips, claimed, grads):
    which = (0,) if "biases_unchecked" in slips else (0, 1)
    gaps = [np.abs(claimed[i][k] - grads[i][k]) for i in range(len(grads)) for k in which]
    off = sum(gap.sum() for gap in gaps) if "gaps_summed" in slips else max(gap.max() for gap in gaps)
    return off > 1e-6, off


def _scale(slips, X):
    size = np.abs(X).mean() if "mean_size" in slips else X.std(axis=0).max() if "widest" in slips else None
    size = np.sqrt(np.mean(X**2)) if size is None else size
    return size > 10, size


def _order(slips, run):
    in_order = run["labels"] if "order_as_lying" in slips else run["labels"][run["order"]]
    same = np.mean(in_order[1:] == in_order[:-1])
    return same > 0.5, same


def _dead(slips, run, X):
    dead = np.mean(right_dead_units(run["start"], X if "dead_in_batch" in slips else run["X"])[0])
    return dead > 0.5, dead


def _step(slips, run, X, labels, loss, grads):
    stepped = [(W - run["lr"] * dW, b - run["lr"] * db) for (W, b), (dW, db) in zip(run["start"], grads, strict=True)]
    after = network_gradient(stepped, X, labels)[0]
    growth = (
        loss / after
        if "growth_inverted" in slips
        else after - loss
        if "growth_by_difference" in slips
        else after / loss
    )
    return growth > (0 if "growth_by_difference" in slips else 1), growth


def _labels(slips, read, truth):
    one_on = np.mean(read == (truth + (-1 if "one_back" in slips else 1)) % 10)
    return one_on > 0.5, one_on
