"""What can be done with the channel itself: it ends in a stopped process or in no points, and the judge goes on."""

import pytest

from grader.execution.cell_result import CellResult, SessionEnded
from tests.grader.execution.conftest import printed, session_on
from tests.grader.execution.probed import MATCHED, outcome, score


@pytest.fixture(autouse=True)
def _the_next_submission_is_served(worker):
    yield
    with session_on(worker) as session:
        assert printed(session.run("print('served')")) == "served"


def test_an_honest_answer_earns_its_points(worker):
    assert score(outcome(worker, "probe('p9.double', lambda X: X + X)")) == 5.0


def test_answering_by_hand_earns_the_same(worker):
    code = """
channel.send({'probe': 'p9.double'})
while 'done' not in (request := channel.receive()):
    value = FACTOR * request['args'][0]
    channel.send({'results': [value] * request['times'], 'changed': [], 'score': 99.0, 'state': 'right'})
"""
    assert score(outcome(worker, code.replace("FACTOR", "2"))) == 5.0
    assert score(outcome(worker, code.replace("FACTOR", "3"))) == 0.0


@pytest.mark.parametrize(
    "value",
    [
        "course.probing.wire.Remote(0)",
        "course.probing.wire.Remote(-1)",
        "course.probing.wire.Opaque('array')",
        "True",
        "10**17",
        "'text'",
        "{}",
        "[[[]]]",
        "np.zeros((2, 3), bool)",
        "np.zeros((2, 3), 'u1')",
        "np.zeros((2, 3), 'f2')",
        "np.full((2, 3), np.nan)",
        "np.full((2, 3), -np.inf)",
        "np.full((2, 3), np.longdouble('1e4000'))",
        "np.full((2, 3), 1j)",
        "np.zeros((2, 0, 3))",
        "np.zeros((0, 50_000_000))",
    ],
)
def test_no_value_earns_points_or_upsets_the_judge(worker, value):
    reply = f"{{'results': [{value}] * 2, 'changed': [{value}]}}"
    code = f"import course.probing.wire\ncourse.probing.call = lambda *_: {reply}\n"
    found = outcome(worker, code + "probe('p9.double', None)")
    assert isinstance(found, CellResult)
    assert found.judgement.score == 0.0
    assert found.judgement.findings


@pytest.mark.parametrize(
    "message",
    [
        "{'probe': np.zeros(3)}",
        "{'probe': ['p9.double']}",
        "{'probe': {}}",
        "{'ran': 7, 'error': 7}",
        "{'ran': [], 'error': {'ename': np.zeros(3), 'evalue': [[1]]}}",
        "{'ran': [], 'error': {'ename': '\\ud800', 'evalue': 'x' * 1_000_000}}",
    ],
)
def test_an_odd_message_does_not_upset_the_judge(worker, message):
    found = outcome(worker, f"channel.send({message})")
    assert found.judgement is None
    assert len(getattr(found, "error", "")) <= 2000
    assert getattr(found, "error", "").isprintable()


@pytest.mark.parametrize(
    "request_",
    [
        "{'ask': 0, 'args': (np.zeros((1000, 1000)),)}",  # larger than what was given
        "{'ask': 0, 'args': (np.zeros((0, 10**6)),)}",  # empty, but it can be multiplied into something large
        "{'ask': 0, 'args': (np.zeros(1),) * 1000}",
        "{'ask': 7, 'args': ()}",
        "{'ask': -5, 'args': ()}",
        "{'ask': np.zeros(2), 'args': ()}",
        "{'ask': 0, 'args': None}",
        "{'ask': 0, 'args': ('x',)}",
        "{'ask': 0}",
    ],
)
def test_an_odd_question_is_refused(worker, request_):
    code = f"""
channel.send({{'probe': 'p9.matched'}})
channel.receive()
channel.send({request_})
print(channel.receive())
os._exit(0)
"""
    found = outcome(worker, code.replace("print(channel.receive())", "assert 'refused' in channel.receive()"), MATCHED)
    assert "ended itself" in str(found)
    assert score(found) == 0.0


def test_a_process_that_leaves_right_after_its_answer_is_judged(worker):
    code = """
channel.send({'probe': 'p9.double'})
request = channel.receive()
channel.send({'results': [2 * request['args'][0]] * request['times'], 'changed': []})
os._exit(0)
"""
    found = outcome(worker, code)
    assert isinstance(found, SessionEnded)
    assert score(found) == 5.0


def test_stealing_ones_own_messages_only_loses_them(worker):
    code = """
import threading
mine = os.open(f'/proc/self/fd/{channel._write_fd}', os.O_RDONLY | os.O_NONBLOCK)
def steal():
    while True:
        try:
            os.read(mine, 1 << 16)
        except BlockingIOError:
            pass
threading.Thread(target=steal, daemon=True).start()
while True:
    probe('p9.double', lambda X: 2 * X)
"""
    assert outcome(worker, code, seconds=0.7).status in ("timeout", "crashed")


def test_a_message_that_trickles_in_is_not_waited_for(worker):
    code = """
os.write(channel._write_fd, b'\\x03\\x00\\x00\\x00')
while True:
    try:
        while True: os.write(channel._write_fd, b'x')
    except BaseException: pass
"""
    assert outcome(worker, code, seconds=0.5).status == "timeout"


def test_blocked_signals_do_not_keep_a_process(worker):
    code = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
while True: pass
"""
    assert outcome(worker, code, seconds=0.3).status == "timeout"


def test_an_exhausted_channel_ends_in_a_timeout(worker):
    code = """
channel.send({'probe': 'p9.double'})
mine = os.open(f'/proc/self/fd/{channel._read_fd}', os.O_WRONLY)
while True:
    try:
        os.write(mine, bytes(1 << 16))
    except BaseException: pass
"""
    assert isinstance(outcome(worker, code, seconds=0.5), SessionEnded)
