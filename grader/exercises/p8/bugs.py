"""The known bugs of p8, each with the sentence a student reads: what is wrong, why it happens, where to look."""

from grader.exercises.model import Bug

SEED_FIXED = (
    "Every rng gives the same result. Is a generator with a fixed seed made inside? Draw from the rng that is passed "
    "in."
)
RNG_IGNORED = (
    "The same seed gave two different results: some of the randomness does not come from the rng that is passed in."
)
EXCHANGED = (
    "The two parts are exchanged: train comes first, then held_out, and share says how much is held out, not how much is "
    "trained on."
)

STANDARDISE = (
    Bug(
        "each_by_itself",
        "each_by_itself",
        "Mean and standard deviation are those of the examples that are transformed. Then the same picture comes out "
        "differently beside other pictures: use those of the training examples.",
    ),
    Bug("not_shifted", "not_shifted", "The mean is not subtracted: features are scaled, but not centred."),
    Bug("not_scaled", "not_scaled", "The features are centred, but not divided by their standard deviation."),
    Bug(
        "variance", "variance", "The features are divided by their variance; the standard deviation is its square root."
    ),
    Bug(
        "ddof",
        "ddof",
        "The standard deviation is a little too large: the sum of squares is divided by N - 1. Here it is divided by N.",
    ),
    Bug(
        "all_features_alike",
        "all_features_alike",
        "One mean and one standard deviation for all features together. Each column has its own: over which axis is the "
        "mean taken?",
    ),
    Bug(
        "one_spread",
        "one_spread",
        "All features are divided by one standard deviation, that of all numbers together. Each column has its own: over "
        "which axis is it taken?",
    ),
    Bug(
        "by_example",
        "by_example",
        "Each example is shifted and scaled by its own row. Each feature has a mean over the examples: over which axis?",
    ),
    Bug(
        "by_range",
        "by_range",
        "The features are stretched to lie between 0 and 1. Mean 0 and standard deviation 1 are asked for.",
    ),
    Bug(
        "divides_by_0",
        "divides_by_0",
        "A feature that never changes has standard deviation 0, and is divided by it. What should it be divided by "
        "instead?",
    ),
)

SPLIT = (
    Bug(
        "ten_classes",
        "ten_classes",
        "Only the classes 0 to 9 are looked at, and the rows of others are in neither part. The labels tell which "
        "classes there are.",
    ),
    Bug(
        "not_stratified",
        "not_stratified",
        "The rows are drawn from all classes together, so that the share of each class is left to chance. Draw within "
        "each class.",
    ),
    Bug(
        "as_many_of_each",
        "as_many_of_each",
        "The same number of rows is held out of every class, however large it is. It should be the same share of each.",
    ),
    Bug(
        "first_rows",
        "first_rows",
        "The first rows of each class are held out, always the same: nothing is drawn. If neighbours are alike, that is "
        "no fair sample.",
    ),
    Bug(
        "in_order",
        "in_order",
        "The row numbers come in ascending order. Shuffle both train and held_out at the end.",
    ),
    Bug(
        "by_class",
        "by_class",
        "The row numbers come class by class. Shuffle both train and held_out at the end.",
    ),
    Bug(
        "held_out_trained_on",
        "held_out_trained_on",
        "Rows that are held out are in train as well. What has been trained on tells nothing about new examples.",
    ),
    Bug("exchanged", "exchanged", EXCHANGED),
    Bug("shares_swapped", "exchanged", EXCHANGED),
    Bug("seed_fixed", "seed_fixed", SEED_FIXED),
    Bug("rng_ignored", "rng_ignored", RNG_IGNORED),
)

TRAIN_DIGITS = (
    Bug(
        "untrained",
        "untrained",
        "The biases are still all 0 and it reads no better than a guess, as if the initial parameters were returned. "
        "Does the loop assign params anew, and are the new ones returned?",
    ),
    Bug(
        "ran_away",
        "ran_away",
        "The training diverged: the loss on new digits is huge. Either the steps go along the gradient, uphill, or "
        "the learning rate is far too large. Print the loss of the first ten batches.",
    ),
    Bug(
        "zero_start",
        "zero_start",
        "All hidden units are the same: they started equal, and equal units get equal gradients in every step. How "
        "are the weights initialised?",
    ),
    Bug(
        "labels_apart",
        "learnt_nothing",
        "The network has moved, but it reads new digits little better than a guess. Do labels stay with their pictures when "
        "the examples are shuffled? Are there enough steps, and is the learning rate neither too small nor too large?",
    ),
    Bug(
        "labels_off_by_one",
        "labels_off_by_one",
        "It reads nearly every digit as the next one: the labels it was trained with are off by one.",
    ),
    Bug(
        "hardly_trained",
        "hardly_trained",
        "It reads more than 30 of 100 new digits, but fewer than 80: it is on its way. Watch the loss of each "
        "epoch: does it still fall when you stop? Then more epochs or a larger learning rate.",
    ),
    Bug(
        "no_hidden_layer",
        "no_hidden_layer",
        "There is no hidden layer: that is a linear classifier. It reads these digits surprisingly well, but a "
        "hidden layer was asked for.",
    ),
    Bug("seed_fixed", "seed_fixed", SEED_FIXED),
    Bug("rng_ignored", "rng_ignored", RNG_IGNORED),
)

EARLY_STOPPING = (
    Bug(
        "last_returned",
        "last_returned",
        "The parameters are those of the last epoch that was looked at, patience epochs past the best. Keep those of the "
        "best epoch.",
    ),
    Bug(
        "not_copied",
        "G21",
        "The best parameters are kept without a copy. Training goes on in the same arrays, and what was kept changes with "
        "them.",
    ),
    Bug("one_late", "one_late", "It stops one epoch too late: after patience epochs without a new best it is time."),
    Bug(
        "one_early", "one_early", "It stops one epoch too early: patience epochs in a row may pass without a new best."
    ),
    Bug(
        "first_rise",
        "first_rise",
        "It stops at the first epoch that is no better: patience is not used. A loss may rise for a while and then "
        "fall again.",
    ),
    Bug(
        "never_stops",
        "never_stops",
        "It reads the whole history, and takes the best of all. Then nothing is saved: stop while the training goes on.",
    ),
    Bug(
        "since_last",
        "since_last",
        "Each loss is compared with that of the epoch before. What counts is whether it is below the best so far.",
    ),
    Bug(
        "never_reset",
        "never_reset",
        "Bad epochs are counted all together. They must come in a row: a new best begins the count again.",
    ),
    Bug("ties", "ties", "An equal loss is taken for a new best. Better is smaller."),
    Bug(
        "nan_is_better",
        "nan_is_better",
        "A loss that is NaN is taken for a new best: no comparison with NaN is true, so ask whether it is smaller, not "
        "whether it is not larger.",
    ),
    Bug("largest", "largest", "The epoch with the largest loss is taken for the best."),
    Bug(
        "where_it_stopped",
        "where_it_stopped",
        "The epoch returned is the one where it stopped; that of the best loss was asked for.",
    ),
    Bug("epochs_from_1", "epochs_from_1", "Epochs are counted from 1; the first of the history is epoch 0."),
)

DEAD_UNITS = (
    Bug(
        "any_example",
        "any_example",
        "Units that give 0 for some example are called dead. Nearly every ReLU does that; a dead one gives 0 for all.",
    ),
    Bug(
        "one_example",
        "one_example",
        "Only the first example is looked at. A unit that gives 0 for one example, or one batch, is not dead.",
    ),
    Bug(
        "on_average",
        "on_average",
        "The mean of z decides. A unit may give 0 nearly always and be active for one example: then it is not dead.",
    ),
    Bug("alive_returned", "alive_returned", "True marks the units that are alive. The dead ones are asked for."),
    Bug(
        "zero_is_alive",
        "zero_is_alive",
        "A unit whose z is exactly 0 is called alive. It gives 0, and here its gradient is 0, too.",
    ),
    Bug(
        "biases_forgotten",
        "biases_forgotten",
        "The biases are left out. A large negative bias is the usual reason why a unit is dead.",
    ),
    Bug(
        "no_relu",
        "no_relu",
        "The second layer is fed with the z of the first: the ReLU between them is missing. Look at what is passed on in "
        "the loop.",
    ),
    Bug(
        "output_too",
        "output_too",
        "There is an array for the output layer as well. It is linear: none of its units can be dead.",
    ),
    Bug(
        "by_example",
        "by_example",
        "There is one answer for each example: which examples switch all units off. One for each unit is asked for: "
        "along which axis?",
    ),
)

FIRST_LAYER_IMAGES = (
    Bug(
        "rows_of_W",
        "rows_of_W",
        "The pictures are cut from the rows of W. Column j holds the weights into unit j; a row belongs to one pixel of "
        "all units.",
    ),
    Bug(
        "column_by_column",
        "column_by_column",
        "Each picture is filled column by column. The pixels of a picture stand row after row: the first ones are its "
        "top row.",
    ),
    Bug(
        "sides_swapped",
        "sides_swapped",
        "Height and width are exchanged. shape is (height, width): so many rows of so many pixels.",
    ),
    Bug("upside_down", "upside_down", "The pictures are upside down: the top row comes first."),
    Bug(
        "units_last",
        "units_last",
        "The unit is the last axis, so that the result is no list of pictures: it should be the first.",
    ),
    Bug("flat", "flat", "The pictures are still rows of numbers: each should be height by width."),
)

SPOILT_EXAMPLES = (
    Bug(
        "one_class",
        "one_class",
        "The examples that you name are spoilt, but they are half of them. A digit that is taken for another has a "
        "partner: what is the partner taken for?",
    ),
    Bug(
        "misread_rows",
        "misread_rows",
        "You name training examples that the network still reads otherwise than their labels say. It has learnt the "
        "spoilt ones by heart: look at the new examples for what is wrong, then name all rows that it concerns.",
    ),
    Bug(
        "rows_of_new",
        "rows_of_new",
        "Those are row numbers of the new examples. They show what is wrong; the rows of the training examples are asked "
        "for.",
    ),
    Bug(
        "read_in_training",
        "read_in_training",
        "What is confused is counted on the training examples. There, wrong labels agree with what was learnt from them: "
        "use the new examples.",
    ),
)

READ_HANDWRITING = (
    Bug(
        "guesses",
        "guesses",
        "It reads handwriting no better than by guessing. Do the digits stand in the order of X_new, and is X_new "
        "prepared in the same way as what was trained on?",
    ),
    Bug("next_digit", "labels_off_by_one", "It reads most digits as the next one: the labels are off by one."),
    Bug(
        "print_alone",
        "fewer_than_half",
        "It reads fewer than half of the handwritten digits, as a training on print does. Are all pictures brought into "
        "the same frame, and do the handwritten examples take part?",
    ),
    Bug(
        "print_stretched",
        "fewer_than_70",
        "It reads more than half, but fewer than 70 of 100. Stretched print alone gets about so far: let the handwritten "
        "examples take part.",
    ),
    Bug(
        "few_examples",
        "fewer_than_80",
        "It reads more than 70 of 100, but fewer than 80, which is about what a small network gets from the 200 "
        "handwritten examples alone. What can the printed ones add, and in which frame?",
    ),
)

FILL_FRAME = (
    Bug(
        "one_box",
        "one_box",
        "All pictures are stretched by the same box. Each picture has its own first and last row and column with ink.",
    ),
    Bug("rows_only", "rows_only", "The rows are stretched, the columns are not: the ink fills the height alone."),
    Bug("columns_only", "columns_only", "The columns are stretched, the rows are not: the ink fills the width alone."),
    Bug(
        "level_ignored",
        "level_ignored",
        "Everything above 0 is taken for ink, so that a faint speck decides where a digit ends. Only more than level is.",
    ),
    Bug(
        "last_left_out",
        "last_left_out",
        "The positions end before the last row and column with ink. They run from the first to the last one, both "
        "included.",
    ),
    Bug(
        "nearest",
        "nearest",
        "Each pixel is a copy of the nearest one. Between two pixels grey values are interpolated linearly.",
    ),
    Bug(
        "faint_erased",
        "faint_erased",
        "A picture without ink comes back white. Without a box there is nothing to stretch: it stays as it is.",
    ),
    Bug(
        "sides_swapped",
        "sides_swapped",
        "Height and width are exchanged. shape is (height, width): so many rows of so many pixels.",
    ),
)

CONFUSION_MATRIX = (
    Bug(
        "transposed",
        "transposed",
        "True and predicted classes are exchanged. The true class is the row, the predicted one the column.",
    ),
    Bug(
        "once_only",
        "once_only",
        "No pair of classes is counted more than once. Adding to an array at a list of places counts a place that comes "
        "again only once.",
    ),
    Bug("errors_only", "errors_only", "The diagonal is empty: examples that are read correctly count, too."),
    Bug("shares", "shares", "Each row is divided by its sum. Counts are asked for."),
    Bug(
        "as_many_as_come",
        "as_many_as_come",
        "The matrix has only the classes that occur. It has K rows and K columns, even if a class is missing.",
    ),
)

DIAGNOSE = (
    Bug(
        "biases_unchecked",
        "biases_unchecked",
        "Only the gradients of the weights are compared, so wrong gradients of the biases get another diagnosis.",
    ),
    Bug(
        "gaps_summed",
        "gaps_summed",
        "The evidence for a wrong gradient is the sum of all gaps; the largest was asked for.",
    ),
    Bug(
        "all_examples",
        "all_examples",
        "The gradient is taken over all examples. The recorded one is that of the first batch: the first 20 rows of order.",
    ),
    Bug(
        "first_as_lying",
        "first_as_lying",
        "The first 20 rows of X are taken for the first batch. The training used the examples in another order, which is "
        "recorded in order.",
    ),
    Bug(
        "mean_size",
        "mean_size",
        "The evidence for the scale is the mean size of the features; the root of the mean square was asked for.",
    ),
    Bug(
        "widest",
        "widest",
        "The evidence for the scale is the standard deviation of the widest feature; the root of the mean square of all was "
        "asked for.",
    ),
    Bug(
        "about_the_mean",
        "about_the_mean",
        "The evidence for the scale is the standard deviation of all features, from which their mean is taken away first. "
        "The root of the mean square was asked for.",
    ),
    Bug(
        "order_as_lying",
        "order_as_lying",
        "The neighbours are those of X as it is stored, sorted by class in every run. The training used another order, which "
        "is recorded in order.",
    ),
    Bug(
        "dead_in_batch",
        "dead_in_batch",
        "Units are called dead that give 0 only for the first batch. Look at all examples.",
    ),
    Bug(
        "step_first",
        "step_first",
        "The step is tested before the scale. Features that are too large make every step too long: the scale is the "
        "cause, so it comes first.",
    ),
    Bug(
        "growth_inverted",
        "growth_inverted",
        "The loss before the step is divided by that after it: then a loss that falls looks like a fault.",
    ),
    Bug(
        "growth_by_difference",
        "growth_by_difference",
        "The evidence for the step is the difference of the two losses; their ratio was asked for.",
    ),
    Bug(
        "step_on_all",
        "step_on_all",
        "The losses before and after the step are those of all examples. The step was made on the first batch: its loss "
        "was asked for.",
    ),
    Bug(
        "no_modulo",
        "no_modulo",
        "A 9 has no digit after it here: the share is too small by the nines. After 9 comes 0.",
    ),
    Bug(
        "one_back",
        "one_back",
        "You look for the digit before. A network trained with the next digit's label answers the next digit.",
    ),
    Bug(
        "read_in_training",
        "read_in_training",
        "The predictions are compared on the training examples. There, wrong labels agree with what was learnt from "
        "them: use the new examples.",
    ),
    Bug(
        "evidence_is_accuracy",
        "evidence_is_accuracy",
        "The evidence is the share of digits that are read correctly, whatever the code is. Each code has a number "
        "of its own.",
    ),
)
