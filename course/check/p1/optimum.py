"""Verify the minimum of an objective numerically, without a formula for the minimum."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from course.check.core.arrays import read_array
from course.check.core.calling import call
from course.check.core.numeric import central_differences
from course.check.core.report import Report
from course.types import Array, StudentFunction

FLAT = 1e-5  # largest slope that counts as 0, relative to the objective


def is_flat(report: Report, objective: Callable[[Array], float], w: Array, where: str) -> None:
    """Report whether the numerical gradient is 0, which makes w the minimum of a convex objective.

    Parameters
    ----------
    report : Report
    objective : callable
        Maps w to a number.
    w : ndarray of shape (n + 1,)
        Weights, the bias last.
    where : str
        Description of the objective.
    """
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


def no_move_helps(report: Report, X: Array, y: Array, lam: float, w: Array, where: str) -> None:
    """Report whether w minimises the lasso's objective: no small change of a single weight may lower it.

    Parameters
    ----------
    report : Report
    X : ndarray of shape (N, n)
    y : ndarray of shape (N,)
    lam : float
    w : ndarray of shape (n,)
    where : str
        Description of the case.
    """
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


def falls(report: Report, lasso_ista: StudentFunction, X: Array, y: Array, lam: float) -> None:
    """Report whether the lasso's objective never rises from step to step.

    Parameters
    ----------
    report : Report
    lasso_ista : callable
        ``lasso_ista(X, y, lam, steps)``.
    X : ndarray of shape (N, n)
    y : ndarray of shape (N,)
    lam : float
    """
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


def _lasso_objective(X: Array, y: Array, lam: float, w: Array) -> float:
    return float(((X @ w - y) ** 2).sum() + lam * np.abs(w).sum())
