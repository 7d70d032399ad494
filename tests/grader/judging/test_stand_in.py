"""The reference in a student's place answers what a later function needs, and nothing that takes long or much room."""

import contextlib
import time
import tracemalloc
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.probing import copied
from grader.exercises import EXERCISES
from grader.exercises.model import Case
from grader.judging import stand_in
from grader.judging.stand_in import StandIn

NAMES = list(EXERCISES)
# An exercise and one after it in its assignment.
PAIRS = [(a, b) for a, b in pairwise(NAMES) if a.partition(".")[0] == b.partition(".")[0]]
LAST = {name.partition(".")[0]: name for name in NAMES}


def stands_in(name, later=None):
    return StandIn(EXERCISES[name], EXERCISES[later or LAST[name.partition(".")[0]]])


@pytest.mark.parametrize("name", [a for a, _ in PAIRS])
def test_what_the_exercise_itself_is_tried_on_is_answered(name):
    exercise, one = EXERCISES[name], stands_in(name)
    for case in exercise.cases(np.random.default_rng(7)):
        if not any(map(callable, case.args)):
            one(*copied(case.args))
    assert one.used == any(not any(map(callable, c.args)) for c in exercise.cases(np.random.default_rng(7)))


def test_it_answers_as_the_reference():
    X = np.arange(6.0).reshape(2, 3)
    Z, _ = stands_in("p6.dense_forward")(X, np.eye(3), np.ones(3))
    np.testing.assert_array_equal(Z, X + 1)


def test_inputs_as_large_as_those_of_the_later_exercise_are_answered():
    layers = [(np.ones((64, 30)), np.zeros(30)), (np.ones((30, 10)), np.zeros(10))]
    with pytest.raises(ValueError, match="very large"):
        stands_in("p8.dead_units", "p8.dead_units")(layers, np.ones((200, 64)))
    stands_in("p8.dead_units", "p8.diagnose")(layers, np.ones((200, 64)))


BILLION = 10**9
TOO_LARGE = {
    "steps": ("p7.gd_quadratic", lambda args: (*args[:-1], BILLION)),
    "steps as an array": ("p7.gd_quadratic", lambda args: (*args[:-1], np.array(BILLION))),
    "steps as a numpy number": ("p7.gd_quadratic", lambda args: (*args[:-1], np.int64(BILLION))),
    "sizes": ("p4.init_params", lambda args: ([10**5, 10**5], *args[1:])),
    "sizes as an array": ("p4.init_params", lambda args: (np.array([10**5, 10**5]), *args[1:])),
    "sizes below zero": ("p4.init_params", lambda args: ([-(10**5), -(10**5)], *args[1:])),
    "bits": ("p2.parity_net", lambda args: (BILLION,)),
    "columns against rows": ("p6.dense_forward", lambda args: (np.ones((5000, 1)), np.ones((1, 5000)), args[2])),
    "broadcasting": ("p3.gaussian_nll", lambda args: (np.ones((3000, 1)), np.ones((1, 3000)))),
    "an axis of no length": ("p6.dense_forward", lambda args: (np.ones((5000, 0)), np.ones((0, 5000)), args[2])),
    "many numbers": ("p3.relu", lambda args: (args[0], np.ones(10**6))),
    "many numbers in a list": ("p3.relu", lambda args: (args[0], [[0.0] * 200] * 200)),
    "many numbers in a dict": ("p3.relu", lambda args: (args[0], {str(k): np.ones(2000) for k in range(50)})),
    "more arguments": ("p6.dense_forward", lambda args: (*args, 1)),
}


@pytest.mark.parametrize(("name", "change"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_far_larger_inputs_are_refused_before_anything_is_computed(name, change):
    case = EXERCISES[name].cases(np.random.default_rng(0))[0]
    calls = []
    exercise = replace(EXERCISES[name], reference=lambda *args: calls.append(args))
    one = StandIn(exercise, EXERCISES[LAST[name.partition(".")[0]]])
    with pytest.raises(ValueError, match="very large inputs"):
        one(*change(case.args))
    assert not calls


def test_a_seed_may_be_any_seed():
    case = EXERCISES["p4.init_params"].cases(np.random.default_rng(0))[0]
    stands_in("p4.init_params")(*case.args[:-1], 2**31 - 1)


def quick(reference):
    """An exercise that is tried on one number."""
    return replace(
        EXERCISES["p6.dense_forward"], reference=reference, cases=lambda rng: [Case("all", (1.0,))], cost=None
    )


def test_a_flood_of_calls_is_refused():
    one = StandIn(quick(lambda x: x), quick(lambda x: x))
    for _ in range(10_000):
        one(1.0)
    with pytest.raises(ValueError, match="dense_forward was called too often"):
        one(1.0)


def test_calls_that_take_long_together_are_refused(monkeypatch):
    clock = iter(range(10**6))
    monkeypatch.setattr(stand_in.time, "process_time", lambda: next(clock))  # each call takes a second
    one = StandIn(quick(lambda x: x), quick(lambda x: x))
    for _ in range(6):
        one(1.0)
    with pytest.raises(ValueError, match="dense_forward was called too often"):
        one(1.0)


SCALARS = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats() | st.text(max_size=3)
SHAPES = st.lists(st.integers(0, 400), max_size=3).filter(lambda shape: np.prod(shape, dtype=float) < 1e5)
ARRAYS = st.tuples(st.sampled_from("?bqfdF"), SHAPES).map(lambda one: np.full(one[1], 3, dtype=one[0]))
VALUES = st.recursive(SCALARS | ARRAYS, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


@settings(max_examples=400)
@given(name=st.sampled_from([a for a, _ in PAIRS if a != "p8.train_digits"]), data=st.data())
def test_no_inputs_take_long_or_much_room(name, data):
    case = data.draw(st.sampled_from(EXERCISES[name].cases(np.random.default_rng(1))))
    args = list(case.args)
    for position in data.draw(st.sets(st.sampled_from(range(len(args))))) if args else ():
        args[position] = data.draw(VALUES)
    one = stands_in(name)
    tracemalloc.start()
    start = time.process_time()
    with contextlib.suppress(Exception):  # the session refuses the question then
        one(*args)
    seconds, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 20
    assert peak < 1e9
