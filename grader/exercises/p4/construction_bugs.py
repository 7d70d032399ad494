"""The known bugs of the functions of p4 that construct networks, each with the sentence a student reads."""

from grader.exercises.model import Bug

BUMP_NET = (
    Bug(
        "bias_not_steep",
        "bias_not_steep",
        "The edges move when the steepness changes: the weights are multiplied by it, the biases are not. Where is z "
        "= 0?",
    ),
    Bug(
        "edges_divided",
        "edges_divided",
        "The biases are the edges divided by the steepness. Solve z = 0 for x: is it the edge?",
    ),
    Bug(
        "bias_sign",
        "bias_sign",
        "The edges lie on the wrong side of 0: the bias has the wrong sign. A unit switches on where x exceeds the "
        "edge.",
    ),
    Bug(
        "never_ends",
        "never_ends",
        "The bumps do not end: each step goes up at its left edge and nothing takes it down at the right one.",
    ),
    Bug(
        "last_edge_open",
        "last_edge_open",
        "After the last edge the network keeps the height of the last bump. Outside all bumps it has to be 0 again: what "
        "goes down there?",
    ),
    Bug(
        "downs_add",
        "downs_add",
        "At the right edge of a bump its height is added once more. The second step has to take away what the first "
        "gave.",
    ),
    Bug("downs_first", "downs_first", "All bumps are upside down: which of the two steps must be subtracted?"),
    Bug("last_bump_missing", "last_bump_missing", "The last bump is missing. There are as many bumps as heights."),
    Bug(
        "steepness_ignored",
        "steepness_ignored",
        "With steps all is well, with logistic units the bumps are too soft: the steepness is not used.",
    ),
    Bug(
        "output_steep",
        "output_steep",
        "The heights are multiplied by the steepness. It belongs inside the hidden units, not after them.",
    ),
)

RELU_INTERPOLANT = (
    Bug(
        "slopes_for_bends",
        "slopes_for_bends",
        "Each unit adds the whole slope of its piece. But the units before it go on to the right: only the change of "
        "slope has to be added.",
    ),
    Bug(
        "not_divided",
        "not_divided",
        "The differences of the y are taken for slopes. A slope also depends on how far apart the x are.",
    ),
    Bug(
        "no_start",
        "no_start",
        "The line starts at 0 instead of at the first y. At the first point all ReLUs still give 0: what else can "
        "add the first value?",
    ),
    Bug(
        "first_bend_missing",
        "first_bend_missing",
        "The first piece is flat: the change of slope at the first point is missing. Before it, the slope is 0.",
    ),
    Bug(
        "bends_reversed",
        "bends_reversed",
        "Every change of slope after the first has the wrong sign: is it the new slope minus the old one?",
    ),
    Bug("shifted", "shifted", "Every bend comes one point too late: a piece begins at its left point."),
    Bug(
        "bias_sign",
        "bias_sign",
        "The bends lie on the wrong side of 0: the biases have the wrong sign. Where must the pre-activation of a "
        "unit be 0?",
    ),
)

TENT_NET = (
    Bug("folds_once", "folds_once", "There is one tent, whatever L is."),
    Bug("one_fold_too_many", "one_fold_too_many", "There is one fold too many: twice as many pieces as asked for."),
    Bug(
        "not_down_again",
        "not_down_again",
        "The tent goes up and then stays: its second ReLU only takes the slope back to 0. What must it be after the "
        "middle?",
    ),
    Bug("bend_at_one", "bend_at_one", "The second ReLU switches on at 1. Where is the top of the tent?"),
    Bug(
        "later_bends_missing",
        "later_bends_missing",
        "Only the first layer has its bend in the middle: in the later ones both ReLUs bend at 0.",
    ),
    Bug(
        "not_merged",
        "not_merged",
        "The curve is right, with more ReLUs than needed: each tent's output is a unit of its own. Two linear maps "
        "with nothing in between are one.",
    ),
    Bug(
        "shallow",
        "shallow",
        "The curve is right, but with a ReLU for each piece, exponentially many. Each layer can fold what the one "
        "before it has made.",
    ),
)

MULT_GATE = (
    Bug(
        "lam_once",
        "lam_once",
        "The output weights are divided by lam once. The inputs are made lam times as small and the result is a "
        "square: how small is that?",
    ),
    Bug(
        "not_scaled_back",
        "not_scaled_back",
        "The output weights do not depend on lam: what was made small on the way in is not made large again.",
    ),
    Bug(
        "curvature_missing",
        "curvature_missing",
        "The result is a quarter of the product: the second derivative of the softplus at 0 is taken to be 1, or left "
        "out.",
    ),
    Bug(
        "slope_for_curvature",
        "slope_for_curvature",
        "The result is half of the product: the first derivative of the softplus at 0 stands where the second belongs.",
    ),
    Bug(
        "quarter_missing",
        "quarter_missing",
        "The result is four times the product: the difference of the two squares is 4xy.",
    ),
    Bug(
        "half_missing",
        "half_missing",
        "The result is twice the product: the divisor is half of what it should be. What is the difference of the two "
        "squares, and what is the second derivative of the softplus at 0?",
    ),
    Bug(
        "squares_added",
        "squares_added",
        "The two squares are added: then what they have in common stays, and the product cancels.",
    ),
    Bug(
        "one_sided",
        "one_sided",
        "Only one unit of each pair is used. Then the linear term of the softplus does not cancel.",
    ),
    Bug(
        "odd_terms",
        "odd_terms",
        "In each pair the units are subtracted from one another: then the squares cancel and only the linear term is "
        "left.",
    ),
    Bug(
        "lam_not_in_hidden",
        "lam_not_in_hidden",
        "The inputs are not made small: lam is in the output weights only. The softplus is a parabola near 0 alone.",
    ),
)

PRODUCT_NET = (
    Bug(
        "one_round_only",
        "one_round_only",
        "Neighbours are multiplied and the products are added up. They have to be multiplied with one another, round "
        "after round.",
    ),
    Bug(
        "not_merged",
        "not_merged",
        "The outputs of the gates go through a softplus of their own before the next round reads them. A gate's "
        "output is linear: it is merged with the next layer's weights.",
    ),
    Bug(
        "pairs_mixed",
        "pairs_mixed",
        "Inputs and outputs of the gates are not in the same order: what belongs to one gate lies at every n-th place "
        "on one side, side by side on the other. Is it the same order of factors in both Kronecker products?",
    ),
    Bug(
        "lam_too_large",
        "lam_too_large",
        "The products are roughly right, not within 1e-4: lam is too large.",
    ),
)
