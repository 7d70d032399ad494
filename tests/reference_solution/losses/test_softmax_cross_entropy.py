import autograd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.losses.softmax_cross_entropy import softmax_cross_entropy
from tests.reference_solution import autograd_oracle, torch_oracle
from tests.reference_solution.agreement import assert_agree, central_differences

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)


def draw(N, K, seed=0):
    rng = np.random.default_rng([seed, N, K])
    return rng.normal(scale=2, size=(N, K)), rng.integers(K, size=N)


@pytest.fixture(params=[(1, 2), (1, 4), (7, 4), (4, 4), (7, 10)], ids=str)
def logits_and_labels(request):
    return draw(*request.param)


@pytest.mark.syllabus("S3-31")
def test_loss_and_gradient_agree_with_autograd(logits_and_labels):
    logits, labels = logits_and_labels
    loss, dlogits = softmax_cross_entropy(logits, labels)
    expected_loss, expected = autograd.value_and_grad(autograd_oracle.cross_entropy)(logits, labels)
    assert_agree(loss, expected_loss)
    assert_agree(dlogits, expected)


@pytest.mark.torch
def test_loss_and_gradient_agree_with_pytorch(torch, logits_and_labels):
    logits, labels = logits_and_labels
    loss, dlogits = softmax_cross_entropy(logits, labels)
    leaf = torch_oracle.leaf(torch, logits)
    expected = torch.nn.functional.cross_entropy(leaf, torch.tensor(labels))
    expected.backward()
    assert_agree(loss, expected.item())
    assert_agree(dlogits, leaf.grad.numpy())


def test_the_gradient_agrees_with_differences(logits_and_labels):
    logits, labels = logits_and_labels
    numeric = central_differences(lambda: softmax_cross_entropy(logits, labels)[0], logits)
    assert_agree(softmax_cross_entropy(logits, labels)[1], numeric, relative=1e-8)


@pytest.mark.syllabus("S4-13")
def test_the_gradient_is_probability_minus_target_over_the_batch(logits_and_labels):
    logits, labels = logits_and_labels
    _, dlogits = softmax_cross_entropy(logits, labels)
    for i, row in enumerate(logits):
        P = np.exp(row) / np.exp(row).sum()
        P[labels[i]] -= 1
        assert_agree(dlogits[i], P / len(labels))


@given(sizes, sizes, seeds, st.floats(-500, 500))
@pytest.mark.syllabus("S2-06")
def test_a_shift_of_a_row_changes_nothing(N, K, seed, shift):
    logits, labels = draw(N, K, seed)
    shifts = shift * np.random.default_rng(seed).uniform(-1, 1, size=(N, 1))
    loss, dlogits = softmax_cross_entropy(logits, labels)
    moved_loss, moved = softmax_cross_entropy(logits + shifts, labels)
    np.testing.assert_allclose(moved_loss, loss, rtol=0, atol=1e-12)
    np.testing.assert_allclose(moved, dlogits, rtol=0, atol=1e-12)


@given(sizes, sizes, seeds)
def test_every_row_of_the_gradient_sums_to_zero(N, K, seed):
    _, dlogits = softmax_cross_entropy(*draw(N, K, seed))
    np.testing.assert_allclose(dlogits.sum(axis=1), 0, atol=1e-15)


@given(sizes, sizes, seeds)
def test_the_order_of_the_examples_does_not_matter(N, K, seed):
    logits, labels = draw(N, K, seed)
    order = np.random.default_rng(seed).permutation(N)
    loss, dlogits = softmax_cross_entropy(logits, labels)
    moved_loss, moved = softmax_cross_entropy(logits[order], labels[order])
    np.testing.assert_allclose(moved_loss, loss, rtol=1e-13, atol=1e-15)
    assert_agree(moved, dlogits[order])


@given(sizes, sizes, sizes, seeds)
def test_batches_add_up_weighted_by_their_sizes(N, M, K, seed):
    logits, labels = draw(N + M, K, seed)
    loss, dlogits = softmax_cross_entropy(logits, labels)
    parts = [softmax_cross_entropy(logits[part], labels[part]) for part in (slice(N), slice(N, None))]
    weights = N / (N + M), M / (N + M)
    np.testing.assert_allclose(loss, sum(w * part[0] for w, part in zip(weights, parts, strict=True)), atol=1e-13)
    assert_agree(dlogits, np.concatenate([w * part[1] for w, part in zip(weights, parts, strict=True)]))


@pytest.mark.syllabus("S2-06")
def test_logits_of_a_thousand_give_exact_answers():
    loss, dlogits = softmax_cross_entropy(np.array([[1000.0, 0.0, -1000.0]]), np.array([2]))
    assert loss == 2000.0
    assert dlogits.tolist() == [[1.0, 0.0, -1.0]]


def test_equal_logits_cost_the_logarithm_of_the_number_of_classes_in_nats():
    loss, _ = softmax_cross_entropy(np.zeros((3, 10)), np.array([0, 4, 9]))
    assert loss == pytest.approx(np.log(10), rel=1e-15)


def test_inputs_stay_as_they_were(logits_and_labels):
    before = [array.tobytes() for array in logits_and_labels]
    softmax_cross_entropy(*logits_and_labels)
    assert [array.tobytes() for array in logits_and_labels] == before


@pytest.mark.parametrize("labels", [[0.0, 1.0], [0, 4]], ids=["not integers", "no such class"])
def test_labels_that_are_no_classes_raise(labels):
    with pytest.raises(IndexError):
        softmax_cross_entropy(np.zeros((2, 4)), np.array(labels))
