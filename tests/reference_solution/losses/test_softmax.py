import autograd
import autograd.numpy
import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.losses.softmax import log_softmax, logsumexp, softmax
from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from tests.reference_solution.agreement import assert_agree

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)
SHAPES = [(1, 2), (1, 4), (7, 4), (4, 4), (7, 10)]


def draw(N, K, seed=0):
    return np.random.default_rng([seed, N, K]).normal(scale=3, size=(N, K))


@pytest.mark.syllabus("S2-06")
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_all_three_agree_with_scipy(shape):
    Z = draw(*shape)
    assert_agree(softmax(Z), scipy.special.softmax(Z, axis=1))
    assert_agree(log_softmax(Z), scipy.special.log_softmax(Z, axis=1))
    assert_agree(logsumexp(Z), scipy.special.logsumexp(Z, axis=1))


@pytest.mark.torch
@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
def test_all_three_agree_with_pytorch(torch, temperature):
    Z = draw(7, 4)
    scaled = torch.tensor(Z) / temperature
    assert_agree(softmax(Z, temperature), torch.softmax(scaled, dim=1).numpy())
    assert_agree(log_softmax(Z, temperature), torch.log_softmax(scaled, dim=1).numpy())
    assert_agree(logsumexp(Z, temperature), temperature * torch.logsumexp(scaled, dim=1).numpy())


@pytest.mark.syllabus("S2-06")
@given(sizes, sizes, seeds, st.floats(-500, 500))
def test_a_shift_of_a_row_changes_no_probability(N, K, seed, shift):
    Z = draw(N, K, seed)
    shifts = shift * np.random.default_rng(seed).uniform(-1, 1, size=N)
    moved = Z + shifts[:, None]
    np.testing.assert_allclose(softmax(moved), softmax(Z), rtol=0, atol=1e-12)
    np.testing.assert_allclose(log_softmax(moved), log_softmax(Z), rtol=0, atol=1e-12)
    np.testing.assert_allclose(logsumexp(moved), logsumexp(Z) + shifts, rtol=0, atol=1e-12)


@pytest.mark.syllabus("S2-06")
@given(sizes, sizes, seeds)
def test_every_row_is_a_distribution_and_permuting_the_classes_permutes_it(N, K, seed):
    Z = draw(N, K, seed)
    P, order = softmax(Z), np.random.default_rng(seed).permutation(K)
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=1e-14)
    assert np.all(P > 0)
    np.testing.assert_allclose(softmax(Z[:, order]), P[:, order], rtol=1e-13)


@pytest.mark.syllabus("S2-06")
def test_logits_of_a_thousand_are_no_trouble():
    Z = np.array([[1000.0, 999.0, -1000.0]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        P, log_P, top = softmax(Z), log_softmax(Z), logsumexp(Z)
    share = 1 / (1 + np.exp(-1))
    np.testing.assert_allclose(P, [[share, 1 - share, 0]], rtol=1e-15)
    np.testing.assert_allclose(log_P, [[np.log(share), np.log(share) - 1, np.log(share) - 2000]], rtol=1e-13)
    np.testing.assert_allclose(top, 1000 - np.log(share), rtol=1e-15)
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(np.exp(Z) / np.exp(Z).sum())[0, 0]


@pytest.mark.syllabus("S2-06")
def test_each_row_is_shifted_by_its_own_maximum():
    Z = np.array([[0.0, 1.0], [-2000.0, -2001.0]])
    np.testing.assert_allclose(softmax(Z)[1], softmax(Z)[0, ::-1], rtol=1e-15)


@pytest.mark.syllabus("S2-06")
def test_cold_softmax_takes_the_largest_and_hot_softmax_shares_alike():
    Z = np.array([[2.0, 1.0, -3.0], [0.0, 5.0, 5.0]])
    np.testing.assert_allclose(softmax(Z, 1e-3), [[1, 0, 0], [0, 0.5, 0.5]], atol=1e-15)
    np.testing.assert_allclose(softmax(Z, 1e9), np.full((2, 3), 1 / 3), rtol=1e-8)
    np.testing.assert_allclose(logsumexp(Z, 1e-6), Z.max(axis=1), atol=1e-6)
    for T in (0.1, 1.0, 10.0):
        assert np.all(logsumexp(Z, T) >= Z.max(axis=1))
        assert np.all(logsumexp(Z, T) <= Z.max(axis=1) + T * np.log(3))


@pytest.mark.syllabus("S2-06")
def test_the_slope_of_logsumexp_is_softmax():
    Z = draw(4, 3)
    slope = autograd.grad(lambda Z: autograd.numpy.sum(autograd.numpy.log(autograd.numpy.exp(Z).sum(axis=1))))(Z)
    assert_agree(softmax(Z), slope)


@pytest.mark.syllabus("S2-06")
def test_two_classes_are_a_sigmoid_of_the_difference():
    Z = draw(7, 2)
    assert_agree(softmax(Z)[:, 1], scipy.special.expit(Z[:, 1] - Z[:, 0]))


@pytest.mark.syllabus("E20")
def test_the_printed_log_softmax_is_of_no_distribution():
    Z = draw(7, 4)
    i, j = np.indices((4, 4))
    # z_i - log sum_i exp(z_j): in the sum over i nothing depends on i, and j is left over
    printed = Z[:, i] - np.log(4 * np.exp(Z[:, j]))
    assert np.all(np.ptp(printed, axis=2) > 0)
    for free in range(4):
        assert np.all(np.abs(np.exp(printed[:, :, free]).sum(axis=1) - 1) > 1e-3)
    np.testing.assert_allclose(np.exp(log_softmax(Z)).sum(axis=1), 1, rtol=1e-14)


def test_it_is_the_softmax_of_the_networks_loss():
    Z, labels = draw(7, 4), np.arange(7) % 4
    loss, dlogits = softmax_cross_entropy(Z, labels)
    assert loss == pytest.approx(-log_softmax(Z)[np.arange(7), labels].mean(), rel=1e-15)
    assert_agree(dlogits, (softmax(Z) - np.eye(4)[labels]) / 7)


def test_inputs_stay_as_they_were():
    Z = draw(7, 4)
    before = Z.tobytes()
    softmax(Z), log_softmax(Z), logsumexp(Z)
    assert Z.tobytes() == before
