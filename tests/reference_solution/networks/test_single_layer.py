import numpy as np
import pytest

from reference_solution.networks.single_layer import single_layer_steps
from tests.reference_solution.agreement import assert_agree, central_differences

rng = np.random.default_rng(5)
x, t, W, b = (rng.normal(size=shape) for shape in [4, 3, (4, 3), 3])


def error(x, t, W, b):
    return np.sum((1 / (1 + np.exp(-(x @ W + b))) - t) ** 2) / 2


@pytest.mark.syllabus("S3-25")
def test_every_step_is_the_derivative_it_names():
    steps = single_layer_steps(x, t, W, b)
    o, z = steps["o"].copy(), steps["z"].copy()
    by_o = central_differences(lambda: np.sum((o - t) ** 2) / 2, o)
    assert_agree(steps["delta_o"], by_o, relative=1e-9)
    by_z = central_differences(lambda: np.sum((1 / (1 + np.exp(-z)) - t) ** 2) / 2, z)
    assert_agree(steps["delta_z"], by_z, relative=1e-8)
    assert_agree(steps["delta_z"], steps["delta_o"] * steps["slope"])
    assert_agree(steps["dW"], central_differences(lambda: error(x, t, W, b), W), relative=1e-8)
    assert_agree(steps["db"], central_differences(lambda: error(x, t, W, b), b), relative=1e-8)


@pytest.mark.syllabus("S3-25")
def test_an_entry_of_the_weight_gradient_is_the_product_of_three_factors():
    steps = single_layer_steps(x, t, W, b)
    for i, k in np.ndindex(4, 3):
        assert steps["dW"][i, k] == pytest.approx((steps["o"][k] - t[k]) * steps["slope"][k] * x[i], rel=1e-14)


@pytest.mark.syllabus("S1-26")
@pytest.mark.syllabus("E07")
def test_the_triple_product_as_printed_is_no_derivative():
    """Square, so that every index exists: dE/da_i da_i/dz_j dz_j/dw_ji, which asks unit i, not j, what it did wrong."""
    x, t, W, b = (rng.normal(size=shape) for shape in [4, 4, (4, 4), 4])
    steps = single_layer_steps(x, t, W, b)
    numeric = central_differences(lambda: error(x, t, W, b), W)  # numeric[i, j]: from i to j
    corrected = np.array([[steps["delta_o"][j] * steps["slope"][j] * x[i] for j in range(4)] for i in range(4)])
    assert_agree(corrected, numeric, relative=1e-8)
    slope = np.diag(steps["slope"])  # da_i/dz_j: zero unless i is j
    as_printed = np.array([[steps["delta_o"][i] * slope[i, j] * x[i] for j in range(4)] for i in range(4)])
    off_diagonal = ~np.eye(4, dtype=bool)
    assert np.all(as_printed[off_diagonal] == 0)
    assert np.abs(numeric[off_diagonal]).min() > 1e-4


@pytest.mark.syllabus("S3-26")
@pytest.mark.syllabus("E15")
def test_a_continuous_activation_without_slopes_has_no_gradient():
    """Weierstrass' function is continuous; its difference quotients grow without bound where those of tanh settle."""

    def weierstrass(z):
        n = np.arange(16)  # the rest adds less than 2e-5, and 7**n z outgrows the digits of a float
        return np.sum(0.5**n * np.cos(7.0**n * np.pi * z))

    steps = 7.0 ** -np.arange(2, 10)
    for f, settles in ((np.tanh, True), (weierstrass, False)):
        quotients = np.array([(f(0.3 + h) - f(0.3)) / h for h in steps])
        changes = np.abs(np.diff(quotients))
        assert (changes[-1] < 1e-6) == settles
        assert (np.abs(quotients).max() > 100) != settles
    for h in steps:  # and yet it is continuous
        assert abs(weierstrass(0.3 + h) - weierstrass(0.3)) < 10 * h ** (np.log(2) / np.log(7))


@pytest.mark.syllabus("S3-26")
@pytest.mark.syllabus("E15")
def test_a_relu_has_slopes_almost_everywhere_and_at_its_kink_two():
    h = 1e-6
    right, left = (np.maximum(h, 0) - 0) / h, (0 - np.maximum(-h, 0)) / h
    assert (right, left) == (1, 0)
    z = rng.normal(size=100_000)
    assert not np.any(z == 0)
    two_sided = (np.maximum(z + h, 0) - np.maximum(z - h, 0)) / (2 * h)
    unsettled = np.abs(two_sided - (z > 0)) > 1e-6
    assert unsettled.mean() < 10 * h
