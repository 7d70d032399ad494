"""The known bugs of p1, each with the sentence a student reads: what is wrong, why it happens, where to look."""

from grader.exercises.model import Bug

ADD_BIAS = (
    Bug(
        "whole_numbers",
        "G23",
        "Where X holds whole numbers, so does the result; float64 is asked for. The type of the ones decides, too.",
    ),
    Bug(
        "first",
        "bias_order",
        "The ones are in the first column. In this course the bias is the last weight, so its column comes last.",
    ),
    Bug(
        "zeros",
        "zeros",
        "The new column holds zeros: whatever weight it gets, it adds nothing. Which number must stand there so that the "
        "weight itself is added?",
    ),
    Bug(
        "row",
        "row",
        "A row was appended where a column belongs: that is one more example, not one more feature. Every example needs "
        "an entry of its own.",
    ),
    Bug("no_column", "no_column", "X is returned without a new column."),
)

NORMAL_EQUATION = (
    Bug(
        "no_bias",
        "no_bias",
        "There is no bias: the line is forced through the origin. Look at the mean of the residuals; with a bias it is 0.",
    ),
    Bug(
        "bias_first",
        "bias_order",
        "The numbers are right, but the bias comes first. In this course it is the last entry of w.",
    ),
    Bug(
        "bias_is_mean",
        "bias_is_mean",
        "The bias is the mean of y. That would be so if every column of X had mean 0; otherwise the weights carry a part "
        "of that mean already.",
    ),
    Bug(
        "bias_afterwards",
        "bias_afterwards",
        "The weights are fitted without a bias, and the bias is taken from what they leave over. Weights without a bias "
        "have to do its part as well: fit them together.",
    ),
    Bug(
        "a_little_ridge",
        "a_little_ridge",
        "Something small is added to the diagonal so that the matrix can be inverted. That changes every answer: "
        "least squares has no penalty. There is a solver that needs no inverse.",
    ),
)

MSE_GRAD = (
    Bug(
        "no_factor_2",
        "factor_half",
        "The gradient is half of what it should be. In front of these squares there is no 1/2 that would cancel the factor "
        "from differentiating them.",
    ),
    Bug(
        "summed",
        "summed",
        "The gradient is N times too large: it belongs to the sum of the squares. What does the word mean divide by?",
    ),
    Bug(
        "sign",
        "sign",
        "The gradient points the other way. Raise one weight a little by hand: does the loss go where you say?",
    ),
    Bug(
        "not_transposed",
        "not_transposed",
        "The residuals are multiplied by X instead of by its transpose. The shapes fit only if there are as many "
        "examples as weights, and then the numbers are wrong: over which index must the gradient of one weight sum?",
    ),
    Bug(
        "divided_by_weights",
        "divided_by_weights",
        "The sum is divided by the number of weights. The mean is taken over the examples: which axis of X counts them?",
    ),
)

RIDGE = (
    Bug(
        "always_penalised",
        "bias_penalised",
        "The bias is penalised although nobody asked for it, so all predictions are drawn towards 0. Which entry of the "
        "identity matrix belongs to the bias?",
    ),
    Bug(
        "never_penalised",
        "flag_ignored",
        "The flag penalise_bias makes no difference to your answer. If it is true, the bias is penalised like every "
        "weight.",
    ),
    Bug(
        "flag_inverted",
        "flag_inverted",
        "The flag penalise_bias works the wrong way round: the bias is penalised if it is false, and not if it is "
        "true.",
    ),
    Bug(
        "first_exempt",
        "bias_order",
        "The first weight is left out of the penalty instead of the bias. The bias is the last entry of w.",
    ),
    Bug(
        "ones_first",
        "bias_order",
        "The ones are in the first column: then the bias comes first in w and is penalised, and the last weight is "
        "not.",
    ),
    Bug(
        "times_N",
        "lam_times_N",
        "The penalty lam is multiplied by the number of examples. That would fit the mean of the squares; here they "
        "are summed.",
    ),
    Bug(
        "over_N",
        "lam_over_N",
        "The penalty lam is divided by the number of examples. Neither the squares nor the penalty are a mean here.",
    ),
    Bug(
        "halved",
        "lam_halved",
        "The penalty counts half. Differentiate both terms of the objective: do both bring a factor 2?",
    ),
    Bug(
        "doubled",
        "lam_doubled",
        "The penalty counts twice. Differentiate both terms of the objective: the factor 2 cancels from both, or "
        "from neither.",
    ),
    Bug(
        "penalty_sign",
        "penalty_sign",
        "The penalty is subtracted, so large weights are rewarded. Which sign does it have in the objective?",
    ),
)

SOFT_THRESHOLD = (
    Bug(
        "hard",
        "hard",
        "Entries beyond t are left as they are: that is the hard threshold. The soft one moves every entry.",
    ),
    Bug(
        "crosses",
        "crosses",
        "Entries smaller than t come out on the other side of zero. Where should they stop?",
    ),
    Bug(
        "negatives_lost",
        "negatives_lost",
        "All negative entries become 0, the large ones too. For a negative entry, towards zero means upwards.",
    ),
    Bug("sign_lost", "sign_lost", "The sizes are right, but negative entries lose their sign."),
    Bug(
        "away_from_zero",
        "away_from_zero",
        "Large entries move away from zero by t. They should move towards it.",
    ),
)

LASSO_ISTA = (
    *(bug for bug in SOFT_THRESHOLD if bug.name in ("hard", "crosses", "negatives_lost", "sign_lost")),
    Bug(
        "pull_not_scaled",
        "pull_not_scaled",
        "The threshold is lam in every step, however short the step is, so too many weights become 0. A shorter step "
        "needs a smaller threshold.",
    ),
    Bug(
        "steps_too_long",
        "steps_too_long",
        "The steps are twice as long as they may be: in the steepest direction w jumps from side to side and never "
        "settles. The curvature of the sum of squares contains the same 2 as its gradient.",
    ),
    Bug(
        "whole_steps",
        "whole_steps",
        "The steps are far too long, so that w grows without bound. How long may a step be, and which property of X "
        "decides it?",
    ),
    Bug(
        "no_factor_2",
        "factor_half",
        "The result is the optimum for twice the lam: in each step, either the gradient is half of what it should "
        "be, or the threshold is twice that. There is no 1/2 before the squares.",
    ),
    Bug(
        "half_pull",
        "half_pull",
        "The result is the optimum for half the lam: in each step, either the threshold is half of what it should "
        "be, or the gradient is twice that.",
    ),
    Bug(
        "mean_of_squares",
        "mean_of_squares",
        "The result is the optimum for N times the lam, as if the squares were averaged over the examples. In this "
        "objective they are summed.",
    ),
    Bug(
        "uphill",
        "sign",
        "The steps go uphill: the objective grows from the first one on. Which way does the gradient point?",
    ),
    Bug(
        "no_pull",
        "no_pull",
        "The penalty lam has no effect: this is least squares, and no weight is exactly 0. Where in a step does lam "
        "come in?",
    ),
    Bug(
        "pull_first",
        "pull_first",
        "The threshold comes before the gradient step instead of after it, so what was set to zero moves away again "
        "and the optimum is missed.",
    ),
    Bug(
        "one_step",
        "one_step",
        "Only one step is taken, however many are asked for. Where does the function end?",
    ),
)

PERCEPTRON_FIT = (
    Bug(
        "begins_again",
        "begins_again",
        "After a mistake the loop over the examples starts again with the first one. An epoch goes through all of "
        "them, mistake or not.",
    ),
    Bug(
        "says_so_if_it_separates",
        "says_so_if_it_separates",
        "The flag converged tells whether the last w separates the classes. It should tell whether there was a whole "
        "epoch without a mistake; the last correction may come at the very end.",
    ),
    Bug(
        "one_epoch_more",
        "one_epoch_more",
        "There is one epoch more than max_epochs allows.",
    ),
    Bug(
        "tie_is_right",
        "tie_is_right",
        "A score of exactly 0 counts as right. But with w = 0 all scores are 0, so nothing is ever learnt and w "
        "stays where it was.",
    ),
    Bug(
        "labels_0_1",
        "labels_0_1",
        "The prediction is 0 or 1, the labels are -1 and +1, so every negative example counts as a mistake in every "
        "epoch.",
    ),
    Bug(
        "wrong_way",
        "sign",
        "Each mistake makes things worse: the correction has the wrong sign. After adding it, does the score of this "
        "example move towards its label?",
    ),
    Bug(
        "label_forgotten",
        "label_forgotten",
        "Every mistake adds the example itself, whatever its label. A negative example should push the score down.",
    ),
    Bug(
        "always",
        "always",
        "Every example corrects w, also one that is on its right side, so there is never an epoch without a "
        "correction.",
    ),
    Bug(
        "once_an_epoch",
        "once_an_epoch",
        "All scores of an epoch are computed with the w from its beginning. The perceptron tests each example with "
        "the w that the mistake before it has left.",
    ),
    Bug(
        "never_says_so",
        "never_says_so",
        "The flag converged is never True, even when a whole epoch went by without a mistake.",
    ),
    Bug(
        "always_says_so",
        "always_says_so",
        "The flag converged is True even when every epoch had mistakes. Reaching max_epochs means giving up.",
    ),
    Bug(
        "stops_at_once",
        "stops_at_once",
        "It stops at the first example that is right. Only a whole epoch without a mistake shows that all are.",
    ),
    Bug(
        "last_epoch_only",
        "last_epoch_only",
        "The list of mistakes holds those of the last epoch only: the list is made anew where each epoch begins. It should keep them "
        "all.",
    ),
)

LOGISTIC_LOSS_PM1 = (
    Bug(
        "loss_overflows",
        "overflow",
        "The loss is infinite for a large score on the wrong side: exp overflows. There the loss is as good as linear; "
        "numpy knows a function for the logarithm of a sum of exponentials.",
    ),
    Bug(
        "slope_overflows",
        "slope_overflow",
        "The slope is NaN for a large score on the wrong side: infinity divided by infinity. Write sigma so that exp "
        "never gets a large positive number.",
    ),
    Bug(
        "margin_sign",
        "margin_sign",
        "The margin y s enters with the wrong sign, in loss and slope: being right costs, being wrong is free.",
    ),
    Bug(
        "slope_sign",
        "sign",
        "The slope ds has the wrong sign. For y = 1, does a higher score raise the loss or lower it?",
    ),
    Bug(
        "label_forgotten",
        "label_forgotten",
        "The slope ds is right for y = 1 and has the wrong sign for y = -1: the chain rule gives a factor when you differentiate "
        "y s by s.",
    ),
    Bug(
        "slope_at_margin",
        "slope_at_margin",
        "The slope ds takes sigma at the margin instead of at minus the margin: it is steep where all is well and flat where all is "
        "wrong.",
    ),
    Bug(
        "labels_0_1",
        "labels_0_1",
        "This is the loss for labels 0 and 1. With -1 for 0 it goes wrong: ds must lie between -1 and 1, does yours?",
    ),
    Bug(
        "bits",
        "bits",
        "The loss is in bits: every entry is larger than it should be by 1 / ln 2. The course counts in nats, with the "
        "natural logarithm.",
    ),
    Bug(
        "loss_averaged",
        "loss_averaged",
        "The loss is averaged. Here every example gets its own: an array as long as s.",
    ),
    Bug(
        "slope_over_N",
        "slope_over_N",
        "The slope ds is divided by the number of examples. Each loss depends on its own score alone; no mean is taken here.",
    ),
)
