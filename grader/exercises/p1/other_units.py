"""Inputs of p1 far larger and far smaller than 1, for which no step is a good one."""

import numpy as np

from grader.exercises.model import Case, OtherUnits
from grader.exercises.p1 import inputs


def _mse_grad(rng: np.random.Generator, factor: float) -> list[Case]:
    """No step fits all weights, not even one in proportion to each: some weights hardly change the outputs."""
    cases = []
    for group, N, n in (("oblong", 7, 3), ("square", 4, 4), ("one example", 1, 3)):
        X, y = inputs.regression(rng, N, n)
        X *= np.resize([factor, factor, 1 / factor], n)
        w = rng.normal(size=n) * np.resize([1 / factor, 1 / factor**2, factor], n)
        cases.append(Case(group, (w, X, y), times=1))
    return cases


def _logistic_loss_pm1(rng: np.random.Generator, factor: float) -> list[Case]:
    s, y = inputs.scores(rng, 8, 3.0)
    s[0] = -factor * y[0]
    s[1] /= factor
    return [Case("ordinary", (s, y), times=1)]


MSE_GRAD = OtherUnits(_mse_grad, "some numbers in X and w are very large and others very small")
LOGISTIC_LOSS_PM1 = OtherUnits(_logistic_loss_pm1, "one score is very large and one very close to 0", "scores of ±800")
