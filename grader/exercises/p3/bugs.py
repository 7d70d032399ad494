"""The known bugs of p3, each with the sentence a student reads; those of the activations are in `activation_bugs`."""

from dataclasses import replace

from grader.exercises.model import Bug
from grader.exercises.p6 import bugs

_OF_P6 = {bug.name: bug for bug in bugs.HEAD + bugs.LOSS}

_TEMPERATURE_IGNORED = Bug(
    "temperature_ignored",
    "temperature_ignored",
    "The temperature is not used: the result is the same for every temperature.",
)
_TEMPERATURE_MULTIPLIED = Bug(
    "temperature_multiplied",
    "temperature_multiplied",
    "The logits are multiplied by the temperature. A high temperature makes the classes more alike, not less.",
)
_SHIFT_NOT_DIVIDED = Bug(
    "shift_not_divided",
    "shift_not_divided",
    "What is subtracted was not divided by the temperature, as the logits were: at a temperature above 1, all "
    "exponentials of a row of large logits underflow, and 0/0 is no number.",
)
_KEEPDIMS_MISSING = Bug(
    "keepdims_missing",
    "keepdims",
    "The sums of the rows have lost their axis, so numpy lays them along the columns: silently where N = K, with an "
    "error elsewhere. Sum with the axis kept.",
)
_CUT = Bug(
    "cut",
    "G23",
    "Where the logits are whole numbers, so is the result, and every fraction is cut off. An array made in the likeness "
    "of Z has its type; ask for floats.",
)
_NO_SHIFT, _ONE_SHIFT = _OF_P6["no_shift"], _OF_P6["one_shift_for_all"]

LOGSUMEXP = (
    _CUT,
    Bug(
        "softmax_over_examples",
        "G06",
        "The sum runs over the examples (axis 0) instead of over the classes: there must be one number for each example.",
    ),
    _NO_SHIFT,
    _ONE_SHIFT,
    Bug(
        "shift_not_added",
        "shift_not_added",
        "What was subtracted from the logits is not added again: the result no longer moves when all logits of a row do.",
    ),
    Bug(
        "axis_kept",
        "axis_kept",
        "The numbers are right, but of shape (N, 1): one number for each example is asked for, of shape (N,).",
    ),
    Bug(
        "temperature_not_multiplied",
        "temperature_once",
        "The temperature divides inside and does not multiply outside. The result must tend to the largest logit for a "
        "small temperature; and for a large one?",
    ),
    Bug(
        "temperature_only_inside",
        "temperature_once",
        "This is the value for the logits divided by the temperature; it is not multiplied by the temperature again, so "
        "that it would be near the largest logit itself.",
    ),
    _TEMPERATURE_IGNORED,
)

LOG_SOFTMAX = (
    _CUT,
    _OF_P6["softmax_over_examples"],
    Bug(
        "log_of_softmax",
        "log_of_zero",
        "The logarithm of the probabilities is taken: a small one is rounded to 0 already, and its logarithm is "
        "minus infinity. Compute it from the logits.",
    ),
    _NO_SHIFT,
    _ONE_SHIFT,
    _KEEPDIMS_MISSING,
    Bug("bits", "bits", "The logarithm is to base 2; the natural one is asked for."),
    _TEMPERATURE_IGNORED,
    _TEMPERATURE_MULTIPLIED,
    _SHIFT_NOT_DIVIDED,
)

SOFTMAX = (
    _CUT,
    _OF_P6["softmax_over_examples"],
    _NO_SHIFT,
    Bug(
        "one_shift_for_all",
        "underflow",
        "One constant is subtracted from all rows, so that a row far below the largest underflows: 0/0. Each example "
        "needs its own.",
    ),
    # The bug is in log_softmax, which this softmax calls.
    replace(_NO_SHIFT, name="no_shift_in_logarithm"),
    replace(_ONE_SHIFT, name="one_shift_in_logarithm"),
    _KEEPDIMS_MISSING,
    Bug(
        "not_normalised",
        "not_normalised",
        "The rows do not sum to 1: these are the exponentials, not yet divided by their sum.",
    ),
    _TEMPERATURE_IGNORED,
    _TEMPERATURE_MULTIPLIED,
    _SHIFT_NOT_DIVIDED,
)

MSE_HALF = (
    Bug(
        "shapes_not_compared",
        "G22",
        "Outputs of shape (N, 1) against targets of shape (N,) are not refused: numpy pairs every output with every "
        "target, and a perfect fit is called bad. Compare the shapes first.",
    ),
    Bug("loss_not_halved", "G03", "The loss lacks its factor 1/2."),
    Bug("loss_summed", "loss_summed", _OF_P6["loss_summed"].text),
    Bug(
        "factor_2",
        "G03",
        "The gradient is twice what it should be: the 1/2 of the loss and the 2 of the square cancel.",
    ),
    Bug("not_divided", "G01", _OF_P6["not_divided"].text),
    Bug("sign", "G02", "The gradient has the wrong sign. Raise an output above its target: does the loss grow?"),
    Bug(
        "mean_over_entries",
        "divided_by_outputs",
        "Loss and gradient are a mean over all N K entries. The mean is over the N examples; within one example the "
        "squares are added up.",
    ),
    Bug(
        "loss_over_entries",
        "divided_by_outputs",
        "The loss is a mean over all N K entries, its gradient is not. The mean is over the N examples; within one "
        "example the squares are added up.",
    ),
)

GAUSSIAN_NLL = (
    Bug(
        "sigma_not_squared",
        "sigma_not_squared",
        "The squared distance is divided by sigma, not by its square: then the result changes with the unit in which you "
        "measure.",
    ),
    Bug(
        "constant_missing",
        "constant_missing",
        "The normalising constant is missing. It does not depend on the outputs, but without it a large sigma would "
        "cost nothing.",
    ),
    Bug(
        "log_of_variance",
        "log_of_variance",
        "The constant has the logarithm of the variance where that of sigma belongs. A factor 1/2 got lost.",
    ),
    Bug(
        "constant_sign",
        "constant_sign",
        "The constant has the wrong sign: the density is divided by it, and the loss is minus the logarithm of the "
        "density.",
    ),
    Bug(
        "constant_once",
        "constant_once",
        "The constant is counted once for each example. Every one of the K targets has a density of its own.",
    ),
    Bug("loss_not_halved", "G03", "The squared distance lacks its factor 1/2."),
    Bug(
        "squares_over_entries",
        "divided_by_outputs",
        "The squares are averaged over all N K entries, perhaps in the squared loss that you call. The mean is over the N "
        "examples.",
    ),
    Bug(
        "gradient_without_sigma",
        "gradient_without_sigma",
        "The gradient is that of the squared error: it does not depend on sigma. What divides the squares in the loss?",
    ),
    Bug("sign", "G02", "The gradient has the wrong sign. Raise an output above its target: does the loss grow?"),
)

BCE_WITH_LOGITS = (
    Bug(
        "mean_over_entries",
        "mean_over_entries",
        "Loss and gradient are means over all N K entries. The mean is over the N examples; the K units of one are "
        "added up.",
    ),
    Bug(
        "logarithm_of_probabilities",
        "log_of_zero",
        "The logarithm is taken of probabilities, which are rounded to 0 or 1 for large logits: the loss is infinite or "
        "not a number. Write it in terms of z, with the softplus.",
    ),
    Bug(
        "sigmoid_overflows",
        "overflow",
        "For large logits the gradient is not a number: the sigmoid in it divides infinity by infinity. Mend it where it "
        "is defined.",
    ),
    Bug(
        "only_the_ones",
        "only_the_ones",
        "Only the targets 1 are counted. An example with target 0 costs something, too, if its probability is high.",
    ),
    Bug(
        "labels_pm1",
        "labels_pm1",
        "The loss is the one for labels -1 and 1; here they are 0 and 1, so that every target 0 costs the same ln 2.",
    ),
    Bug(
        "only_0_and_1",
        "only_0_and_1",
        "The loss is right where all targets are 0 or 1, and wrong for those between. The short form with 2y - 1 chooses "
        "one of two logarithms; a target between weighs both.",
    ),
    _OF_P6["loss_summed"],
    Bug(
        "loss_over_entries",
        "loss_over_entries",
        "The loss is a mean over all N K entries. The mean is over the N examples; the K units of one are added up.",
    ),
    Bug("loss_sign", "E01", _OF_P6["loss_sign"].text),
    Bug(
        "sigmoid_missing",
        "sigmoid_missing",
        "The gradient compares the logits themselves with the targets. Which numbers from 0 to 1 belong there?",
    ),
    Bug(
        "extra_slope",
        "G04",
        "There is an extra factor p(1 - p). Differentiating cross-entropy and sigmoid together, that factor has already "
        "cancelled; it belongs to the squared loss.",
    ),
    Bug(
        "sign",
        "G02",
        "The gradient has the wrong sign. Raise the logit of an example with target 1: does the loss fall?",
    ),
    _OF_P6["not_divided"],
)

SOFTMAX_CE = (
    Bug(
        "labels_in_loss",
        "smoothing_lost",
        "The gradient is right, but in the loss the targets are turned into labels, the largest entry of each row. "
        "In a smoothed row every entry counts.",
    ),
    Bug(
        "labels_from_rows",
        "smoothing_lost",
        "The targets are turned into labels, the largest entry of each row. So a smoothed target counts like a sure "
        "one; in a smoothed row every entry counts.",
    ),
    _OF_P6["not_divided"],
    _OF_P6["sign"],
    _OF_P6["factor_2"],
    _OF_P6["factor_half"],
    _OF_P6["extra_slope"],
    _OF_P6["target_forgotten"],
    _OF_P6["softmax_over_examples"],
    _OF_P6["divided_by_classes"],
    _OF_P6["loss_summed"],
    Bug(
        "loss_over_classes",
        "loss_over_classes",
        "The loss is a mean over all entries (N K of them). Within one example the classes are added up: the mean is "
        "over N.",
    ),
    _OF_P6["loss_sign"],
    _OF_P6["bits"],
    Bug(
        "log_of_softmax",
        "log_of_zero",
        "The logarithm is taken of the probabilities, of which a small one is rounded to 0 already: the loss is infinite "
        "or not a number. Take it from the logits.",
    ),
    _NO_SHIFT,
    _ONE_SHIFT,
)

OUTPUT_HEAD = (
    Bug(
        "squared_for_binary",
        "squared_for_binary",
        "The binary head has the squared loss. Where a sigmoid is sure and wrong it is flat, so the gradient nearly "
        "vanishes: which loss cancels that slope?",
    ),
    Bug(
        "softmax_for_binary",
        "softmax_for_binary",
        "The binary head has a softmax: then the probabilities of one example sum to 1. Each binary question has an "
        "answer of its own.",
    ),
    Bug(
        "sigmoid_for_classes",
        "sigmoid_for_classes",
        "The head for several classes has sigmoids: then the probabilities of one example need not sum to 1. Exactly one "
        "class is right.",
    ),
    Bug(
        "sigmoid_for_regression",
        "sigmoid_for_regression",
        "The regression head squeezes its answers between 0 and 1. A regression may have to answer any number.",
    ),
    Bug(
        "logits_answered",
        "logits_answered",
        "The first function returns the pre-activations for every task. Which answers are probabilities?",
    ),
    Bug(
        "activation_twice",
        "activation_twice",
        "The loss is given the activation of Z. It takes the pre-activations themselves and applies sigmoid or softmax "
        "on its own.",
    ),
)
