"""Code made to hold up the judge, which no lock bounds, or to make it hold much: it goes on."""

import json
import time

import numpy as np
import pytest

from grader.execution.validate_outputs import validate_outputs
from grader.exercises.model import Aspect, Case, Exercise
from tests.grader.execution.conftest import printed, session_on
from tests.grader.execution.probed import outcome, score
from tests.patience import at_most

_SLOW = {
    "an answer that takes long to print": "def f(X): return {i: [[X] * 9] * 9 for i in range(60)}",
    "an error with a long name": "def f(X): raise type('E' * 10**7, (Exception,), {})",
    "an error with a long line": "exec('def f(X): raise ValueError' + ' ' * 10**7)",
    "many probes": "for _ in range(20_000): probe('p9.other', f := (lambda X: X))",
    "outputs of every kind": """
from IPython.display import HTML, Latex, Markdown, SVG, display
for kind in (HTML, Latex, Markdown): display(kind('<' * 10**6))
for i in range(10_000): display(i)
f = None""",
}


@pytest.mark.parametrize("code", _SLOW.values(), ids=_SLOW)
def test_the_judge_is_not_held_up(worker, code):
    with at_most(5):
        assert score(outcome(worker, f"{code}\nprobe('p9.double', f)")) == 0.0


def test_the_pictures_of_a_notebook_are_bounded_together(worker):
    with session_on(worker) as session:
        session.run("from IPython.display import Image, display")
        kept = [session.run("display(Image(b'x' * 700_000, format='png'))").outputs for _ in range(26)]
    assert len(json.dumps(kept)) < 20_200_000
    assert "left out" in kept[-1][-1]["text"]


@pytest.mark.parametrize("sent", [None, "x", {}, [[]], [{"output_type": "update_display_data"}], [np.zeros(3)]])
def test_what_is_no_output_is_none(sent):
    assert validate_outputs(sent) == ([], 0)


def _asking(answer):
    return Exercise(
        name="p9.asking",
        reference=lambda X, loss: 7.0,
        faulty=lambda bugs: lambda X, loss: 7.0,
        bugs=(),
        cases=lambda rng: [Case("all", (rng.normal(size=(2, 3)), answer))],
        label=lambda path, result: "the result",
        aspects=(Aspect("the result", 5.0, lambda group, label: True),),
    )


def test_an_answer_of_the_judges_that_is_too_large_is_refused(worker):
    exercise = _asking(lambda X: [0.0] * 20_000)
    code = "def f(X, loss):\n    try: loss(X)\n    except ValueError as error: print(error)\n    return 7.0"
    found = outcome(worker, f"{code}\nprobe('p9.asking', f)", exercise)
    assert score(found) == 5.0
    assert "the answer is too large" in printed(found)


def test_the_judge_computes_for_a_submission_for_a_bounded_time(worker, monkeypatch):
    asked = []

    def costly(X):
        asked.append(X)
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass
        return 7.0

    monkeypatch.setattr("grader.execution.session.MAX_ANSWERING", 0.3)
    code = """
def f(X, loss):
    for i in range(300):
        try: loss(X + i)
        except ValueError: return 7.0
    return 0.0
"""
    assert score(outcome(worker, f"{code}\nprobe('p9.asking', f)", _asking(costly))) == 5.0
    assert 3 < len(asked) < 10
