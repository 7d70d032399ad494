"""The known bugs of p2, each with the sentence a student reads: what is wrong, why it happens, where to look."""

from grader.exercises.model import Bug
from grader.exercises.p2.views import has_z_of_zero

_EDGE = (
    "pre-activation lands exactly on 0 where the unit should fire; the step is silent there. Put the bias halfway "
    "between the inputs that must fire and those that must not."
)

GATE = (
    Bug("fires_at_zero", "edge", f"A {_EDGE}"),
    Bug(
        "and_or_swapped",
        "and_or_swapped",
        "The thresholds of and and or are exchanged. How many of the inputs must be 1 before the unit may fire?",
    ),
    Bug(
        "not_inverted",
        "not_inverted",
        "Nand, nor and not come out as and, or and the input itself. An input that should prevent firing needs a "
        "weight of the other sign, and then the bias needs the other sign, too.",
    ),
    Bug(
        "threshold_for_bias",
        "threshold_for_bias",
        "The bias has the wrong sign: it looks like the threshold that the sum must exceed. The unit compares with 0, so "
        "the threshold goes to the other side of the inequality.",
    ),
    Bug(
        "no_bias",
        "no_bias",
        "All biases are 0, so no gate fires when all inputs are 0, and one input is as good as two. Each gate needs a "
        "threshold of its own.",
    ),
)

NAND_NET = (
    Bug(
        "and_not_inverted",
        "and_not_inverted",
        "The wire shown as the and (in the half adder: as the carry) is still the nand. One inversion is missing.",
    ),
    Bug(
        "or_inverted",
        "or_inverted",
        "The or comes out as nor: one inversion too many. A nand of the inverted inputs has inverted once already.",
    ),
    Bug(
        "or_inputs_not_inverted",
        "or_inputs_not_inverted",
        "The or comes out as and. By De Morgan, an or is a nand of which two signals, the inputs or something else?",
    ),
    Bug(
        "xor_inverted",
        "xor_inverted",
        "Where exclusive or belongs, the output is 1 if the inputs agree: there is one inversion too many after the last "
        "nand.",
    ),
    Bug(
        "carry_in_ignored",
        "carry_in_ignored",
        "The full adder adds its first two inputs only. The third one, the carry from before, must enter the sum as well.",
    ),
    Bug(
        "carries_anded",
        "carries_anded",
        "The full adder never carries: it carries only if both of its half adders do, which cannot happen. When does "
        "the whole carry?",
    ),
    Bug(
        "sum_and_carry_swapped",
        "sum_and_carry_swapped",
        "Sum and carry are exchanged in outputs: the sum comes first.",
    ),
    Bug(
        "nothing_shared",
        "nothing_shared",
        "The half adder is right, with one gate too many: the nand of both inputs is built twice. Sum and carry can share "
        "it.",
    ),
)

RIPPLE_ADDER = (
    Bug(
        "highest_first",
        "highest_first",
        "The bits of the sum are shown highest first; like the inputs they belong lowest first, with the last carry at the "
        "end.",
    ),
    Bug(
        "interleaved",
        "interleaved",
        "The inputs are read as pairs, a bit of one number beside a bit of the other. They arrive as all bits of the first "
        "number, then all bits of the second.",
    ),
    Bug(
        "carries_dropped",
        "carries_dropped",
        "Carries are computed but enter no further bit: each bit is added by itself. Try 1 + 3 by hand.",
    ),
    Bug(
        "first_carry_only",
        "first_carry_only",
        "Every bit gets the carry of the lowest bit. The carry must ripple: each adder takes it from the adder just before.",
    ),
    Bug(
        "sum_and_carry_swapped",
        "sum_and_carry_swapped",
        "The two wires that each adder shows are unpacked in the wrong order: its sum is passed on as the carry.",
    ),
)

XOR_PARAMS = (
    Bug("on_the_edge", "edge", f"A hidden {_EDGE}", lambda result: has_z_of_zero(result, 2)),
    Bug(
        "and_added",
        "and_added",
        "The network computes or: for (1, 1) the second hidden unit must lower the output, and it does not.",
    ),
    Bug(
        "no_hidden_biases",
        "never_fires",
        "The answer is 0 for every input. Write down both hidden units for the four rows: do they differ anywhere, and can "
        "their weighted sum exceed 0?",
    ),
    Bug(
        "answer_inverted",
        "answer_inverted",
        "The answer is 1 where the inputs agree, the opposite of exclusive or. Look at the signs of the output layer.",
    ),
)

XOR_LOGISTIC = (
    Bug(
        "biases_not_scaled",
        "biases_not_scaled",
        "The weights are multiplied by k, the biases are not. Then the lines where z = 0 move towards the origin as k "
        "grows: what must happen to b for the line to stay?",
    ),
    Bug(
        "weights_not_scaled",
        "weights_not_scaled",
        "The biases are multiplied by k, the weights are not: the larger k, the farther the lines where z = 0 move away.",
    ),
    Bug(
        "divided",
        "divided",
        "The parameters shrink as k grows. A sharper unit needs a larger slope at z = 0.",
    ),
    Bug(
        "hidden_only",
        "hidden_only",
        "Only the hidden layer is scaled. The output is a logistic unit too, and stays soft.",
    ),
    Bug(
        "output_only",
        "output_only",
        "Only the output layer is scaled. Its inputs, the hidden units, are still far from 0 and 1.",
    ),
)

IS_LINEARLY_SEPARABLE = (
    Bug(
        "minus_one_only",
        "labels_0_1",
        "With the labels 0 and 1 the other class is not found: it is every example whose label is not 1, be it 0 or -1.",
    ),
    Bug(
        "label_as_sign",
        "label_as_sign",
        "With the label 0 the answer is always False. Is the label multiplied by the score? 0 times anything is 0: nothing "
        "is ever on the right side.",
    ),
    Bug(
        "no_bias",
        "no_bias",
        "Only lines through the origin are tried. The threshold b is free: it gives each line an offset.",
    ),
    Bug(
        "touching_allowed",
        "not_strict",
        "The answer is always True, even for the exclusive or. If the inequality is not strict, weights of 0 satisfy "
        "it for any classes.",
    ),
    Bug(
        "means_only",
        "means_only",
        "Only one direction is tried, that from the mean of one class to the mean of the other. The classes can be "
        "separable in another direction.",
    ),
    Bug(
        "stopped_early",
        "stopped_early",
        "Some classes that can be separated are said not to be: a perceptron that still makes mistakes after two rounds "
        "has proved nothing. How many mistakes can it make at most?",
    ),
    Bug(
        "one_class",
        "one_class",
        "If all examples are of one class, nothing is left to tell apart: a large bias alone does it.",
    ),
)

_FIRES_NOWHERE = (
    "It fires nowhere, not even in the middle. Look at three things: is z = 0 at both corners of a side, is z positive in "
    "the middle for every side, and is the output's bias halfway between all sides and all but one?"
)

POLYGON_NET = (
    Bug(
        "one_way_round",
        "one_way_round",
        "Where the corners run clockwise, nothing fires inside the polygon. Which point is sure to be inside? And what "
        "changes if a half-plane is turned round: its weights, its bias, or both?",
    ),
    Bug(
        "last_side_missing",
        "last_side_missing",
        "The side from the last corner back to the first is missing, so the region is open there.",
    ),
    Bug(
        "any_side",
        "or_for_and",
        "It fires where any one half-plane contains the point. Inside the polygon all of them do.",
    ),
    Bug("on_the_edge", "fires_nowhere", _FIRES_NOWHERE),
    Bug("through_the_origin", "fires_nowhere", _FIRES_NOWHERE),
    Bug("bias_sign", "fires_nowhere", _FIRES_NOWHERE),
)

DNF_COMPILE = (
    Bug(
        "bits_reversed",
        "bits_reversed",
        "The inputs are read in the wrong order: in the row of a table the highest binary digit is the first input.",
    ),
    Bug(
        "unit_for_every_row",
        "unit_for_every_row",
        "There is a hidden unit for every row of the table. Rows whose value is 0 need none.",
    ),
    Bug(
        "rows_of_zeros",
        "rows_of_zeros",
        "The table comes out inverted: the hidden units belong to the rows whose value is 0.",
    ),
    Bug(
        "zeros_ignored",
        "zeros_ignored",
        "A unit also fires where more inputs are 1 than in its row. An input that must be 0 has to count against "
        "firing.",
    ),
    Bug(
        "on_the_edge",
        "edge",
        f"A hidden {_EDGE}",
        lambda result, table: has_z_of_zero(result, len(table).bit_length() - 1),
    ),
    Bug(
        "and_of_rows",
        "and_for_or",
        "The output fires only if all hidden units fire, but at most one does: each belongs to its own row.",
    ),
)

PARITY_NET = (
    Bug(
        "signs_equal",
        "signs_equal",
        "The answer is or: it fires for any number of ones above 0. Go through 0, 1, 2, 3 ones: how must the sum "
        "change at each?",
    ),
    Bug("even", "even", "It fires if the number of ones is even; it should fire if it is odd."),
    Bug("on_the_edge", "edge", f"A hidden {_EDGE}", has_z_of_zero),
    Bug(
        "minterms",
        "minterms",
        "The answers are right, but with one hidden unit for each row: exponentially many. A threshold unit can count; n "
        "of them are enough.",
    ),
)
