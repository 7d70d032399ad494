"""Is this the lowest point of an objective? Asked by moving a little, without any formula for the answer."""

from itertools import pairwise

import numpy as np

from course.check.core.arrays import read_array
from course.check.core.calling import call
from course.check.core.numeric import central_differences

FLAT = 1e-5


def is_flat(report, objective, w, where):
    """Whether the measured slope at w is 0 in every direction: then w is the lowest point of a convex objective."""
    slope = central_differences(lambda: objective(w), w)
    scale = max(1.0, abs(objective(w)))
    steepest = int(np.abs(slope).argmax())
    if abs(slope[steepest]) <= FLAT * scale:
        report.ok("w", f"the lowest point of {where}")
        return
    name = "the bias" if steepest == len(w) - 1 else f"w[{steepest}]"
    report.fail(
        f"w is not the lowest point of {where}: along {name} the slope is {slope[steepest]:.4g}, and it should be 0."
    )


def no_move_helps(report, X, y, lam, w, where):
    """Whether raising or lowering any weight of a lasso fails to lower its objective (which is convex)."""
    move = 1e-4 * max(1.0, float(np.abs(w).max()))
    here = _lasso_objective(X, y, lam, w)
    for j in range(len(w)):
        for step, word in ((move, "Raising"), (-move, "Lowering")):
            there = w.copy()
            there[j] += step
            if _lasso_objective(X, y, lam, there) < here * (1 - 1e-12):
                slip = " Is the curvature L that of the squares, with their factor 2?" if lam == 0 else ""
                report.fail(
                    f"w is not the best ({where}). {word} w[{j}] = {w[j]:.4g} by {move:.1g} lowers the objective.{slip}"
                )
                return
    zeros = f"; exactly 0: {np.sum(w == 0)} of {len(w)}" if (w == 0).any() else ""
    report.ok("w", f"no small move of a weight lowers the objective{zeros} ({where})")


def falls(report, lasso_ista, X, y, lam):
    """Whether the objective of a lasso falls with the number of steps."""
    values = [_lasso_objective(X, y, lam, np.zeros(X.shape[1]))]
    for steps in (1, 2, 3, 10, 30):
        w = read_array(report, "w", call(report, lasso_ista, X, y, lam, steps), (X.shape[1],))
        if w is None:
            return
        values.append(_lasso_objective(X, y, lam, w))
    if all(later <= earlier * (1 + 1e-12) for earlier, later in pairwise(values)):
        report.ok("the objective", "falls with every further step")
    else:
        told = ", ".join(f"{value:.4g}" for value in values)
        report.fail(f"After 0, 1, 2, 3, 10, 30 steps the objective is {told}: it should never grow.")


def _lasso_objective(X, y, lam, w):
    return float(((X @ w - y) ** 2).sum() + lam * np.abs(w).sum())
