"""The known bugs of p7, each with the sentence a student reads; those of the training loop are in `loop_bugs`."""

from grader.exercises.model import Bug

UPHILL = "The step goes along the gradient, uphill. The gradient says where the loss grows: which sign leads down?"

GD_QUADRATIC = (
    Bug("uphill", "E05", UPHILL),
    Bug(
        "c_forgotten",
        "c_forgotten",
        "The linear term c is missing from the gradient: every path ends at the origin. Where is the gradient 0?",
    ),
    Bug(
        "c_sign",
        "c_sign",
        "The linear term c enters the gradient with the wrong sign. Differentiate the linear term of J by w once more.",
    ),
    Bug(
        "factor_2",
        "G03",
        "The part of the gradient with H is twice what it should be. The 1/2 in J cancels the 2 of the square.",
    ),
    Bug(
        "half_forgotten",
        "G03",
        "The part of the gradient with H is half of what it should be. A square brings a 2, and it cancels the 1/2 in J.",
    ),
    Bug(
        "one_at_a_time",
        "E06",
        "The weights move one after another, so later ones use a gradient at a point that has moved already. All "
        "move at once: compute the whole gradient first, then make the step.",
    ),
    Bug(
        "gradient_at_start",
        "gradient_at_start",
        "Every step uses the gradient of the start. It must be computed anew before each step: what is inside the "
        "loop?",
    ),
    Bug(
        "same_array",
        "G21",
        "All rows of the path are its last point: one array is changed in place and stored again and again. Each point "
        "needs an array of its own.",
    ),
    Bug(
        "start_missing",
        "start_missing",
        "The path lacks its first row, the start: steps + 1 points are asked for.",
    ),
    Bug(
        "end_only", "end_only", "Only the last point is returned; the whole path is asked for, one row for each point."
    ),
)

CRITICAL_LR = (
    Bug(
        "safest_step",
        "safest_step",
        "That is half of the critical learning rate: the step that lands at the bottom of the steepest direction. It may "
        "overshoot, as long as it comes nearer: by which factor is the distance multiplied?",
    ),
    Bug(
        "flattest",
        "flattest",
        "The smallest eigenvalue is used. With such a step the steepest direction diverges: the distance must shrink "
        "in every direction.",
    ),
    Bug(
        "diagonal",
        "diagonal",
        "The largest entry of the diagonal is taken for the largest eigenvalue. That is right only if H is diagonal: try "
        "the matrix of the worked example.",
    ),
    Bug(
        "trace",
        "trace",
        "The trace of H is taken for the largest eigenvalue; it is the sum of all eigenvalues, so the step is too small.",
    ),
    Bug(
        "frobenius",
        "frobenius",
        "The root of the sum of all squared entries is taken for the largest eigenvalue; it collects all eigenvalues, so "
        "the step is too small.",
    ),
    Bug(
        "sum_of_both",
        "best_step",
        "The smallest and the largest eigenvalue are added: that is the learning rate that converges fastest, not the "
        "last one that converges.",
    ),
    Bug(
        "not_inverted",
        "not_inverted",
        "The result grows with the curvature. The steeper the bowl, the shorter a step must be.",
    ),
)

BIASES_STAY = "The weights move, the biases do not. They have gradients, too."

SGD_STEP = (
    Bug("uphill", "E05", UPHILL),
    Bug("lr_missing", "lr_missing", "The learning rate is not used: the step is the whole gradient."),
    Bug("biases_stay", "biases_stay", BIASES_STAY),
    Bug(
        "last_layer_only",
        "last_layer_only",
        "Only the last layer moves. Does the loop keep what it computed for the layers before?",
    ),
    Bug(
        "change_only",
        "change_only",
        "Only the change is returned; the new parameters are asked for: the old ones plus the change.",
    ),
    Bug(
        "normalised",
        "normalised",
        "The gradient is divided by its length. A plain step gets shorter where the slope is small; yours does not.",
    ),
)

LR_DECAY = (
    Bug(
        "one_late",
        "one_late",
        "Steps are counted from 1, so even the first step is shortened. At t = 0 the learning rate is the given one.",
    ),
    Bug("t_forgotten", "t_forgotten", "The number t is not used: every step is shortened by the same factor."),
    Bug(
        "exponential",
        "exponential",
        "The decay is exponential. S1's rule divides by a number that grows by the same amount with every step.",
    ),
    Bug(
        "power",
        "power",
        "Each step multiplies the learning rate by the same factor: that is a power. S1's rule divides by a number "
        "that grows by the same amount with every step.",
    ),
    Bug(
        "linear",
        "linear",
        "The learning rate falls along a straight line, and becomes negative if t is large. S1's rule divides.",
    ),
    Bug("grows", "grows", "The learning rate grows with t. Is it multiplied where it should be divided?"),
    Bug(
        "brackets",
        "brackets",
        "Brackets are missing: only the 1 is in the denominator.",
    ),
)

_VELOCITY = (
    Bug(
        "uphill",
        "velocity_sign",
        "The gradient enters the velocity with the wrong sign, so the ball rolls uphill. v is a step: it must point "
        "against the gradient.",
    ),
    Bug(
        "gradients_kept",
        "gradients_kept",
        "The velocity holds gradients, and the learning rate comes in only when w moves. That is another convention; "
        "here v is a step, with the learning rate and the minus in it.",
    ),
    Bug(
        "subtracted",
        "subtracted",
        "The velocity has the other sign: it holds what is subtracted. Here v is the step itself, with the minus in it, and "
        "is added: whoever passes a v in or reads it relies on that.",
    ),
    Bug(
        "nothing_forgotten",
        "nothing_forgotten",
        "The old velocity is kept whole. Which factor stands before v in its formula?",
    ),
    Bug(
        "damped",
        "damped",
        "The gradient enters the velocity with a factor 1 - momentum. That is a running mean; here gradients add up with "
        "the whole learning rate.",
    ),
    Bug(
        "velocity_not_kept",
        "velocity_not_kept",
        "The parameters are right, but the old velocity is returned: the next step would start from rest again.",
    ),
    Bug(
        "velocity_shared",
        "velocity_shared",
        "Layers of the same shape share one velocity, that of the first of them. Each array needs its own.",
    ),
    Bug(
        "biases_without_velocity",
        "biases_without_velocity",
        "The biases take plain steps: their velocity is not carried on. They have one, like the weights.",
    ),
)

MOMENTUM_STEP = (
    *_VELOCITY,
    Bug(
        "old_velocity",
        "old_velocity",
        "The parameters move by the old velocity, before this gradient came in. First the velocity, then the step with "
        "the new one.",
    ),
    Bug(
        "lr_twice",
        "lr_twice",
        "The learning rate is multiplied twice: it is in the velocity already when the parameters move.",
    ),
    Bug(
        "looks_ahead",
        "looks_ahead",
        "The velocity is right, but the parameters move as in the step that looks ahead. Here they move by the velocity.",
    ),
)

NESTEROV_STEP = (
    *_VELOCITY,
    Bug(
        "plain_momentum",
        "plain_momentum",
        "That is the plain heavy ball, which does not look ahead: the parameters move by the velocity itself. Is the "
        "velocity in the last line the new one, with momentum before it?",
    ),
    Bug(
        "ahead_only",
        "ahead_only",
        "The parameters move by momentum times the velocity alone. The last line has a second part.",
    ),
    Bug(
        "momentum_once",
        "momentum_once",
        "The parameters move by the whole velocity and by the gradient once more: momentum is missing before the "
        "velocity in the last line.",
    ),
)

ADAM_STEP = (
    Bug("uphill", "E05", UPHILL),
    Bug(
        "not_corrected",
        "not_corrected",
        "The running means are used as they are. They begin at 0 and are too small at first: the correction is missing.",
    ),
    Bug(
        "mean_not_corrected",
        "mean_not_corrected",
        "Only the mean of the squares is corrected; that of the gradient begins at 0 as well.",
    ),
    Bug(
        "t_from_0",
        "t_from_0",
        "The correction uses the t of the step before. The first step has t = 1; with 0 the correction divides by 0.",
    ),
    Bug(
        "t_late",
        "t_late",
        "The correction uses the t of the next step. t is 1 already for the first step: add nothing to it.",
    ),
    Bug(
        "corrected_kept",
        "corrected_kept",
        "The corrected means are kept for the next step. They would be corrected again there: keep them as they are.",
    ),
    Bug(
        "betas_swapped",
        "betas_swapped",
        "The two betas are exchanged. The mean of the gradient forgets faster than that of its square.",
    ),
    Bug(
        "mean_not_weighted",
        "mean_not_weighted",
        "The gradient enters its running mean with the weight 1: that is a sum. The two weights of a mean add up to 1.",
    ),
    Bug(
        "not_squared",
        "not_squared",
        "The second running mean is that of the gradient's size, not of its square.",
    ),
    Bug(
        "no_root",
        "no_root",
        "The square root is missing in the denominator. Without it, large gradients make short steps: try a gradient "
        "a thousand times as large.",
    ),
    Bug(
        "eps_under_root",
        "eps_under_root",
        "The small number eps is under the square root; it belongs outside. The difference shows where gradients are "
        "small.",
    ),
    Bug(
        "gradient_for_mean",
        "gradient_for_mean",
        "The step uses this gradient in place of the running mean of all: nothing is averaged.",
    ),
)
