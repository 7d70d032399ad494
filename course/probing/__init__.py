"""The probe: one line in a notebook that lets whoever is outside test a function.

It holds no secret. It asks the process outside for inputs, calls the function on copies of them, and
sends back what came out. In a student's own Jupyter nobody is outside, and it does nothing.
"""

import copy
import traceback
from importlib.metadata import entry_points

import numpy as np

from course.probing.wire import Remote, encode

_REMEMBERED = 4000
_channel = None


def connect(channel):
    """Name who is outside.

    Parameters
    ----------
    channel : object or None
        Has ``send(value)`` and ``receive() -> value``; values as in `course.probing.wire`.
    """
    global _channel
    _channel = channel


def probe(name, function):
    """Let whoever is outside test a function; without anyone outside, do nothing.

    Parameters
    ----------
    name : str
        The exercise, such as ``"p6.dense_backward"``.
    function : callable
        The student's function.
    """
    if _channel is not None:
        _answer_calls(_channel, name, function)
        return
    for judge in entry_points(group="backprop_course.judge"):
        try:
            on_the_spot = judge.load()
        except ImportError:  # a student's machine: the judge is not part of what students install
            continue
        on_the_spot(name, function)


def call(function, args, times=1, after=(), keep=None):
    """Call a function and say what happened, as a plain value.

    Parameters
    ----------
    function : callable
    args : tuple
        Passed as they are, to every call: a function that changes its inputs meets them changed.
    times : int
        How many calls.
    after : tuple of int
        Positions of arguments whose state after each call belongs to the result.
    keep : tuple of int or None
        Positions of a returned tuple that are of interest; the others come back as None.

    Returns
    -------
    dict
        ``{"results": [...], "changed": [positions]}``, or ``{"raised": kind, "message": text, "line": text}``.
    """
    before = [_detached(a) for a in args]
    results, changed = [], set()
    try:
        for _ in range(times):
            result = _kept(function(*args), keep)
            # Copied at once: a later call may write into the same array.
            state = tuple(copy.deepcopy(args[i]) for i in after)
            results.append((_detached(result), *state) if after else _detached(result))
        changed = {i for i, a in enumerate(args) if not callable(a) and not _same(a, before[i])}
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        # The student's own line, not the one of numpy that objected.
        inside = [f for f in frames if f.name != "call" and "site-packages" not in f.filename]
        line = (inside[-1].line or "") if inside else ""
        return {"raised": type(error).__name__, "message": str(error)[:500], "line": line[:200]}
    return {"results": results, "changed": sorted(changed)}


def _answer_calls(channel, name, function):
    channel.send({"probe": name})
    told = {}
    while True:
        request = channel.receive()
        if "done" in request:
            return
        args = tuple(_local(a, channel, told) for a in request["args"])
        channel.send(call(function, args, request["times"], request["after"], request["keep"]))


def _local(arg, channel, told):
    """An argument as the function meets it; what a remote function was asked once it is not asked again."""
    if type(arg) is not Remote:
        return arg

    def ask(*args):
        key = arg.number, encode(args)
        reply = told.get(key)
        if reply is None:
            channel.send({"ask": arg.number, "args": args})
            reply = channel.receive()
            if len(told) < _REMEMBERED:
                told[key] = reply
        if "told" in reply:
            return copy.deepcopy(reply["told"])
        raise ValueError(reply["refused"])

    return ask


def _kept(result, keep):
    if keep is None or type(result) not in (list, tuple):
        return result
    return tuple(part if i in keep else None for i, part in enumerate(result))


def _detached(value):
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(_detached(v) for v in value)
    if type(value) is dict:
        return {k: _detached(v) for k, v in value.items()}
    return value


def _same(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, np.ndarray):
        return np.ndarray.tobytes(a) == np.ndarray.tobytes(b)
    return a == b
