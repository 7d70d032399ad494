"""What the visible checks of p5 say beyond the bank: nodes of every odd kind, numbers that are not wrapped."""

import pytest

from course.check import p5
from grader.exercises import EXERCISES
from reference_solution.autodiff import value
from reference_solution.autodiff.value import Value
from tests.course.check.asked import check_of, given
from tests.course.check.odd import each_gets_a_sentence
from tests.course.check.p5.slips import ASK

NAMES = [name for name in EXERCISES if name.startswith("p5.")]


def test_a_plain_number_that_is_not_wrapped_is_told(said):
    def add(a, b):
        return Value(a.data + b.data, ((a, 1.0), (b, 1.0)))

    text = said(p5.add, ASK.operation(add))
    assert "wrap(…) makes one of it" in text
    assert "add raised AttributeError in the line `return Value(a.data + b.data" in text


NODE = Value(1.0)
CYCLE = Value(1.0)
CYCLE.edges = ((CYCLE, 1.0),)
NODES = {
    "a node": NODE,
    "a list of nodes": [NODE, NODE],
    "a node without numbers": Value("data", ((NODE, "slope"),)),
    "a node with a node for a slope": Value(1.0, ((NODE, NODE),)),
    "a node with edges that are no pairs": Value(1.0, (NODE, NODE)),
    "a node with a number for edges": Value(1.0, 7),
    "a node that depends on itself": CYCLE,
    "a dict": {"x": None, "dx": "text"},
}


@pytest.mark.parametrize("name", NAMES)
def test_odd_nodes_get_a_sentence(said, name):
    each_gets_a_sentence(said, lambda f: check_of(name)(*given(name, f)), name.removeprefix("p5."), NODES)


def test_a_gradient_that_is_no_number_gets_a_sentence(said):
    def backward(output):
        output.grad = value.wrap(1.0)

    text = said(p5.backward, ASK.gradients(backward))
    assert "✗" in text
    assert "could not go on" not in text
