"""What Lectures 1 to 7 say in a sentence and no cell of theirs computes, and the words they say it in."""

import re

import numpy as np
import pytest

from lectures.widgets.w04_perceptron import WIDGET as W04
from lectures.widgets.w04_perceptron import Y
from lectures.widgets.w13_folding import WIDGET as W13
from reference_solution.activations.gelu import gelu_derivative
from reference_solution.activations.swish import swish_derivative
from reference_solution.linear.least_squares import add_bias
from reference_solution.linear.perceptron import perceptron_fit
from reference_solution.linear.ridge_regression import ridge
from reference_solution.losses.regression_and_classification import softmax_ce
from reference_solution.losses.softmax import softmax
from tests.lectures.test_claims import text, weight_after
from tests.paths import CLONE


def test_a_penalty_on_the_bias_would_make_predictions_depend_on_the_zero_of_the_targets():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 2)) + 1, rng.normal(size=20)
    ones = np.ones((20, 1))
    shifts = {}
    for penalised in (False, True):
        before, after = (ridge(X, target, 5.0, penalised) for target in (y, y + 7))
        shifts[penalised] = np.hstack([X, ones]) @ (after - before)
    np.testing.assert_allclose(shifts[False], 7)
    assert np.abs(shifts[True] - 7).max() > 0.1
    assert "would no longer add the same constant to all predictions" in text("01")


def test_the_training_error_of_ridge_is_smallest_without_a_penalty():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 5)), rng.normal(size=20)
    ones = np.hstack([X, np.ones((20, 1))])
    errors = [np.mean((ones @ ridge(X, y, lam) - y) ** 2) for lam in (0.0, 0.1, 1.0, 10.0, 100.0)]
    assert np.all(np.diff(errors) > 0)
    assert "it is always smallest for $\\lambda = 0$" in text("01")


@pytest.mark.parametrize("cut", [0.3, -0.7])
def test_a_line_with_an_example_on_its_wrong_side_leaves_a_finite_best_weight(cut):
    x = np.array([-1.0, -0.5, 0.5, 1.0])
    y = np.sign(x - cut) * np.array([1, 1, -1, 1])
    assert all((sign * y * x < 0).any() for sign in (1, -1))  # without a bias there are two lines
    early, late = (weight_after(x, y, steps) for steps in (2000, 20_000))
    np.testing.assert_allclose(early, late, atol=1e-6)
    assert "If every line has an example strictly on its wrong side, some finite $w$ is the best" in text("02")


def test_ten_times_the_features_make_the_same_mistakes_of_a_perceptron():
    rng = np.random.default_rng(0)
    X = np.hstack([rng.normal(size=(40, 2)), np.ones((40, 1))])
    y = np.sign(X @ [1.0, 2.0, 0.3])
    np.testing.assert_array_equal(perceptron_fit(X, y, 100)[1], perceptron_fit(10 * X, y, 100)[1])
    assert "a hundred times as large" in text("02")


def test_a_perceptron_on_classes_that_no_line_separates_goes_on_with_bounded_weights():
    X = add_bias(np.array(W04.predict.reveal["points"]))
    _, mistakes, converged = perceptron_fit(X, Y, 2000)
    lengths = np.linalg.norm(np.cumsum(Y[mistakes, None] * X[mistakes], axis=0), axis=1)
    assert not converged
    assert lengths[-1000:].max() <= lengths[:1000].max()  # while R √m goes on growing
    assert "they stay bounded" in W04.predict.because
    assert "weights stay bounded" in text("02")


@pytest.mark.parametrize(
    ("moved", "said"),
    [({}, "keeps growing"), ({0: (1.4, 1.3)}, "settles"), ({0: (0.0, 0.0), 7: (0.0, 0.0)}, "so far")],
)
def test_w04_says_that_a_length_settles_only_where_it_does(moved, said):
    points = tuple(moved.get(i, point) for i, point in enumerate(W04.start["points"]))
    learnt = W04.compute(W04.prepare(points=points, bias_size=1.0), mistake=6, learner="logistic regression")
    assert said in W04.says(learnt)
    growth = learnt.logistic[-1] - learnt.logistic[-4]
    assert (growth < 0.1 * learnt.logistic[-1]) == (said == "settles")


def test_slopes_above_1_are_those_of_swish_and_gelu():
    z = np.linspace(-8, 8, 16_001)
    assert f"{swish_derivative(z, 1.0).max():.2f}" == "1.10"
    assert f"{gelu_derivative(z).max():.2f}" == "1.13"
    assert "only swish (up to 1.10) and GELU (up to 1.13)" in text("04")


def test_a_softmax_of_a_softmax_is_never_sure():
    surest = softmax(softmax(np.array([[1000.0] + [0.0] * 9])))
    assert f"{surest.max():.2f}" == "0.23"
    loss = softmax_ce(softmax(np.array([[1000.0] + [0.0] * 9])), np.eye(10)[:1])[0]
    assert f"{loss:.2f}" == "1.46"
    assert "e / (e + 9) = 0.23, and no loss can fall below 1.46" in text("05")


def test_the_network_that_is_computed_by_hand_in_lecture_5():
    W1, b1, W2, b2 = np.array([[1, 2], [-1, 1]]), np.array([0, -1]), np.array([1, 2]), -1
    z = np.array([1, 2]) @ W1 + b1
    assert f"= ({z[0]}, {z[1]})$. ReLU" in text("05")
    assert f"- 1 = {np.maximum(z, 0) @ W2 + b2}$" in text("05")


@pytest.mark.parametrize(("wobble", "fewest", "most"), [(0.2, 14, 18), (0.02, 65, 70)])
def test_weights_that_wobble_by_a_fifth_lose_three_quarters_of_the_pieces(wobble, fewest, most):
    assert fewest <= W13.prepare(layers=6, wobble=wobble).pieces <= most
    assert "three quarters of the 64 pieces are gone" in text("07")
    assert "A change of a fiftieth can even add a few" in text("07")


@pytest.mark.parametrize("file", sorted((CLONE / "lectures").glob("0[1-7]_*.py")), ids=lambda file: file.stem)
def test_a_nickname_stands_at_most_once_beside_the_term_of_the_field(file):
    cells = re.split(r"(?m)^# %%", file.read_text(encoding="utf-8"))
    prose = " ".join(cell for cell in cells if cell.startswith(" [markdown]"))
    for nickname, term in {
        "blame": "gradient",
        "price": "penalty",
        "stroke": "step",
        "spread": "standard deviation",
        "downhill": "gradient descent",
        "stand-ins?": "approximation",
        "slips?": "mistake",
    }.items():
        assert len(re.findall(rf"\b{nickname}\b", prose)) <= 1, f"{nickname}: say {term}"


def test_random_directions_in_ten_dimensions_have_a_small_cosine():
    ways = np.random.default_rng(0).normal(size=(100_000, 10))
    assert f"{np.mean(np.abs(ways[:, 0]) / np.linalg.norm(ways, axis=1)):.2f}" == "0.26"
    assert "where random weights have 0.26 on average" in text("03")


def test_a_normal_prior_makes_the_most_probable_weights_those_of_ridge():
    rng = np.random.default_rng(0)
    X, y, s, tau = rng.normal(size=(20, 2)), rng.normal(size=20), 0.5, 2.0
    ones = np.hstack([X, np.ones((20, 1))])
    minus_log = lambda w: np.sum((ones @ w - y) ** 2) / (2 * s**2) + np.sum(w[:2] ** 2) / (2 * tau**2)  # noqa: E731
    w = ridge(X, y, s**2 / tau**2)
    assert all(minus_log(w) < minus_log(w + step) for step in rng.normal(scale=1e-3, size=(200, 3)))
    assert r"with $\lambda = s^2/\tau^2$: the noisier the data, the stronger the penalty" in text("05")
