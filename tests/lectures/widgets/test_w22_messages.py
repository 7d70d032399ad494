"""Which order of messages gives which total, on graphs small enough to know the answer by hand."""

import pytest

from lectures.widgets.support.messages import GRAPHS, PATHS, WAYS, build, play
from reference_solution.autodiff.paths import gradient_by_paths


def totals(graph, start):
    """What a node has at the end, in each order."""
    places, output = build(graph, 4, 2.0)
    node = next(node for node, (name, *_) in places.items() if name == start)
    return {way: play(places, output, way)[-1].has[node] for way in WAYS}


def test_a_node_used_twice_tells_the_orders_apart():
    assert totals("a node used twice", "a") == {"topological": 39, "breadth first": 3, "recursive": 81, PATHS: 39}


def test_on_a_tree_all_orders_agree():
    assert set(totals("a tree", "w").values()) == {12.0}


def test_breadth_first_is_right_in_layers_until_a_shortcut_comes():
    layers, shortcut = totals("layers", "x"), totals("layers and a shortcut", "x")
    assert layers["breadth first"] == layers["topological"] == 2
    assert (shortcut["breadth first"], shortcut["topological"]) == (8, 10)


@pytest.mark.parametrize("graph", GRAPHS)
def test_path_by_path_walks_as_far_as_the_naive_sum(graph):
    places, output = build(graph, 5, 2.0)
    first = next(iter(places))
    assert len(play(places, output, PATHS)) - 1 == gradient_by_paths(output, first)[1]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("graph", GRAPHS)
def test_every_message_is_what_was_sent_times_the_slope_of_its_edge(graph, way):
    places, output = build(graph, 4, 2.0)
    before, *frames = play(places, output, way)
    for frame in frames:
        edge = frame.edge
        parent, slope = edge.node.edges[edge.number]
        assert parent is edge.parent
        assert frame.has[parent] == before.has[parent] + edge.amount * slope
        before = frame
