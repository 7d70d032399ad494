"""Whatever a submission writes to the channel, there is a verdict, and no more points than its answers earn."""

import pytest

from grader.exercises import EXERCISES
from grader.judging.judge import judge_with
from tests.grader.execution.conftest import ended_by, printed, session_on

DENSE = EXERCISES["p6.dense_backward"]

# What a submission can find by trying: the two pipes to the grader.
_FIND = """
import os, stat, struct
from course.probing import wire
pipes = []
for fd in range(3, 64):
    try:
        if stat.S_ISFIFO(os.fstat(fd).st_mode):
            pipes.append(fd)
    except OSError:
        pass
def say(data):
    for fd in pipes:
        try:
            os.write(fd, data)
        except OSError:
            pass
def tell(value):
    data = wire.encode(value)
    say(struct.pack(">I", len(data)) + data)
"""
_BREAKING = {
    "noise": "say(b'x' * 1000)",
    "a length of four gigabytes": "say(struct.pack('>I', 0xFFFFFFFF))",
    "a message that is no value": "say(struct.pack('>I', 4) + b'{{{{')",
    "a value that is no message": "tell([1, 2, 3])",
    "a message of no known kind": "tell({'score': 30.0})",
    "the answer to a question nobody asked": "tell({'results': [1, 2]})",
}


@pytest.mark.parametrize("code", _BREAKING.values(), ids=_BREAKING)
def test_what_is_no_message_ends_the_process(worker, code):
    assert ended_by(worker, _FIND + code).status == "crashed"
    with session_on(worker) as session:
        assert printed(session.run("print('alive')")) == "alive"


def _ran_with(worker, code, exercise=None):
    with session_on(worker) as session:
        return session.run(_FIND + code, exercise, examine=judge_with(1))


def test_a_forged_end_of_a_cell_earns_nothing(worker):
    ran = _ran_with(worker, "tell({'ran': [], 'error': None, 'score': 30.0})", DENSE)
    assert ran.judgement is None


def test_a_probe_from_a_cell_that_is_no_test_cell_is_not_examined(worker):
    ran = _ran_with(worker, "from course import probe\nprobe('p6.dense_backward', lambda dZ, cache: None)")
    assert ran.judgement is None


def test_a_probe_for_another_exercise_is_not_examined(worker):
    ran = _ran_with(worker, "from course import probe\nprobe('p6.mac_counts', lambda sizes, batch: None)", DENSE)
    assert ran.judgement is None


def test_the_first_examination_counts(worker):
    code = """
from course import probe
probe('p6.dense_backward', lambda dZ, cache: None)
probe('p6.dense_backward', lambda dZ, cache: (dZ @ cache[1].T, cache[0].T @ dZ, dZ.sum(0)))
"""
    assert _ran_with(worker, code, DENSE).judgement.score == 0.0


def test_forged_answers_earn_what_the_same_arrays_would_have_earned(worker):
    forged = """
import course.probing, numpy as np
zeros = lambda args: (np.zeros_like(args[1][0]), np.zeros_like(args[1][1]), np.zeros(args[0].shape[1]))
def call(function, args, times=1, after=(), keep=None):
    return {'results': [(zeros(args), *(args[i] for i in after))] * times, 'changed': [], 'score': 30.0}
course.probing.call = call
course.probing.probe('p6.dense_backward', None)
"""
    honest = """
import numpy as np
from course import probe
def f(dZ, cache):
    return np.zeros_like(cache[0]), np.zeros_like(cache[1]), np.zeros(dZ.shape[1])
probe('p6.dense_backward', f)
"""
    assert _ran_with(worker, forged, DENSE).judgement.score == _ran_with(worker, honest, DENSE).judgement.score


@pytest.mark.parametrize(
    "reply",
    ["{'results': 5}", "{'results': [None, None]}", "{'results': [{}] * 2, 'changed': 7}", "{'raised': [1]}", "{}"],
)
def test_a_malformed_answer_is_no_answer(worker, reply):
    code = (
        f"import course.probing\ncourse.probing.call = lambda *a: {reply}\ncourse.probing.probe('p6.dense_backward', 1)"
    )
    judgement = _ran_with(worker, code, DENSE).judgement
    assert judgement.score == 0.0
    assert judgement.findings


def test_a_flood_of_questions_is_stopped(worker):
    flood = """
from course import probe
while True:
    try:
        probe('x', 1)
    except BaseException:
        pass
"""
    assert ended_by(worker, flood, seconds=3).status == "timeout"


def test_a_closed_channel_is_a_crash(worker):
    code = f"{_FIND}import threading\nfor fd in pipes:\n    os.close(fd)\nthreading.Event().wait()"
    assert "closed its channel" in str(ended_by(worker, code))


def test_a_loop_that_ignores_the_interrupt_is_ended(worker):
    code = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    assert ended_by(worker, code, seconds_of_cell=1).status == "timeout"


def test_an_interrupted_loop_leaves_what_was_defined_before(worker):
    with session_on(worker) as session:
        assert session.run("kept = 7\nwhile True: pass", seconds=1).status == "timeout"
        assert printed(session.run("print(kept)")) == "7"


def test_who_waits_for_ever_runs_out_of_patience(worker):
    with session_on(worker) as session:
        assert session.run("import threading\nthreading.Event().wait()", seconds=0.2).status == "timeout"
