import matplotlib.pyplot as plt
import numpy as np
import pytest

from reference_solution.autodiff.topological_order import is_dag
from reference_solution.networks.network_layout import network_layout
from reference_solution.networks.parameters import count_params

SIZES = [[3, 4, 2], [3, 4, 4, 1], [1, 1], [5, 1, 7]]


@pytest.mark.syllabus("S0-01")
@pytest.mark.syllabus("S1-23")
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_every_unit_has_a_place_of_its_own_and_every_weight_an_edge(sizes):
    places, edges = network_layout(sizes)
    assert len(set(places.values())) == len(places) == sum(sizes)
    assert len(set(edges)) == len(edges) == count_params(sizes) - sum(sizes[1:])
    assert np.all((np.array(list(places.values())) >= 0) & (np.array(list(places.values())) <= 1))


@pytest.mark.syllabus("S1-23")
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_all_edges_lead_to_the_next_layer(sizes):
    _, edges = network_layout(sizes)
    assert all(end[0] == start[0] + 1 for start, end in edges)
    assert is_dag(edges)
    first, last = (0, 0), (len(sizes) - 1, 0)
    assert not is_dag([*edges, (last, first)])


@pytest.mark.syllabus("S0-01")
def test_layers_stand_from_left_to_right():
    places, _ = network_layout([3, 4, 2])
    for layer in range(3):
        x, y = zip(*(place for (own, _), place in places.items() if own == layer), strict=True)
        assert set(x) == {layer / 2}
        assert np.mean(y) == pytest.approx(0.5)
        assert list(y) == sorted(y, reverse=True)


@pytest.mark.syllabus("S0-01")
def test_it_can_be_drawn():
    places, edges = network_layout([3, 4, 2])
    figure, axes = plt.subplots()
    for start, end in edges:
        axes.plot(*zip(places[start], places[end], strict=True))
    assert len(axes.lines) == 20
    figure.canvas.draw()
    plt.close(figure)
