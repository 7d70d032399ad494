import autograd
import autograd.numpy
import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from reference_solution.activations.relu_family import relu
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.activations.swish import swish, swish_derivative
from tests.reference_solution.agreement import assert_agree

LINE = np.linspace(-40, 40, 80_001)
BETAS = [0.25, 0.5, 1.0, 2.0, 4.0]


def printed_derivative(Z, beta):
    def g(Z):
        return Z * sigmoid(beta * Z)

    return beta * g(beta * Z) + sigmoid(beta * Z) * (1 - beta * g(beta * Z))


@pytest.mark.syllabus("S2-14")
@pytest.mark.parametrize("beta", BETAS)
def test_value_and_slope_agree_with_autograd(beta):
    Z = np.linspace(-8, 8, 400)

    def other(Z):
        return Z * (1 + autograd.numpy.tanh(beta * Z / 2)) / 2

    assert_agree(swish(Z, beta), other(Z))
    assert_agree(swish_derivative(Z, beta), autograd.elementwise_grad(other)(Z))


@pytest.mark.syllabus("S2-14")
@pytest.mark.syllabus("E14")
@pytest.mark.parametrize(("beta", "error", "at"), [(2.0, 0.3002, 0.682), (0.5, 0.1646, -8.46), (4.0, 0.890, 0.310)])
def test_the_printed_slope_needs_beta_one(beta, error, at):
    errors = np.abs(printed_derivative(LINE, beta) - swish_derivative(LINE, beta))
    assert errors.max() == pytest.approx(error, abs=5e-4)
    assert LINE[errors.argmax()] == pytest.approx(at, abs=0.02)


@pytest.mark.syllabus("E14")
def test_the_printed_slope_errs_by_thirteen_hundredths():
    Z = LINE[np.abs(LINE) < 6]
    errors = np.abs(printed_derivative(Z, 0.5) - swish_derivative(Z, 0.5))
    assert errors.max() == pytest.approx(0.131, abs=5e-4)


@pytest.mark.syllabus("E14")
def test_for_beta_one_the_printed_slope_is_right():
    assert_agree(printed_derivative(LINE, 1.0), swish_derivative(LINE, 1.0))


@pytest.mark.syllabus("E14")
@pytest.mark.parametrize("beta", BETAS)
def test_with_the_right_swish_inside_the_printed_slope_is_right(beta):
    def silu(u):
        return u * sigmoid(u)

    slope = silu(beta * LINE) + sigmoid(beta * LINE) * (1 - silu(beta * LINE))
    assert_agree(swish_derivative(LINE, beta), slope)


@pytest.mark.syllabus("S2-14")
def test_swish_lies_between_half_the_input_and_the_relu():
    assert_agree(swish(LINE, 0.0), LINE / 2)
    for beta in (1, 10, 100, 1000):
        Z = np.linspace(-5, 5, 10_001) / beta
        assert np.abs(swish(Z, beta) - relu(Z)).max() == pytest.approx(0.27846 / beta, rel=1e-4)


@pytest.mark.syllabus("S2-14")
@pytest.mark.parametrize("beta", BETAS)
def test_its_lowest_point_moves_inwards_with_beta(beta):
    low = minimize_scalar(lambda z: float(swish(z, beta)), bounds=(-3 / beta, 0), options={"xatol": 1e-9})
    assert low.fun == pytest.approx(-0.27846 / beta, abs=1e-5 / beta)
    assert low.x == pytest.approx(-1.2785 / beta, abs=1e-4 / beta)
    assert abs(swish_derivative(low.x, beta)) < 1e-8
