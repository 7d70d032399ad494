import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.relu_family import (
    elu,
    elu_derivative,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
)
from tests.reference_solution.agreement import assert_agree

GRID = np.linspace(-5, 5, 1001)
LEFT, RIGHT = np.array([-1e-12]), np.array([1e-12])


@pytest.mark.syllabus("S1-12")
def test_leaky_relu_is_the_larger_of_z_and_a_tenth_of_z():
    assert_agree(leaky_relu(GRID, 0.1), np.maximum(0.1 * GRID, GRID))


@pytest.mark.syllabus("S2-12")
@pytest.mark.syllabus("E30")
@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.5, 1.0])
def test_the_form_with_the_maximum_holds_for_slopes_up_to_one(alpha):
    assert_agree(leaky_relu(GRID, alpha), np.maximum(alpha * GRID, GRID))


@pytest.mark.syllabus("S2-12")
@pytest.mark.syllabus("E30")
def test_the_form_with_the_maximum_fails_for_steeper_slopes():
    alpha = 2.0
    printed = np.maximum(alpha * GRID, GRID)
    assert np.all(printed[GRID != 0] != leaky_relu(GRID, alpha)[GRID != 0])
    assert leaky_relu(np.array([-1.0, 1.0]), alpha).tolist() == [-2.0, 1.0]
    assert leaky_relu_derivative(np.array([-1.0, 1.0]), alpha).tolist() == [2.0, 1.0]


@pytest.mark.syllabus("E18")
def test_at_their_kinks_all_three_have_the_slope_from_the_left():
    kink = np.array([0.0, -0.0])
    assert relu_derivative(kink).tolist() == [0.0, 0.0]
    assert leaky_relu_derivative(kink, 0.1).tolist() == [0.1, 0.1]
    assert elu_derivative(kink, 2.0).tolist() == [2.0, 2.0]


@pytest.mark.syllabus("E18")
@given(st.floats(0, 1), st.floats(-10, 10))
def test_every_slope_from_zero_to_one_is_a_subgradient(slope, z):
    Z = np.array([z])
    assert relu(Z) >= relu(np.zeros(1)) + slope * Z - 1e-15


@pytest.mark.syllabus("E18")
@pytest.mark.parametrize("slope", [-0.1, 1.1])
def test_no_other_slope_is_a_subgradient_of_the_relu(slope):
    assert np.any(relu(GRID) < slope * GRID)


@pytest.mark.torch
@pytest.mark.syllabus("E18")
def test_the_slope_one_that_is_printed_for_zero_is_not_what_frameworks_use(torch):
    Z = torch.zeros(1, requires_grad=True)
    torch.relu(Z).backward()
    assert Z.grad.item() == relu_derivative(np.zeros(1))[0] == 0.0


@pytest.mark.syllabus("S2-13")
@pytest.mark.parametrize("alpha", [0.5, 1.0, 2.0])
def test_on_the_left_the_slope_of_elu_is_its_value_plus_alpha(alpha):
    Z = GRID[GRID <= 0]
    assert_agree(elu_derivative(Z, alpha), elu(Z, alpha) + alpha)
    h = 1e-5
    numeric = (elu(Z[:-1] + h, alpha) - elu(Z[:-1] - h, alpha)) / (2 * h)
    np.testing.assert_allclose(elu_derivative(Z[:-1], alpha), numeric, rtol=0, atol=1e-9)


@pytest.mark.syllabus("S2-13")
@pytest.mark.parametrize("alpha", [0.5, 1.0, 2.0])
def test_only_with_alpha_one_does_the_slope_of_elu_not_jump(alpha):
    assert elu(LEFT, alpha) == pytest.approx(elu(RIGHT, alpha), abs=1e-11)
    jump = elu_derivative(RIGHT, alpha) - elu_derivative(LEFT, alpha)
    assert jump == pytest.approx(1 - alpha, abs=1e-11)


def test_elu_keeps_its_digits_near_zero():
    Z = np.array([-1e-12, -1e-9])
    np.testing.assert_allclose(elu(Z), Z + Z**2 / 2, rtol=1e-15)
    assert np.all(np.abs((np.exp(Z) - 1) / Z - 1) > 1e-9)
