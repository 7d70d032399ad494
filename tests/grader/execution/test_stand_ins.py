"""While a function is judged again with a reference before it, its process can ask for that reference and no other."""

import time

import pytest

from grader.execution.cell_result import SessionEnded
from grader.execution.session import Session
from grader.exercises.model import Aspect, Case, Exercise
from grader.judging.judge import judge_with
from grader.judging.stand_in import Flawed
from tests.grader.execution.conftest import printed, session_on
from tests.grader.judging.asking import codes
from tests.patience import SECONDS


def exercise(name, reference):
    return Exercise(
        name=f"p9.{name}",
        reference=reference,
        faulty=lambda bugs: reference,
        bugs=(),
        cases=lambda rng: [Case("all", (rng.normal(size=(2, 3)),)) for _ in range(3)],
        label=lambda path, result: "the result",
        aspects=(Aspect("the result", 5.0, lambda group, label: True),),
    )


FIRST = exercise("first", lambda X: 2 * X)
SECOND = exercise("second", lambda X: 2 * X + 1)
THIRD = exercise("third", lambda X: 2 * X + 2)
SETUP = "import numpy as np, course.probing\nfrom course import probe\nkept = []\n"
WRONG_FIRST = "def first(X):\n    return X\n"
RIGHT_SECOND = "def second(X):\n    return first(X) + 1\n"
# What every numbered function of the grader answers, as long as it answers.
ASK_FOR_ALL = """
def told(X):
    answers = []
    for number in range(20):
        channel = course.probing._channel
        channel.send({"ask": number, "args": (X,)})
        reply = channel.receive()
        if "told" in reply:
            answers.append(reply["told"])
    return answers
"""


@pytest.fixture
def judged(worker):
    """``judged(code, exercise, failed)``: the judgement of a function, all in one process."""
    with session_on(worker) as session:

        def run(code, exercise=None, *failed):
            seed = len(exercise.name) if exercise else 0
            result = session.run(code, exercise, examine=judge_with(seed, failed), seconds=SECONDS)
            return result.judgement if exercise else result

        run(SETUP)
        yield run


def probing(name):
    return f"probe('p9.{name}', {name})"


def test_a_right_function_keeps_its_points(judged):
    assert judged(WRONG_FIRST + probing("first"), FIRST).score == 0
    judgement = judged(RIGHT_SECOND + probing("second"), SECOND, Flawed(FIRST))
    assert (judgement.score, codes(judgement)) == (5, ["counted_once"])


def test_the_students_own_function_is_back_afterwards(judged):
    judged(WRONG_FIRST + probing("first"), FIRST)
    judged(RIGHT_SECOND + probing("second"), SECOND, Flawed(FIRST))
    assert printed(judged("print(first(7))")) == "7"


def test_nobody_answers_for_the_function_that_is_judged(judged):
    judged(WRONG_FIRST + probing("first"), FIRST)
    everything = f"{ASK_FOR_ALL}\ndef second(X):\n    first(X)\n    kept.append(told(X))\n    return kept[-1][-1]\n"
    judgement = judged(everything + probing("second"), SECOND, Flawed(FIRST))
    assert judgement.score == 0
    # Asked the second time, it is told one thing, by the one who stands in for `first`.
    assert printed(judged("print({len(answers) for answers in kept})")) == "{0, 1}"


def test_without_an_earlier_failure_nobody_answers(judged):
    judged(WRONG_FIRST + probing("first"), FIRST)
    everything = f"{ASK_FOR_ALL}\ndef second(X):\n    kept.append(told(X))\n    return X\n"
    assert judged(everything + probing("second"), SECOND).score == 0
    assert printed(judged("print({len(answers) for answers in kept})")) == "{0}"


def test_a_function_whose_cell_is_left_out_is_stood_in_for_by_its_name(judged):
    judgement = judged(WRONG_FIRST + RIGHT_SECOND + probing("second"), SECOND, Flawed(FIRST, stuck=True))
    assert (judgement.score, codes(judgement)) == (5, ["counted_once"])


def test_a_stand_in_that_is_kept_answers_nobody_later(judged):
    judged(WRONG_FIRST + probing("first"), FIRST)
    keeping = "def second(X):\n    kept.append(first)\n    return first(X)\n"
    judged(keeping + probing("second"), SECOND, Flawed(FIRST))
    using = """
def third(X):
    answers = []
    for one in kept:
        try:
            answers.append(one(X) + 2)
        except ValueError:
            pass
    return answers[-1]
"""
    judgement = judged(using + probing("third"), THIRD)
    assert judgement.score == 0


def test_a_stand_in_that_is_kept_ends_the_process_in_an_ordinary_cell(worker):
    session = Session(worker, time.monotonic() + SECONDS)
    session.run(SETUP)
    session.run(WRONG_FIRST + probing("first"), FIRST, examine=judge_with(1))
    keeping = "def second(X):\n    kept.append(first)\n    return first(X)\n"
    session.run(keeping + probing("second"), SECOND, examine=judge_with(1, [Flawed(FIRST)]))
    with pytest.raises(SessionEnded, match="something that is no answer"):
        session.run("kept[-1](np.ones((2, 3)))")


@pytest.mark.parametrize(
    "flood",
    [
        "first(np.ones((1000, 1000)))",
        "first([[[[[[[[[[1]]]]]]]]]])",
        "first('x' * 10**8)",
        "first()",
        "first(*range(10**4))",
        "first(first)",
    ],
)
def test_a_flood_of_questions_ends_and_earns_nothing(judged, flood):
    judged(WRONG_FIRST + probing("first"), FIRST)
    judgement = judged(f"def second(X):\n    {flood}\n    return X\n" + probing("second"), SECOND, Flawed(FIRST))
    assert judgement.score == 0
    assert printed(judged("print(1)")) == "1"


def test_a_function_that_never_comes_back_is_stood_in_for_at_once(judged):
    endless = "def first(X):\n    while True: pass\n"
    judged(endless)
    judgement = judged("probe('p9.first', lambda X: X)", FIRST)
    assert judgement.score == 0
    judgement = judged(RIGHT_SECOND + probing("second"), SECOND, Flawed(FIRST, stuck=True))
    assert (judgement.score, codes(judgement)) == (5, ["counted_once"])


def test_nobody_is_asked_a_second_time_who_did_not_come_back(worker):
    """The function left its examination: asked again, the process would take the question for the next cell."""
    with session_on(worker) as session:
        session.run(SETUP)
        session.run(WRONG_FIRST + probing("first"), FIRST, examine=judge_with(1))
        endless = "def second(X):\n    first(X)\n    while True: pass\n"
        result = session.run(endless + probing("second"), SECOND, judge_with(1, [Flawed(FIRST)]), seconds=0.2)
        assert (result.status, result.judgement.score) == ("timeout", 0)
        assert codes(result.judgement) == ["no_answer"]
        assert printed(session.run("print(first(np.ones(2)))")) == "[1. 1.]"


def test_a_function_that_is_not_there_costs_its_own_points_alone(judged):
    judgement = judged(RIGHT_SECOND + probing("second"), SECOND, Flawed(FIRST))
    assert (judgement.score, codes(judgement)) == (5, ["counted_once"])
    assert judged("first").failures[0].kind == "NameError"


def test_lists_in_place_of_arrays_do_not_cost_the_points_of_a_later_function(judged):
    lists = "def first(X):\n    return (2 * X).tolist()\n"
    first = judged(lists + probing("first"), FIRST)
    assert (first.score, len(first.findings)) == (5, 1)
    judgement = judged(RIGHT_SECOND + probing("second"), SECOND, Flawed(FIRST, lost=False))
    assert (judgement.score, codes(judgement)) == (5, ["given"])
    assert "the grader's first in place of yours" in judgement.findings[0].text


def test_a_remark_on_an_earlier_function_is_no_excuse_for_a_later_one(judged):
    judged("def first(X):\n    return (2 * X).tolist()\n" + probing("first"), FIRST)
    judgement = judged(
        "def second(X):\n    return np.array(first(X)) + 2\n" + probing("second"), SECOND, Flawed(FIRST, lost=False)
    )
    assert (judgement.score, "given" in codes(judgement)) == (0, False)


def test_what_a_cell_set_for_all_of_numpy_is_no_mistake_of_a_function(judged):
    judged("import warnings\nnp.seterr(all='raise')\nwarnings.simplefilter('error')")
    careful = "def second(X):\n    np.exp(-1000 * np.ones(3)), np.log(np.zeros(2))\n    return 2 * X + 1\n"
    assert judged(careful + probing("second"), SECOND).score == 5
