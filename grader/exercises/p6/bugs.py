"""The known bugs of p6, each with the sentence a student reads: what is wrong, why it happens, where to look.

A sentence never gives the answer. Codes G01 to G25 are those of the catalogue of backpropagation bugs.
"""

from grader.exercises.model import Bug

DENSE_FORWARD = (
    Bug(
        "no_bias", "no_bias", "The bias b is not in Z. A layer is an affine map: each unit has a threshold of its own."
    ),
    Bug(
        "bias_subtracted", "bias_sign", "b enters Z with the wrong sign. Compare with Z = X W + b for one unit by hand."
    ),
    Bug(
        "cache_swapped",
        "cache_order",
        "The cache holds W before X, but the interface says (X, W). Code that unpacks it will multiply the wrong "
        "arrays.",
    ),
)

DENSE = (
    Bug(
        "dW_transposed",
        "G08",
        "dW comes out transposed. In an outer product the order of the two factors decides which of them runs along "
        "the rows: check that entry (j, k) of your dW belongs to the weight from input j to unit k. A square layer "
        "hides this from a shape check.",
    ),
    Bug(
        "weights_not_transposed",
        "G09",
        "The gradient is sent back through W as it is instead of through its transpose. Going back, it takes the "
        "same connections in the other direction: which index of W must be summed over?",
    ),
    Bug(
        "db_zero",
        "G15",
        "db is zero everywhere. Every example moves the bias of every unit: which gradient has one number per unit?",
    ),
    Bug(
        "db_mean",
        "G15",
        "db is the mean over the examples where the sum belongs (it is too small by the batch size N). The 1/N of the "
        "mean loss is in dZ already.",
    ),
    Bug(
        "db_wrong_axis",
        "G15",
        "db is summed along the wrong axis: it adds the units of one example instead of the examples of one unit. It "
        "must have one entry per unit.",
    ),
    Bug(
        "db_not_summed",
        "G15",
        "db still has one row per example. b is added to every row by broadcasting, so its gradient collects all rows: "
        "adding this to b would silently turn b into a matrix.",
    ),
    Bug(
        "db_keeps_rows",
        "G15",
        "db has shape (1, n_out) instead of (n_out,): right numbers, one axis too many. A gradient has the shape of what "
        "it belongs to.",
    ),
    Bug(
        "dW_not_summed",
        "first_example_only",
        "dW holds the first example's part only. Each example adds an outer product of its own; where are the others?",
    ),
    Bug(
        "divided_again",
        "divided_again",
        "dW is divided by the batch size once more. The 1/N of the mean loss arrives with dZ and must not be applied twice.",
    ),
    Bug(
        "whole_numbers",
        "G23",
        "The gradient was cut to whole numbers. Somewhere an integer array takes up floats: check the dtype of the arrays "
        "that you create.",
    ),
)
DENSE_SIGN = (
    Bug(
        "dense_sign",
        "G02",
        "All gradients have the wrong sign. Perturb one weight by hand: does the loss go where you say?",
    ),
)

ACTIVATION = (
    Bug(
        "no_derivative",
        "G10",
        "The derivative of the activation is missing: the error goes back as if the activation were not there. Which "
        "elementwise factor does the chain rule add between A and Z?",
    ),
    Bug(
        "derivative_at_a",
        "G11",
        "The derivative is taken at a = f(z) instead of at z. Look at what you pass to it: the activation is applied "
        "twice. (For ReLU this happens to make no difference.)",
    ),
    Bug(
        "formula_in_a_fed_z",
        "G11",
        "The derivative's formula is the one written in terms of the output a, but it is given z. Either compute a "
        "first, or use a formula in z.",
    ),
    Bug(
        "value_for_derivative",
        "G12",
        "The upstream gradient is multiplied by f(z), the value, where the slope f'(z) belongs.",
    ),
    Bug(
        "mask_of_upstream",
        "G13",
        "The ReLU mask is made from the gradient that arrives instead of from z. Whether a unit was active was decided "
        "in the forward pass.",
    ),
    Bug(
        "mask_inverted",
        "G14",
        "The ReLU mask is the wrong way round: the gradient passes where the unit was off. Where is the ReLU flat?",
    ),
)
ACTIVATION_ALONE = (
    Bug(
        "upstream_ignored",
        "upstream_ignored",
        "The result does not depend on dA: it is the slope alone. The chain rule multiplies what arrives from above by "
        "the local slope.",
    ),
    Bug(
        "tanh_not_squared",
        "tanh_not_squared",
        "The slope of tanh lacks a square. At z = 0 it is 1, and it must be the same for z and -z: is yours?",
    ),
    Bug(
        "slope_whole_numbers",
        "G23",
        "The gradient was cut to whole numbers. Somewhere an integer array takes up floats: check the dtype of the arrays "
        "that you create.",
    ),
)

HEAD = (
    Bug(
        "not_divided",
        "G01",
        "The gradient is N times too large: the loss is a mean over the batch, the gradient that of a sum. Where does "
        "the 1/N of the mean go?",
    ),
    Bug(
        "sign", "G02", "The gradient has the wrong sign. Raise the right class's logit by a little: does the loss fall?"
    ),
    Bug(
        "factor_2", "G03", "The gradient is twice what it should be. A factor 2 belongs to squares; is there one here?"
    ),
    Bug(
        "factor_half",
        "G03",
        "The gradient is half of what it should be. A factor 1/2 belongs to the squared loss, not here.",
    ),
    Bug(
        "extra_slope",
        "G04",
        "There is an extra factor p(1 - p). Differentiating cross-entropy and softmax together, that factor has already "
        "cancelled; it belongs to the squared loss.",
    ),
    Bug(
        "target_forgotten",
        "G05",
        "The targets are missing from the gradient of the logits. Each of its rows must sum to zero; yours sum to 1/N. "
        "Raising all logits alike changes nothing.",
    ),
    Bug(
        "softmax_over_examples",
        "G06",
        "The softmax runs over the examples (axis 0) instead of over the classes. Each example's probabilities must sum "
        "to 1; yours do so down the columns.",
    ),
    Bug(
        "divided_by_classes",
        "divided_by_classes",
        "The gradient is divided by the number of classes as well. The mean is over examples only.",
    ),
)
LOSS = (
    Bug(
        "loss_summed",
        "loss_summed",
        "The loss is the sum over the batch; the mean is asked for, so that it does not grow with N.",
    ),
    Bug(
        "loss_over_classes",
        "loss_over_classes",
        "The loss is a mean over all entries (N K of them). Only one class per example counts: the mean is over N.",
    ),
    Bug(
        "loss_sign",
        "loss_sign",
        "The loss has the wrong sign: a cross-entropy is never negative. Gradient descent on yours would make the "
        "answers worse.",
    ),
    Bug(
        "bits",
        "bits",
        "The loss is in bits (logarithm to base 2); nats are asked for, so that no ln 2 appears in the gradient.",
    ),
    Bug(
        "no_shift",
        "overflow",
        "Large logits overflow: exp(1000) is infinite. Subtracting a constant from a row of logits changes no probability; "
        "which constant keeps every exponential at most 1?",
    ),
    Bug(
        "one_shift_for_all",
        "underflow",
        "One constant is subtracted from all rows, so that a row far below the largest underflows and its logarithm is "
        "infinite. Each example needs its own.",
    ),
    Bug(
        "dlogits_whole_numbers",
        "G23",
        "The gradient was cut to whole numbers. Somewhere an integer array takes up floats: check the dtype of the arrays "
        "that you create.",
    ),
)

FORWARD = (
    Bug(
        "activation_on_output",
        "activation_on_output",
        "The activation is applied to the output layer too. The last layer is linear: its outputs are logits, and the "
        "loss does the rest.",
    ),
    Bug(
        "no_activation",
        "no_activation",
        "No activation is applied at all, so that the layers collapse into a single linear map. What stands between two "
        "dense layers?",
    ),
    Bug(
        "last_hidden_linear",
        "last_hidden_linear",
        "The last hidden layer lacks its activation: check where your loop stops.",
    ),
    Bug("no_bias", "no_bias", "The biases are left out. Each layer is X W + b."),
    Bug("bias_subtracted", "bias_sign", "The biases enter with the wrong sign. Each layer is X W + b."),
)

NETWORK = (
    Bug(
        "own_activation",
        "G07",
        "A layer's dW uses the layer's own output instead of its input. Which activation do the weights of layer l "
        "multiply? Only a square layer lets this pass without a shape error.",
    ),
    Bug(
        "slope_at_output",
        "slope_at_output",
        "The slope of the activation is multiplied in at the output layer, too. That layer is linear: from the logits on "
        "the gradient meets its weights at once.",
    ),
    Bug(
        "penalty_missing",
        "G16",
        "The weight penalty is missing from the gradients: with lam > 0 the difference is parallel to W. What is the "
        "derivative of the squared weights?",
    ),
    Bug(
        "penalty_doubled",
        "G16",
        "The weight penalty counts twice in the gradients. The penalty is lam/2 times the sum of squares: what does the "
        "1/2 cancel?",
    ),
    Bug(
        "penalty_over_N",
        "G16",
        "The weight penalty's part of the gradient is divided by the batch size. Only the data's loss is a mean over "
        "examples.",
    ),
    Bug(
        "bias_penalised",
        "G17",
        "The biases are penalised as well. The penalty is on the weights alone.",
    ),
    Bug(
        "hidden_zero",
        "G18",
        "The gradients of all hidden layers are zero; only the last layer has one. Check the bounds of your backward loop.",
    ),
    Bug(
        "order_reversed",
        "order_reversed",
        "The gradients are listed from the last layer to the first; params begins with the first.",
    ),
    Bug(
        "loss_without_penalty",
        "loss_without_penalty",
        "The loss lacks the weight penalty lam/2 times the sum of squared weights, so it is not the function whose "
        "gradient you return.",
    ),
    Bug(
        "loss_penalty_not_halved",
        "loss_penalty_not_halved",
        "The penalty in the loss lacks its factor 1/2, so that it does not fit its gradient.",
    ),
    Bug(
        "loss_penalises_bias",
        "loss_penalises_bias",
        "The loss penalises the biases too; the penalty is on the weights alone.",
    ),
)

# What the loss may get wrong inside a network. Overflow is the head's own exercise.
NETWORK_LOSS = tuple(bug for bug in LOSS if bug.code not in ("overflow", "underflow"))
# Of the dense layer's bugs, those that reach the input's gradient.
INPUT_DENSE = tuple(bug for bug in DENSE if bug.name == "weights_not_transposed")

INPUT = (
    Bug(
        "summed_over_examples",
        "summed_over_examples",
        "The result is summed over the examples. Each example has an input, and so a gradient, of its own: the shape of X.",
    ),
    Bug(
        "stops_before_the_weights",
        "stops_early",
        "This is the gradient at the first layer's pre-activation. One step is left: from Z of layer 1 to its input.",
    ),
)

GRAD_CHECK = (
    Bug(
        "always_true",
        "accepts_all",
        "It accepts every gradient, also plainly wrong ones: what would make yours say False?",
    ),
    Bug(
        "always_false",
        "rejects_all",
        "It rejects right gradients too. Try its difference on a function whose slope you know: is it central, is it "
        "divided by the whole distance, is the step long enough for rounding not to drown it? And does the tolerance "
        "ask for more digits than a difference has?",
    ),
    Bug("first_array_only", "first_only", "Only the first parameter array is tested. A bug in any other goes unseen."),
    Bug(
        "first_entry_only",
        "first_entry",
        "Only the first entry of the first array is tested. Is there a `return` in a loop that ends it at once?",
    ),
    Bug(
        "last_layer_only",
        "last_only",
        "Only the last layer is tested. Most bugs of backpropagation spare just that one.",
    ),
    Bug("biases_skipped", "biases_skipped", "The biases are not tested. A wrong db goes unseen."),
    Bug("weights_skipped", "weights_skipped", "Only the biases are tested. A wrong dW goes unseen."),
    Bug(
        "zero_passes",
        "zero_passes",
        "A gradient of zeros passes. Where the claimed gradient is zero, the numeric one must be (nearly) zero as well.",
    ),
    Bug(
        "signs_ignored",
        "signs_ignored",
        "A gradient with the wrong sign passes. Take the difference before the absolute value.",
    ),
    Bug(
        "direction_only",
        "direction_only",
        "Only the direction is compared: a gradient that is N times too long passes.",
    ),
    Bug("sum_only", "sum_only", "Only sums are compared: errors that cancel pass. Compare entry by entry."),
    Bug(
        "tolerance_too_wide",
        "tolerance_too_wide",
        "Plainly wrong gradients pass: is the tolerance too wide, or the comparison the wrong way round? Central differences in "
        "float64 agree to about nine digits.",
    ),
    Bug(
        "nan_passes",
        "nan_passes",
        "A gradient with NaN in it passes. Every comparison with NaN is false, also the one that should catch an error.",
    ),
    Bug(
        "layer_missing",
        "layer_missing",
        "A list of gradients that is too short passes: where the shorter list ends, nothing is compared any more.",
    ),
    Bug(
        "no_floor",
        "no_floor",
        "A right gradient is rejected where it is truly zero, as below a unit that is always off. Relative to zero there "
        "is no error, only 0/0: a very small absolute one must be allowed.",
    ),
    Bug(
        "kink_crossed",
        "G25",
        "A right gradient is rejected where a step crosses the kink of a ReLU. The difference taken across a kink is no "
        "derivative: compare the slopes on both sides, and see what a smaller step changes.",
    ),
)

MACS = (
    Bug(
        "input_gradient_counted",
        "input_gradient_counted",
        "The backward count includes the gradient of the network's input, which nobody needs for training.",
    ),
    Bug("batch_forgotten", "batch_forgotten", "The batch size is missing: every example costs its own products."),
    Bug("biases_counted", "biases_counted", "Biases are counted as multiplications; they are only added."),
    Bug(
        "as_much_as_forward",
        "one_product_only",
        "Backward is counted like forward. Each layer needs two products on the way back: for its weights, and for what "
        "it passes on.",
    ),
    Bug("output_layer_skipped", "output_layer_skipped", "The output layer is missing from the backward count."),
)

FINITE_DIFFERENCES = (
    "finite_differences",
    "The numbers are right, or nearly, but they take far longer than a backward pass, as with finite differences: these "
    "cost one or two forward passes for each parameter. One backward pass gives all gradients at about twice the price "
    "of the forward pass.",
)
