"""The probe: the line of a notebook through which the judge tests a student's function.

The probe holds no secret. It asks the judge, which runs in another process, for inputs, calls the function on them and
sends back the results. In a student's own Jupyter there is no judge, and the probe does nothing.
"""

import traceback
import warnings
from collections.abc import Collection
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from course.probing.stand_ins import standing_in
from course.probing.wire import Remote, encode
from course.types import StudentFunction

_MAX_CACHED_REPLIES = 4000
_PLAIN = (bool, int, float, str, type(None))
# numpy's own: `np.seterr(all="raise")` in some cell is not a mistake of the function.
_DEFAULT: dict[str, Any] = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
_COURSE = str(Path(__file__).parents[1])


class Channel(Protocol):
    """Connection to the judge; carries the values that `course.probing.wire` can encode."""

    def send(self, value: object, /) -> None: ...

    def receive(self) -> Any: ...


_channel: Channel | None = None
_probed: dict[str, StudentFunction] = {}


def connect(channel: Channel | None) -> None:
    """Set the channel through which probes reach the judge; None disconnects.

    Parameters
    ----------
    channel : Channel or None
    """
    global _channel
    _channel = channel


def probe(name: str, function: StudentFunction) -> None:
    """Let the judge test a function; do nothing where there is no judge.

    A connected judge comes first. In an instructor's Jupyter, the judge registered under the entry point
    ``backprop_course.judge`` tests the function in this process.

    Parameters
    ----------
    name : str
        Name of the exercise, such as ``"p6.dense_backward"``.
    function : callable
        The student's function.
    """
    if _channel is not None:
        _answer_calls(_channel, name, function)
        return
    for judge in entry_points(group="backprop_course.judge"):
        try:
            judge_in_process = judge.load()
        except ImportError:  # on a student's machine: the judge is not part of the wheel
            continue
        judge_in_process(name, function)


def call(
    function: StudentFunction,
    args: tuple[Any, ...],
    times: int = 1,
    after: tuple[int, ...] = (),
    keep: Collection[int] | None = None,
) -> dict[str, Any]:
    """Call a function one or more times and describe the outcome as plain values.

    Parameters
    ----------
    function : callable
    args : tuple
        The same objects for every call: a function that changes its inputs receives them changed the next time.
    times : int, optional
        Number of calls.
    after : tuple of int, optional
        Positions of arguments to copy after each call; the copies are appended to the result, as a tuple.
    keep : collection of int, optional
        Which parts of a returned tuple or list to keep; the others are replaced by None.

    Returns
    -------
    dict
        ``{"results": [...], "changed": [...]}``: one result for each call, and the positions of the arguments that were
        changed; or, after an exception, ``{"raised": type, "message": str, "line": source}`` with the line that raised.
    """
    before = [copied(a) for a in args]
    results = []
    changed: set[int] = set()
    try:
        for _ in range(times):
            result = _selected(function(*args), keep)
            # Copied now, because a later call may write into the same array.
            state = tuple(copied(args[i]) for i in after)
            results.append((copied(result), *state) if after else copied(result))
        changed = {i for i, a in enumerate(args) if not callable(a) and not same(a, before[i])}
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        # The student's own line, not the line of numpy that raised.
        inside = [f for f in frames if not f.filename.startswith(_COURSE) and "site-packages" not in f.filename]
        line = (inside[-1].line or "") if inside else ""
        return {"raised": type(error).__name__, "message": str(error)[:500], "line": line[:200]}
    return {"results": results, "changed": sorted(changed)}


def _answer_calls(channel: Channel, name: str, function: StudentFunction) -> None:
    _probed[name] = function
    channel.send({"probe": name})
    replies: dict[tuple[int, bytes], dict[str, Any]] = {}
    while True:
        request = channel.receive()
        if "done" in request:
            return
        args = tuple(_local(a, channel, replies) for a in request["args"])
        given = {
            exercise: (_probed.get(exercise), _local(remote, channel, replies))
            for exercise, remote in request.get("given", {}).items()
        }
        with standing_in(given), np.errstate(**_DEFAULT), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcome = call(function, args, request["times"], request["after"], request["keep"])
        channel.send(outcome)


def _local(arg: Any, channel: Channel, replies: dict[tuple[int, bytes], dict[str, Any]]) -> Any:
    """Turn a `Remote` into a function that asks the judge, with a cache for its replies; pass on anything else."""
    if type(arg) is not Remote:
        return arg

    def ask(*args: Any) -> Any:
        key = arg.number, encode(args)
        reply = replies.get(key)
        if reply is None:
            channel.send({"ask": arg.number, "args": args})
            reply = channel.receive()
            if len(replies) < _MAX_CACHED_REPLIES:
                replies[key] = reply
        if "told" in reply:
            return copied(reply["told"])
        raise ValueError(reply["refused"])

    return ask


def _selected(result: Any, keep: Collection[int] | None) -> Any:
    if keep is None or type(result) not in (list, tuple):
        return result
    return tuple(part if i in keep else None for i, part in enumerate(result))


def copied(value: Any) -> Any:
    """Copy a plain value deeply; anything else in it is passed on as it is. Much faster than `copy.deepcopy`."""
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(copied(v) for v in value)
    if type(value) is dict:
        return {k: copied(v) for k, v in value.items()}
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are the same to the last bit. NaN and objects of other types equal only themselves."""
    kind = type(one)
    if one is other or kind is not type(other):
        return one is other
    if kind is np.ndarray:
        same_kind = one.dtype == other.dtype and one.shape == other.shape
        return bool(same_kind and one.tobytes() == other.tobytes())
    if kind in (list, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if kind is dict:
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    return kind in _PLAIN and bool(one == other)
