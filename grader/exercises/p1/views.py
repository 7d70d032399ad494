"""Views of p1, where more than one fit is right: whether it is an optimum, whether it separates the classes."""

from typing import Any

import numpy as np

from course.types import Array, Integers
from grader.exercises.model import Claim, Malformed
from grader.exercises.parse import holds_floats, numbers, parts
from reference_solution.linear.lasso import lasso_ista as right_lasso
from reference_solution.linear.perceptron import novikoff_bound
from reference_solution.linear.perceptron import perceptron_fit as right_perceptron

FEW_STEPS = 10
ENOUGH = 100  # steps to converge on the inputs of p1, with any bound on the curvature as step size
MANY_STEPS = 1000
OPTIMUM = Claim("the conditions of the optimum hold")
GOES_DOWN = Claim("the first steps go downhill far enough")
_SMALL = 1e-6


def add_bias(result: Any, X: Array) -> dict[str, Any]:
    """X with its ones; for whole numbers in X, whether they were made floats."""
    if X.dtype.kind == "f":
        return {"X with its ones": result}
    return {"X with its ones": result, "the result is float64": holds_floats(result)}


def lasso_ista(result: Any, X: Array, y: Array, lam: float, steps: int) -> dict[str, Any]:
    """Violations of the conditions of the optimum, and the exact zeros; after a few steps, the objective alone.

    The derivative of the squared error must be -lam where w_j > 0, lam where w_j < 0, and between them where w_j = 0
    (S1-06). After a few steps of length 1 / L the objective is at most L |w*|² / (2 · steps) above its minimum; with
    the sum of all squares of X for L, this bound holds for the shorter steps of other step-size rules too.
    """
    if isinstance(result, np.ndarray) and result.dtype.kind == "f" and not np.isfinite(result).all():
        raise Malformed("w holds NaN or infinity: a walk with steps that are too long, or uphill, runs away")
    w = numbers(result, (X.shape[1],), "w")
    if steps <= FEW_STEPS:
        best = right_lasso(X, y, lam, ENOUGH)
        allowed = _objective(best, X, y, lam) + np.sum(X**2) * np.sum(best**2) / steps
        return {GOES_DOWN: max(np.log(_objective(w, X, y, lam) / allowed), 0.0)}
    slope = 2 * X.T @ (X @ w - y)
    zero = np.abs(w) <= _SMALL * np.abs(w).max()
    off = np.where(zero, np.sign(slope) * np.maximum(np.abs(slope) - lam, 0), slope + lam * np.sign(w))
    off = off / np.abs(2 * X.T @ y).max()
    return {
        # Iterates that diverge are told apart by how fast they do.
        OPTIMUM: np.where(np.abs(off) < _SMALL, 0.0, np.sign(off) * np.log1p(np.abs(off))),
        "which weights are exactly 0": w == 0,
    }


def perceptron_fit(result: Any, X: Array, y: Integers, max_epochs: int) -> dict[str, Any]:
    """How many examples are misclassified, whether it converged, and whether w is the sum over the mistakes."""
    w, mistakes, converged = parts(result, ("w", "mistakes", "converged"))
    w = numbers(w, (X.shape[1],), "w")
    mistakes = _examples(mistakes, len(X))
    answer = np.asarray(converged)
    if answer.dtype.kind != "b" or answer.size != 1:
        raise Malformed(f"converged is {str(converged)[:40]}, expected True or False")
    best, _, separable = right_perceptron(X, y, 40 if max_epochs == 1 else max_epochs)
    most = int(novikoff_bound(X, y, best)) if separable else max_epochs * len(X)
    wrong_side = int(np.sum(y * (X @ w) <= 0))
    off = w - y[mistakes] @ X[mistakes]
    seen = {
        "converged": bool(answer.item()),
        Claim("w is the sum of y·x over the list of mistakes"): np.where(np.abs(off) < _SMALL, 0.0, off),
        "the number of listed mistakes that were none": _no_mistakes(mistakes, X, y),
        "the number of mistakes": max(len(mistakes), most),
    }
    # After one epoch it depends on the order of the examples, unless each has a direction of its own.
    alone = np.allclose(X @ X.T, np.diag(np.sum(X**2, axis=1)))
    if max_epochs > 1 or alone:
        seen["the examples left on the wrong side"] = wrong_side if separable else min(wrong_side, 1)
    return seen


def _examples(mistakes: Any, N: int) -> Integers:
    examples = numbers(mistakes, (None,), "mistakes")
    strange = examples[(examples != np.round(examples)) | (examples < 0) | (examples >= N)]
    if strange.size:
        raise Malformed(f"mistakes holds {strange[0]:.6g}, expected numbers of examples, 0 to {N - 1}")
    return examples.astype(np.int64)


def _no_mistakes(mistakes: Integers, X: Array, y: Integers) -> int:
    """How many of the listed mistakes were classified correctly at the time of their update."""
    w, count = np.zeros(X.shape[1]), 0
    for i in mistakes:
        count += bool(y[i] * (X[i] @ w) > _SMALL)
        w = w + y[i] * X[i]
    return count


def _objective(w: Array, X: Array, y: Array, lam: float) -> float:
    return float(np.sum((X @ w - y) ** 2) + lam * np.sum(np.abs(w)))
