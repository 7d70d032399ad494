"""A network made of the student's own functions: a bug in one of them has the same name in both cells."""

import pytest

from grader.exercises import EXERCISES
from tests.grader.exercises.styles.p6 import network
from tests.grader.judging.asking import codes, judged, texts

PARTS = ("p6.dense_forward", "p6.dense_backward", "p6.activation_backward", "p6.softmax_cross_entropy")
# What a network cannot show: consistent with itself, or only for logits that a network does not reach.
INVISIBLE = {"cache_swapped", "no_shift", "one_shift_for_all"}
BUGS = [(name, bug) for name in PARTS for bug in EXERCISES[name].bugs if bug.name not in INVISIBLE]
each_bug = pytest.mark.parametrize(("name", "bug"), BUGS, ids=lambda v: getattr(v, "name", v))


def composed(name, bug):
    """The student's network functions, with a bug in one part."""
    parts = {part: EXERCISES[part].reference for part in PARTS}
    parts[name] = EXERCISES[name].faulty(frozenset({bug.name}))
    return network(*parts.values())


@each_bug
def test_a_bug_has_one_name_in_part_and_network(name, bug):
    judgement = judged(EXERCISES["p6.mlp_backward"], composed(name, bug)[1])
    assert codes(judgement) == [bug.code]


@each_bug
def test_no_other_cause_is_named_in_the_gradient_of_the_input(name, bug):
    exercise = EXERCISES["p6.input_gradient"]
    judgement = judged(exercise, composed(name, bug)[2])
    known = [b for b in exercise.bugs if any(b.text in text for text in texts(judgement))]
    assert judgement.score == exercise.points or not known or bug.code in {b.code for b in known}


def test_a_right_part_is_not_blamed():
    """`dense_backward` is right, `mlp_backward` does its own and transposes: only the network's cell says so."""
    assert judged(EXERCISES["p6.dense_backward"], EXERCISES["p6.dense_backward"].reference).findings == ()
    own = EXERCISES["p6.mlp_backward"].faulty(frozenset({"dW_transposed"}))
    told = texts(judged(EXERCISES["p6.mlp_backward"], own))
    assert told == [next(b.text for b in EXERCISES["p6.dense_backward"].bugs if b.name == "dW_transposed")]
