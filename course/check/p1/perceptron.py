"""Reading what a perceptron returned, and replaying its mistakes."""

import numpy as np

from course.check.core.arrays import read_array, unpack
from course.check.core.calling import call


def read_fit(report, perceptron_fit, X, y, max_epochs):
    """Call it; (w, mistakes, converged) as an array, an array of whole numbers and a bool, or a stopped report."""
    names = ("w", "mistakes", "converged")
    w, mistakes, converged = unpack(report, "perceptron_fit", call(report, perceptron_fit, X, y, max_epochs), names)
    w = read_array(report, "w", w, (X.shape[1],), "one weight a column of X")
    try:
        mistakes = np.asarray(mistakes, dtype=float)
    except (TypeError, ValueError):
        mistakes = np.array(np.nan)
    if mistakes.ndim != 1 or not np.isin(mistakes, np.arange(len(X))).all():
        report.stop("mistakes should hold the numbers of the mistaken examples, such as [0, 1, 0], in their order.")
    if not isinstance(converged, bool | np.bool_):
        report.stop(f"converged is a {type(converged).__name__}; expected True or False.")
    if w is None:
        report.stop("Without w, nothing more can be said.")
    return w, mistakes.astype(int), bool(converged)


def replay(report, X, y, w, mistakes, where):
    """Replay the mistakes, in whatever order they were made."""
    total = y[mistakes] @ X[mistakes]
    if not np.allclose(total, w, atol=1e-9):
        if np.allclose(total, -w, atol=1e-9):
            return report.fail(
                f"w is minus the sum of y[i] · X[i] over the mistakes ({where}): is the label in the correction?"
            )
        if np.allclose(X[mistakes].sum(axis=0), w, atol=1e-9):
            return report.fail(f"w is the sum of X[i] over the mistakes, whatever their label ({where}).")
        return report.fail(
            f"w is not the sum of y[i] · X[i] over the {len(mistakes)} entries of mistakes ({where}): is any missing?"
        )
    replayed = np.zeros(X.shape[1])
    for place, i in enumerate(mistakes):
        if y[i] * (X[i] @ replayed) > 1e-9:
            return report.fail(
                f"mistakes[{place}] = {i}, but after the {place} corrections before it example {i} was right ({where})."
            )
        replayed += y[i] * X[i]
    return report.ok("mistakes", f"each was one when it was made, and w is their sum ({where})")
