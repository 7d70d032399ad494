import numpy as np
import pytest

from reference_solution.networks.mac_counts import mac_counts
from reference_solution.networks.network import mlp_backward, mlp_forward
from tests.reference_solution.random_networks import draw_network


@pytest.mark.syllabus("S3-38")
@pytest.mark.syllabus("E26")
@pytest.mark.parametrize(
    ("sizes", "ratio", "digits"),
    [([784, 30, 10], 1.013, 3), ([784, 512, 512, 10], 1.40, 2), ([2, 64, 64, 64, 1], 1.985, 3)],
)
@pytest.mark.parametrize("batch", [1, 32])
def test_backward_costs_one_to_two_forwards(sizes, ratio, digits, batch):
    counts = mac_counts(sizes, batch)
    assert round(counts["backward"] / counts["forward"], digits) == ratio


@pytest.mark.syllabus("S3-38")
@pytest.mark.parametrize("sizes", [[784, 30, 10], [784, 512, 512, 10], [2, 64, 64, 64, 1], [5, 3]])
def test_with_the_gradient_of_the_input_backward_is_exactly_twice_forward(sizes):
    counts = mac_counts(sizes, 7)
    assert counts["backward"] + 7 * sizes[0] * sizes[1] == 2 * counts["forward"]


class Counting(np.ndarray):
    """An array that counts the multiply-adds of its matrix products."""

    done = 0

    def __matmul__(self, other):
        Counting.done += self.size * other.shape[-1]
        return super().__matmul__(other)


@pytest.mark.parametrize("N", [1, 7])
def test_the_network_makes_the_products_that_are_counted_and_no_others(N):
    """So the backward pass leaves out the gradient of the input, which no parameter needs."""
    sizes = [3, 4, 6, 2]
    params, X, labels = draw_network(sizes, N)
    counts, X = mac_counts(sizes, N), X.view(Counting)
    Counting.done = 0
    mlp_forward(params, X, "tanh")
    assert Counting.done == counts["forward"]
    mlp_backward(params, X, labels, "tanh", lam=0.1)
    assert Counting.done == counts["forward"] + counts["forward"] + counts["backward"]


def test_the_counts_are_plain_integers():
    assert [type(count) for count in mac_counts([3, 4, 2], 5).values()] == [int, int]
