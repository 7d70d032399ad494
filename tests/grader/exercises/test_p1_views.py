"""What the views of p1 let pass and what they do not: any optimum, any perceptron, and nothing else."""

import numpy as np
import pytest

from grader.exercises.p1.exercises import LASSO_ISTA, PERCEPTRON_FIT
from reference_solution.linear.lasso import lasso_ista
from reference_solution.linear.perceptron import perceptron_fit
from tests.grader.judging.asking import judged, texts


def lost(judgement):
    """The aspects that are not earned."""
    return judgement.findings[-1].text.partition("Not yet right: ")[2]


def test_weights_that_are_nearly_zero_meet_the_conditions_but_are_not_zero():
    def nearly(X, y, lam, steps=1000):
        w = lasso_ista(X, y, lam, steps)
        return w + 1e-9 * w.any()

    assert lost(judged(LASSO_ISTA, nearly)) == "weights that are exactly 0."


def test_an_optimum_that_is_missed_by_a_thousandth_is_missed():
    def hasty(X, y, lam, steps=1000):
        return lasso_ista(X, y, lam, steps) * 1.001

    told = lost(judged(LASSO_ISTA, hasty))
    assert told.startswith("the conditions of the optimum. Not counted until that is right: lam = 0 is least squares;")


@pytest.mark.parametrize("taken", [10, 20, 50])
def test_a_fixed_number_of_steps_is_not_enough_for_every_problem(taken):
    def impatient(X, y, lam, steps=1000):
        return lasso_ista(X, y, lam, min(steps, taken))

    assert "the optimum of a problem that needs many steps" in lost(judged(LASSO_ISTA, impatient))


def test_a_perceptron_that_begins_again_after_each_mistake_has_no_epochs():
    def begins_again(X, y, max_epochs):
        w, mistakes = np.zeros(X.shape[1]), []
        for _ in range(max_epochs):
            wrong = np.flatnonzero(y * (X @ w) <= 0)
            if not len(wrong):
                return w, np.array(mistakes, dtype=int), True
            w = w + y[wrong[0]] * X[wrong[0]]
            mistakes.append(wrong[0])
        return w, np.array(mistakes, dtype=int), False

    assert "all examples on their side" in lost(judged(PERCEPTRON_FIT, begins_again))


def test_the_last_epoch_may_be_the_one_without_a_mistake():
    def late(X, y, max_epochs):
        w, mistakes, _ = perceptron_fit(X, y, max_epochs)
        return w, mistakes, perceptron_fit(X, y, max_epochs - 1)[2]

    assert "converged, after an epoch without a mistake" in lost(judged(PERCEPTRON_FIT, late))


def test_a_walk_that_diverges_is_told():
    def much_too_long(X, y, lam, steps=1000):
        w = np.zeros(X.shape[1])
        with np.errstate(all="ignore"):
            for _ in range(1000):
                w = w - 20 * X.T @ (X @ w - y)
        return w

    (told, *_) = texts(judged(LASSO_ISTA, much_too_long))
    assert told.startswith("w holds NaN or infinity: a walk with steps that are too long, or uphill, runs away")


def test_weights_of_another_length_lose_only_the_trace():
    def scaled(X, y, max_epochs):
        w, mistakes, converged = perceptron_fit(X, y, max_epochs)
        return 0.5 * w, mistakes, converged

    assert lost(judged(PERCEPTRON_FIT, scaled)) == "the mistakes, and w as their sum."


def test_a_trace_that_was_made_up_is_no_perceptrons():
    def made_up(X, y, max_epochs):
        w, mistakes, converged = perceptron_fit(X, y, max_epochs)
        return 2 * w, np.concatenate([mistakes, mistakes]), converged

    assert "the mistakes, and w as their sum" in lost(judged(PERCEPTRON_FIT, made_up))


def test_what_cannot_be_read_is_told():
    def from_one(X, y, max_epochs):
        w, mistakes, converged = perceptron_fit(X, y, max_epochs)
        return w, mistakes + len(X), converged

    assert any("expected numbers of examples, 0 to" in text for text in texts(judged(PERCEPTRON_FIT, from_one)))
    counted = judged(PERCEPTRON_FIT, lambda X, y, max_epochs: (np.zeros(X.shape[1]), [], 1))
    assert any("converged is 1, expected True or False" in text for text in texts(counted))
