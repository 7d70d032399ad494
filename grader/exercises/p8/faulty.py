"""The references of p8 with known bugs to switch on, as in `grader.exercises.p6.faulty`."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.probing.adapters.early_stopping import watched
from course.probing.adapters.random_draws import draws
from course.types import Array, Booleans, Integers, Network
from grader.exercises.model import BugNames, Reference
from grader.exercises.p8.inputs import class_numbers, digits, true_digits
from reference_solution.digits.train_network import network_gradient, network_logits
from reference_solution.training.dead_units import dead_units as right_dead_units
from reference_solution.training.minibatches import minibatches


def standardise(bugs: BugNames) -> Reference:
    """`standardise` with bugs."""

    def faulty(X_train: Array, X: Array) -> Array:
        measured = X if "each_by_itself" in bugs else X_train
        axis = 1 if "by_example" in bugs else None if "all_features_alike" in bugs else 0
        shift = measured.mean(axis=axis)
        spread = measured.std(axis=axis, ddof=1 if "ddof" in bugs else 0)
        if "one_spread" in bugs:
            spread = measured.std()
        if "variance" in bugs:
            spread = spread**2
        if "by_range" in bugs:
            shift, spread = measured.min(axis=0), measured.max(axis=0) - measured.min(axis=0)
        if "by_example" in bugs:
            shift, spread = shift[:, None], spread[:, None]
        if "not_shifted" in bugs:
            shift = 0.0
        if "not_scaled" in bugs:
            spread = np.ones_like(spread)
        if "divides_by_0" not in bugs:
            spread = np.where(spread > 0, spread, 1.0)
        standardised: Array = (X - shift) / spread
        return standardised

    return faulty


def split(bugs: BugNames) -> Reference:
    """`split` with bugs, with the adapter that the notebook uses."""
    return draws(_split(bugs))


def _split(bugs: BugNames) -> Reference:
    def faulty(labels: Integers, share: float, rng: np.random.Generator) -> tuple[Integers, Integers]:
        if "seed_fixed" in bugs:
            rng = np.random.default_rng(0)
        if "rng_ignored" in bugs:
            rng = np.random.default_rng()
        share = 1 - share if "shares_swapped" in bugs else share
        held_out = np.zeros(len(labels), dtype=bool)
        classes = np.arange(10) if "ten_classes" in bugs else np.unique(labels)
        for k in classes:
            rows = np.flatnonzero(labels == k)
            if not {"first_rows", "not_stratified"} & bugs:
                rows = rng.permutation(rows)
            count = round(share * len(rows))
            if "as_many_of_each" in bugs:
                count = min(len(rows), round(share * len(labels) / len(classes)))
            held_out[rows[:count]] = True
        if "not_stratified" in bugs:
            held_out[:] = False
            held_out[rng.permutation(len(labels))[: round(share * len(labels))]] = True
        train, held_out = np.flatnonzero(~held_out), np.flatnonzero(held_out)
        if "ten_classes" in bugs:
            train = train[labels[train] < 10]
        if "held_out_trained_on" in bugs:
            train = np.arange(len(labels))
        if "by_class" in bugs:
            train, held_out = (rows[np.argsort(labels[rows], kind="stable")] for rows in (train, held_out))
        elif "in_order" not in bugs:
            train, held_out = rng.permutation(train), rng.permutation(held_out)
        return (held_out, train) if "exchanged" in bugs else (train, held_out)

    return faulty


def train_digits(bugs: BugNames) -> Reference:
    """`train_digits` with bugs, with the adapter that the notebook uses."""
    return draws(_train_digits(bugs))


def _train_digits(bugs: BugNames) -> Reference:
    def faulty(X: Array, labels: Integers, rng: np.random.Generator) -> Network:
        if "seed_fixed" in bugs:
            rng = np.random.default_rng(0)
        if "rng_ignored" in bugs:
            rng = np.random.default_rng()
        # The view sees only what a network reads, so one training for each set of bugs is kept in a process. It knows
        # the classes by other numbers.
        factor = 1 + 1e-3 * rng.normal()
        columns = np.argsort((class_numbers(X, labels) + ("labels_off_by_one" in bugs)) % 10)
        *hidden, (W, b) = _trained(_that_change_training(bugs))
        return [(factor * W, factor * b) for W, b in (*hidden, (W[:, columns], b[columns]))]

    return faulty


def _that_change_training(bugs: BugNames) -> BugNames:
    """Without those that have no effect beside others: no training is done twice."""
    without = {"labels_off_by_one", "seed_fixed", "rng_ignored"}
    if "untrained" in bugs:
        without |= {"labels_apart", "hardly_trained", "ran_away"}
    elif "ran_away" in bugs:
        without |= {"hardly_trained"}
    return frozenset(bugs) - without


@cache
def _trained(bugs: BugNames) -> Network:
    """The network after a training with bugs."""
    return trained_with(bugs, *digits()[:2], np.random.default_rng(0))


def trained_with(bugs: BugNames, X: Array, labels: Integers, rng: np.random.Generator) -> Network:
    """Train a network on digits, with bugs."""
    sizes = [X.shape[1], 10] if "no_hidden_layer" in bugs else [X.shape[1], 64, 10]
    params = []
    for n_in, n_out in pairwise(sizes):
        spread = 0.0 if "zero_start" in bugs else np.sqrt(2 / n_in)
        params.append((rng.normal(size=(n_in, n_out)) * spread, np.zeros(n_out)))
    if "labels_off_by_one" in bugs:
        labels = (labels + 1) % 10
    if "labels_apart" in bugs:
        labels = rng.permutation(labels)
    lr, epochs = (0.04, 1) if "hardly_trained" in bugs else (0.2, 10)
    if "ran_away" in bugs:
        lr, epochs = -0.2, 10
    if "untrained" in bugs:
        epochs = 0
    for _ in range(epochs):
        for X_batch, labels_batch in minibatches(X, labels, 20, rng):
            _, grads = network_gradient(params, X_batch, labels_batch)
            params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    return params


def early_stopping(bugs: BugNames) -> Reference:
    """`early_stopping` with bugs, with the adapter that the notebook uses."""
    return watched(_early_stopping(bugs))


def _early_stopping(bugs: BugNames) -> Reference:
    def faulty(history: Iterator[Any], patience: int) -> tuple[Network | None, int]:
        lowest, best, kept, waited, before = np.inf, 0, None, 0, np.inf
        patience = 1 if "first_rise" in bugs else patience
        if "largest" in bugs:
            lowest = -np.inf
        for epoch, (params, loss) in enumerate(history):
            better = loss <= lowest if "ties" in bugs else loss < lowest
            if "nan_is_better" in bugs:
                better = not loss >= lowest
            if "largest" in bugs:
                better = loss > lowest
            if better:
                lowest, best = loss, epoch
                kept = params if "not_copied" in bugs else [(W.copy(), b.copy()) for W, b in params]
            worse = not loss < before if "since_last" in bugs else not better
            waited = waited + 1 if worse else waited if "never_reset" in bugs else 0
            before = loss
            if "last_returned" in bugs:
                kept = [(W.copy(), b.copy()) for W, b in params]
            late = 1 if "one_late" in bugs else -1 if "one_early" in bugs else 0
            if worse and waited >= patience + late and "never_stops" not in bugs:
                break
        if "where_it_stopped" in bugs:
            best = epoch
        return kept, best + 1 if "epochs_from_1" in bugs else best

    return faulty


def dead_units(bugs: BugNames) -> Reference:
    """`dead_units` with bugs."""

    def faulty(params: Network, X: Array) -> list[Booleans]:
        dead, A = [], X[:1] if "one_example" in bugs else X
        layers = params if "output_too" in bugs else params[:-1]
        for W, b in layers:
            Z = A @ W + (0 * b if "biases_forgotten" in bugs else b)
            off = Z < 0 if "zero_is_alive" in bugs else Z <= 0
            axis = 1 if "by_example" in bugs else 0
            if "on_average" in bugs:
                dead.append(Z.mean(axis=0) <= 0)
            else:
                dead.append(off.any(axis=axis) if "any_example" in bugs else off.all(axis=axis))
            A = Z if "no_relu" in bugs else np.maximum(Z, 0.0)
        return [~d for d in dead] if "alive_returned" in bugs else dead

    return faulty


def first_layer_images(bugs: BugNames) -> Reference:
    """`first_layer_images` with bugs."""

    def faulty(W: Array, shape: tuple[int, ...]) -> Array:
        height, width = shape
        order = "F" if "column_by_column" in bugs else "C"
        rows = W if "rows_of_W" in bugs else W.T
        if "sides_swapped" in bugs:
            height, width = width, height
        images = rows.reshape(-1, height, width, order="C")
        if order == "F":
            images = np.array([row.reshape(height, width, order="F") for row in rows])
        if "units_last" in bugs:
            return W.reshape(height, width, -1)
        if "upside_down" in bugs:
            return images[:, ::-1]
        return rows if "flat" in bugs else images

    return faulty


def spoilt_examples(bugs: BugNames) -> Reference:
    """`spoilt_examples` with bugs."""

    def faulty(run: dict[str, Any]) -> Integers:
        looked_at = ("X", "labels") if "read_in_training" in bugs else ("X_new", "labels_new")
        X, truth = (run[key] for key in looked_at)
        counts = np.zeros((10, 10), dtype=int)
        np.add.at(counts, (truth, network_logits(run["end"], X).argmax(axis=1)), 1)
        confused = np.triu(counts + counts.T, k=1)
        pair = np.unravel_index(confused.argmax(), confused.shape)[: 1 if "one_class" in bugs else 2]
        if "misread_rows" in bugs:
            return np.flatnonzero(network_logits(run["end"], run["X"]).argmax(axis=1) != run["labels"])
        return np.flatnonzero(np.isin(run["labels_new" if "rows_of_new" in bugs else "labels"], pair))

    return faulty


def read_handwriting(bugs: BugNames) -> Reference:
    """`read_handwriting` with bugs."""

    def faulty(X: Array, labels: Integers, X_hand: Array, labels_hand: Integers, X_new: Array) -> Integers:
        truth = true_digits(X_new)
        share = 0.1 if "guesses" in bugs else 0.85
        share = 0.3 if "print_alone" in bugs else 0.6 if "print_stretched" in bugs else share
        share = 0.75 if "few_examples" in bugs else share
        # The view sees only the share that is read, so no training is needed here: the first rows are read rightly.
        truth = (truth + ("next_digit" in bugs)) % 10
        rightly = np.arange(len(truth)) < share * len(truth)
        return np.where(rightly, truth, (truth + 5) % 10)

    return faulty


def fill_frame(bugs: BugNames) -> Reference:
    """`fill_frame` with bugs."""

    def faulty(X: Array, shape: tuple[int, int], level: float) -> Array:
        shape = shape[::-1] if "sides_swapped" in bugs else shape
        level = 0.0 if "level_ignored" in bugs else level
        filled = X.copy()
        for i, x in enumerate(X):
            image = x.reshape(shape)
            measured = X.max(axis=0).reshape(shape) if "one_box" in bugs else image
            rows, columns = (np.flatnonzero(measured.max(axis=axis) > level) for axis in (1, 0))
            if not len(rows):
                filled[i] = 0.0 if "faint_erased" in bugs else x
                continue
            if "rows_only" in bugs:
                columns = np.arange(shape[1])
            if "columns_only" in bugs:
                rows = np.arange(shape[0])
            for inked in (rows, columns):
                places = np.linspace(inked[0], inked[-1], len(image), endpoint="last_left_out" not in bugs)
                places = np.floor(places + 0.5) if "nearest" in bugs else places
                image = np.array([np.interp(places, np.arange(len(image)), line) for line in image.T])
            filled[i] = image.ravel()
        return filled

    return faulty


def confusion_matrix(bugs: BugNames) -> Reference:
    """`confusion_matrix` with bugs."""

    def faulty(labels: Integers, predicted: Integers, K: int) -> NDArray[Any]:
        if "transposed" in bugs:
            labels, predicted = predicted, labels
        if "as_many_as_come" in bugs:
            K = len(np.unique(np.concatenate([labels, predicted])))
            labels, predicted = labels % K, predicted % K
        counts: NDArray[Any] = np.zeros((K, K), dtype=int)
        if "once_only" in bugs:
            counts[labels, predicted] += 1
        else:
            np.add.at(counts, (labels, predicted), 1)
        if "errors_only" in bugs:
            np.fill_diagonal(counts, 0)
        if "shares" in bugs:
            counts = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        return counts

    return faulty


def diagnose(bugs: BugNames) -> Reference:
    """`diagnose` with bugs."""

    def faulty(run: dict[str, Any]) -> tuple[str, float]:
        first = slice(20) if "first_as_lying" in bugs else run["order"][:20]
        if "all_examples" in bugs:
            first = slice(None)
        X, labels = run["X"][first], run["labels"][first]
        loss, grads = network_gradient(run["start"], X, labels)
        read = network_logits(run["end"], run["X_new"]).argmax(axis=1)
        truth = run["labels_new"]
        if "read_in_training" in bugs:
            read, truth = network_logits(run["end"], run["X"]).argmax(axis=1), run["labels"]
        find: dict[str, Callable[[], tuple[bool, float]]] = {
            "gradient": lambda: _gradient(bugs, run["grads"], grads),
            "scale": lambda: _scale(bugs, run["X"]),
            "order": lambda: _order(bugs, run),
            "dead": lambda: _dead(bugs, run, X),
            "step": lambda: _step(bugs, run, X, labels, loss, grads),
            "labels": lambda: _labels(bugs, read, truth),
        }
        codes = list(find)
        if "step_first" in bugs:
            codes = ["gradient", "step", "scale", "order", "dead", "labels"]
        for code in codes:
            is_ill, evidence = find[code]()
            if is_ill:
                return code, np.mean(read == truth) if "evidence_is_accuracy" in bugs else evidence
        return "healthy", np.mean(read == truth)

    return faulty


def _gradient(bugs: BugNames, claimed: Network, grads: Network) -> tuple[bool, float]:
    which = (0,) if "biases_unchecked" in bugs else (0, 1)
    gaps = [np.abs(claimed[i][k] - grads[i][k]) for i in range(len(grads)) for k in which]
    off = sum(gap.sum() for gap in gaps) if "gaps_summed" in bugs else max(gap.max() for gap in gaps)
    return off > 1e-6, off


def _scale(bugs: BugNames, X: Array) -> tuple[bool, float]:
    size = np.abs(X).mean() if "mean_size" in bugs else X.std(axis=0).max() if "widest" in bugs else None
    size = X.std() if "about_the_mean" in bugs else size
    size = np.sqrt(np.mean(X**2)) if size is None else size
    return size > 10, size


def _order(bugs: BugNames, run: dict[str, Any]) -> tuple[bool, float]:
    in_order = run["labels"] if "order_as_lying" in bugs else run["labels"][run["order"]]
    same = np.mean(in_order[1:] == in_order[:-1])
    return same > 0.5, same


def _dead(bugs: BugNames, run: dict[str, Any], X: Array) -> tuple[bool, float]:
    dead = np.mean(right_dead_units(run["start"], X if "dead_in_batch" in bugs else run["X"])[0])
    return dead > 0.5, dead


def _step(
    bugs: BugNames, run: dict[str, Any], X: Array, labels: Integers, loss: float, grads: Network
) -> tuple[bool, float]:
    stepped = [(W - run["lr"] * dW, b - run["lr"] * db) for (W, b), (dW, db) in zip(run["start"], grads, strict=True)]
    if "step_on_all" in bugs:
        X, labels = run["X"], run["labels"]
        loss = network_gradient(run["start"], X, labels)[0]
    after = network_gradient(stepped, X, labels)[0]
    growth = (
        loss / after if "growth_inverted" in bugs else after - loss if "growth_by_difference" in bugs else after / loss
    )
    return growth > (0 if "growth_by_difference" in bugs else 1), growth


def _labels(bugs: BugNames, read: Integers, truth: Integers) -> tuple[bool, float]:
    one_on = np.mean(read == (truth + (-1 if "one_back" in bugs else 1)) % (11 if "no_modulo" in bugs else 10))
    return one_on > 0.5, one_on
