"""What a submission sends cannot make the judge, which no lock bounds, hold many times as much."""

import struct
import tracemalloc
from contextlib import contextmanager
from dataclasses import replace

import pytest

from course.probing.wire import MAX_SKELETON, WireError, decode
from grader.execution.worker.supervisor import Worker
from grader.exercises import EXERCISES
from grader.judging.judge import judge_with
from tests.grader.execution.conftest import LIMITS, session_on
from tests.patience import at_most

_MANY = MAX_SKELETON // 10
_TIGHTLY_PACKED = {
    "objects": b'[{"":0}%s]' % (b',{"":0}' * _MANY),
    "empty objects": b"[{}%s]" % (b",{}" * _MANY),
    "empty lists": b"[[]%s]" % (b",[]" * _MANY),
    "short strings": b'["a0"%s]' % b"".join(b',"%x"' % i for i in range(_MANY)),
    "fractions": b"[0.1%s]" % (b",0.1" * _MANY),
    "one object with many keys": b'{"a":0%s}' % b"".join(b',"%x":0' % i for i in range(_MANY)),
    "lists of the format": b'{"list":[{"list":[]}%s]}' % (b',{"list":[]}' * _MANY),
}


@contextmanager
def _peak():
    """A list that ends with the most bytes that were held at a time."""
    tracemalloc.start()
    peak = []
    try:
        yield peak
        peak.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("text", _TIGHTLY_PACKED.values(), ids=_TIGHTLY_PACKED)
def test_a_message_of_many_small_parts_is_refused_before_they_are_made(text):
    data = struct.pack(">I", len(text)) + text
    with _peak() as peak, pytest.raises(WireError):
        decode(data)
    assert peak[0] < 2 * len(data)


@pytest.mark.parametrize(
    "text",
    [b"[" * _MANY, b'{"list":' * _MANY, b'{"a":0,"a":0}', b'{"float":"NaN","float":"0x1p0"}', b"[" + b"9" * 10_000_000],
    ids=["brackets", "lists", "a key twice", "a tag twice", "a number of many digits"],
)
def test_a_message_that_is_no_value_is_refused_or_read_as_one(text):
    try:
        value = decode(struct.pack(">I", len(text)) + text)
    except WireError:
        return
    assert value == 1.0


@pytest.fixture(scope="module")
def wide_worker():
    """A warm worker whose submissions may write much: what they send is counted too."""
    worker = Worker(replace(LIMITS, scratch=1 << 30, cell_seconds=60.0, submission_seconds=300))
    yield worker
    worker.close()


def test_large_answers_of_another_shape_are_not_kept(wide_worker):
    code = """
import numpy as np
from course import probe
large = np.zeros(2_000_000, "i1")
probe("p6.activation_backward", lambda *_: large)
"""
    with _peak() as peak, session_on(wide_worker) as session:
        ran = session.run(code, EXERCISES["p6.activation_backward"], examine=judge_with(1))
    assert ran.judgement.score == 0.0
    assert "shape (2000000,)" in ran.judgement.findings[0].text
    # One message three times over, and one array as it is compared; not those of all twelve cases.
    assert peak[0] < 80e6


# Small as they are sent, and large if the judge makes one array or one text of them.
_GROWING = {
    "a long text among numbers": "['x' * 100_000] + [0.0] * 9_000",
    "a complex number among bytes": "[np.zeros(10_000, 'i1')] * 900 + [np.zeros(10_000, complex)]",
    "a text that is a list": "{'list': 'Ā' * 1_000_000}",
    "whole numbers among bytes": "[[np.zeros(1_000, '?')] * 90] * 90 + [[np.zeros(1_000)] * 90]",
    "a dict with long keys": "{str(i) * 1_000: i for i in range(900)}",
}


@pytest.mark.parametrize("value", _GROWING.values(), ids=_GROWING)
@pytest.mark.parametrize("name", ["p6.activation_backward", "p6.mlp_backward"])
def test_no_answer_grows_in_the_judge(wide_worker, name, value):
    code = f"import numpy as np\nfrom course import probe\nvalue = {value}\nprobe({name!r}, lambda *_: value)"
    with _peak() as peak, session_on(wide_worker) as session:
        ran = session.run(code, EXERCISES[name], examine=judge_with(1))
    assert ran.judgement.score == 0.0
    assert peak[0] < 80e6


@pytest.mark.parametrize("key", ["raised", "message", "line"])
def test_no_error_takes_the_judge_long_to_print(wide_worker, key):
    code = f"""
import numpy as np
import course.probing
channel, value = course.probing._channel, [np.full(90, 1 / 3)] * 3_000
channel.send({{"probe": "p6.activation_backward"}})
while "done" not in channel.receive():
    channel.send({{"raised": "E", "message": "m", "line": "l", {key!r}: value}})
"""
    with session_on(wide_worker) as session, at_most(10):
        ran = session.run(code, EXERCISES["p6.activation_backward"], examine=judge_with(1))
    assert ran.judgement.score == 0.0


@pytest.mark.parametrize("value", ["1e308", "-1e308", "np.nan", "np.inf", "np.longdouble('1e4000')", "5e-324"])
def test_no_number_makes_the_judge_warn(wide_worker, value):
    """Warnings are errors here; on a terminal they would stand between the rows of the table."""
    code = f"""
import numpy as np
from course import probe
probe("p6.dense_backward", lambda dZ, cache: tuple(np.full(a.shape, {value}) for a in (*cache, dZ[0])))
"""
    with session_on(wide_worker) as session:
        ran = session.run(code, EXERCISES["p6.dense_backward"], examine=judge_with(1))
    assert ran.judgement.score == 0.0
    assert not ran.error
