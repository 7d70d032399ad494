import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.by_name import activation
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.threshold import step, threshold_forward
from reference_solution.logic.xor import xor_logistic, xor_params
from reference_solution.networks.network import mlp_forward

X, XOR = boolean_inputs(2), np.array([0, 1, 1, 0])


def answers(params):
    return activation(mlp_forward(params, X, "sigmoid")[0], "sigmoid").ravel()


def worst_error(k):
    return np.abs(answers(xor_logistic(k)) - XOR).max()


@pytest.mark.syllabus("S0-24")
def test_two_hidden_thresholds_make_xor():
    assert step(threshold_forward(xor_params(), X)).ravel().tolist() == XOR.tolist()


@pytest.mark.syllabus("S0-24")
def test_the_hidden_units_are_or_and_and():
    (W, b), _ = xor_params()
    assert step(X @ W + b).T.tolist() == [[0, 1, 1, 1], [0, 0, 0, 1]]


@pytest.mark.syllabus("S0-24")
@given(st.floats(0, 1), st.floats(0, 1))
def test_both_forms_of_the_output_are_the_same_sum(h1, h2):
    assert h1 - h2 - 0.5 == pytest.approx(h1 + (1 - h2) - 1.5, abs=1e-15)


@pytest.mark.syllabus("S0-25")
@pytest.mark.parametrize(("k", "error", "digits"), [(5, 0.149, 3), (10, 0.0076, 4), (15, 6e-4, 4)])
def test_the_logistic_network_comes_near_as_its_scale_grows(k, error, digits):
    assert round(worst_error(k), digits) == error


@pytest.mark.syllabus("S0-25")
def test_unscaled_logistic_units_never_answer_yes():
    assert answers(xor_logistic(1)).max() < 0.5


@pytest.mark.syllabus("S0-25")
def test_rounding_the_answer_is_right_from_about_two_point_two():
    scales = np.arange(1, 400) / 100
    right = [np.array_equal(np.round(answers(xor_logistic(k))), XOR) for k in scales]
    first = scales[np.argmax(right)]
    assert round(first, 1) == 2.2
    assert all(right[np.argmax(right) :])


@pytest.mark.syllabus("S0-25")
def test_ten_is_the_first_whole_scale_with_an_error_below_a_hundredth():
    assert round(worst_error(9), 4) == 0.0134
    assert worst_error(10) < 0.01


@pytest.mark.syllabus("S0-25")
@given(st.floats(0.1, 60), st.floats(0.01, 10), st.booleans())
def test_a_scaled_logistic_unit_is_within_the_bound_of_the_step(k, distance, above):
    z = distance if above else -distance
    for further in (1, 1.5, 4):
        off = abs(activation(np.array([k * z * further]), "sigmoid") - step(np.array([z])))
        assert off <= activation(np.array([-k * distance]), "sigmoid") + 1e-15


@pytest.mark.syllabus("S0-25")
@given(st.floats(4, 60))
def test_the_error_of_the_whole_network_is_within_its_bound(k):
    e = activation(np.array(-k / 2), "sigmoid")
    assert worst_error(k) <= activation(np.array(-k * (0.5 - 2 * e)), "sigmoid") + 1e-15


@pytest.mark.syllabus("S0-25")
def test_weights_scaled_without_their_biases_never_make_xor():
    for k in (2, 5, 10, 100):
        unscaled = [(k * W, b) for W, b in xor_params()]
        assert not np.array_equal(np.round(answers(unscaled)), XOR)
