"""Validate what a perceptron returned, and replay the mistakes that it recorded."""

from typing import Any

import numpy as np

from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call
from course.check.core.report import Report
from course.kind_of import kind_of
from course.types import Array, Integers, StudentFunction


def read_fit(
    report: Report, perceptron_fit: StudentFunction, X: Array, y: Integers, max_epochs: int
) -> tuple[Array, Integers, bool]:
    """Call the student's function and validate what it returned.

    Parameters
    ----------
    report : Report
    perceptron_fit : callable
        ``perceptron_fit(X, y, max_epochs)``.
    X : ndarray of shape (N, n)
    y : ndarray of shape (N,)
        Labels -1 or 1.
    max_epochs : int

    Returns
    -------
    w : ndarray of shape (n,)
    mistakes : ndarray of int of shape (M,)
        Numbers of the misclassified examples in their order.
    converged : bool

    Raises
    ------
    course.check.core.report.Stop
        If the function raised, or returned anything else.
    """
    names = ("w", "mistakes", "converged")
    w, mistakes, converged = unpack(report, "perceptron_fit", call(report, perceptron_fit, X, y, max_epochs), names)
    w = read_array(report, "w", w, (X.shape[1],), "one weight a column of X")
    mistakes = _as_floats(mistakes)
    if mistakes.ndim != 1 or not np.isin(mistakes, np.arange(len(X))).all():
        report.stop("mistakes should hold the numbers of the mistaken examples, such as [0, 1, 0], in their order.")
    if not isinstance(converged, bool | np.bool_):
        report.stop(f"converged is {kind_of(converged)}; expected True or False.")
    if w is None:
        report.stop("Without w, nothing more can be said.")
    return w, mistakes.astype(int), bool(converged)


def counts_epochs(report: Report, perceptron_fit: StudentFunction) -> None:
    """Report what an epoch is, on three examples with an axis each: all are mistakes once, in whatever order."""
    X, y, where = np.diag([1.0, 2.0, 3.0]), np.array([1, -1, 1]), "three examples on three axes, max_epochs = 1"
    _, mistakes, converged = read_fit(report, perceptron_fit, X, y, 1)
    if len(mistakes) < 3:
        report.fail(
            f"mistakes holds {len(mistakes)} entries, expected each example once ({where}). Does an epoch go on to the "
            "next example after a mistake?"
        )
    elif converged:
        report.fail(
            f"converged is True, though every example of the only epoch was a mistake ({where}). It asks for an epoch "
            "without any, and there are no more than max_epochs."
        )
    elif not read_fit(report, perceptron_fit, X, y, 2)[2]:
        report.fail(
            "converged is False, though the second of two epochs had no mistake (three examples on three axes)."
        )
    else:
        report.ok("an epoch", "goes through all examples, and converged waits for one without a mistake")


def _as_floats(value: Any) -> Array:
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return np.array(np.nan)


def replay(report: Report, X: Array, y: Integers, w: Array, mistakes: Integers, where: str) -> None:
    """Report whether the recorded mistakes lead to w, and whether each was a mistake when it was made.

    Parameters
    ----------
    report : Report
    X : ndarray of shape (N, n)
    y : ndarray of shape (N,)
    w : ndarray of shape (n,)
    mistakes : ndarray of int of shape (M,)
        In any order of the examples.
    where : str
        Description of the case.
    """
    total = y[mistakes] @ X[mistakes]
    if not np.allclose(total, w, atol=1e-9):
        report.fail(_sum_slip(X, w, mistakes, total, where))
        return
    replayed = np.zeros(X.shape[1])
    for place, i in enumerate(mistakes):
        if y[i] * (X[i] @ replayed) > 1e-9:
            report.fail(
                f"mistakes[{place}] = {i}, but after the {place} corrections before it example {i} was right ({where})."
            )
            return
        replayed += y[i] * X[i]
    report.ok("mistakes", f"each was one when it was made, and w is their sum ({where})")


def _sum_slip(X: Array, w: Array, mistakes: Integers, total: Array, where: str) -> str:
    if np.allclose(total, -w, atol=1e-9):
        return f"w is minus the sum of y[i] · X[i] over the mistakes ({where}): is the label in the correction?"
    if np.allclose(X[mistakes].sum(axis=0), w, atol=1e-9):
        return f"w is the sum of X[i] over the mistakes, whatever their label ({where})."
    times = w @ total / (total @ total) if total.any() else 0.0
    if times > 0 and np.allclose(times * total, w, atol=1e-9):
        return f"w is {times:.3g} times the sum of y[i] · X[i] over the mistakes ({where}): a correction is y · x."
    return f"w is not the sum of y[i] · X[i] over the {len(mistakes)} entries of mistakes ({where}): is any missing?"
