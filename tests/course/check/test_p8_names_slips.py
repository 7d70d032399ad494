"""The visible checks of p8 name typical slips, pass other right answers, and are stopped by nothing."""

import pytest

from course.check import p8
from grader.exercises import EXERCISES
from grader.exercises.p8 import faulty, inputs
from tests.course.check.odd import each_gets_a_sentence
from tests.grader.exercises.styles import p8 as styles

NAMES = [name.removeprefix("p8.") for name in EXERCISES if name.startswith("p8.")]
PLAIN = {"split": faulty._split, "early_stopping": faulty._early_stopping, "train_digits": faulty._train_digits}


def wrong(name, *slips):
    """The function as a student writes it, with slips."""
    function = PLAIN.get(name, getattr(faulty, name))(frozenset(slips))
    function.__name__ = name
    return function


def check(name):
    """The visible check; that of train_digits with digits to read."""
    if name != "train_digits":
        return getattr(p8, name)
    return lambda function: p8.train_digits(function, *inputs.digits())


@pytest.mark.parametrize(
    ("name", "slip", "sentence"),
    [
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
    ],
)
def test_a_slip_is_named(said, name, slip, sentence):
    text = said(check(name), wrong(name, slip))
    assert "✗" in text
    assert sentence in " ".join(text.split())


OWN_STYLES = {
    "split": (styles.split_by_lists, styles.split_by_choice, styles.split_in_a_random_order),
    "early_stopping": (styles.stop_by_counting, styles.stop_by_hand, styles.stop_by_recursion),
    "train_digits": (styles.train_with([64], 0.1, 20, 12),),
}


@pytest.mark.parametrize("name", NAMES)
def test_any_right_answer_passes(said, name):
    for style in (*OWN_STYLES.get(name, styles.STYLES[f"p8.{name}"]), wrong(name)):
        text = said(check(name), style)
        assert "✗" not in text, text


@pytest.mark.parametrize("name", NAMES)
def test_odd_results_get_a_sentence(said, name):
    each_gets_a_sentence(said, check(name), name)
