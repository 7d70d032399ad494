import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.expressivity.bumps import nielsen_curve
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.networks.network import mlp_forward

GRID = np.linspace(0, 1, 10_001)


def line(params, x):
    return mlp_forward(params, np.reshape(x, (-1, 1)), "relu")[0].ravel()


def worst_error(n):
    x = np.linspace(0, 1, n + 1)
    return np.abs(line(relu_interpolant(x, nielsen_curve(x)), GRID) - nielsen_curve(GRID)).max()


@pytest.mark.syllabus("S0-23")
@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_it_is_the_broken_line_that_numpy_draws(n, seed):
    rng = np.random.default_rng(seed)
    x, y = np.cumsum(0.1 + rng.random(n + 1)), rng.normal(size=n + 1)
    params = relu_interpolant(x, y)
    assert len(params[0][1]) == n
    inside = rng.uniform(x[0], x[-1], size=100)
    np.testing.assert_allclose(line(params, inside), np.interp(inside, x, y), atol=1e-10)
    np.testing.assert_allclose(line(params, x), y, atol=1e-10)


@pytest.mark.syllabus("S0-23")
def test_outside_it_is_constant_on_the_left_and_goes_on_on_the_right():
    params = relu_interpolant(np.array([0.0, 1.0, 2.0]), np.array([3.0, 5.0, 4.0]))
    assert line(params, [-10.0, -1.0, 3.0, 4.0]).tolist() == [3, 3, 3, 2]


@pytest.mark.syllabus("S0-23")
@given(st.floats(-1e6, 1e6))
def test_the_absolute_value_is_two_relus(x):
    absolute = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    assert line(absolute, x) == abs(x)


@pytest.mark.syllabus("S0-22")
@pytest.mark.parametrize(("n", "error", "digits"), [(20, 0.041, 3), (40, 0.012, 3), (80, 0.0031, 4), (160, 0.0008, 4)])
def test_more_relus_come_nearer_to_the_curve(n, error, digits):
    bend = 0.8 + 9 * np.cos(15 * GRID) - 67.5 * GRID * np.sin(15 * GRID) - 125 * np.cos(50 * GRID)
    assert round(worst_error(n), digits) == error
    assert worst_error(n) <= np.abs(bend).max() / (8 * n**2)


@pytest.mark.syllabus("S0-22")
def test_with_twice_the_relus_the_error_is_a_quarter():
    ratios = [worst_error(n) / worst_error(2 * n) for n in (80, 160, 320)]
    np.testing.assert_allclose(ratios, 4, atol=0.25)


@pytest.mark.syllabus("S0-23")
def test_slopes_in_place_of_their_changes_would_draw_another_line():
    x, y = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.0])
    (_, _), (bends, _) = relu_interpolant(x, y)
    assert bends.ravel().tolist() == [1, 0]  # a straight line bends nowhere
