"""The known bugs of the operations of p5, each with the sentence a student reads."""

from grader.exercises.model import Bug

_OUTPUT = "The slope is taken at the result, not at the number that went in."
_ONE_EDGE = (
    "With the same node on both sides only one of its two uses counts. A parent may stand in the edges twice; the "
    "messages add up later."
)
_FIRST = "The second operand has no edge, so no message will ever reach it."

ADD = (
    Bug(
        "values_for_slopes",
        "G12",
        "The edges carry the numbers that were added. A slope says how fast the sum grows with each.",
    ),
    Bug(
        "slopes_of_a_product",
        "slopes_of_a_product",
        "These are the slopes of a product: each operand got the other one's value.",
    ),
    Bug("first_only", "first_only", _FIRST),
    Bug("one_edge_a_parent", "G19", _ONE_EDGE),
)

MUL = (
    Bug(
        "own_value",
        "own_value",
        "Each factor got its own value as slope. If the other factor is 10, the product grows 10 times as fast.",
    ),
    Bug(
        "slopes_of_a_sum",
        "slopes_of_a_sum",
        "Both slopes are 1, as for a sum. How fast does a product grow with one factor?",
    ),
    Bug("whole_product", "G12", "Both slopes are the product itself: that is the value, not how fast it changes."),
    Bug("first_only", "first_only", _FIRST),
    Bug("one_edge_a_parent", "G19", _ONE_EDGE),
)

POWER = (
    Bug(
        "factor_missing",
        "factor_missing",
        "The slope of a power has the exponent as a factor, too, and here it is missing.",
    ),
    Bug(
        "exponent_not_lowered",
        "exponent_not_lowered",
        "In the slope of a power the exponent is lowered by 1; here it is not.",
    ),
    Bug(
        "factor_lowered_too",
        "factor_lowered_too",
        "The exponent is lowered before it becomes the factor. By hand: the square of 3 has slope 6.",
    ),
    Bug(
        "slope_of_an_exponential",
        "slope_of_an_exponential",
        "That is the slope with respect to the exponent, which is constant here. What varies is the base.",
    ),
)

EXP = (
    Bug(
        "slope_of_a_power", "slope_of_a_power", "The rule of powers is for a changing base. Here the exponent changes."
    ),
    Bug("slope_at_the_output", "G11", _OUTPUT),
    Bug(
        "slope_one",
        "slope_one",
        "The slope is always 1, which is right at 0 only. Measure it at 1: it is the value there.",
    ),
    Bug("base_two", "base_two", "The value is a power of 2, not of e."),
)

LOG = (
    Bug("slope_at_the_output", "G11", _OUTPUT),
    Bug(
        "not_inverted",
        "not_inverted",
        "The slope grows with the number, but a logarithm grows the slower the larger its argument is.",
    ),
    Bug("value_for_slope", "G12", "The slope is the logarithm itself: that is the value, not how fast it changes."),
    Bug("base_two", "bits", "The value is in bits, a logarithm to base 2; this course measures in nats."),
    Bug("base_ten", "base_ten", "The value is a logarithm to base 10; this course measures in nats."),
)

TANH = (
    Bug("slope_at_the_output", "G11", _OUTPUT),
    Bug(
        "formula_in_y_fed_a",
        "G11",
        "The slope 1 minus a square is written in the result; here the square is that of the argument.",
    ),
    Bug("not_squared", "not_squared", "The slope lacks a square: it must be the same at a and at its negative."),
    Bug(
        "slope_of_the_sigmoid",
        "slope_of_the_sigmoid",
        "That is the sigmoid's slope in terms of its value. At 0 the slope of tanh is 1.",
    ),
)

SIGMOID = (
    Bug(
        "exponent_sign",
        "exponent_sign",
        "The sigmoid falls where it should rise: look at the sign inside the exponential. What should come out for a "
        "large number?",
    ),
    Bug(
        "overflows",
        "overflow",
        "For a large number the exponential overflows, and infinity over infinity is no number. Use an exponential "
        "that can only become small.",
    ),
    Bug("slope_at_the_output", "G11", _OUTPUT),
    Bug(
        "formula_in_y_fed_a",
        "G11",
        "The formula of the slope is written in terms of the result; here the argument is put into it.",
    ),
    Bug(
        "one_factor_only",
        "one_factor_only",
        "The slope has two factors, and one of them is missing: it must vanish on both sides.",
    ),
    Bug(
        "slope_of_tanh",
        "slope_of_tanh",
        "That is the slope of tanh in terms of its value. At 0 the sigmoid's slope is 1/4.",
    ),
)

RELU = (
    Bug("smaller_of_the_two", "smaller_of_the_two", "It keeps the negative numbers: of 0 and a the smaller is taken."),
    Bug("slope_one", "G10", "The slope is 1 everywhere. Where a is negative, the result does not move with it."),
    Bug("mask_inverted", "G14", "The slope is 1 where it should be 0, and the other way round."),
    Bug("value_for_slope", "G12", "The slope is the value. For positive numbers the result rises by 1 for every 1."),
)

MAXIMUM = (
    Bug("smallest", "smallest", "The result is the smallest of the inputs."),
    Bug(
        "one_for_each_largest",
        "tie",
        "Of several equal largest inputs each has slope 1. Raise all of them by h: the maximum rises by h, so the "
        "slopes must sum to 1.",
    ),
    Bug(
        "one_for_all",
        "one_for_all",
        "Every input has slope 1. Those that are not the largest can move a little and nothing happens.",
    ),
    Bug(
        "shared_by_all",
        "shared_by_all",
        "The slope 1 is shared among all inputs, but only the largest moves the result.",
    ),
    Bug(
        "value_for_slope",
        "G12",
        "The largest input has its value as slope. Raise it by h: by how much does the result rise?",
    ),
    Bug(
        "two_inputs_only",
        "two_inputs_only",
        "From the third input on nothing is looked at; there may be any number of them.",
    ),
    Bug(
        "winner_cut_off", "cut_off", "The value is right, but the result has no edge: no message will ever get through."
    ),
)
