import autograd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.by_name import activation, activation_backward, activation_derivative
from tests.reference_solution import autograd_oracle, torch_oracle
from tests.reference_solution.agreement import assert_agree, central_differences
from tests.reference_solution.random_networks import KINDS

anything_finite = st.floats(-1000, 1000)


@pytest.fixture(params=[(1, 1), (1, 4), (7, 4), (5, 5)], ids=str)
def Z_and_dA(request):
    rng = np.random.default_rng(request.param)
    Z, dA = rng.normal(scale=2, size=(2, *request.param))
    Z[np.abs(Z) < 1e-3] += 0.1
    return Z, dA


@pytest.mark.syllabus("S2-09")
@pytest.mark.parametrize("kind", KINDS)
def test_values_and_gradients_agree_with_autograd(kind, Z_and_dA):
    Z, dA = Z_and_dA
    pull_back, A = autograd.make_vjp(autograd_oracle.ACTIVATIONS[kind])(Z)
    assert_agree(activation(Z, kind), A)
    assert_agree(activation_backward(dA, Z, kind), pull_back(dA))


@pytest.mark.torch
@pytest.mark.parametrize("kind", KINDS)
def test_values_and_gradients_agree_with_pytorch(torch, kind, Z_and_dA):
    Z, dA = Z_and_dA
    inputs = torch_oracle.leaf(torch, Z)
    A = torch_oracle.activation(torch, inputs, kind)
    A.backward(torch.tensor(dA))
    assert_agree(activation(Z, kind), A.detach().numpy())
    assert_agree(activation_backward(dA, Z, kind), inputs.grad.numpy())


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_agree_with_central_differences(kind, Z_and_dA):
    Z, dA = Z_and_dA
    numeric = central_differences(lambda: np.sum(dA * activation(Z, kind)), Z)
    assert_agree(activation_backward(dA, Z, kind), numeric, relative=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_the_gradient_is_upstream_times_slope(kind, Z_and_dA):
    Z, dA = Z_and_dA
    assert_agree(activation_backward(dA, Z, kind), dA * activation_derivative(Z, kind))


@pytest.mark.syllabus("S0-11")
@given(anything_finite)
def test_the_sigmoid_is_finite_symmetric_and_at_most_a_quarter_steep(z):
    Z = np.array([z])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        A, mirrored = activation(Z, "sigmoid"), activation(-Z, "sigmoid")
        slope = activation_derivative(Z, "sigmoid")
    np.testing.assert_allclose(A + mirrored, 1.0, rtol=1e-15)
    assert 0 <= slope <= 0.25


@pytest.mark.syllabus("S0-11")
def test_a_small_sigmoid_keeps_its_digits():
    Z = np.array([-30.0, -300.0, -700.0])
    np.testing.assert_allclose(activation(Z, "sigmoid"), np.exp(Z), rtol=1e-12)


@pytest.mark.syllabus("S0-12")
@given(anything_finite)
def test_tanh_is_a_stretched_sigmoid(z):
    Z = np.array([z])
    np.testing.assert_allclose(activation(Z, "tanh"), 2 * activation(2 * Z, "sigmoid") - 1, atol=1e-15, rtol=0)
    np.testing.assert_allclose(activation_derivative(Z, "tanh"), 1 - np.tanh(Z) ** 2, atol=1e-15, rtol=0)


def test_the_relu_has_slope_zero_at_its_kink():
    assert activation_backward(np.ones(2), np.array([0.0, -0.0]), "relu").tolist() == [0.0, 0.0]


@pytest.mark.parametrize("kind", KINDS)
def test_results_are_new_arrays_and_inputs_stay_as_they_were(kind, Z_and_dA):
    Z, dA = Z_and_dA
    before = Z.tobytes(), dA.tobytes()
    activation(Z, kind)[:] = 99
    activation_backward(dA, Z, kind)[:] = 99
    assert (Z.tobytes(), dA.tobytes()) == before


@pytest.mark.parametrize(
    "call",
    [
        lambda kind: activation(np.zeros(2), kind),
        lambda kind: activation_backward(np.ones(2), np.zeros(2), kind),
        lambda kind: activation_derivative(np.zeros(2), kind),
    ],
)
def test_an_unknown_activation_is_answered_with_the_four_known_ones(call):
    with pytest.raises(ValueError, match=r"'ReLU'.*expected 'identity', 'sigmoid', 'tanh' or 'relu'"):
        call("ReLU")
