import numpy as np
import pytest
import scipy.special

from reference_solution.activations.sigmoid_family import sigmoid, sigmoid_derivative
from reference_solution.losses.output_heads import output_head
from reference_solution.losses.regression_and_classification import mse_half
from tests.reference_solution.agreement import assert_agree, central_differences

rng = np.random.default_rng(9)
Z = rng.normal(size=(7, 4))
TARGETS = {
    "regression": rng.normal(size=(7, 4)),
    "binary": rng.integers(2, size=(7, 4)).astype(float),
    "multi-class": np.eye(4)[rng.integers(4, size=7)],
}
each = pytest.mark.parametrize("task", TARGETS)


@pytest.mark.syllabus("S0-14")
@pytest.mark.syllabus("S2-01")
@pytest.mark.syllabus("S4-13")
@each
def test_the_task_chooses_the_last_activation(task):
    expected = {
        "regression": Z,
        "binary": scipy.special.expit(Z),
        "multi-class": scipy.special.softmax(Z, axis=1),
    }
    f, _ = output_head(task)
    assert_agree(f(Z), expected[task])


@pytest.mark.syllabus("S4-13")
@each
def test_the_gradient_of_a_matching_head_is_output_minus_target(task):
    f, loss = output_head(task)
    _, dZ = loss(Z, TARGETS[task])
    assert_agree(dZ, (f(Z) - TARGETS[task]) / 7)
    assert_agree(dZ, central_differences(lambda: loss(Z, TARGETS[task])[0], Z), relative=1e-8)


@pytest.mark.syllabus("S4-13")
def test_squared_error_behind_a_sigmoid_keeps_a_slope_that_vanishes():
    Y = TARGETS["binary"]
    far = np.where(Y == 1, -20.0, 20.0)  # certain, and wrong
    _, dA = mse_half(sigmoid(far), Y)
    assert np.abs(dA * sigmoid_derivative(far)).max() < 1e-8
    _, dZ = output_head("binary")[1](far, Y)
    assert np.abs(dZ).min() > 0.99 / 7


def test_an_unknown_task_is_answered_with_the_three_known_ones():
    with pytest.raises(ValueError, match=r"'ranking'.*'regression', 'binary' or 'multi-class'"):
        output_head("ranking")
