from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.threshold import gate, step, threshold_forward
from reference_solution.logic.xor import xor_params
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from tests.reference_solution.agreement import central_differences

TRUTH = {
    "and": [0, 0, 0, 1],
    "or": [0, 1, 1, 1],
    "nand": [1, 1, 1, 0],
    "nor": [1, 0, 0, 0],
    "not": [1, 0],
}


@pytest.mark.syllabus("S0-10")
@given(st.floats(allow_nan=False))
def test_the_step_is_one_above_zero_only(z):
    assert step(np.array([z])).tolist() == [1.0 if z > 0 else 0.0]


@pytest.mark.syllabus("E17")
@given(st.floats(-10, 10).filter(lambda z: z != 0))
def test_off_zero_the_step_follows_the_sign(z):
    assert step(np.array([z])) == (np.sign(z) + 1) / 2


@pytest.mark.syllabus("E17")
def test_the_sign_that_is_printed_for_the_step_is_no_truth_value():
    w, b = gate("and")
    Z = boolean_inputs(2) @ w + b
    assert np.sign(Z).tolist() == [-1, -1, -1, 1]
    assert step(Z).tolist() == [0, 0, 0, 1]
    assert np.sign(0.0) not in (-1, 1)


@pytest.mark.syllabus("S0-10")
def test_gradient_descent_cannot_move_what_stands_before_a_step():
    rng = np.random.default_rng(0)
    X, labels = boolean_inputs(2), np.array([0, 1, 1, 0])
    params = [(rng.normal(size=(2, 4)), rng.normal(size=4)), (rng.normal(size=(4, 2)), rng.normal(size=2))]
    assert np.abs(X @ params[0][0] + params[0][1]).min() > 1e-3
    start = [array.copy() for layer in params for array in layer]

    def loss():
        return softmax_cross_entropy(threshold_forward(params, X), labels)[0]

    at_first = loss()
    for _ in range(50):
        for array, slope in [(array, central_differences(loss, array)) for layer in params for array in layer]:
            array -= 0.5 * slope
    W1, b1, W2, _ = (array for layer in params for array in layer)
    assert np.array_equal(W1, start[0])
    assert np.array_equal(b1, start[1])
    assert np.abs(W2 - start[2]).max() > 0.1  # the last layer did learn
    assert loss() < at_first


@pytest.mark.syllabus("S1-09")
@pytest.mark.parametrize("name", TRUTH)
@given(scale=st.floats(1e-3, 1e3))
def test_every_gate_and_every_positive_multiple_of_it_has_its_truth_table(name, scale):
    w, b = gate(name)
    assert step(boolean_inputs(len(w)) @ (scale * w) + scale * b).tolist() == TRUTH[name]


@pytest.mark.syllabus("S1-09")
def test_nand_is_the_unit_with_weights_minus_two_and_bias_three():
    w, b = gate("nand")
    assert w.tolist() == [-2, -2]
    assert b == 3


@pytest.mark.parametrize("name", TRUTH)
def test_no_gate_leans_on_the_step_at_zero(name):
    w, b = gate(name)
    assert np.abs(boolean_inputs(len(w)) @ w + b).min() >= 0.5


def test_a_gate_that_no_unit_can_be_is_answered_with_those_that_are():
    with pytest.raises(ValueError, match=r"'xor'.*and, or, nand, nor, not.*more than one threshold unit"):
        gate("xor")


@pytest.mark.parametrize("N", [1, 7])
def test_a_threshold_network_is_its_units_one_by_one(N):
    rng = np.random.default_rng(N)
    sizes = [3, 4, 4, 2]
    params = [(rng.normal(size=(m, n)), rng.normal(size=n)) for m, n in pairwise(sizes)]
    X = rng.normal(size=(N, 3))
    logits = threshold_forward(params, X)
    for x, row in zip(X, logits, strict=True):
        signals = list(x)
        for W, b in params[:-1]:
            signals = [float(sum(s * W[j, k] for j, s in enumerate(signals)) + b[k] > 0) for k in range(W.shape[1])]
        W, b = params[-1]
        expected = [sum(s * W[j, k] for j, s in enumerate(signals)) + b[k] for k in range(2)]
        np.testing.assert_allclose(row, expected, rtol=1e-12)


@pytest.mark.syllabus("S0-04")
def test_units_together_do_what_no_single_one_can():
    rng = np.random.default_rng(0)
    X, xor = boolean_inputs(2), [0, 1, 1, 0]
    alone = step(X @ rng.normal(size=(2, 10_000)) + rng.normal(size=10_000))
    assert not np.any(np.all(np.array(xor) == alone.T, axis=1))
    assert step(threshold_forward(xor_params(), X)).ravel().tolist() == xor
