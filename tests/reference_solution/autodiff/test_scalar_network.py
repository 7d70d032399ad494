import numpy as np
import pytest

from reference_solution.autodiff.scalar_network import XOR, descend, learn_xor, neurons, scalar_mlp
from reference_solution.autodiff.softmax_graph import softmax_ce_graph
from reference_solution.autodiff.value import Value
from reference_solution.networks.network import mlp_backward, mlp_forward
from tests.reference_solution.agreement import assert_agree
from tests.reference_solution.random_networks import draw_network

X, LABELS = np.array([x for x, _ in XOR]), np.array([label for _, label in XOR])


@pytest.mark.syllabus("S3-19")
@pytest.mark.parametrize("sizes", [(2, 3), (2, 3, 2), (3, 3, 3, 1)])
def test_neuron_by_neuron_gives_the_outputs_of_the_matrices(sizes):
    params, x, _ = draw_network(sizes, 1)
    outputs = scalar_mlp(neurons(params), x[0].tolist())
    assert_agree(np.array([z.data for z in outputs]), mlp_forward(params, x, "tanh")[0][0])


@pytest.mark.syllabus("S3-22")
def test_a_training_number_by_number_is_that_of_the_matrices():
    params, _, _ = draw_network((2, 3, 2), 4, seed=1)
    expected, there = [], params
    for _ in range(5):
        loss, grads = mlp_backward(there, X, LABELS, "tanh", 0.0)
        expected.append(loss)
        there = [(W - 0.7 * dW, b - 0.7 * db) for (W, b), (dW, db) in zip(there, grads, strict=True)]
    assert_agree(np.array(learn_xor(params, 0.7, 5)), np.array(expected))


@pytest.mark.syllabus("S0-26")
def test_the_exclusive_or_is_learned_by_scalars():
    rng = np.random.default_rng(4)
    start = [(rng.normal(size=(2, 3)), np.zeros(3)), (rng.normal(size=(3, 2)), np.zeros(2))]
    losses = learn_xor(start, 1.0, 100)
    assert losses[-1] < 0.02 < losses[0]


def test_the_arrays_that_a_training_starts_from_are_left_as_they_are():
    params, _, _ = draw_network((2, 2, 2), 4, seed=2)
    before = [(W.copy(), b.copy()) for W, b in params]
    learn_xor(params, 1.0, 2)
    for pair, kept in zip(params, before, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(pair, kept, strict=True))


def test_descend_moves_the_very_nodes_it_was_given():
    x = Value(3.0)
    built = []

    def loss():
        built.append(softmax_ce_graph([x, Value(0.0)], 1))
        return built[-1]

    losses = descend(loss, [x], 0.5, 4)
    assert losses == [node.data for node in built]
    assert x.data < 3.0
