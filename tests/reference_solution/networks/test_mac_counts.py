import numpy as np
import pytest

from reference_solution.networks import network
from reference_solution.networks.dense import dense_backward, dense_forward
from reference_solution.networks.mac_counts import mac_counts
from tests.reference_solution.drawn import draw_network


@pytest.mark.syllabus("S3-38")
@pytest.mark.syllabus("E26")
@pytest.mark.parametrize(
    ("sizes", "ratio", "digits"),
    [([784, 30, 10], 1.013, 3), ([784, 512, 512, 10], 1.40, 2), ([2, 64, 64, 64, 1], 1.985, 3)],
)
@pytest.mark.parametrize("batch", [1, 32])
def test_backward_costs_between_one_and_two_forward_passes(sizes, ratio, digits, batch):
    counts = mac_counts(sizes, batch)
    assert round(counts["backward"] / counts["forward"], digits) == ratio


@pytest.mark.syllabus("S3-38")
@pytest.mark.parametrize("sizes", [[784, 30, 10], [784, 512, 512, 10], [2, 64, 64, 64, 1], [5, 3]])
def test_with_the_gradient_of_the_input_backward_is_exactly_twice_forward(sizes):
    counts = mac_counts(sizes, 7)
    assert counts["backward"] + 7 * sizes[0] * sizes[1] == 2 * counts["forward"]


@pytest.mark.parametrize("N", [1, 7])
def test_the_counts_are_those_of_the_products_the_network_really_makes(monkeypatch, N):
    sizes, forward, backward = [3, 4, 6, 2], [], []

    def counted_forward(X, W, b):
        forward.append(np.broadcast(X[:, :, None], W).size)
        return dense_forward(X, W, b)

    def counted_backward(dZ, cache):
        X, W = cache
        backward.append(np.broadcast(X[:, :, None], dZ[:, None, :]).size)
        backward.append(np.broadcast(dZ[:, None, :], W).size)
        return dense_backward(dZ, cache)

    monkeypatch.setattr(network, "dense_forward", counted_forward)
    monkeypatch.setattr(network, "dense_backward", counted_backward)
    params, X, labels = draw_network(sizes, N)
    network.mlp_backward(params, X, labels, "tanh", lam=0.1)
    gradient_of_the_input = backward.pop()
    assert mac_counts(sizes, N) == {"forward": sum(forward), "backward": sum(backward)}
    assert gradient_of_the_input == N * 3 * 4


def test_the_counts_are_plain_integers():
    assert [type(count) for count in mac_counts([3, 4, 2], 5).values()] == [int, int]
