import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.networks.network import mlp_backward
from reference_solution.training.minibatches import minibatches
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import draw_network


@pytest.mark.syllabus("S1-28")
@pytest.mark.syllabus("S4-14")
@given(st.integers(1, 40), st.integers(1, 50))
def test_every_example_comes_once_an_epoch_with_its_own_label(N, batch_size):
    X, labels = 10.0 * np.arange(N)[:, None], np.arange(N)
    batches = minibatches(X, labels, batch_size, np.random.default_rng(0))
    assert [len(part) for part, _ in batches[:-1]] == [batch_size] * ((N - 1) // batch_size)
    assert len(batches[-1][0]) == N - batch_size * ((N - 1) // batch_size)
    seen = np.concatenate([labels_batch for _, labels_batch in batches])
    assert sorted(seen.tolist()) == labels.tolist()
    np.testing.assert_array_equal(np.concatenate([X_batch for X_batch, _ in batches])[:, 0], 10.0 * seen)


@pytest.mark.syllabus("S1-28")
def test_each_epoch_has_its_own_order_and_a_seed_repeats_them_all():
    X, labels = np.arange(50.0)[:, None], np.arange(50)

    def two_epochs(seed):
        rng = np.random.default_rng(seed)
        return [np.concatenate([part for _, part in minibatches(X, labels, 8, rng)]).tolist() for _ in range(2)]

    first, second = two_epochs(0)
    assert first != second
    assert two_epochs(0) == [first, second]
    assert two_epochs(1) != [first, second]


@pytest.mark.syllabus("S1-28")
def test_a_batch_of_all_examples_has_the_gradient_of_plain_gradient_descent():
    params, X, labels = draw_network([3, 4, 2], 7)
    [(X_batch, labels_batch)] = minibatches(X, labels, 7, np.random.default_rng(0))
    _, grads = mlp_backward(params, X_batch, labels_batch, "tanh", 0.1)
    for layer, expected in zip(grads, mlp_backward(params, X, labels, "tanh", 0.1)[1], strict=True):
        for array, expected_array in zip(layer, expected, strict=True):
            assert_agree(array, expected_array)


@pytest.mark.syllabus("S4-14")
@pytest.mark.syllabus("S1-17")
def test_the_gradients_of_the_batches_average_to_the_gradient_of_all():
    params, X, labels = draw_network([3, 4, 2], 7)
    batches = minibatches(X, labels, 3, np.random.default_rng(0))
    mean = sum(len(X_batch) / 7 * mlp_backward(params, X_batch, y, "tanh", 0)[1][0][0] for X_batch, y in batches)
    assert_agree(mean, mlp_backward(params, X, labels, "tanh", 0)[1][0][0])


@pytest.mark.syllabus("S1-28")
def test_the_angle_to_the_full_gradient_shrinks_with_the_batch():
    params, X, labels = draw_network([3, 4, 2], 400)

    def flat(rows):
        return np.concatenate(
            [g.ravel() for layer in mlp_backward(params, X[rows], labels[rows], "tanh", 0)[1] for g in layer]
        )

    full, rng = flat(slice(None)), np.random.default_rng(0)
    noise = []
    for batch_size in (4, 16, 64):
        differences = [flat(rng.integers(400, size=batch_size)) - full for _ in range(200)]
        noise.append(np.sqrt(np.mean(np.square(differences))))
    slope = np.polyfit(np.log([4, 16, 64]), np.log(noise), 1)[0]
    assert slope == pytest.approx(-0.5, abs=0.05)


def test_the_batches_are_copies():
    X, labels = np.arange(4.0)[:, None], np.arange(4)
    for X_batch, labels_batch in minibatches(X, labels, 4, np.random.default_rng(0)):
        X_batch[:], labels_batch[:] = 0, 0
    assert X[:, 0].tolist() == labels.tolist() == [0, 1, 2, 3]
