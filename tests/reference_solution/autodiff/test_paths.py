import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.autodiff.backward import backward
from reference_solution.autodiff.paths import doubling_chain, edge_count, gradient_by_paths, path_count
from reference_solution.autodiff.value import Value, tanh
from reference_solution.networks.network import mlp_backward
from tests.reference_solution.agreement import central_differences
from tests.reference_solution.random_networks import draw_network


@pytest.mark.syllabus("S4-15")
def test_twenty_doublings_have_forty_edges_and_a_million_paths():
    x = Value(1.0)
    output = doubling_chain(x, 20)
    assert edge_count(output) == 40
    assert path_count(output, x) == 1_048_576
    backward(output)
    assert x.grad == 1_048_576


@pytest.mark.syllabus("S3-23")
@pytest.mark.syllabus("S4-15")
@given(st.integers(0, 8))
def test_paths_are_exponentially_more_than_edges(n):
    x = Value(1.0)
    output = doubling_chain(x, n)
    assert gradient_by_paths(output, x) == (2.0**n, 2 ** (n + 1) - 2)
    assert edge_count(output) == 2 * n


@pytest.mark.syllabus("S3-23")
@given(st.lists(st.floats(-2, 2), min_size=2, max_size=4))
def test_the_sum_over_paths_is_the_gradient(weights):
    x = Value(0.3)
    layer = [x]
    for _ in range(3):
        layer = [tanh(sum(w * (i + 1) * node for i, node in enumerate(layer))) for w in weights]
    output = sum(layer)
    backward(output)
    assert gradient_by_paths(output, x)[0] == pytest.approx(x.grad, rel=1e-12, abs=1e-12)
    assert path_count(output, x) == len(weights) ** 3


def test_a_node_off_the_graph_has_no_path_to_it():
    assert path_count(Value(1.0) * 2, Value(1.0)) == 0


@pytest.mark.syllabus("S3-38")
@pytest.mark.syllabus("S3-23")
def test_central_differences_need_two_forward_passes_for_every_parameter():
    params, X, labels = draw_network([3, 4, 4, 1], 7)
    passes = []

    def loss():
        passes.append(1)
        return mlp_backward(params, X, 0 * labels, "tanh", 0.0)[0]

    for layer in params:
        for array in layer:
            central_differences(loss, array)
    assert len(passes) == 2 * 41
