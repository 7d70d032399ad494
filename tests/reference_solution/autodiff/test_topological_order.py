import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_solution.autodiff.topological_order import is_dag, topological_order
from reference_solution.autodiff.value import Value

edges_forward = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] < e[1]), min_size=1)


def graph(edges, count=10):
    """Nodes 0 .. count-1, and an output that depends on all of them."""
    nodes = [Value(float(i)) for i in range(count)]
    for start, end in edges:
        nodes[end].edges += ((nodes[start], 1.0),)
    return nodes, Value(-1.0, tuple((node, 1.0) for node in nodes))


@pytest.mark.syllabus("S3-33")
@pytest.mark.syllabus("S0-41")
@given(edges_forward)
def test_a_node_comes_after_all_its_parents(edges):
    nodes, output = graph(edges)
    order = topological_order(output)
    place = {node: i for i, node in enumerate(order)}
    assert len(order) == len(place) == len(nodes) + 1
    assert all(place[parent] < place[node] for node in order for parent, _ in node.edges)
    assert order[-1] is output


@pytest.mark.syllabus("S0-06")
@given(edges_forward, st.permutations(range(10)))
def test_edges_that_follow_some_order_have_no_cycle(edges, names):
    assert is_dag([(names[start], names[end]) for start, end in edges])


@pytest.mark.syllabus("S0-06")
@given(edges_forward, st.lists(st.integers(0, 9), min_size=1, unique=True))
def test_any_closed_walk_is_a_cycle(edges, walk):
    closed = list(zip(walk, walk[1:] + walk[:1], strict=True))
    assert not is_dag(edges + closed)
    _, output = graph(edges + closed)
    with pytest.raises(ValueError, match="cycle"):
        topological_order(output)


@pytest.mark.syllabus("S0-06")
def test_a_recurrent_network_is_told_from_a_feed_forward_one():
    feed_forward = [("x", "h1"), ("h1", "h2"), ("h2", "y"), ("x", "y")]
    assert is_dag(feed_forward)
    assert not is_dag([*feed_forward, ("h2", "h1")])


def test_two_uses_of_one_node_are_no_cycle():
    assert is_dag([("a", "b"), ("a", "b"), ("a", "c"), ("b", "c")])


def test_a_node_that_feeds_itself_is_a_cycle():
    assert not is_dag([("a", "a")])


def test_a_graph_deeper_than_the_stack_of_python_is_no_matter():
    node = Value(1.0)
    for _ in range(100_000):
        node = node * 1.0
    assert len(topological_order(node)) == 200_001
