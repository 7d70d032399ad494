"""What holds for every activation of the table; each has a file of its own for what is special in it."""

import autograd
import autograd.numpy
import autograd.scipy.special
import numpy as np
import pytest

from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.by_name import activation, activation_derivative
from tests.reference_solution.agreement import assert_agree

GRID = np.linspace(-6, 6, 240)  # no entry within 0.02 of the kinks at 0
FAR = np.array([-1000.0, -800.0, -40.0, 0.0, 40.0, 800.0, 1000.0])
anp, special = autograd.numpy, autograd.scipy.special
OTHERWISE = {
    "identity": lambda Z: Z,
    "step": lambda Z: anp.sign(Z) / 2 + 0.5 + 0 * Z,
    "sigmoid": special.expit,
    "tanh": lambda Z: (anp.exp(Z) - anp.exp(-Z)) / (anp.exp(Z) + anp.exp(-Z)),
    "relu": lambda Z: (Z + anp.abs(Z)) / 2,
    "leaky_relu": lambda Z: anp.where(Z > 0, 1.0, 0.01) * Z,
    "elu": lambda Z: anp.where(Z > 0, Z, anp.exp(Z) - 1),
    "softplus": lambda Z: anp.log(1 + anp.exp(Z)),
    "swish": lambda Z: Z / (1 + anp.exp(-Z)),
    "gelu": lambda Z: Z / 2 * (1 + special.erf(Z / anp.sqrt(2.0))),
}
each = pytest.mark.parametrize("name", ELEMENTWISE)


@pytest.mark.syllabus("S2-09")
@pytest.mark.syllabus("S4-09")
@each
def test_values_and_slopes_agree_with_autograd(name):
    f, slope = ELEMENTWISE[name]
    assert_agree(f(GRID), OTHERWISE[name](GRID))
    assert_agree(slope(GRID), autograd.elementwise_grad(OTHERWISE[name])(GRID))


@pytest.mark.torch
@pytest.mark.syllabus("S2-09")
@pytest.mark.parametrize("name", [name for name in ELEMENTWISE if name not in ("identity", "step")])
def test_values_and_slopes_agree_with_pytorch(torch, name):
    known = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "swish": torch.nn.functional.silu}
    theirs = known.get(name) or getattr(torch.nn.functional, name)
    f, slope = ELEMENTWISE[name]
    Z = torch.tensor(GRID, requires_grad=True)
    A = theirs(Z)
    A.sum().backward()
    assert_agree(f(GRID), A.detach().numpy())
    # PyTorch's softplus is cut to the identity above 20, which the grid does not reach
    assert_agree(slope(GRID), Z.grad.numpy())


@pytest.mark.syllabus("S2-09")
@each
def test_slopes_agree_with_central_differences_away_from_kinks(name):
    f, slope = ELEMENTWISE[name]
    h = 1e-5
    np.testing.assert_allclose(slope(GRID), (f(GRID + h) - f(GRID - h)) / (2 * h), rtol=0, atol=1e-9)


@pytest.mark.syllabus("S2-09")
@pytest.mark.parametrize("name", ["identity", "sigmoid", "tanh", "relu"])
def test_they_are_the_activations_of_the_network(name):
    f, slope = ELEMENTWISE[name]
    Z = np.append(GRID, FAR)
    assert np.array_equal(f(Z), activation(Z, name))
    np.testing.assert_allclose(slope(Z), activation_derivative(Z, name), rtol=0, atol=1e-15)


@each
def test_nothing_overflows_or_is_lost_far_out(name):
    f, slope = ELEMENTWISE[name]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        A, S = f(FAR), slope(FAR)
    bounded = name in ("step", "sigmoid", "tanh")
    assert np.array_equal(A[-3:], [1, 1, 1] if bounded else FAR[-3:])
    assert np.array_equal(S[-2:], [0, 0] if bounded else [1, 1])
    left = {"identity": -1000.0, "leaky_relu": -10.0, "elu": -1.0, "tanh": -1.0}
    assert A[0] == left.get(name, 0.0)
    assert S[0] == {"identity": 1.0, "leaky_relu": 0.01}.get(name, 0.0)


@pytest.mark.syllabus("S2-10")
@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("step", 0, 1),
        ("sigmoid", 0, 1),
        ("tanh", -1, 1),
        ("relu", 0, None),
        ("softplus", 0, None),
        ("elu", -1, None),
        ("swish", -0.2785, None),
        ("gelu", -0.17, None),
        ("identity", None, None),
        ("leaky_relu", None, None),
    ],
)
def test_bounds_are_as_listed(name, low, high):
    A = ELEMENTWISE[name][0](np.linspace(-900, 900, 180_001))
    assert A.min() >= low if low is not None else A.min() < -8
    assert A.max() <= high if high is not None else A.max() == 900
    assert (name in ("step", "sigmoid", "relu", "softplus")) == (A.min() >= 0)


@pytest.mark.syllabus("S2-10")
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softplus"])
def test_open_bounds_are_not_reached_where_floats_can_tell(name):
    A = ELEMENTWISE[name][0](np.linspace(-15, 15, 1001))
    assert np.all(np.diff(A) > 0)
    assert A.min() > (-1 if name == "tanh" else 0)
    assert name == "softplus" or A.max() < 1


@pytest.mark.syllabus("S4-09")
@each
def test_arrays_of_any_shape_come_back_new_and_the_input_stays_as_it_was(name):
    for shape in ((), (0,), (1, 1), (7, 3), (2, 3, 4)):
        Z = np.random.default_rng(0).normal(size=shape)
        before = Z.tobytes()
        for function in ELEMENTWISE[name]:
            out = function(Z)
            assert np.shape(out) == shape
            assert out.dtype == np.float64
            assert not np.shares_memory(out, Z)
        assert Z.tobytes() == before
