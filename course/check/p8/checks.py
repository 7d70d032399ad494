"""Visible checks of p8_digits: small examples worked out by hand, and the accuracy of a training on digits."""

from typing import Any

import numpy as np

from course.check.core.arrays import unpack
from course.check.core.calling import call, same, try_it
from course.check.core.expected import known_array, known_number
from course.check.core.layered_networks import output_of, read_layers
from course.check.core.report import Report
from course.check.p8.fill_frame import fill_frame
from course.check.p8.read_handwriting import read_handwriting
from course.check.p8.recorded_runs import check_runs
from course.check.p8.seventh_run import spoilt_examples
from course.kind_of import kind_of
from course.probing.adapters.early_stopping import watched
from course.probing.adapters.random_draws import draws
from course.types import Array, Integers, StudentFunction

__all__ = [
    "confusion_matrix", "dead_units", "diagnose", "draws", "early_stopping", "fill_frame", "first_layer_images",
    "read_handwriting", "split", "spoilt_examples", "standardise", "train_digits", "try_it", "watched",
]  # fmt: skip


def standardise(standardise: StudentFunction) -> None:
    """Check training examples and others by hand, and a constant feature."""
    X_train, X = np.array([[1.0, 10.0], [5.0, 30.0]]), np.array([[7.0, 20.0], [3.0, 0.0], [3.0, 40.0]])
    with Report("standardise") as report:
        slips = [
            (np.array([[-4.0, -20.0], [4.0, 20.0]]) / 2, "That is centred, but not divided by the standard deviation."),
            (np.array([[0.5, 1.0], [2.5, 3.0]]), "That is divided by the standard deviation, but not centred."),
            (
                np.array([[-0.5, -0.1], [0.5, 0.1]]),
                "That is divided by the variance; the standard deviation is its square root.",
            ),
            (
                np.array([[-1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2),
                "That is the standard deviation with N - 1 in the denominator; here it is N.",
            ),
            (
                np.array([[0.0, 0.0], [1.0, 1.0]]),
                "That is stretched from 0 to 1; mean 0 and standard deviation 1 are asked for.",
            ),
            (
                (X_train - X_train.mean()) / X_train.std(),
                "That has one mean and one standard deviation for all; every feature has its own.",
            ),
            (np.array([[-1.0, 1.0], [-1.0, 1.0]]), "That is done row by row; a feature is a column."),
        ]
        got = call(report, standardise, X_train, X_train.copy())
        known_array(report, "result", got, np.array([[-1.0, -1.0], [1.0, 1.0]]), "the training examples", "", slips)
        if report.failed:
            return
        wanted = np.array([[2.0, 0.0], [0.0, -2.0], [0.0, 2.0]])
        itself = (X - X.mean(axis=0)) / X.std(axis=0)
        slips = [
            (itself, "Mean and standard deviation are those of X; take them from X_train alone."),
            ((X - X_train.mean(axis=0)) / X.std(axis=0), "The standard deviation is that of X; take it from X_train."),
            ((X - X.mean(axis=0)) / X_train.std(axis=0), "The mean is that of X; take it from X_train."),
        ]
        known_array(report, "result", call(report, standardise, X_train, X), wanted, "other examples", "", slips)
        flat = np.array([[1.0, 7.0], [3.0, 7.0]])
        got = call(report, standardise, flat, np.array([[3.0, 7.0], [1.0, 8.0]]))
        known_array(report, "result", got, np.array([[1.0, 0.0], [-1.0, 1.0]]), "a feature that never changes")


def split(split: StudentFunction) -> None:
    """Check a split of three classes: sizes, completeness, order and the use of the generator."""
    labels = np.random.default_rng(3).permutation(np.repeat([0, 6, 12], [20, 10, 30]))
    asked = draws(split)
    asked.__name__ = "split"  # for the sentences of the report
    with Report("split") as report:
        one, other, again = (_rows(report, drawn) for drawn in call(report, asked, labels, 0.3, 5))
        _, held_out = one
        together = np.concatenate(one)
        if len(set(together)) < len(labels) or len(together) > len(labels):
            missing, twice = len(labels) - len(set(together)), len(together) - len(set(together))
            report.stop(f"Of {len(labels)} rows {missing} are in neither part, and {twice} come more than once.")
        counts = [int(np.sum(labels[held_out] == k)) for k in (0, 6, 12)]
        if counts != [6, 3, 9]:
            swapped = " Exchanged: train comes first." if counts == [14, 7, 21] else ""
            report.stop(f"Of classes with 20, 10 and 30 rows {counts} are held out, expected [6, 3, 9].{swapped}")
        report.ok("three tenths", "of every class are held out, and every row is in one part")
        # Class by class, in whichever order, the label of the three classes changes twice.
        if any(len(set(np.diff(rows) > 0)) == 1 or np.count_nonzero(np.diff(labels[rows])) == 2 for rows in one):
            report.fail("Row numbers come in order, or class by class: shuffle both parts at the end.")
        elif not all(map(np.array_equal, one, again)):
            report.fail("The same seed gave two different splits: all random numbers must come from rng.")
        elif set(held_out) == set(other[1]):
            report.fail("A second split holds out the same rows: are they drawn from rng, or always the first ones?")
        else:
            report.ok("random numbers", "another split each time, and the same again for the same seed")


def _rows(report: Report, drawn: Any) -> list[Integers]:
    pair = unpack(report, "split", drawn, ("train", "held_out"))
    for name, rows in zip(("train", "held_out"), pair, strict=True):
        good = isinstance(rows, list | tuple) or (isinstance(rows, np.ndarray) and rows.ndim == 1)
        if not good or not all(isinstance(i, int | np.integer) and 0 <= i < 60 for i in rows):
            report.stop(f"{name} should be an array of row numbers, whole numbers from 0 to N - 1.")
    return [np.asarray(rows, dtype=int) for rows in pair]


def early_stopping(early_stopping: StudentFunction) -> None:
    """Check a loss curve by hand, with new arrays in each epoch and with the same ones; equal losses, and NaN."""
    losses, asked = np.array([3.0, 2.0, 2.5, 1.0, 1.5, 1.2, 0.5, 2.0]), watched(early_stopping)
    asked.__name__ = "early_stopping"
    with Report("early_stopping") as report:
        for in_place, where in ((False, "new arrays each epoch"), (True, "training goes on in the same arrays")):
            result, taken = call(report, asked, losses, 2, in_place)
            params, best = unpack(report, "early_stopping", result, ("params", "best"))
            slips = [(6, "That best lies behind the point where it should have stopped.")]
            if taken == 6:
                slips += [
                    (5, "That is where it stopped."),
                    (4, "Epochs are counted from 0."),
                    (1, "That is the best loss; the number of its epoch is asked for."),
                ]
            elif taken == 3:
                slips.append((1, "It stopped at the first rise: one epoch of patience is left."))
            known_number(report, "best", best, 3.0, "losses 3, 2, 2.5, 1, 1.5, 1.2, …, patience 2", slips)
            if report.failed:
                return
            if taken != 6:
                slip = "It reads on" if taken > 6 else "It stops too early"
                report.stop(f"{taken} epochs were taken from history, expected 6: the best and two more. {slip}.")
            layers = read_layers(report, params, 2, 2)
            epoch = layers[0][0].flat[0]
            if any((W != 3).any() or (b != 3.5).any() for W, b in layers):
                changed = (
                    "They were kept without a copy, and changed afterwards." if in_place else "Keep those of the best."
                )
                report.stop(f"The parameters are those of epoch {epoch:g}, not of epoch 3 ({where}). {changed}")
            report.ok("the parameters", f"are those of the best epoch ({where})")
        for curve, first, end, told in (
            ([2.0, 1.0, 1.0, 1.0, 0.4], 1, 4, "losses 2, 1, 1, 1, …: an equal loss is not better"),
            ([2.0, np.nan, 1.0, np.nan, np.nan, 0.5], 2, 5, "losses 2, NaN, 1, NaN, NaN, …: NaN is not better"),
            ([3.0, 2.0, 2.5], 1, 3, "losses 3, 2, 2.5, and history ends"),
        ):
            result, taken = call(report, asked, np.array(curve), 2, False)
            _, best = unpack(report, "early_stopping", result, ("params", "best"))
            known_number(report, "best", best, float(first), f"{told}; patience 2")
            if not report.failed and taken != end:
                report.fail(f"{taken} epochs were taken from history, expected {end} ({told}; patience 2).")


def train_digits(train_digits: StudentFunction, X: Array, labels: Integers, X_new: Array, labels_new: Integers) -> None:
    """Check the accuracy on held-out digits after a training on standardised images.

    Parameters
    ----------
    train_digits : callable
        ``train_digits(X, labels, rng) -> params``.
    X : ndarray of shape (N, n)
        Training images.
    labels : ndarray of shape (N,)
    X_new : ndarray of shape (M, n)
        Held-out images.
    labels_new : ndarray of shape (M,)
    """
    deviation = X.std(axis=0)
    deviation[deviation == 0] = 1.0
    X, X_new = ((pictures - X.mean(axis=0)) / deviation for pictures in (X, X_new))
    with Report("train_digits") as report:
        params = read_layers(report, call(report, train_digits, X, labels, np.random.default_rng(0)), X.shape[1], 10)
        if len(params) < 2:
            report.fail("There is no hidden layer: that is a linear classifier.")
        read = output_of(params, X_new, lambda Z: np.maximum(Z, 0)).argmax(axis=1)
        right, one_on = np.mean(read == labels_new), np.mean(read == (labels_new + 1) % 10)
        W = params[0][0]
        _chance(report, train_digits, X[:60], labels[:60])
        if right >= 0.93:
            report.ok("held-out digits", f"{right:.1%} are read after training on {len(X)} others")
            return
        slip = "Does the loss of an epoch still fall when you stop? Then more epochs, a larger lr, or more units."
        if np.allclose(W, W[:, :1]):
            slip = "All hidden units are the same: how are the weights initialised?"
        elif not any(b.any() for _, b in params):
            slip = "All biases are still 0: are the new params kept in the loop, and returned?"
        elif one_on > 0.5:
            slip = "Most are read as the next digit: are the labels off by one?"
        elif right < 0.05:
            slip = "That is worse than a guess: do the steps go along the gradient, uphill?"
        elif right < 0.3:
            slip = "That is little better than a guess: do the labels stay with their pictures, and does the loss fall?"
        report.fail(f"{right:.1%} of {len(X_new)} held-out digits are read, expected about 95 %. {slip}")


def _chance(report: Report, train_digits: StudentFunction, X: Array, labels: Integers) -> None:
    """Report whether the rng that is passed in decides the training, and nothing else does."""
    one, other, again = (
        read_layers(report, call(report, train_digits, X, labels, np.random.default_rng(seed)), X.shape[1], 10)
        for seed in (1, 2, 1)
    )
    if same(one, other):
        report.fail("Two different rngs gave the same network: is rng used, or a generator made anew?")
    elif not same(one, again):
        report.fail("The same seed gave two different networks: all random numbers must come from rng.")
    else:
        report.ok("random numbers", "another network for another rng, and the same again for the same seed")


def confusion_matrix(confusion_matrix: StudentFunction) -> None:
    """Check seven examples by hand, also with a class that has no examples."""
    labels, predicted = np.array([0, 0, 0, 1, 1, 2, 2]), np.array([0, 0, 1, 1, 2, 2, 2])
    wanted = np.array([[2, 1, 0], [0, 1, 1], [0, 0, 2]])
    with Report("confusion_matrix") as report:
        slips = [
            (wanted.T, "A row for each true class, a column for each predicted one: yours is the other way round."),
            (
                np.minimum(wanted, 1),
                "Nothing is counted twice: counts[labels, predicted] += 1 adds once for each place.",
            ),
            (wanted - np.diag(np.diag(wanted)), "What is right counts, too: on the diagonal."),
            (wanted / wanted.sum(), "Those are shares of all examples; counts are asked for."),
            (wanted / wanted.sum(axis=1, keepdims=True), "Those are shares of each row; counts are asked for."),
        ]
        got = _counts(call(report, confusion_matrix, labels, predicted, 3))
        known_array(report, "counts", got, wanted.astype(float), "7 examples, by hand", "(K, K)", slips)
        if not report.failed:
            got = _counts(call(report, confusion_matrix, labels, predicted, 4))
            known_array(report, "counts", got, np.pad(wanted, (0, 1)).astype(float), "K = 4: a class without examples")


def _counts(value: Any) -> Any:
    array = np.asarray(value) if isinstance(value, np.ndarray) else None
    return array.astype(float) if array is not None and array.dtype.kind in "iuf" else value


def dead_units(dead_units: StudentFunction) -> None:
    """Check one hidden layer and two by hand."""
    X = np.array([[1.0], [-2.0], [3.0]])
    first = (np.array([[1.0, -1.0, 1.0, 0.0, 1.0]]), np.array([0.0, 0.0, -4.0, 0.0, 3.0]))
    with Report("dead_units") as report:
        got = call(report, dead_units, [first, (np.ones((5, 2)), np.zeros(2))], X)
        [dead] = _masks(report, got, (5,))
        slips = [
            ([1, 1, 1, 1, 0], "These are off for some example; dead is a unit that is off for all of them."),
            ([0, 0, 1, 0, 0], "z = 0 for all examples is dead, too."),
            ([0, 1, 1, 1, 0], "Unit 1 is on for the second example, where its z is 2: every example counts."),
            ([1, 1, 0, 0, 1], "True should stand for dead."),
            ([0, 0, 0, 1, 0], "Unit 2 has the bias -4, so its z is never above -1."),
        ]
        slip = next((text for wrong, text in slips if dead == wrong), "Work out z for each unit and each example.")
        if dead != [0, 0, 1, 1, 0]:
            report.stop(f"dead is {np.array(dead, dtype=bool).tolist()}, expected only units 2 and 3. {slip}")
        report.ok("one hidden layer", "right, by hand")
        second = (np.array([[-1.0, -1.0], [0, -1.0], [0, 0], [0, 0], [0, 0]]), np.array([-0.5, 0.0]))
        masks = _masks(report, call(report, dead_units, [first, second, (np.ones((2, 1)), np.zeros(1))], X), (5, 2))
        if masks != [[0, 0, 1, 1, 0], [1, 1]]:
            report.fail(f"Second layer: got {masks[1]}, expected both dead. Is it fed with the ReLUs of the first?")
        else:
            report.ok("two hidden layers", "right, by hand")


def _masks(report: Report, value: Any, sizes: tuple[int, ...]) -> list[list[int]]:
    if not isinstance(value, list | tuple) or len(value) != len(sizes):
        report.stop(f"Expected a list with {len(sizes)} array(s), one for each hidden layer; the output has none.")
    for layer, (dead, n) in enumerate(zip(value, sizes, strict=True), start=1):
        answers = isinstance(dead, np.ndarray) or (
            isinstance(dead, list) and all(isinstance(d, bool | int) for d in dead)
        )
        if not answers or np.shape(dead) != (n,) or np.asarray(dead).dtype.kind not in "biuf":
            got = f"shape {np.shape(dead)}" if answers else kind_of(dead)
            report.stop(f"Layer {layer}: got {got}, expected an array of shape ({n},), one answer for each unit.")
    return [[int(d != 0) for d in dead] for dead in value]


def first_layer_images(first_layer_images: StudentFunction) -> None:
    """Check two images of 2 x 3 pixels by hand."""
    pictures = np.array([[[1.0, 2, 3], [4, 5, 6]], [[0.0, 0, 1], [0, 1, 0]]])
    W = pictures.reshape(2, 6).T.copy()
    with Report("first_layer_images") as report:
        slips = [
            (W.reshape(2, 2, 3), "Those are cut from the rows of W; unit j has column j."),
            (
                np.array([w.reshape(2, 3, order="F") for w in W.T]),
                "Those are filled column by column; rows come first.",
            ),
            (pictures[:, ::-1], "Those are upside down."),
        ]
        got = call(report, first_layer_images, W, (2, 3))
        known_array(report, "images", got, pictures, "2 units, 2 × 3 pixels", "(n_out, height, width)", slips)


def diagnose(diagnose: StudentFunction) -> None:
    """Check the code and the evidence for recorded runs: of each disease, and a healthy one."""
    with Report("diagnose") as report:
        check_runs(report, diagnose)
