"""The visible checks of p5 name typical slips, pass other right answers, and are stopped by nothing."""

import numpy as np
import pytest

from course.check import p5
from course.plain_graphs import Asking
from grader.exercises import EXERCISES
from reference_solution.autodiff import value
from reference_solution.autodiff.value import Value
from tests.grader.exercises.styles.p5 import STYLES

NAMES = [name.removeprefix("p5.") for name in EXERCISES if name.startswith("p5.")]
ASK = Asking(Value)


@pytest.mark.parametrize(
    ("name", "slip", "sentence"),
    [
        ("two_paths", "direct_way_forgotten", "dy = 0.927443 is wrong (t = 1): expected 1.927443. y stands in f twice"),
        ("two_paths", "one_path", "One of the two paths is lost"),
        ("logistic_least_squares", "slope_missing", "dz = -0.331812 is wrong"),
        ("logistic_least_squares", "penalty_path_forgotten", "w is used twice; only the message from z is there"),
        ("logistic_least_squares", "input_in_db", "What stands beside b in z?"),
        ("add", "one_edge_a_parent", "Only one of the two uses counts"),
        ("add", "first_only", "The second operand has no edge"),
        ("mul", "own_value", "Each factor has its own value as slope"),
        ("power", "exponent_not_lowered", "the exponent is lowered by 1"),
        ("exp", "slope_at_the_output", "That is the slope at the result"),
        ("log", "value_for_slope", "That is the value, not how fast it changes"),
        ("log", "base_two", "That is in bits"),
        ("tanh", "slope_at_the_output", "That is the slope at the result"),
        ("sigmoid", "overflows", "use one that can only become small"),
        ("sigmoid", "exponent_sign", "It falls"),
        ("relu", "slope_one", "The slope in the edges: 1, measured 0 (at -3)"),
        ("maximum", "one_for_each_largest", "In a tie of two the slopes sum to 2"),
        ("topological_order", "output_first", "It would be right the other way round"),
        ("topological_order", "listed_when_found", "square stands before its parent b"),
        ("topological_order", "listed_each_time", "Each of a, b, out, square belongs there once"),
        ("topological_order", "calls_itself", "too deep for a function that calls itself"),
        ("topological_order", "cycle_not_seen", "raise a ValueError there"),
        ("topological_order", "shared_is_a_cycle", "A node may be used twice: that is no cycle"),
        ("backward", "sends_too_early", "got [3.0], expected [39.0]. Has b sent before"),
        ("backward", "overwrites", "got [36.0], expected [39.0]. The message that came first is overwritten"),
        ("backward", "sends_again", "got [42.0], expected [39.0]. b sends twice"),
        ("backward", "accumulates", "A second call gives something else"),
        ("backward", "path_by_path", "Is every path walked?"),
        ("softmax_ce_graph", "no_shift", "Take the largest logit away first"),
        ("softmax_ce_graph", "target_forgotten", "The logit of the right class is not subtracted"),
        ("scalar_mlp", "tanh_on_output", "The last layer is linear"),
        ("scalar_mlp", "cut_off", "in place of the node?"),
        ("descend", "built_once", "Is loss() called anew in every step"),
        ("descend", "one_at_a_time", "after the first parameter had moved"),
        ("learn_xor", "summed", "the sum over the four rows, not their mean"),
        ("learn_xor", "labels_of_or", "(1, 1) has the label 0"),
        ("learn_xor", "last_layer_only", "Do all weights and biases move"),
    ],
)
def test_a_slip_is_named(said, name, slip, sentence):
    text = said(getattr(p5, name), EXERCISES[f"p5.{name}"].wrong(frozenset({slip})))
    assert "✗" in text
    assert sentence in text


@pytest.mark.parametrize("name", NAMES)
def test_any_right_answer_passes(said, name):
    for style in STYLES[f"p5.{name}"]:
        text = said(getattr(p5, name), style)
        assert "✗" not in text, text


def test_a_plain_number_that_is_not_wrapped_is_told(said):
    def add(a, b):
        return Value(a.data + b.data, ((a, 1.0), (b, 1.0)))

    text = said(p5.add, ASK.operation(add))
    assert "wrap(…) makes one of it" in text
    assert "add raised AttributeError in the line `return Value(a.data + b.data" in text


NODE = Value(1.0)
CYCLE = Value(1.0)
CYCLE.edges = ((CYCLE, 1.0),)
ODD = {
    "None": None,
    "a string": "node",
    "a number": 3.5,
    "an array": np.ones(3),
    "a list of numbers": [1.0, 2.0],
    "a node": NODE,
    "a list of nodes": [NODE, NODE],
    "a node without numbers": Value("data", ((NODE, "slope"),)),
    "a node with a node for a slope": Value(1.0, ((NODE, NODE),)),
    "a node with edges that are no pairs": Value(1.0, (NODE, NODE)),
    "a node with a number for edges": Value(1.0, 7),
    "a node that depends on itself": CYCLE,
    "a dict": {"x": None, "dx": "text"},
    "a function": len,
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", NAMES)
def test_odd_results_get_a_sentence(said, name, odd):
    way = {"topological_order": ASK.order, "backward": ASK.gradients, "softmax_ce_graph": ASK.cross_entropy}
    way |= {"scalar_mlp": ASK.network, "descend": ASK.descent}
    way |= dict.fromkeys(("two_paths", "logistic_least_squares", "learn_xor"), lambda function: function)
    function = way.get(name, ASK.operation)(lambda *arguments: ODD[odd])
    text = said(getattr(p5, name), function)
    assert text.startswith(name)
    assert "✗" in text
    assert "could not go on" not in text


def test_a_gradient_that_is_no_number_gets_a_sentence(said):
    def backward(output):
        output.grad = value.wrap(1.0)

    text = said(p5.backward, ASK.gradients(backward))
    assert "✗" in text
    assert "could not go on" not in text
