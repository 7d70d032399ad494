"""The reference is called once for a case, and its reply is what it would say each time."""

import numpy as np
import pytest

from course.probing.wire import decode, encode
from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case, compare, right_reply
from tests.grader.judging.asking import EVERY_EXERCISE

LAYER = EXERCISES["p6.dense_forward"]


@EVERY_EXERCISE
def test_the_reference_says_the_same_each_time_it_is_called(exercise):
    for case in exercise.cases(np.random.default_rng(1)):
        assert encode(right_reply(exercise, case)) == encode(call_on_case(exercise.reference, exercise, case))


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
