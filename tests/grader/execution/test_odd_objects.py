"""Objects that lie about themselves earn what the numbers in them earn, and right ones in odd clothes earn theirs."""

import pytest

from grader.execution.cell_result import CellResult
from tests.grader.execution.probed import MATCHED, outcome, score

_START = "import sys, threading, time\nfrom datetime import datetime\n"
_WRONG = {
    "equal to everything": "type('A', (), {'__eq__': lambda *a: True, '__array__': lambda *a, **k: 2 * X})()",
    "an array that is equal to everything": "type('A', (np.ndarray,), {'__eq__': lambda *a: True})((2, 3))",
    "first in every operation": """type('A', (np.ndarray,), {'__array_priority__': 1e9,
        '__array_ufunc__': lambda *a, **k: 0.0, '__array_function__': lambda *a, **k: True})((2, 3))""",
    "an array that says another shape": "type('A', (np.ndarray,), {'shape': (2, 3), 'size': 6, 'nbytes': 0})((5000,))",
    "an array that says another type": "type('A', (np.ndarray,), {'dtype': np.dtype(float)})((2, 3), dtype='O')",
    "an array that copies to another": "type('A', (np.ndarray,), {'copy': lambda s: 2 * X, 'tobytes': None})((2, 3))",
    "an interface to other memory": """np.asarray(type('A', (), {'__array_interface__':
        {'shape': (2, 3), 'typestr': '<f8', 'version': 3, 'data': (X.ctypes.data, True)}})())""",
    "an object that unpickles": "np.array([[type('A', (), {'__reduce__': lambda s: (print, ('x',))})()] * 3] * 2)",
    "objects": "np.array([[None] * 3] * 2)",
    "one object": "np.array(2 * X, dtype=object)",
    "nothing at all": "np.array(None)",
    "dates": "np.array([[datetime.now()] * 3] * 2, dtype='datetime64[us]')",
    "time spans": "np.zeros((2, 3), 'timedelta64[ns]')",
    "fields": "np.zeros((2, 3), [('x', float), ('y', 'O')])",
    "bytes": "np.zeros((2, 3), 'S8')",
    "raw memory": "np.zeros((2, 3), 'V8')",
    "letters": "np.full((2, 3), 'nan')",
    "all of it masked": "np.ma.masked_all((2, 3))",
    "the other byte order, unsaid": "(2 * X).view('>f8')",
    "a NaN with a message": "np.full((2, 3), 0x7FF8DEADBEEF0000, 'u8').view(float)",
    "minus nothing": "np.full((2, 3), -0.0)",
    "a view without strides": "np.lib.stride_tricks.as_strided(X, (2, 3), (0, 0))",
    "a view of a petabyte": "np.broadcast_to(X[0, 0], (1 << 40,))",
    "as many axes as there are": "np.zeros((1,) * 32)",
    "a long string": "'2' * 10**8",
    "a long integer": "10**1000",
    "a list in itself": "(lambda a: [a.append(a), a][1])([])",
    "a list without an end": "type('A', (list,), {'__iter__': lambda s: iter(int, 1)})()",
    "a dict whose items differ": "type('A', (dict,), {'items': lambda s: 5})()",
    "a tuple that counts": "type('A', (tuple,), {'__len__': lambda s: 10**9})()",
    "a string that is none": "type('A', (str,), {'__len__': lambda s: -1})('x')",
    "a float that is another": "type('A', (float,), {'hex': lambda s: 'nan', '__float__': lambda s: 2.0})(7)",
    "an object whose name is long": "type('A' * 10**6, (), {})()",
    "an object whose type has no name": "type('A', (), {'__class__': property(lambda s: 1 / 0)})()",
    "a generator": "(x for x in X)",
    "a function": "lambda: 2 * X",
    "the function itself": "f",
    "the channel": "channel",
    "a promise of the wire format": "{'array': ['<f8', [2, 3]]}",
    "an exception": "ValueError(2 * X)",
    "deeper than may be": "[[[[[[[[[[[[X]]]]]]]]]]]]",
    "more than may be": "[0] * 100_000",
}
_RIGHT = {
    "turned twice": "(2 * X)[::-1, ::-1][::-1, ::-1]",
    "from the end": "np.ascontiguousarray((2 * X)[::-1])[::-1]",
    "column by column": "np.asfortranarray(2 * X)",
    "every second of a larger one": "np.repeat(2 * X, 2, axis=1)[:, ::2]",
    "read only": "(lambda a: [a.setflags(write=False), a][1])(2 * X)",
    "in the other byte order": "(2 * X).astype('>f8')",
    "a matrix": "(2 * X).view(type('M', (np.ndarray,), {}))",
    "a masked array without a mask": "np.ma.array(2 * X)",
    "with more digits": "(2 * X).astype(np.longdouble)",
    "over bytes": "np.frombuffer((2 * X).tobytes()).reshape(2, 3)",
}


def _returning(value):
    return f"{_START}def f(X):\n    return {value}\nprobe('p9.double', f)"


@pytest.mark.parametrize("value", _WRONG.values(), ids=_WRONG)
def test_an_odd_object_earns_nothing(worker, value):
    found = outcome(worker, _returning(value))
    assert isinstance(found, CellResult)
    assert score(found) == 0.0


@pytest.mark.parametrize("value", _RIGHT.values(), ids=_RIGHT)
def test_the_right_numbers_earn_their_points_however_they_lie_in_memory(worker, value):
    assert score(outcome(worker, _returning(value))) == 5.0


_OVER_TIME = {
    "wrong first, right afterwards": "def f(X):\n    calls.append(X)\n    return X * min(len(calls), 2)",
    "right first, wrong afterwards": "def f(X):\n    calls.append(X)\n    return X * (3 - min(len(calls), 2))",
    "altered by the next call": "kept = np.zeros((2, 3))\ndef f(X):\n    kept[:] += 2 * X\n    return kept",
    "raises first": "def f(X):\n    calls.append(X)\n    return 2 * X if len(calls) > 1 else 1 / 0",
    "raises afterwards": "def f(X):\n    calls.append(X)\n    return 2 * X if len(calls) < 2 else 1 / 0",
    "raises the answer": "def f(X): raise type('2', (Exception,), {'__str__': lambda s: str((2 * X).tolist())})",
    "raises an error whose words raise": "def f(X): raise type('E', (Exception,), {'__str__': lambda s: 1 / 0})",
    "asks for another examination": "def f(X): return probe('p9.double', lambda X: 2 * X)",
    "asks the judge for a function": "def f(X): return [channel.send({'ask': 0, 'args': (X,)}), channel.receive()]",
    "answers twice": """def f(X):
    channel.send({'results': [3 * X] * 2, 'changed': []})
    return 2 * X""",
    "says that the cell has ended": "def f(X): channel.send({'ran': [], 'error': None, 'score': 5.0})",
    "says so before it answers": "channel.send({'ran': [], 'error': None})\ndef f(X): return 2 * X",
}


@pytest.mark.parametrize("code", _OVER_TIME.values(), ids=_OVER_TIME)
def test_answers_that_change_earn_nothing(worker, code):
    found = outcome(worker, f"calls = []\n{code}\nprobe('p9.double', f)")
    assert score(found) == 0.0


def test_an_array_that_a_thread_alters_is_what_it_was_when_it_was_returned(worker):
    code = """
import sys, threading
sys.setswitchinterval(1e-6)
returned = []
def alter():
    while True:
        for array in returned: array[:] = 7
threading.Thread(target=alter, daemon=True).start()
def f(X):
    returned.append(3 * X)
    return returned[-1]
probe('p9.double', f)
"""
    assert score(outcome(worker, code)) == 0.0


@pytest.mark.parametrize(
    "asked",
    [
        "np.broadcast_to(1.0, (1 << 40,))",
        "np.zeros((2,) * 20)",
        "[X] * 9000",
        "{str(i): 1 for i in range(5000)}",
        "X.astype('O')",
        "np.array('x' * 1000)",
        "loss",
    ],
)
def test_a_question_to_the_judge_is_no_larger_than_what_was_given(worker, asked):
    code = f"def f(X, loss):\n    loss({asked})\n    return 0.0\nprobe('p9.matched', f)"
    found = outcome(worker, code, MATCHED)
    assert score(found) == 0.0
