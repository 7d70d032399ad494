"""Find out which examples the batches of an epoch hold, and in which order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.check.core.report import Report
from course.kind_of import kind_of
from course.types import Array, Integers


def read_epoch(report: Report, batches: Any, X: Array, labels: NDArray[Any], batch_size: int) -> list[Integers]:
    """Return the row numbers of the examples in each batch; report sizes, repetitions and labels that are wrong.

    Parameters
    ----------
    report : Report
    batches : object
        What the student returned: a list of (X_batch, labels_batch).
    X : ndarray of shape (N, n)
    labels : ndarray of shape (N,) or (N, K)
    batch_size : int

    Returns
    -------
    list of ndarray of int

    Raises
    ------
    course.check.core.report.Stop
        If the batches are not pairs of arrays, or hold rows that are not in X.
    """
    if not isinstance(batches, list | tuple) or not batches:
        report.stop(f"Expected a list of pairs (X_batch, labels_batch), got {kind_of(batches)}.")
    rows, got = [], []
    for number, pair in enumerate(batches, start=1):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            report.stop(f"Batch {number} is not a pair (X_batch, labels_batch).")
        X_batch, labels_batch = (_numbers(part) for part in pair)
        if X_batch is None or labels_batch is None or X_batch.ndim != 2 or X_batch.shape[1] != X.shape[1]:
            held = "no numbers" if X_batch is None or labels_batch is None else f"X_batch of shape {X_batch.shape}"
            report.stop(f"Batch {number} holds {held}, expected rows of X and their labels.")
        if len(labels_batch) != len(X_batch):
            report.stop(f"Batch {number} has {len(X_batch)} rows of X and {len(labels_batch)} labels.")
        gaps = np.abs(X_batch[:, None] - X).sum(axis=2)
        if len(X_batch) and gaps.min(axis=1).max() > 1e-9:
            report.stop(f"Batch {number} holds a row that is none of X: are the features of a row mixed?")
        rows.append(gaps.argmin(axis=1))
        got.append(labels_batch)
    _check_sizes(report, [len(part) for part in rows], len(X), batch_size)
    _check_once(report, np.concatenate(rows), len(X))
    _check_labels(report, np.concatenate(rows), np.concatenate(got), labels)
    return rows


def _numbers(value: Any) -> Array | None:
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        return None
    return array.astype(float) if array.dtype.kind in "biuf" and array.ndim else None


def _check_sizes(report: Report, sizes: list[int], N: int, batch_size: int) -> None:
    wanted = [min(batch_size, N - start) for start in range(0, N, batch_size)]
    if sizes == wanted:
        return
    slip = " The last, smaller batch is missing." if sizes == wanted[:-1] else ""
    if sorted(sizes) == sorted(wanted):
        slip = " The smaller one is not the last: shuffle the examples before you cut, not the batches after it."
    if len(sizes) == batch_size:
        slip = f" There are {batch_size} batches, but batch_size is how many examples a batch holds."
    report.fail(f"{N} examples with batch_size {batch_size} made batches of {sizes}, expected {wanted}.{slip}")


def _check_once(report: Report, rows: Integers, N: int) -> None:
    missing, twice = N - len(set(rows)), len(rows) - len(set(rows))
    if not missing and not twice:
        return
    told = [f"{missing} of {N} examples never come"] * bool(missing) + [f"{twice} come again"] * bool(twice)
    slip = " Drawn with replacement?" if missing and twice else ""
    report.fail(f"In one epoch {' and '.join(told)}.{slip}")


def _check_labels(report: Report, rows: Integers, got: Array, labels: NDArray[Any]) -> None:
    if got.shape == labels[rows].shape and np.array_equal(got, labels[rows]):
        return
    slip = "The labels are still in their old order." if np.array_equal(got, labels[: len(got)]) else ""
    slip = slip or "Shuffled twice, X by itself and the labels by themselves? One list of row numbers for both."
    report.fail(f"Examples have lost their labels. {slip}")
