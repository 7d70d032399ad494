"""The visible checks of p7 name typical slips, pass other right answers, and are stopped by nothing."""

import pytest

from course.check import p7
from grader.exercises import EXERCISES
from grader.exercises.p7 import faulty
from tests.course.check.odd import each_gets_a_sentence
from tests.grader.exercises.styles import p7 as styles

NAMES = [name.removeprefix("p7.") for name in EXERCISES if name.startswith("p7.")]
PLAIN = {"minibatches": faulty._minibatches, "train": faulty._train}


def wrong(name, *slips):
    """The function as a student writes it, with slips."""
    function = PLAIN.get(name, getattr(faulty, name))(frozenset(slips))
    function.__name__ = name
    return function


@pytest.mark.parametrize(
    ("name", "slip", "sentence"),
    [
        ("gd_quadratic", "uphill", "along the gradient"),
        ("gd_quadratic", "c_forgotten", "c does not come in"),
        ("gd_quadratic", "same_array", "the same array was stored again and again"),
        ("gd_quadratic", "one_at_a_time", "taken after the first moved"),
        ("gd_quadratic", "start_missing", "path has shape (3, 1), expected (4, 1)"),
        ("critical_lr", "safest_step", "the edge is farther out"),
        ("critical_lr", "flattest", "the steepest breaks first"),
        ("critical_lr", "diagonal", "the diagonal of H does not tell"),
        ("sgd_step", "lr_missing", "lr does not come in"),
        ("sgd_step", "biases_stay", "W is right, so b was forgotten?"),
        ("sgd_step", "last_layer_only", "W of params, layer 1: an entry does not move"),
        ("lr_decay", "one_late", "the first step has t = 0"),
        ("lr_decay", "exponential", "the rule has a quotient"),
        ("momentum_step", "uphill", "v points uphill"),
        ("momentum_step", "old_velocity", "w moved by the old v"),
        ("momentum_step", "gradients_kept", "v holds gradients here"),
        ("momentum_step", "nothing_forgotten", "where is momentum?"),
        ("momentum_step", "velocity_shared", "Does each array meet its own gradient and its own state?"),
        ("nesterov_step", "plain_momentum", "the heavy ball of task 5"),
        ("nesterov_step", "ahead_only", "the gradient's own part is missing"),
        ("adam_step", "corrected_kept", "kept are those before the correction"),
        ("adam_step", "not_corrected", "The means are not corrected"),
        ("adam_step", "eps_under_root", "eps stands under the root"),
        ("minibatches", "labels_stay", "The labels are still in their old order"),
        ("minibatches", "shuffled_apart", "One list of row numbers for both"),
        ("minibatches", "last_dropped", "The last, smaller batch is missing"),
        ("minibatches", "with_replacement", "Drawn with replacement?"),
        ("minibatches", "not_shuffled", "nothing is shuffled"),
        ("minibatches", "batches_shuffled", "shuffle the examples before you cut, not the batches after it"),
        ("minibatches", "seed_fixed", "a generator made anew?"),
        ("minibatches", "rng_ignored", "all chance must come from rng"),
        ("train", "always_from_start", "params must be bound anew"),
        ("train", "start_returned", "That is where it started"),
        ("train", "loss_after", "Those are the losses after the step"),
        ("train", "same_batches", "Both epochs had the same batches"),
        ("train", "one_step_an_epoch", "asked for gradients of [3, 3] examples"),
    ],
)
def test_a_slip_is_named(said, name, slip, sentence):
    text = said(getattr(p7, name), wrong(name, slip))
    assert "✗" in text
    assert sentence in text


PLAIN_STYLES = {
    "minibatches": (styles.batches_by_shuffle, styles.batches_by_sorting, styles.batches_one_by_one),
    "train": (styles.train_with(styles.batches_one_by_one, styles.sgd_by_index), styles.train_on_copies),
}


@pytest.mark.parametrize("name", NAMES)
def test_any_right_answer_passes(said, name):
    for style in (*PLAIN_STYLES.get(name, styles.STYLES[f"p7.{name}"]), wrong(name)):
        text = said(getattr(p7, name), style)
        assert "✗" not in text, text


@pytest.mark.parametrize("name", NAMES)
def test_odd_results_get_a_sentence(said, name):
    each_gets_a_sentence(said, getattr(p7, name), name)
