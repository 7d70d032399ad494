import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.activations.by_name import activation
from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.expressivity.relu_interpolant import relu_interpolant
from reference_solution.expressivity.universality import fit_output_layer
from reference_solution.logic.boolean import boolean_inputs
from reference_solution.logic.threshold import step
from reference_solution.logic.xor import xor_logistic
from reference_solution.networks.network import mlp_forward
from reference_solution.training.xor_training import xor_success

x = np.linspace(-1, 1, 401)[:, None]


def worst_error(f, n, target, biases=True):
    """Of the best network with n random hidden units, on the interval [-1, 1]."""
    rng = np.random.default_rng(0)
    w, b = rng.normal(scale=4, size=(1, n)), rng.uniform(-4, 4, size=n)
    H = f(x @ w + (b if biases else 0))
    W, c = fit_output_layer(H, target)
    return np.abs(H @ W + c - target).max()


@given(st.integers(2, 12), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_no_other_output_layer_is_better(N, n_hidden, seed):
    rng = np.random.default_rng(seed)
    H, y = rng.normal(size=(N, n_hidden)), rng.normal(size=(N, 2))
    W, b = fit_output_layer(H, y)
    residual = H @ W + b - y
    np.testing.assert_allclose(H.T @ residual, 0, atol=1e-9)
    np.testing.assert_allclose(residual.sum(axis=0), 0, atol=1e-9)


@pytest.mark.syllabus("S2-24")
@pytest.mark.syllabus("S3-10")
@pytest.mark.syllabus("S0-22")
@pytest.mark.parametrize(
    ("f", "error"),
    [(np.tanh, 1e-4), (sigmoid, 1e-4), (lambda z: np.maximum(z, 0), 0.05), (step, 0.2)],
    ids=["tanh", "sigmoid", "relu", "step"],
)
def test_with_the_hypotheses_kept_more_units_come_as_near_as_one_likes(f, error):
    wave = np.sin(5 * x)
    assert worst_error(f, 300, wave) < error < 0.5 < worst_error(f, 3, wave)


@pytest.mark.syllabus("E11")
@pytest.mark.parametrize("f", [lambda z: z, np.square, lambda z: z**3 - z], ids=["linear", "square", "cubic"])
def test_with_a_polynomial_activation_more_units_do_not_help(f):
    wave = np.sin(5 * x)
    errors = [worst_error(f, n, wave) for n in (10, 100, 300)]
    assert min(errors) > 0.9
    np.testing.assert_allclose(errors, errors[0], atol=1e-6)


@pytest.mark.syllabus("E11")
def test_without_biases_more_units_do_not_help():
    wave = np.cos(5 * x)
    assert worst_error(np.tanh, 100, wave) < 1e-4
    assert min(worst_error(np.tanh, n, wave, biases=False) for n in (10, 100)) > 0.9  # all units are odd, the wave even


@pytest.mark.syllabus("E11")
def test_without_a_compact_set_what_is_near_inside_is_far_outside():
    t = np.linspace(-np.pi, np.pi, 200)
    wave, square = relu_interpolant(t, np.sin(t)), relu_interpolant(t, t**2)
    inside, outside = np.linspace(-3, 3, 1001)[:, None], np.linspace(100, 200, 1001)[:, None]
    assert np.abs(mlp_forward(wave, inside, "relu")[0] - np.sin(inside)).max() < 1e-3
    assert np.abs(mlp_forward(wave, outside, "relu")[0] - np.sin(outside)).max() > 1
    assert np.abs(mlp_forward(square, inside, "relu")[0] - inside**2).max() < 1e-3
    assert np.abs(mlp_forward(square, outside, "relu")[0] - outside**2).max() > 1e4


@pytest.mark.syllabus("E11")
@pytest.mark.parametrize("n", [11, 101, 1001])
def test_a_jump_is_never_nearer_than_half_of_it(n):
    t = np.linspace(-1, 1, n)
    params = relu_interpolant(t, np.where(t > 0, 1.0, 0.0))
    beside = np.array([[-1e-9], [1e-9]])
    assert np.abs(mlp_forward(params, beside, "relu")[0] - [[0.0], [1.0]]).max() >= 0.5
    middle = mlp_forward(params, np.linspace(-1, 1, 3001)[:, None], "relu")[0].ravel()
    mean_error = np.abs(middle - (np.linspace(-1, 1, 3001) > 0)).mean()
    assert mean_error < 2 / n  # on average it does come near


@pytest.mark.syllabus("E11")
@given(st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_a_sigmoid_output_never_says_two(n, seed):
    rng = np.random.default_rng(seed)
    params = [(rng.normal(size=(1, n)), rng.normal(size=n)), (10 * rng.normal(size=(n, 1)), rng.normal(size=1))]
    said = activation(mlp_forward(params, x, "tanh")[0], "sigmoid")
    assert np.abs(said - 2).min() >= 1


@pytest.mark.syllabus("S2-25")
@pytest.mark.syllabus("S3-10")
@pytest.mark.syllabus("E11")
def test_what_can_be_represented_need_not_be_learnt():
    said = activation(mlp_forward(xor_logistic(10), boolean_inputs(2), "sigmoid")[0], "sigmoid").ravel()
    assert np.abs(said - [0, 1, 1, 0]).max() < 0.01  # two hidden units can do it
    learnt = xor_success(hidden=2, kind="sigmoid", seeds=40)
    assert 0 < learnt.sum() < 40  # whether descent finds the weights depends on where it starts
