import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import log_loss

from reference_solution.activations.sigmoid_family import sigmoid
from reference_solution.losses.regression_and_classification import bce_with_logits, gaussian_nll, mse_half, softmax_ce
from reference_solution.losses.softmax import log_softmax, softmax
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from tests.reference_solution.agreement import assert_agree, central_differences

seeds = st.integers(0, 2**32 - 1)
SHAPES = [(1,), (7,), (1, 1), (7, 1), (1, 4), (7, 4), (4, 4)]
MATRICES = [shape for shape in SHAPES if len(shape) == 2]


def draw(shape, seed=0):
    """Outputs of any size and targets that are distributions over the last axis."""
    rng = np.random.default_rng([seed, *shape])
    Y = (
        rng.dirichlet(np.ones(shape[-1]), size=shape[0])
        if len(shape) == 2 and shape[1] > 1
        else rng.uniform(size=shape)
    )
    return rng.normal(scale=2, size=shape), Y


def likelihood_loss(A, Y):
    return gaussian_nll(A, Y, 0.7)


ORACLES = [
    (
        bce_with_logits,
        lambda Z, Y: -anp.sum(Y * anp.log(1 / (1 + anp.exp(-Z))) + (1 - Y) * anp.log(1 / (1 + anp.exp(Z)))),
    ),
    (mse_half, lambda A, Y: anp.sum((A - Y) ** 2) / 2),
    (likelihood_loss, lambda A, Y: anp.sum((A - Y) ** 2 / 0.98 + anp.log(0.7) + anp.log(2 * anp.pi) / 2)),
    (softmax_ce, lambda Z, Y: anp.sum(Y * (anp.log(anp.sum(anp.exp(Z), axis=1, keepdims=True)) - Z))),
]
each = pytest.mark.parametrize(("loss", "summed"), ORACLES, ids=["bce", "mse", "likelihood", "ce"])


@pytest.mark.syllabus("S3-21")
@each
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_loss_and_gradient_agree_with_autograd_and_with_central_differences(loss, summed, shape):
    if loss is softmax_ce and len(shape) == 1:
        shape = (*shape, 3)
    Z, Y = draw(shape)
    value, dZ = loss(Z, Y)
    expected, gradient = autograd.value_and_grad(lambda Z: summed(Z, Y) / len(Y))(Z)
    assert value == pytest.approx(expected, rel=1e-12)
    np.testing.assert_allclose(dZ, gradient, rtol=0, atol=1e-14)
    np.testing.assert_allclose(dZ, central_differences(lambda: loss(Z, Y)[0], Z), rtol=0, atol=1e-8)


@pytest.mark.torch
@pytest.mark.parametrize("shape", MATRICES, ids=str)
def test_loss_and_gradient_agree_with_pytorch(torch, shape):
    Z, Y = draw(shape)
    targets, N = torch.tensor(Y), len(Y)
    F = torch.nn.functional
    variance = torch.full((), 0.49, dtype=torch.float64).expand(shape)
    for loss, theirs in (
        (bce_with_logits, lambda Z: F.binary_cross_entropy_with_logits(Z, targets, reduction="sum") / N),
        (mse_half, lambda Z: F.mse_loss(Z, targets, reduction="sum") / (2 * N)),
        (likelihood_loss, lambda Z: F.gaussian_nll_loss(Z, targets, variance, full=True, reduction="sum") / N),
        (softmax_ce, lambda Z: F.cross_entropy(Z, targets)),
    ):
        leaf = torch.tensor(Z, requires_grad=True)
        expected = theirs(leaf)
        expected.backward()
        value, dZ = loss(Z, Y)
        assert value == pytest.approx(expected.item(), rel=1e-12, abs=1e-15)
        np.testing.assert_allclose(dZ, leaf.grad.numpy(), rtol=0, atol=1e-14)


@each
@given(seed=seeds, N=st.integers(1, 5), M=st.integers(1, 5), K=st.integers(1, 4))
def test_batches_add_up_weighted_by_their_sizes(loss, summed, seed, N, M, K):
    Z, Y = draw((N + M, K), seed)
    value, dZ = loss(Z, Y)
    first, d_first = loss(Z[:N], Y[:N])
    second, d_second = loss(Z[N:], Y[N:])
    np.testing.assert_allclose(value, (N * first + M * second) / (N + M), rtol=1e-12, atol=1e-14)
    together = np.concatenate([N * d_first, M * d_second]) / (N + M)
    np.testing.assert_allclose(dZ, together, rtol=0, atol=1e-14)


# Binary cross-entropy


@pytest.mark.syllabus("S2-05")
@given(st.floats(-1000, 1000), st.sampled_from([0.0, 1.0]))
def test_the_binary_loss_is_softplus_of_the_logit_with_its_sign_turned(z, y):
    Z, Y = np.array([z]), np.array([y])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        loss, dZ = bce_with_logits(Z, Y)
    np.testing.assert_allclose(loss, np.logaddexp(0, (1 - 2 * y) * z), rtol=1e-15)
    np.testing.assert_allclose(dZ, sigmoid(Z) - Y, rtol=0, atol=1e-16)
    if abs(z) < 30:
        np.testing.assert_allclose(loss, -np.log(sigmoid((2 * Y - 1) * Z))[0], rtol=1e-9, atol=1e-15)


@pytest.mark.syllabus("S2-05")
def test_the_binary_loss_is_exact_for_logits_of_800():
    assert bce_with_logits(np.array([800.0]), np.array([0.0]))[0] == 800.0
    assert bce_with_logits(np.array([-800.0]), np.array([1.0]))[0] == 800.0
    assert bce_with_logits(np.array([40.0]), np.array([1.0]))[0] == pytest.approx(np.exp(-40.0), rel=1e-15)
    with np.errstate(divide="ignore"):
        assert -np.log(1 - sigmoid(np.array([800.0]))) == np.inf


@pytest.mark.syllabus("S4-06")
def test_the_binary_loss_is_that_of_scikit_learn():
    Z, _ = draw((50,))
    labels = (Z + 1 > 0).astype(float)
    assert bce_with_logits(Z, labels)[0] == pytest.approx(log_loss(labels, sigmoid(Z)), rel=1e-12)


@pytest.mark.syllabus("S4-06")
@pytest.mark.syllabus("E01")
def test_without_the_minus_descent_learns_the_wrong_labels():
    labels = np.array([0.0, 1.0])
    for sign, right in ((1.0, True), (-1.0, False)):
        Z = np.array([-0.1, 0.1])
        for _ in range(100):
            Z = Z - sign * bce_with_logits(Z, labels)[1]
        assert np.array_equal(Z > 0, labels == 1) == right
    Z, Y = draw((7,))
    g = sigmoid(Z)
    printed = np.mean(Y * np.log(g) + (1 - Y) * np.log(1 - g))
    assert printed < 0 < bce_with_logits(Z, Y)[0]
    assert -printed == pytest.approx(np.mean(np.logaddexp(0, Z) - Y * Z), rel=1e-13)


# Cross-entropy of a softmax


@pytest.mark.syllabus("S2-07")
@given(seeds, st.integers(1, 5), st.integers(2, 6))
def test_the_least_cross_entropy_is_the_entropy_of_the_targets(seed, N, K):
    Z, Y = draw((N, K), seed)
    entropy = scipy.stats.entropy(Y, axis=1).mean()
    assert softmax_ce(Z, Y)[0] >= entropy - 1e-12
    at_the_targets, dZ = softmax_ce(np.log(Y), Y)
    assert at_the_targets == pytest.approx(entropy, rel=1e-9)
    np.testing.assert_allclose(dZ, 0, atol=1e-12)


@pytest.mark.syllabus("S2-07")
@pytest.mark.parametrize("K", [2, 10, 100])
def test_small_random_logits_cost_about_ln_K(K):
    rng = np.random.default_rng(K)
    Z, Y = rng.normal(scale=0.01, size=(500, K)), np.eye(K)[rng.integers(K, size=500)]
    assert softmax_ce(Z, Y)[0] == pytest.approx(np.log(K), rel=0.005)
    assert softmax_ce(0 * Z, Y)[0] == pytest.approx(np.log(K), rel=1e-14)


@pytest.mark.syllabus("S2-07")
def test_the_squared_error_of_the_deck_is_twice_ours():
    A, Y = draw((7,))
    assert np.mean((Y - A) ** 2) == pytest.approx(2 * mse_half(A, Y)[0], rel=1e-14)


@pytest.mark.syllabus("S3-31")
def test_integer_labels_give_the_networks_loss():
    Z, _ = draw((7, 4))
    labels = np.arange(7) % 4
    loss, dZ = softmax_ce(Z, np.eye(4)[labels])
    expected, dlogits = softmax_cross_entropy(Z, labels)
    assert loss == pytest.approx(expected, rel=1e-15)
    assert_agree(dZ, dlogits)


@pytest.mark.syllabus("S3-31")
def test_targets_that_sum_to_s_weigh_probabilities_by_s():
    Z, Y = draw((7, 4))
    Y = 3 * Y * np.arange(1, 8)[:, None]
    _, dZ = softmax_ce(Z, Y)
    assert_agree(dZ, (Y.sum(axis=1, keepdims=True) * softmax(Z) - Y) / 7)
    assert_agree(dZ, central_differences(lambda: softmax_ce(Z, Y)[0], Z), relative=1e-8)


@pytest.mark.syllabus("E21")
def test_summed_over_j_as_printed_the_cross_entropy_is_no_single_number():
    Z, Y = draw((1, 4))
    # -sum_j t_k log y_k: in the sum over j nothing depends on j, and k is left over
    printed = -4 * Y[0] * log_softmax(Z)[0]
    loss, _ = softmax_ce(Z, Y)
    assert np.all(np.abs(printed - loss) > 1e-3)
    assert printed.sum() / 4 == pytest.approx(loss, rel=1e-14)


# Squared error and likelihood


@pytest.mark.syllabus("S2-04")
def test_the_likelihood_is_that_of_scipys_normal_distribution():
    A, Y = draw((7, 3))
    for sigma in (0.1, 1.0, 5.0):
        expected = -scipy.stats.norm.logpdf(Y, A, sigma).sum() / 7
        assert gaussian_nll(A, Y, sigma)[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.syllabus("S2-04")
@pytest.mark.syllabus("E25")
def test_with_one_spread_the_likeliest_line_is_least_squares():
    rng = np.random.default_rng(2)
    X = np.column_stack([rng.normal(size=(40, 2)), np.ones(40)])
    y = X @ [1.0, -2.0, 0.5] + rng.normal(size=40)
    w = np.linalg.lstsq(X, y)[0]
    for sigma in (0.3, 1.0, 7.0):
        _, dA = gaussian_nll(X @ w, y, sigma)
        assert np.abs(X.T @ dA).max() < 1e-12
        half, _ = mse_half(X @ w, y)
        constant = np.log(sigma * np.sqrt(2 * np.pi))
        assert gaussian_nll(X @ w, y, sigma)[0] == pytest.approx(half / sigma**2 + constant, rel=1e-14)
    best = np.sqrt(np.mean((X @ w - y) ** 2))
    values = [gaussian_nll(X @ w, y, sigma)[0] for sigma in (0.99 * best, best, 1.01 * best)]
    assert values[1] == min(values)


@pytest.mark.syllabus("E25")
def test_a_varying_spread_makes_another_line_likeliest():
    rng = np.random.default_rng(2)
    x = rng.uniform(0.1, 3, size=40)
    y = x + rng.normal(scale=x**2)
    least_squares = x @ y / (x @ x)
    likeliest = (x / x**4) @ y / ((x / x**4) @ x)

    def negative_log_likelihood(w):
        return -scipy.stats.norm.logpdf(y, w * x, x**2).sum()

    assert negative_log_likelihood(likeliest) < negative_log_likelihood(least_squares) - 0.1
    assert np.sum((least_squares * x - y) ** 2) < np.sum((likeliest * x - y) ** 2)


@pytest.mark.syllabus("S3-21")
@pytest.mark.parametrize("loss", [mse_half, bce_with_logits, likelihood_loss])
def test_a_column_against_a_row_raises(loss):
    rng = np.random.default_rng(0)
    y = rng.uniform(size=7)
    assert (y[:, None] - y).shape == (7, 7)
    assert np.mean((y[:, None] - y) ** 2) > 0.05  # a perfect prediction, scored by numpy's rules
    with pytest.raises(ValueError, match=r"\(7, 1\).*\(7,\).*expected equal shapes"):
        loss(y[:, None], y)
    assert mse_half(y, y)[0] == 0


def test_integer_labels_for_rows_are_named():
    with pytest.raises(ValueError, match="integer labels into one-hot rows"):
        softmax_ce(np.zeros((4, 4)), np.arange(4))


@each
def test_inputs_stay_as_they_were(loss, summed):
    Z, Y = draw((7, 4))
    before = Z.tobytes(), Y.tobytes()
    loss(Z, Y)[1][:] = 9
    assert (Z.tobytes(), Y.tobytes()) == before
