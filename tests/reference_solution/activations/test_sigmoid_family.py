import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.sigmoid_family import (
    sigmoid,
    sigmoid_derivative,
    softplus,
    softplus_derivative,
    tanh,
    tanh_derivative,
)
from tests.reference_solution.agreement import assert_agree

numbers = st.floats(-1000, 1000).map(lambda z: np.array([z]))
GRID = np.linspace(-30, 30, 1001)


@pytest.mark.syllabus("S0-09")
@given(numbers)
def test_softplus_of_a_number_and_of_its_negative_differ_by_the_number(Z):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        difference = softplus(Z) - softplus(-Z)
    np.testing.assert_allclose(difference, Z, rtol=1e-15, atol=2e-16)


@pytest.mark.syllabus("S0-09")
def test_softplus_of_a_thousand_is_finite():
    Z = np.array([1000.0])
    assert softplus(Z) == 1000.0
    with np.errstate(over="ignore"):
        assert np.log(1 + np.exp(Z)) == np.inf


@pytest.mark.syllabus("E24")
def test_without_brackets_softplus_is_exp():
    printed = np.log(1) + np.exp(GRID)
    assert_agree(printed, np.exp(GRID))
    assert np.abs(printed - softplus(GRID)).max() > 1e12
    np.testing.assert_allclose(softplus(GRID), np.log(1 + np.exp(GRID)), rtol=0, atol=1e-14)


@pytest.mark.syllabus("S0-09")
def test_softplus_is_a_relu_rounded_at_its_corner():
    gap = softplus(GRID) - np.maximum(GRID, 0)
    assert np.all(gap > 0)
    assert gap.max() == softplus(np.array([0.0])) == np.log(2)
    assert gap[0] == pytest.approx(np.exp(-30), rel=1e-12)


@pytest.mark.syllabus("S2-11")
def test_the_slope_of_softplus_is_the_sigmoid():
    h = 1e-5
    numeric = (softplus(GRID + h) - softplus(GRID - h)) / (2 * h)
    np.testing.assert_allclose(softplus_derivative(GRID), numeric, rtol=0, atol=1e-9)
    assert_agree(softplus_derivative(GRID), 1 / (1 + np.exp(-GRID)))


@pytest.mark.syllabus("S0-11")
@given(numbers)
def test_the_sigmoid_mirrors_itself_and_its_slope_is_at_most_a_quarter(Z):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        np.testing.assert_allclose(sigmoid(-Z), 1 - sigmoid(Z), rtol=0, atol=2e-16)
        slope = sigmoid_derivative(Z)
    np.testing.assert_allclose(slope, sigmoid(Z) * (1 - sigmoid(Z)), rtol=0, atol=2e-16)
    assert 0 <= slope <= 0.25


@pytest.mark.syllabus("S0-12")
@given(numbers)
def test_tanh_is_twice_the_sigmoid_of_twice_the_number_less_one(Z):
    np.testing.assert_allclose(tanh(Z), 2 * sigmoid(2 * Z) - 1, rtol=0, atol=1e-15)
    np.testing.assert_allclose(tanh_derivative(Z), 1 - tanh(Z) ** 2, rtol=0, atol=1e-15)


def test_small_slopes_keep_their_digits():
    Z = np.array([20.0, 300.0])
    np.testing.assert_allclose(sigmoid_derivative(Z), np.exp(-Z), rtol=5e-9)
    np.testing.assert_allclose(tanh_derivative(Z), 4 * np.exp(-2 * Z), rtol=1e-12)
    assert (1 - tanh(Z) ** 2)[1] == 0
