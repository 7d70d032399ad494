import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.sigmoid_family import sigmoid, sigmoid_derivative, softplus
from reference_solution.expressivity.multiplication_gate import (
    mult_gate,
    product_net,
    shallow_product_net,
    softplus_forward,
)
from reference_solution.logic.boolean import boolean_inputs

SQUARE = np.stack(np.meshgrid(*[np.linspace(-1, 1, 41)] * 2), axis=-1).reshape(-1, 2)
seeds = st.integers(0, 2**32 - 1)


def worst_error(params, X):
    return np.abs(softplus_forward(params, X).ravel() - X.prod(axis=1)).max()


def hidden_units(params):
    return sum(len(b) for _, b in params[:-1])


def cube(n, seed=0):
    X = np.random.default_rng([seed, n]).uniform(-1, 1, size=(500, n))
    X[0], X[1] = 1, np.where(np.arange(n) == 0, -1, 1)
    return X


@pytest.mark.syllabus("S3-15")
@pytest.mark.parametrize(("lam", "error"), [(0.1, 1.7e-3), (1e-3, 1.7e-7)])
def test_four_units_multiply_with_an_error_of_the_size_of_lam_squared(lam, error):
    assert worst_error(mult_gate(lam), SQUARE) == pytest.approx(error, rel=0.03)
    assert hidden_units(mult_gate(lam)) == 4


@pytest.mark.syllabus("S3-15")
def test_the_error_falls_with_lam_until_rounding_takes_over():
    error = {lam: worst_error(mult_gate(lam), SQUARE) for lam in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)}
    assert error[1e-1] / error[1e-2] == pytest.approx(100, rel=0.01)
    assert error[1e-2] / error[1e-3] == pytest.approx(100, rel=0.01)
    assert error[1e-4] == min(error.values())
    assert error[1e-4] < error[1e-5] < error[1e-6]
    assert error[1e-6] > 1e-4


@pytest.mark.syllabus("S3-15")
@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.01, 0.5))
def test_it_is_the_formula_of_the_paper(x, y, lam):
    curvature = (softplus(1e-3) - 2 * softplus(0.0) + softplus(-1e-3)) / 1e-6
    u, v = lam * (x + y), lam * (x - y)
    formula = (softplus(u) + softplus(-u) - softplus(v) - softplus(-v)) / (4 * lam**2 * curvature)
    assert softplus_forward(mult_gate(lam), np.array([[x, y]])).item() == pytest.approx(formula, abs=1e-6)


@pytest.mark.syllabus("S3-15")
def test_the_sigmoid_has_no_curvature_at_zero():
    (W, b), _ = mult_gate(0.1)
    numerator = sigmoid(SQUARE @ W + b) @ np.array([1.0, 1.0, -1.0, -1.0])
    curvature = sigmoid_derivative(np.array(0.0)) * (1 - 2 * sigmoid(np.array(0.0)))
    assert curvature == 0
    np.testing.assert_allclose(numerator, 0, atol=1e-15)
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = numerator / (4 * 0.1**2 * curvature)
    assert not np.any(np.isfinite(quotient))
    assert np.any(np.isnan(quotient))


@pytest.mark.syllabus("S3-15")
@pytest.mark.parametrize("n", [2, 4, 8, 16, 32])
def test_a_deep_network_multiplies_with_four_n_minus_four_units(n):
    params = product_net(n)
    assert hidden_units(params) == 4 * (n - 1)
    assert 2 ** (len(params) - 1) == n
    assert worst_error(params, cube(n)) < 1e-4


@pytest.mark.syllabus("S3-15")
@given(seeds, st.sampled_from([2, 4, 8]))
def test_the_product_does_not_ask_for_an_order(seed, n):
    X = cube(n, seed)
    order = np.random.default_rng(seed).permutation(n)
    params = product_net(n)
    np.testing.assert_allclose(softplus_forward(params, X[:, order]), softplus_forward(params, X), atol=1e-5)


@pytest.mark.syllabus("S3-15")
@pytest.mark.parametrize(
    ("n", "lam", "derivative", "error"), [(2, 1e-3, 1 / 4, 1e-6), (4, 0.01, -1 / 8, 2e-4), (6, 0.01, 1 / 4, 5e-4)]
)
def test_a_shallow_one_does_it_with_a_unit_for_every_choice_of_signs(n, lam, derivative, error):
    params = shallow_product_net(n, lam, derivative)
    assert len(params) == 2
    assert hidden_units(params) == 2**n
    assert worst_error(params, cube(n)) < error


@pytest.mark.syllabus("S3-15")
@pytest.mark.parametrize("n", [2, 4, 6])
def test_the_products_of_weights_that_the_proof_counts_are_independent(n):
    """A network that multiplies has, for every set of inputs, a row of products over it; 2**n rows of full rank."""
    (W, _), _ = shallow_product_net(n, 1.0, 1.0)
    sets = boolean_inputs(n) == 1
    rows = np.array([W[chosen].prod(axis=0) for chosen in sets])
    assert np.linalg.matrix_rank(rows) == 2**n == hidden_units(shallow_product_net(n, 1.0, 1.0))


@pytest.mark.syllabus("S3-15")
@pytest.mark.parametrize(("n", "lam", "derivative"), [(4, 0.03, -1 / 8), (6, 0.03, 1 / 4)])
def test_softplus_is_even_but_for_a_line_so_half_of_the_units_would_do(n, lam, derivative):
    (W, b), (V, c) = shallow_product_net(n, lam, derivative)
    half = W[0] > 0
    whole = softplus_forward([(W, b), (V, c)], cube(n))
    np.testing.assert_allclose(softplus_forward([(W[:, half], b[half]), (2 * V[half], c)], cube(n)), whole, atol=1e-6)


def test_for_two_inputs_both_are_the_same_network():
    deep, shallow = mult_gate(0.1), shallow_product_net(2, 0.1, 1 / 4)
    np.testing.assert_allclose(softplus_forward(deep, SQUARE), softplus_forward(shallow, SQUARE), atol=1e-12)


def test_a_number_of_inputs_that_is_no_power_of_two_is_refused():
    for n in (0, 1, 3, 6):
        with pytest.raises(ValueError, match=rf"got {n} inputs, expected a power of two"):
            product_net(n)
