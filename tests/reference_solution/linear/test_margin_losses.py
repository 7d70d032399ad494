import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import hinge_loss as sklearn_hinge_loss

from reference_solution.linear.logistic_loss import logistic_loss_pm1
from reference_solution.linear.margin_losses import hinge_loss, squared_loss, zero_one_loss
from reference_solution.losses.regression_and_classification import bce_with_logits
from tests.reference_solution.agreement import assert_agree

rng = np.random.default_rng(8)
s, y = rng.normal(scale=2, size=50), rng.choice([-1.0, 1.0], size=50)
LOSSES = [zero_one_loss, hinge_loss, squared_loss, logistic_loss_pm1]


@pytest.mark.syllabus("S0-05")
@pytest.mark.parametrize("loss", LOSSES)
def test_the_slope_is_that_of_the_loss(loss):
    h = 1e-6
    numeric = (loss(s + h, y)[0] - loss(s - h, y)[0]) / (2 * h)
    np.testing.assert_allclose(loss(s, y)[1], numeric, rtol=0, atol=1e-8)


@pytest.mark.syllabus("S0-05")
def test_the_loss_that_counts_mistakes_has_no_slope_anywhere():
    loss, ds = zero_one_loss(s, y)
    assert loss.sum() == np.sum(np.sign(s) != y)
    assert np.all(ds == 0)


@pytest.mark.syllabus("S0-05")
def test_margin_losses_bound_the_mistakes_from_above():
    mistakes = zero_one_loss(s, y)[0]
    for upper in (hinge_loss(s, y)[0], logistic_loss_pm1(s, y)[0] / np.log(2), 2 * squared_loss(s, y)[0]):
        assert np.all(upper >= mistakes)
    assert np.mean(hinge_loss(s, y)[0]) == pytest.approx(sklearn_hinge_loss(y, s), rel=1e-14)


@pytest.mark.syllabus("S0-05")
def test_the_squared_loss_punishes_being_too_right():
    margins = np.linspace(2, 6, 9)
    ones = np.ones(9)
    for loss in (zero_one_loss, hinge_loss, logistic_loss_pm1):
        assert np.all(np.diff(loss(margins, ones)[0]) <= 0)
    assert np.all(np.diff(squared_loss(margins, ones)[0]) > 0)


@pytest.mark.syllabus("S1-14")
@pytest.mark.syllabus("E31")
@given(st.floats(-1000, 1000), st.sampled_from([0.0, 1.0]))
def test_labels_of_minus_one_and_one_cost_what_labels_of_zero_and_one_cost(z, label):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        loss, ds = logistic_loss_pm1(np.array([z]), np.array([2 * label - 1]))
        expected, dZ = bce_with_logits(np.array([z]), np.array([label]))
    np.testing.assert_allclose(loss, expected, rtol=1e-14)
    np.testing.assert_allclose(ds, dZ, rtol=0, atol=1e-15)


@pytest.mark.syllabus("S1-14")
def test_both_branches_are_one_formula():
    branches = np.where(y == 1, np.log(1 + np.exp(-s)), np.log(1 + np.exp(s)))
    np.testing.assert_allclose(logistic_loss_pm1(s, y)[0], branches, rtol=0, atol=1e-15)
    assert_agree(logistic_loss_pm1(s, y)[0], np.logaddexp(0, -y * s))
    assert logistic_loss_pm1(np.array([800.0, -800.0]), np.array([-1.0, -1.0]))[0].tolist() == [800.0, 0.0]


@pytest.mark.syllabus("S1-14")
def test_small_slopes_keep_their_digits():
    _, ds = logistic_loss_pm1(np.array([30.0, 300.0, 700.0]), np.ones(3))
    np.testing.assert_allclose(ds, -np.exp([-30.0, -300.0, -700.0]), rtol=1e-12)
