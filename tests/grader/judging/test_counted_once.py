"""A mistake costs points once: what calls a wrong function is judged with a right one in its place."""

import pytest

from grader.exercises import EXERCISES
from tests.assignments.notebooks import ASSIGNMENTS
from tests.grader.judging.asking import codes, texts
from tests.grader.judging.whole_notebook import called, exercises_of, judged_in_turn, spoilt

# Its stand-in would be the answer: see `course.plain_graphs.Asking.descent`.
WITHOUT_STAND_IN = {("p5_autodiff", "descend")}
# What calls them asks for the largest count, or for a share that is read: a little spoilt they serve as well.
NO_MATTER = {("p8_digits", function) for function in ("confusion_matrix", "fill_frame", "standardise")}


def with_callers(assignment, function):
    """The exercise of a function, and those of functions that call it, directly or not."""
    calls, exercise_of = called(assignment), exercises_of(assignment)
    reached = {function}
    while more := {caller for caller, names in calls.items() if names & reached} - reached:
        reached |= more
    return {exercise_of[one] for one in reached}


PAIRS = [
    (assignment, function)
    for assignment in ASSIGNMENTS
    for function in sorted(called(assignment))
    if len(with_callers(assignment, function)) > 1 and (assignment, function) not in WITHOUT_STAND_IN
]


def test_every_assignment_has_a_function_that_calls_another():
    assert {assignment for assignment, _ in PAIRS} == set(ASSIGNMENTS)


@pytest.mark.parametrize(("assignment", "function"), PAIRS, ids=lambda name: name)
def test_what_calls_a_wrong_function_keeps_its_points_and_says_so(monkeypatch, assignment, function):
    own = exercises_of(assignment)[function]
    judgements = judged_in_turn(monkeypatch, assignment, {function: spoilt}, with_callers(assignment, function))
    assert judgements[own].score < EXERCISES[own].points
    followers = {name: judgement for name, judgement in judgements.items() if name != own}
    assert followers
    for name, judgement in followers.items():
        assert judgement.score == EXERCISES[name].points, (name, judgement.findings)
        # A softplus may call sigmoid only for its slope, and a derivative may be wrong without anybody noticing.
        assert codes(judgement) in (["counted_once"], [])
    said = {text for judgement in followers.values() for text in texts(judgement)}
    right = own.partition(".")[2]
    sentence = f"Right, given a right {right}: what is wrong there is counted once, in {right}."
    assert said == (set() if (assignment, function) in NO_MATTER else {sentence})


def test_without_the_rule_every_function_loses_its_points(monkeypatch):
    only = {"p1.add_bias", "p1.normal_equation"}
    judgements = judged_in_turn(monkeypatch, "p1_linear_models", {"add_bias": spoilt}, only, count_once=False)
    assert judgements["p1.normal_equation"].score < EXERCISES["p1.normal_equation"].points
    assert "counted_once" not in codes(judgements["p1.normal_equation"])


def test_a_mistake_of_its_own_costs_points_and_is_looked_for_with_right_functions_before_it(monkeypatch):
    def transposes(dense_backward):
        def wrong(dZ, cache):
            dX, dW, db = dense_backward(dZ, cache)
            return dX, dW, db / len(dZ)

        return wrong

    def no_penalty(mlp_backward):
        return lambda params, X, labels, kind, lam: mlp_backward(params, X, labels, kind, 0.0)

    only = {"p6.dense_backward", "p6.mlp_backward"}
    replaced = {"dense_backward": transposes, "mlp_backward": no_penalty}
    judgement = judged_in_turn(monkeypatch, "p6_backprop", replaced, only)["p6.mlp_backward"]
    alone = judged_in_turn(monkeypatch, "p6_backprop", {"mlp_backward": no_penalty}, {"p6.mlp_backward"})
    assert codes(judgement) == ["given", *codes(alone["p6.mlp_backward"])]
    assert judgement.score == alone["p6.mlp_backward"].score < EXERCISES["p6.mlp_backward"].points
    assert texts(judgement)[0] == (
        "Judged with a right dense_backward in place of yours, where your points are lost already. What follows is "
        "about mlp_backward itself."
    )


def test_a_function_that_does_not_call_the_wrong_one_is_judged_as_it_is(monkeypatch):
    only = {"p6.dense_backward", "p6.mac_counts"}
    replaced = {"dense_backward": spoilt, "mac_counts": spoilt}
    judgement = judged_in_turn(monkeypatch, "p6_backprop", replaced, only)["p6.mac_counts"]
    assert judgement.score < 5
    assert "given" not in codes(judgement)


def test_a_function_of_which_no_one_can_stand_in_is_left_in_place(monkeypatch):
    only = {"p5.descend", "p5.learn_xor"}
    judgement = judged_in_turn(monkeypatch, "p5_autodiff", {"descend": spoilt}, only)["p5.learn_xor"]
    assert "given" not in codes(judgement)
    assert not any("large" in text or "argument" in text for text in texts(judgement))


def test_a_price_is_taken_without_stand_ins(monkeypatch):
    """Each question to the grader takes longer than the function itself: no backward pass may seem too dear for it."""
    wrong = dict.fromkeys(("dense_forward", "dense_backward", "activation_backward", "softmax_cross_entropy"), spoilt)
    only = {f"p6.{name}" for name in (*wrong, "mlp_backward")}
    judgement = judged_in_turn(monkeypatch, "p6_backprop", wrong, only)["p6.mlp_backward"]
    assert codes(judgement) == ["counted_once"]
