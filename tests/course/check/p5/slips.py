"""What the visible checks of p5 say of typical slips."""

from course.plain_graphs import Asking
from reference_solution.autodiff.value import Value

ASK = Asking(Value)
WAYS = {
    "topological_order": ASK.order,
    "backward": ASK.gradients,
    "softmax_ce_graph": ASK.cross_entropy,
    "scalar_mlp": ASK.network,
    "descend": ASK.descent,
}
PLAIN = ("two_paths", "logistic_least_squares", "learn_xor")


def given(name, function):
    """The function, asked as in the notebook: its nodes cannot travel."""
    return (function if name in PLAIN else WAYS.get(name, ASK.operation)(function),)


SAID = [
    ("two_paths", "direct_way_forgotten", "dy = 1.092875 is wrong (t = 1/2): expected 2.092875. y stands in f twice"),
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
    ("descend", "new_nodes", "do the nodes that were passed in move?"),
    ("descend", "one_at_a_time", "after the first parameter had moved"),
    ("learn_xor", "summed", "the sum over the four rows, not their mean"),
    ("learn_xor", "labels_of_or", "(1, 1) has the label 0"),
    ("learn_xor", "last_layer_only", "Do all weights and biases move"),
]
