"""The known bugs of the minibatches and the training loop of p7, each with the sentence a student reads."""

from grader.exercises.model import Bug
from grader.exercises.p7.bugs import BIASES_STAY, UPHILL

_LABELS_STAY = Bug(
    "labels_stay",
    "labels_stay",
    "X is shuffled, the labels are not: every example gets the label of another. The same row numbers must choose both.",
)
_NOT_SHUFFLED = Bug(
    "not_shuffled",
    "not_shuffled",
    "The examples come in the order of X. If X is sorted by class, whole batches are of one class.",
)
_LAST_DROPPED = Bug(
    "last_dropped",
    "last_dropped",
    "The last batch is missing where the batch size does not divide the number of examples. It is smaller, but it counts.",
)
_WITH_REPLACEMENT = Bug(
    "with_replacement",
    "with_replacement",
    "Examples are drawn with replacement: in one epoch some come again and others never. An epoch is a new order of all.",
)
_DRAWN_ANEW = Bug(
    "drawn_anew",
    "drawn_anew",
    "Each batch is drawn from all examples anew: in one epoch some come again and others never. Shuffle once, then cut.",
)
_RNG_IGNORED = Bug(
    "rng_ignored",
    "rng_ignored",
    "The same seed gives other batches each time: the random numbers come from somewhere else than from the rng that "
    "is passed, and nobody can repeat the training.",
)

MINIBATCHES = (
    _LABELS_STAY,
    Bug(
        "shuffled_apart",
        "shuffled_apart",
        "X and the labels are shuffled, but each by itself: every example gets the label of another. One list of row "
        "numbers must choose both.",
    ),
    _NOT_SHUFFLED,
    Bug(
        "batches_shuffled",
        "batches_shuffled",
        "Only the batches change places; the examples in them are neighbours, always the same ones. Shuffle before you "
        "cut.",
    ),
    _LAST_DROPPED,
    Bug(
        "last_filled",
        "last_filled",
        "The last batch is filled up with examples that have been in another batch: they count twice in this epoch.",
    ),
    _WITH_REPLACEMENT,
    _DRAWN_ANEW,
    Bug(
        "size_is_count",
        "size_is_count",
        "The number of batches is batch_size. batch_size says how many examples are in a batch.",
    ),
    Bug(
        "seed_fixed",
        "seed_fixed",
        "Every epoch has the same order. Is there a generator with a fixed seed made inside? Use the rng that is passed.",
    ),
    _RNG_IGNORED,
)

TRAIN = (
    Bug(
        "always_from_start",
        "always_from_start",
        "Every step starts from the initial parameters: the result of a step is not assigned to params again.",
    ),
    Bug(
        "begins_anew",
        "begins_anew",
        "Each epoch starts from the initial parameters again, so only the last one counts. What is assigned inside "
        "the loop over epochs?",
    ),
    Bug("start_returned", "start_returned", "The training is right, but the initial parameters are returned."),
    Bug(
        "one_step_an_epoch",
        "one_step_an_epoch",
        "Each epoch makes one step only, on its first batch. Look at the indentation: what is inside the inner loop?",
    ),
    Bug(
        "one_epoch",
        "one_epoch",
        "There is only one epoch. Look at the indentation: what ends the outer loop?",
    ),
    Bug(
        "whole_batch",
        "whole_batch",
        "The gradients are those of all examples, in every step: the batch is cut, but not used.",
    ),
    Bug(
        "same_batches",
        "same_batches",
        "Every epoch has the same batches. Are they cut once, before the loop, or always with the same seed?",
    ),
    Bug(
        "loss_after",
        "loss_after",
        "The losses are those after the step. Write down the one that came with the gradient.",
    ),
    Bug("loss_of_epoch", "loss_of_epoch", "There is one loss for each epoch; one for each step is asked for."),
    Bug("uphill", "E05", UPHILL),
    Bug("lr_missing", "lr_missing", "The learning rate is not used: the step is the whole gradient."),
    Bug("biases_stay", "biases_stay", BIASES_STAY),
    _LABELS_STAY,
    _NOT_SHUFFLED,
    _LAST_DROPPED,
    _WITH_REPLACEMENT,
    _RNG_IGNORED,
)
