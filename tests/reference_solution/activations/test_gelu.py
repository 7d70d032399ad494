import numpy as np
import pytest
import scipy.special
import scipy.stats

from reference_solution.activations.gelu import gelu, gelu_derivative, normal_cdf
from reference_solution.activations.sigmoid_family import sigmoid
from tests.reference_solution.agreement import assert_agree

LINE = np.linspace(-10, 10, 20_001)


@pytest.mark.syllabus("S2-18")
def test_it_is_the_input_times_the_chance_of_a_smaller_normal_number():
    assert_agree(gelu(LINE), LINE / 2 * (1 + scipy.special.erf(LINE / np.sqrt(2))))
    assert_agree(gelu(LINE), LINE * scipy.stats.norm.cdf(LINE))


@pytest.mark.syllabus("S2-18")
def test_its_slope_is_chance_plus_input_times_density():
    assert_agree(gelu_derivative(LINE), scipy.stats.norm.cdf(LINE) + LINE * scipy.stats.norm.pdf(LINE))
    h = 1e-5
    np.testing.assert_allclose(gelu_derivative(LINE), (gelu(LINE + h) - gelu(LINE - h)) / (2 * h), rtol=0, atol=1e-9)


@pytest.mark.syllabus("S2-18")
def test_its_lowest_and_its_steepest_point():
    assert gelu(LINE).min() == pytest.approx(-0.16997, abs=5e-6)
    assert LINE[gelu(LINE).argmin()] == pytest.approx(-0.7518, abs=1e-3)
    assert gelu_derivative(LINE).max() == pytest.approx(1.1289, abs=5e-5)
    assert LINE[gelu_derivative(LINE).argmax()] == pytest.approx(np.sqrt(2), abs=1e-3)


@pytest.mark.syllabus("S2-18")
def test_the_two_approximations_err_as_much_as_stated():
    by_tanh = LINE / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (LINE + 0.044715 * LINE**3)))
    assert np.abs(by_tanh - gelu(LINE)).max() == pytest.approx(4.7e-4, abs=5e-6)
    assert np.abs(LINE * sigmoid(1.702 * LINE) - gelu(LINE)).max() == pytest.approx(0.0203, abs=5e-5)


@pytest.mark.torch
@pytest.mark.syllabus("S2-18")
def test_pytorch_agrees(torch):
    Z = torch.tensor(LINE, requires_grad=True)
    A = torch.nn.functional.gelu(Z)
    A.sum().backward()
    assert_agree(gelu(LINE), A.detach().numpy())
    assert_agree(gelu_derivative(LINE), Z.grad.numpy())


def test_small_chances_keep_their_digits():
    Z = np.array([-5.0, -20.0, -37.0])
    rounding_of_z = 37**2 * np.finfo(float).eps
    np.testing.assert_allclose(normal_cdf(Z), scipy.special.ndtr(Z), rtol=2 * rounding_of_z)
    assert np.all(1 + scipy.special.erf(Z[1:] / np.sqrt(2)) == 0)
