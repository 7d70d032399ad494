"""Functions that remember, or that write into what they were given."""

import numpy as np
import pytest

from course.probing.wire import decode, encode
from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case, compare, right_reply
from tests.grader.judging.asking import EVERY_EXERCISE, codes, judged, texts

LAYER = EXERCISES["p6.dense_forward"]
DENSE = EXERCISES["p6.dense_backward"]
ACTIVATION = EXERCISES["p6.activation_backward"]


def accumulating(sums):
    def dense_backward(dZ, cache):
        dX, dW, db = DENSE.reference(dZ, cache)
        sums[dW.shape] = sums.get(dW.shape, 0) + dW
        return dX, sums[dW.shape].copy(), db

    return dense_backward


@pytest.mark.parametrize("left_over", [{}, {shape: np.full(shape, 7.0) for shape in ((4, 4), (3, 5), (2, 3))}])
def test_gradients_that_pile_up_over_calls_are_named(left_over):
    """Also where something was left by calls before the first case."""
    judgement = judged(DENSE, accumulating(dict(left_over)))
    assert codes(judgement) == ["G20"]
    assert "adds its dW" in texts(judgement)[0]
    assert judgement.score == DENSE.points - 10


def test_pile_ups_in_a_whole_network_are_named():
    exercise = EXERCISES["p6.mlp_backward"]
    sums = {}

    def piling(params, X, labels, kind, lam):
        loss, grads = exercise.reference(params, X, labels, kind, lam)
        total = sums.setdefault(str([dW.shape for dW, _ in grads]), [np.zeros_like(dW) for dW, _ in grads])
        for kept, (dW, _) in zip(total, grads, strict=True):
            kept += dW
        return loss, [(kept.copy(), db) for kept, (_, db) in zip(total, grads, strict=True)]

    assert codes(judged(exercise, piling)) == ["G20"]


def test_what_is_kept_between_calls_and_spoils_them_is_told():
    calls = []

    def tiring(dZ, cache):
        calls.append(1)
        dX, dW, db = DENSE.reference(dZ, cache)
        return (dX, dW, db) if len(calls) % 2 else (dX, 0.5 * dW, db)

    judgement = judged(DENSE, tiring)
    assert codes(judgement) == ["G21"]
    assert "something is kept between calls" in texts(judgement)[0]


def test_an_input_changed_in_place_costs_its_own_aspect_and_no_other():
    def in_place(dA, Z, kind):
        dA[...] = ACTIVATION.reference(dA, Z, kind)
        return dA

    judgement = judged(ACTIVATION, in_place)
    assert codes(judgement) == ["G21"]
    assert "its input dA," in texts(judgement)[0]
    assert judgement.score == ACTIVATION.points - 1


def test_an_input_changed_in_place_is_told_also_where_no_points_hang_on_it():
    exercise = EXERCISES["p6.mac_counts"]

    def appends(sizes, batch):
        counts = exercise.reference(sizes, batch)
        sizes.append(0)  # which changes no count
        return counts

    judgement = judged(exercise, appends)
    assert (judgement.score, codes(judgement)) == (exercise.points, ["G21"])
    assert "its input sizes," in texts(judgement)[0]


def test_a_bug_and_a_spoilt_input_are_both_told():
    def both(dZ, cache):
        result = DENSE.faulty(frozenset({"db_mean"}))(dZ, cache)
        dZ *= 0
        return result

    judgement = judged(DENSE, both)
    assert codes(judgement) == ["G15", "G21"]
    assert judgement.score == DENSE.points - 9 - 2


def test_a_memory_that_answers_right_is_right():
    known = {}

    def remembering(dZ, cache):
        key = b"".join(a.tobytes() for a in (dZ, *cache)) + str(dZ.shape).encode()
        if key not in known:
            known[key] = DENSE.reference(dZ, cache)
        return known[key]

    judgement = judged(DENSE, remembering)
    assert (judgement.score, judgement.findings) == (DENSE.points, ())


def test_a_buffer_used_again_for_every_call_is_right():
    buffers = {}

    def into_a_buffer(dA, Z, kind):
        dZ = buffers.setdefault(Z.shape, np.empty_like(Z))
        dZ[...] = ACTIVATION.reference(dA, Z, kind)
        return dZ

    assert judged(ACTIVATION, into_a_buffer).score == ACTIVATION.points


def test_a_check_has_to_put_parameters_back_to_the_bit():
    exercise = EXERCISES["p6.grad_check"]

    def drifting(loss, params, grads):
        answer = exercise.reference(loss, params, grads)
        for W, _ in params:
            W += 1e-5
            W -= 2e-5
            W += 1e-5
        return answer

    judgement = judged(exercise, drifting)
    assert (judgement.score, codes(judgement)) == (exercise.points - 2, ["G21"])


@EVERY_EXERCISE
def test_the_reference_says_the_same_each_time_and_changes_no_input(exercise):
    for case in exercise.cases(np.random.default_rng(1)):
        reply = call_on_case(exercise.reference, exercise, case)
        answer = compare(exercise, case, right_reply(exercise, case), reply)
        assert all(q.state == "right" for q in (*answer.quantities, *answer.repeated))
        assert reply["changed"] == []


@pytest.mark.parametrize("last", ["right", "off", "a list", "in float32", "of another shape", "NaN", "none"])
def test_a_second_result_is_compared_wherever_it_differs_from_the_first(last):
    case = LAYER.cases(np.random.default_rng(1))[0]
    expected = right_reply(LAYER, case)
    (Z, cache), *after = expected["results"][0]
    changed = {
        "right": Z.copy(),
        "off": Z + 1e-3,
        "a list": Z.tolist(),
        "in float32": Z.astype(np.float32),
        "of another shape": Z[:, :-1],
        "NaN": Z * np.nan,
        "none": None,
    }
    reply = {"results": [expected["results"][0], ((changed[last], cache), *after)], "changed": []}
    answer = compare(LAYER, case, expected, decode(encode(reply)))
    (first, second) = (part[0] for part in (answer.quantities, answer.repeated))
    assert first.is_right
    assert (second.state, second.is_list, second.problem != "") == {
        "right": ("right", False, False),
        "off": ("wrong", False, False),
        "a list": ("right", True, False),
        "in float32": ("single", False, False),
        "of another shape": ("malformed", False, True),
        "NaN": ("wrong", False, False),
        "none": ("malformed", False, True),
    }[last]
