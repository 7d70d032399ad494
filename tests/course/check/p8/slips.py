"""What the visible checks of p8 say of typical slips."""

from course.check import p8
from grader.exercises.p8.inputs import digits

ADAPTERS = ("grader.exercises.p8.faulty.draws", "grader.exercises.p8.faulty.watched")
CHECKS = {"train_digits": lambda function: p8.train_digits(function, *digits())}
UNSEEN = {
    "train_digits": ("seed_fixed", "rng_ignored"),
    "early_stopping": ("ties", "nan_is_better"),
    "diagnose": (
        *("gaps_summed", "mean_size", "widest", "dead_in_batch"),
        *("growth_by_difference", "evidence_is_accuracy"),
    ),
}
SAID = [
    ("standardise", "each_by_itself", "X_train alone decides"),
    ("standardise", "not_shifted", "not centred"),
    ("standardise", "variance", "the spread is its root"),
    ("standardise", "divides_by_0", "NaN or infinite"),
    ("split", "not_stratified", "Of classes with 20, 10 and 30 rows"),
    ("split", "shares_swapped", "Exchanged: train comes first"),
    ("split", "held_out_trained_on", "18 come more than once"),
    ("split", "first_rows", "or always the first ones?"),
    ("split", "in_order", "shuffle both parts"),
    ("split", "rng_ignored", "all chance must come from rng"),
    ("train_digits", "untrained", "All biases are still 0"),
    ("train_digits", "zero_start", "All hidden units are the same"),
    ("train_digits", "labels_off_by_one", "are the labels off by one?"),
    ("train_digits", "labels_apart", "do the labels stay with their pictures"),
    ("train_digits", "hardly_trained", "Does the loss of an epoch still fall"),
    ("train_digits", "no_hidden_layer", "There is no hidden layer"),
    ("early_stopping", "last_returned", "not of epoch 3 (new arrays each epoch). Keep those of the best"),
    ("early_stopping", "not_copied", "kept without a copy"),
    ("early_stopping", "one_late", "lies behind the point where it should have stopped"),
    ("early_stopping", "never_stops", "lies behind the point"),
    ("early_stopping", "first_rise", "It stopped at the first rise"),
    ("early_stopping", "epochs_from_1", "Epochs are counted from 0"),
    ("confusion_matrix", "transposed", "the other way round"),
    ("confusion_matrix", "once_only", "adds once for each place"),
    ("dead_units", "any_example", "dead is a unit that sleeps through all"),
    ("dead_units", "zero_is_alive", "z = 0 for all examples is dead"),
    ("dead_units", "no_relu", "Is it fed with the ReLUs of the first?"),
    ("dead_units", "output_too", "the output has none"),
    ("first_layer_images", "rows_of_W", "cut from the rows of W"),
    ("first_layer_images", "column_by_column", "filled column by column"),
    ("diagnose", "step_first", "ask for the cause first"),
    ("diagnose", "order_as_lying", "order says how the training met the rows"),
    ("diagnose", "all_examples", "those of the first batch"),
    ("diagnose", "read_in_training", "the wrong labels agree with themselves"),
    ("diagnose", "biases_unchecked", 'A run with a wrong gradient was called "'),
]
