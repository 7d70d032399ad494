"""The exercises of p1_linear_models: cases, aspects with their points, known bugs."""

import numpy as np

from course.types import Array
from grader.exercises.aspects import groups, inputs_unchanged, labels
from grader.exercises.model import Aspect, Case, Exercise, named
from grader.exercises.p1 import bugs, faulty, inputs, other_units, views
from reference_solution.linear.lasso import lasso_ista, soft_threshold
from reference_solution.linear.least_squares import add_bias, mse_grad, normal_equation
from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.perceptron import perceptron_fit
from reference_solution.linear.ridge_regression import ridge

XOR = [(1, 2), (0, 3)]  # the corners with label 1
SEPARABLE = [(3,), (1, 2, 3), (0, 1, 2), (0,), (0, 1)]


ADD_BIAS = Exercise(
    name="p1.add_bias",
    reference=add_bias,
    faulty=faulty.add_bias,
    bugs=bugs.ADD_BIAS,
    cases=lambda rng: [
        Case("oblong", (rng.normal(size=(5, 3)),), after=(0,)),
        Case("oblong", (rng.normal(size=(2, 4)),), after=(0,)),
        Case("square or one example", (rng.normal(size=(3, 3)),), after=(0,)),
        Case("square or one example", (rng.normal(size=(1, 2)),), after=(0,)),
        Case("whole numbers", (rng.integers(-5, 6, size=(4, 2)),), after=(0,)),
    ],
    aspects=(
        Aspect("more or fewer examples than features", 1.5, groups("oblong")),
        Aspect("square X, and one example", 1, groups("square or one example")),
        Aspect("float64, also for whole numbers in X", 1, groups("whole numbers")),
        inputs_unchanged(0.5),
    ),
    view=views.add_bias,
)


NORMAL_EQUATION = Exercise(
    name="p1.normal_equation",
    reference=normal_equation,
    faulty=faulty.normal_equation,
    bugs=bugs.NORMAL_EQUATION,
    cases=lambda rng: [
        Case("one best w", inputs.regression(rng, 20, 3), after=(0, 1)),
        Case("one best w", inputs.regression(rng, 9, 1), after=(0, 1)),
        Case("one best w", inputs.small_features(rng, 15, 2), after=(0, 1)),
        Case("dependent columns", inputs.dependent(rng, 12, 3), after=(0, 1)),
        Case("few examples", inputs.regression(rng, 3, 5), after=(0, 1)),
        Case("few examples", inputs.regression(rng, 1, 2), after=(0, 1)),
    ],
    label=named("w"),
    aspects=(
        Aspect("one best w", 5, groups("one best w")),
        Aspect("columns that depend on each other", 2, groups("dependent columns")),
        Aspect("fewer examples than weights", 2, groups("few examples")),
        inputs_unchanged(1),
    ),
)


def _mse_grad_cases(rng: np.random.Generator) -> list[Case]:
    cases = []
    for group, N, n in (("oblong", 7, 3), ("oblong", 2, 5), ("square", 4, 4), ("one example", 1, 3)):
        X, y = inputs.regression(rng, N, n)
        cases.append(Case(group, (rng.normal(size=n), X, y), after=(0, 1, 2)))
    return cases


MSE_GRAD = Exercise(
    name="p1.mse_grad",
    reference=mse_grad,
    faulty=faulty.mse_grad,
    bugs=bugs.MSE_GRAD,
    cases=_mse_grad_cases,
    label=named("the gradient"),
    aspects=(
        Aspect("more or fewer examples than weights", 4, groups("oblong"), derivative=True),
        Aspect("as many examples as weights", 2, groups("square"), derivative=True),
        Aspect("one example", 1, groups("one example"), derivative=True),
        inputs_unchanged(1),
    ),
    in_other_units=other_units.MSE_GRAD,
)


def _ridge_cases(rng: np.random.Generator) -> list[Case]:
    def lam() -> float:
        return float(rng.uniform(1, 5))

    return [
        Case("a penalty on the weights", (*inputs.regression(rng, 15, 3), lam()), after=(0, 1)),
        Case("a penalty on the weights", (*inputs.regression(rng, 6, 1), lam()), after=(0, 1)),
        Case("more weights than examples", (*inputs.regression(rng, 4, 6), lam()), after=(0, 1)),
        Case("no penalty", (*inputs.regression(rng, 12, 3), 0.0), after=(0, 1)),
        Case("a high penalty", (*inputs.regression(rng, 10, 3), 1e4 * lam()), after=(0, 1)),
        Case("the bias is penalised", (*inputs.regression(rng, 8, 2), lam(), True), after=(0, 1)),
    ]


RIDGE = Exercise(
    name="p1.ridge",
    reference=ridge,
    faulty=faulty.ridge,
    bugs=bugs.RIDGE,
    cases=_ridge_cases,
    label=named("w"),
    aspects=(
        Aspect("a penalty on the weights, none on the bias", 5, groups("a penalty on the weights")),
        Aspect("more weights than examples", 1, groups("more weights than examples")),
        Aspect("lam = 0", 2, groups("no penalty")),
        Aspect("a high penalty, where only the bias is left", 2, groups("a high penalty")),
        Aspect("penalise_bias=True", 3, groups("the bias is penalised")),
        inputs_unchanged(1),
    ),
)


def _soft_threshold_cases(rng: np.random.Generator) -> list[Case]:
    def values(low: float, high: float, shape: int | tuple[int, ...]) -> Array:
        return np.array(rng.uniform(low, high, size=shape) * np.resize([1.0, -1.0], shape))

    return [
        Case("large entries", (values(1.5, 3, 6), 1.0), after=(0,)),
        Case("large entries", (values(0.5, 3, 5), 0.0), after=(0,)),
        Case("small entries", (values(0.1, 0.9, 6), 1.0), after=(0,)),
        *(
            Case("any shape", (values(0.1, 3, shape), float(rng.uniform(1.2, 1.6))), after=(0,))
            for shape in ((3, 5), (2, 2, 3))
        ),
        Case("any shape", (np.array([1.5, -1.5, 0.0, 2.5, -0.5]), 1.5), after=(0,)),
        Case("any shape", (values(2, 3, ()), float(rng.uniform(1.2, 1.6))), after=(0,)),
    ]


SOFT_THRESHOLD = Exercise(
    name="p1.soft_threshold",
    reference=soft_threshold,
    faulty=faulty.soft_threshold,
    bugs=bugs.SOFT_THRESHOLD,
    cases=_soft_threshold_cases,
    label=named("the result"),
    aspects=(
        Aspect("entries larger than t", 2, groups("large entries")),
        Aspect("entries smaller than t", 2, groups("small entries")),
        Aspect("both, in an array of any shape", 1, groups("any shape")),
        inputs_unchanged(1),
    ),
)


def _lasso_cases(rng: np.random.Generator) -> list[Case]:
    cases = [
        Case("some at zero", (*inputs.sparse_problem(rng, N, n, nonzero), views.ENOUGH), times=1, after=(0, 1))
        for N, n, nonzero in ((12, 4, 2), (9, 4, 3))
    ]
    X, y, lam = inputs.sparse_problem(rng, 8, 4, 2, orthonormal=True)
    cases.append(Case("orthonormal", (X, y, lam, views.ENOUGH), times=1, after=(0, 1)))
    X, y, _ = inputs.sparse_problem(rng, 10, 3, 3)
    cases.append(Case("no penalty", (X, y, 0.0, views.ENOUGH), times=1, after=(0, 1)))
    too_much = 2.2 * float(np.abs(X.T @ y).max())
    cases.append(Case("too high a penalty", (X, y, too_much, views.ENOUGH), times=1, after=(0, 1)))
    # A small penalty tells apart what comes to nothing but zeros under a larger one.
    cases.append(Case("small penalty", (X, y, 0.01 * too_much, views.ENOUGH), times=1, after=(0, 1)))
    slow = inputs.sparse_problem(rng, 9, 4, 3, longest=5.0)
    cases.append(Case("many steps", (*slow, views.MANY_STEPS), times=1, after=(0, 1)))
    cases += [
        Case("few steps", (*inputs.sparse_problem(rng, N, n, nonzero), views.FEW_STEPS), after=(0, 1))
        for N, n, nonzero in ((11, 4, 2), (9, 4, 3), (12, 3, 2))  # one may go downhill by chance
    ]
    return cases


LASSO_ISTA = Exercise(
    name="p1.lasso_ista",
    reference=lasso_ista,
    faulty=faulty.lasso_ista,
    bugs=bugs.LASSO_ISTA,
    cases=_lasso_cases,
    aspects=(
        Aspect(
            "the conditions of the optimum",
            4,
            lambda group, label: group in ("some at zero", "orthonormal", "small penalty") and "conditions" in label,
        ),
        Aspect(
            "weights that are exactly 0",
            3,
            lambda group, label: group != "many steps" and label == "which weights are exactly 0",
        ),
        Aspect("lam = 0 is least squares", 2, groups("no penalty")),
        Aspect("a penalty so high that all weights are 0", 1, groups("too high a penalty")),
        Aspect("downhill from the first steps on", 2, groups("few steps")),
        Aspect(
            "the optimum of a problem that needs many steps",
            1,
            lambda group, label: group == "many steps" and "conditions" in label,
        ),
        inputs_unchanged(1),
    ),
    view=views.lasso_ista,
)


def _perceptron_cases(rng: np.random.Generator) -> list[Case]:
    table = SEPARABLE[rng.integers(len(SEPARABLE))]
    return [
        Case("separable", (*inputs.separable(rng, 8, 2, 0.5), 40), after=(0, 1)),
        Case("separable", (*inputs.separable(rng, 10, 3, 0.5), 40), after=(0, 1)),
        Case("separable", (*inputs.corners(table), 40), after=(0, 1)),
        Case("separable", (*inputs.corners((3,)), 40), after=(0, 1)),
        *(Case("exclusive or", (*inputs.corners(ones), int(rng.integers(10, 20))), after=(0, 1)) for ones in XOR),
        Case("one epoch", (*inputs.corners((1, 2, 3)), 1), after=(0, 1)),
        *(
            Case("one epoch" if epochs == 1 else "separable", (*inputs.apart(rng, 4), epochs), after=(0, 1))
            for epochs in (1, 2)
        ),
    ]


PERCEPTRON_FIT = Exercise(
    name="p1.perceptron_fit",
    reference=perceptron_fit,
    faulty=faulty.perceptron_fit,
    bugs=bugs.PERCEPTRON_FIT,
    cases=_perceptron_cases,
    aspects=(
        Aspect("all examples on their side, if that can be", 5, labels("the examples left on the wrong side")),
        Aspect(
            "converged, after an epoch without a mistake",
            2,
            lambda group, label: group == "separable" and label == "converged",
        ),
        Aspect(
            "not converged: exclusive or, and too few epochs",
            3,
            lambda group, label: group != "separable" and label == "converged",
        ),
        Aspect(
            "the mistakes, and w as their sum",
            3,
            lambda group, label: "mistakes" in label,
        ),
        inputs_unchanged(1),
    ),
    view=views.perceptron_fit,
)


def _logistic_cases(rng: np.random.Generator) -> list[Case]:
    return [
        *(
            Case("ordinary", inputs.scores(rng, N, largest), after=(0, 1))
            for N, largest in ((8, 3.0), (5, 3.0), (4, 0.9))
        ),
        Case("one example", inputs.scores(rng, 1, 3.0), after=(0, 1)),
        Case("large scores", (np.array([800.0, -800.0, 800.0, -800.0]), np.array([1, 1, -1, -1])), after=(0, 1)),
    ]


LOGISTIC_LOSS_PM1 = Exercise(
    name="p1.logistic_loss_pm1",
    reference=logistic_loss_pm1,
    faulty=faulty.logistic_loss_pm1,
    bugs=bugs.LOGISTIC_LOSS_PM1,
    cases=_logistic_cases,
    label=named("loss", "ds"),
    aspects=(
        Aspect("the loss", 3, lambda group, label: group != "large scores" and label == "loss"),
        Aspect("the slope ds", 4, lambda group, label: group != "large scores" and label == "ds", derivative=True),
        Aspect("scores of ±800", 2, groups("large scores")),
        inputs_unchanged(1),
    ),
    in_other_units=other_units.LOGISTIC_LOSS_PM1,
)

EXERCISES = (
    ADD_BIAS,
    NORMAL_EQUATION,
    MSE_GRAD,
    RIDGE,
    SOFT_THRESHOLD,
    LASSO_ISTA,
    PERCEPTRON_FIT,
    LOGISTIC_LOSS_PM1,
)
