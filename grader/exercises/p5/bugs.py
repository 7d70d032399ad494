"""The known bugs of p5, each with the sentence a student reads; those of the operations are in `operation_bugs`."""

from grader.exercises.model import Bug

TWO_PATHS = (
    Bug(
        "direct_way_forgotten",
        "direct_way_forgotten",
        "A 1 is missing in dy: f depends on y twice, inside the exponential and directly.",
    ),
    Bug(
        "factors_swapped",
        "factors_swapped",
        "In dx and dy the inner slopes are exchanged. Of the product xy, the slope in x is the other factor.",
    ),
    Bug(
        "inner_slope_missing",
        "inner_slope_missing",
        "The exponential is its own slope, but its argument xy has slopes, too, in x and in y: the chain rule goes on.",
    ),
    Bug(
        "cosine_sign",
        "cosine_sign",
        "The path through x has the wrong sign: where the cosine falls, the sine is positive.",
    ),
    Bug(
        "square_slope",
        "G03",
        "The path through y is half as large as it should be: look at the slope of the square of t.",
    ),
    Bug(
        "paths_multiplied",
        "paths_multiplied",
        "The two paths are multiplied. Along a path slopes multiply; different paths add up.",
    ),
    Bug(
        "one_path",
        "G19",
        "Only the path through y arrives in dt. Has a second line overwritten what the first one brought?",
    ),
)

LOGISTIC_LEAST_SQUARES = (
    Bug("loss_not_halved", "G03", "L is twice as large as it should be: the 1/2 of the squared error is missing."),
    Bug("penalty_not_halved", "penalty_not_halved", "R is the square of w without its 1/2."),
    Bug(
        "lam_forgotten",
        "G16",
        "The strength lam appears nowhere: not in L_reg, not in dR. How strong is the penalty then?",
    ),
    Bug(
        "lam_forgotten_backward",
        "lam_forgotten_backward",
        "Forward, R enters L_reg lam times; dR does not contain lam. The slope is the factor that stands before R.",
    ),
    Bug(
        "target_first",
        "G02",
        "The sign of dy is wrong, and with it all that follows: an answer above its target must be pushed down.",
    ),
    Bug(
        "slope_2",
        "G03",
        "In dy a factor 2 is too much: the slope of a square brings a 2, which the 1/2 before it cancels.",
    ),
    Bug(
        "slope_missing",
        "G10",
        "The gradient dz is dy itself: the slope of the sigmoid is missing.",
    ),
    Bug(
        "slope_at_y",
        "G11",
        "The gradient dz takes the sigmoid's slope at y instead of at z. The formula in terms of y needs no further "
        "sigmoid.",
    ),
    Bug(
        "formula_in_y_fed_z",
        "G11",
        "In dz, the number z is put into a formula for the slope that is written in terms of y, the sigmoid of z.",
    ),
    Bug(
        "penalty_path_forgotten",
        "penalty_path_forgotten",
        "A path is missing in dw: w is used twice, in z and in R, and both send a message.",
    ),
    Bug(
        "data_path_overwritten",
        "G19",
        "In dw there is only what comes from the penalty. Two messages arrive at w; the second must not replace the first.",
    ),
    Bug(
        "input_forgotten",
        "input_forgotten",
        "In dw the message from z is not multiplied by the slope of z with respect to w. By what is w multiplied in z?",
    ),
    Bug("input_in_db", "input_in_db", "db is multiplied by x, but b is not multiplied by x in z."),
)

TOPOLOGICAL_ORDER = (
    Bug(
        "output_first",
        "output_first",
        "The order is right the other way round: here parents come first and the output last.",
    ),
    Bug(
        "listed_when_found",
        "listed_when_found",
        "A node is listed when it is found, before all its parents are. A short way to it may be found before a long one: "
        "list it when its last parent is listed.",
    ),
    Bug(
        "listed_on_the_way",
        "listed_when_found",
        "A node is listed when it is found, before all its parents are. Another way may lead from it to a node that is "
        "listed already: list it when its last parent is listed.",
    ),
    Bug(
        "listed_each_time",
        "listed_each_time",
        "A node that is used twice is listed twice. Remember where you have been.",
    ),
    Bug(
        "inputs_left_out",
        "inputs_left_out",
        "Nodes without parents are missing. They are the ones whose gradient is wanted most.",
    ),
    Bug("output_left_out", "output_left_out", "The output itself is missing from its order."),
    Bug(
        "calls_itself",
        "recursion",
        "A long chain is too deep for a function that calls itself: Python's stack ends after some thousand calls. Keep the "
        "nodes that wait in a list of your own.",
    ),
    Bug(
        "cycle_not_seen",
        "cycle_not_seen",
        "A graph with a cycle is not refused. A node that was entered and is not finished is still on your path: "
        "meeting it again closes a cycle.",
    ),
    Bug(
        "shared_is_a_cycle",
        "shared_is_a_cycle",
        "A node that is used twice is taken for a cycle. Entered and finished are two things: only one that is entered and "
        "not finished closes a cycle.",
    ),
)

# What comes out depends on the order of the walk; several are usual.
_TOO_EARLY_WALKS = ("sends_too_early", "sends_too_early_in_depth", "sends_too_early_down_the_last")
_TOO_EARLY = (
    "A node sends before all messages to it have arrived (3 in place of 39 for the example). Which order makes sure "
    "that all of them have?"
)
_OVERWRITES = (
    "A message replaces what had arrived before (36 in place of 39 for the example). All messages to a node add up."
)

BACKWARD = (
    Bug(
        "no_seed",
        "no_seed",
        "All gradients are 0: that of the output was never set. What is the slope of the output with respect to "
        "itself?",
    ),
    Bug(
        "seeded_with_value",
        "seeded_with_value",
        "The gradient of the output starts as its value. What is the slope of the output with respect to itself?",
    ),
    Bug(
        "inputs_first",
        "inputs_first",
        "The nodes send in the order of the forward pass, before any message has reached them.",
    ),
    *(Bug(slip, "sends_too_early", _TOO_EARLY) for slip in _TOO_EARLY_WALKS),
    Bug(
        "sends_again",
        "sends_again",
        "A node sends every time it is written to, and sends again what it had sent before (42 in place of 39 for "
        "the example). Wait for all messages, then send once.",
    ),
    Bug(
        "slope_alone",
        "upstream_ignored",
        "Each message is the slope alone: the sender's own gradient does not enter. Right only next to the output.",
    ),
    Bug(
        "added_to_the_slope",
        "added_to_the_slope",
        "The sender's gradient and the slope are added. Along a path slopes multiply.",
    ),
    *(Bug(slip, "G19", _OVERWRITES) for slip in ("overwrites", "overwrites_in_another_order")),
    Bug(
        "accumulates",
        "G20",
        "The second call adds to what the first one left. Which gradients must be set to 0 at the start?",
    ),
    Bug(
        "path_by_path",
        "path_by_path",
        "The gradients are right, but the work doubles with every node that is used twice: each path is followed on "
        "its own. Send along each edge once.",
    ),
)

SOFTMAX_CE_GRAPH = (
    Bug(
        "no_shift",
        "overflow",
        "For logits of a thousand the exponential overflows, or all exponentials are 0. Subtract the largest logit "
        "before, and add it again after the logarithm.",
    ),
    Bug(
        "shift_not_returned",
        "shift_not_returned",
        "The largest logit is subtracted and never added again, so the loss is too small by it.",
    ),
    Bug(
        "cut_off",
        "cut_off",
        "The loss is right, but the graph is cut: the exponentials were computed with plain numbers, which have no "
        "edges.",
    ),
    Bug(
        "target_forgotten",
        "G05",
        "The logit of the right class is not subtracted: the gradients sum to 1 where they should sum to 0.",
    ),
    Bug(
        "sign",
        "loss_sign",
        "The loss is negative. The logarithm of a probability is negative, and the loss is minus that.",
    ),
    Bug("bits", "bits", "The loss is in bits, a logarithm to base 2; this course measures in nats."),
    Bug("probability", "probability", "That is the probability of the right class; the loss is minus its logarithm."),
    Bug(
        "wrong_logit", "wrong_logit", "The logit of the class before the label is subtracted. The labels count from 0."
    ),
)

_BIAS_CONSTANT = "The bias enters as a plain number, so the value is right and its gradient 0. Add the Value itself."

SCALAR_MLP = (
    Bug("no_bias", "no_bias", "The biases are missing from the sums."),
    Bug("bias_as_a_constant", "bias_cut_off", _BIAS_CONSTANT),
    Bug(
        "tanh_on_output",
        "activation_on_output",
        "The last layer has a tanh. Logits may be any numbers; the loss does the rest.",
    ),
    Bug("no_tanh", "no_activation", "No layer has a tanh, so the whole network is linear, however many layers it has."),
    Bug(
        "cut_off",
        "cut_off",
        "Hidden neurons pass on plain numbers: no message comes back through them to the earlier layers.",
    ),
    Bug(
        "first_inputs_again",
        "first_inputs_again",
        "Every layer is fed the network's inputs. From the second on it reads the neurons before it.",
    ),
)

DESCEND = (
    Bug(
        "new_nodes",
        "new_nodes",
        "New nodes are made, and those of the network stay where they were. Change the data of the nodes themselves: "
        "the loss is made of them.",
    ),
    Bug("uphill", "G02", "The parameters go along their gradients, uphill: the loss grows."),
    Bug(
        "built_once",
        "built_once",
        "The graph is built once, before the loop. It holds the numbers of that moment; after a step it must be built anew.",
    ),
    Bug("lr_forgotten", "lr_forgotten", "The learning rate is not used: each step is the whole gradient."),
    Bug("first_only", "first_only", "Only the first parameter moves."),
    Bug(
        "loss_after_the_step",
        "loss_after_the_step",
        "The list holds the loss after each step; the one before it is asked for.",
    ),
    Bug(
        "one_at_a_time",
        "G24",
        "The gradient is computed again after each single parameter has moved. All of them step from the same place.",
    ),
    Bug("accumulates", "G20", "Each step adds the gradients of all steps before: they are not set to 0 in between."),
)

LEARN_XOR = (
    Bug("labels_of_or", "labels_of_or", "It learns another table: for two ones the answer of the exclusive or is 0."),
    Bug("labels_exchanged", "labels_exchanged", "The labels 0 and 1 are exchanged."),
    Bug(
        "summed",
        "G01",
        "The loss is the sum over the four rows; their mean is asked for, so every step is four times too long.",
    ),
    Bug(
        "last_layer_only",
        "G18",
        "Only the last layer is trained: the neurons of the hidden layer belong to the parameters, too.",
    ),
    Bug("biases_left_out", "biases_left_out", "The biases never move: they belong to the parameters, too."),
    Bug("weights_left_out", "weights_left_out", "Only the biases move: the weights belong to the parameters, too."),
    Bug(
        "nothing_trained",
        "nothing_trained",
        "The loss stays the same: no parameter of the network moves. If descend is not right yet, mend it first.",
    ),
)
