"""The probe: it calls the function on what it is sent, and says plainly what happened."""

import numpy as np
import pytest

from course import probe, probing
from course.probing import call
from course.probing.wire import Remote


def test_results_of_all_calls_are_told_and_no_input_has_changed():
    X = np.arange(3.0)
    told = call(lambda X: 2 * X, (X,), times=2)
    assert told["changed"] == []
    np.testing.assert_array_equal(told["results"], [2 * X, 2 * X])


def test_a_function_that_changes_its_input_meets_it_changed_and_is_told_on():
    def add_one(X):
        X += 1
        return X

    told = call(add_one, (np.zeros(2),), times=2)
    assert told["changed"] == [0]
    np.testing.assert_array_equal(told["results"], [[1, 1], [2, 2]])


def test_a_change_inside_a_nested_input_is_told():
    def spoil(cache):
        cache[0][1][0] = np.nan

    assert call(spoil, ((([0], np.zeros(2)),),))["changed"] == [0]


def test_a_dict_of_arrays_is_compared_like_a_list():
    def spoil(run):
        run["grads"][0][0][0] = 1.0

    def look(run):
        return run["lr"] * run["grads"][0][0]

    run = {"lr": 0.1, "grads": [(np.zeros(2), np.zeros(3))]}
    assert call(look, (run,), times=2)["changed"] == []
    assert call(spoil, (run,))["changed"] == [0]


def test_the_state_of_an_argument_after_the_call_belongs_to_the_result():
    def add_one(X):
        X += 1
        return "done"

    ((value, state),) = call(add_one, (np.zeros(2),), after=(0,))["results"]
    assert value == "done"
    np.testing.assert_array_equal(state, [1, 1])


def test_parts_of_no_interest_are_left_out():
    assert call(lambda: (1, 2, 3), (), keep=(1,))["results"] == [(None, 2, None)]


def test_an_exception_is_told_with_its_line():
    def fail(X):
        raise ValueError("no such shape")

    told = call(fail, (np.zeros(2),))
    assert (told["raised"], told["message"]) == ("ValueError", "no such shape")
    assert told["line"].startswith("raise ValueError")


def test_an_exception_from_inside_numpy_is_told_with_the_line_that_called_it():
    def fail():
        return np.linalg.inv(np.zeros((2, 2)))

    told = call(fail, ())
    assert (told["raised"], told["line"]) == ("LinAlgError", "return np.linalg.inv(np.zeros((2, 2)))")


def test_an_exception_with_an_endless_message_is_cut():
    def fail():
        raise ValueError("x" * 10_000)

    assert len(call(fail, ())["message"]) == 500


def test_what_is_no_function_is_an_exception_told():
    assert call(None, ())["raised"] == "TypeError"


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_what_means_to_end_the_notebook_is_not_kept_from_it(end):
    def leave():
        raise end

    with pytest.raises(end):
        call(leave, ())


class _Outside:
    """A judge for one question: keeps what it is sent, gives out what it was told to."""

    def __init__(self, *replies):
        self.sent, self._replies = [], list(replies)

    def send(self, value):
        self.sent.append(value)

    def receive(self):
        return self._replies.pop(0)


def _question(*args):
    return {"args": args, "times": 1, "after": (), "keep": None}


@pytest.fixture
def connected():
    """``connected(*replies)``: someone outside who says these one after the other."""

    def connect(*replies):
        outside = _Outside(*replies)
        probing.connect(outside)
        return outside

    yield connect
    probing.connect(None)


def test_the_probe_answers_until_it_is_told_that_all_is_done(connected):
    outside = connected(_question(1), _question(2), {"done": True})
    probe("p9.double", lambda x: 2 * x)
    assert outside.sent == [
        {"probe": "p9.double"},
        {"results": [2], "changed": []},
        {"results": [4], "changed": []},
    ]


def test_a_function_of_the_judges_is_asked_outside(connected):
    outside = connected(_question(Remote(3)), {"told": 7}, {"done": True})
    probe("p9.ask", lambda loss: loss("where") + 1)
    assert outside.sent[1:] == [{"ask": 3, "args": ("where",)}, {"results": [8], "changed": []}]


def test_what_was_told_once_is_not_asked_again(connected):
    both = _question(Remote(3), 1), _question(Remote(3), 1)
    outside = connected(*both[:1], {"told": 7}, *both[1:], {"done": True})
    probe("p9.ask", lambda loss, at: loss(at) + loss(at))
    assert [message for message in outside.sent if "ask" in message] == [{"ask": 3, "args": (1,)}]
    assert [message["results"] for message in outside.sent if "results" in message] == [[14], [14]]


def test_other_functions_and_other_numbers_are_asked_for_themselves(connected):
    outside = connected(_question(Remote(3), Remote(4)), *({"told": n} for n in (1, 20, 300)), {"done": True})
    probe("p9.ask", lambda f, g: f(1.0) + f(-1.0) + g(1.0))
    assert outside.sent[-1]["results"] == [321]


def test_what_was_told_cannot_be_changed(connected):
    outside = connected(_question(Remote(3)), {"told": [1]}, {"done": True})

    def appending(ask):
        ask().append(2)
        return ask()

    probe("p9.ask", appending)
    assert outside.sent[-1]["results"] == [[1]]


def test_a_question_that_is_refused_is_an_exception_in_the_function(connected):
    outside = connected(_question(Remote(0)), {"refused": "not there"}, {"done": True})
    probe("p9.ask", lambda loss: loss())
    assert outside.sent[-1]["raised"] == "ValueError"
    assert outside.sent[-1]["message"] == "not there"


def test_with_nobody_outside_the_probe_does_nothing(monkeypatch):
    monkeypatch.setattr(probing, "entry_points", lambda group: [])
    assert probe("p9.double", None) is None
