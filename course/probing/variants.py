"""Variants: changed versions of a student's code, defined and called in place of the student's own."""

import copy
import signal
import sys
import time
from collections.abc import Collection
from typing import Any

import numpy as np

from course.probing.noting_lines import RAN, noting_lines
from course.probing.wire import MAX_DEPTH, encode
from course.types import StudentFunction

_NAME = "<variant>"
_AGAIN_SECONDS = 1.0
_LEAST_SECONDS, _TIMES_LONGER = 0.03, 10  # than the student's own code: most of what takes longer never ends
# A message may have more than ten times as much, and three levels more.
_MAX_PARTS, _MAX_DEPTH, _MAX_BYTES = 600, MAX_DEPTH - 3, 3_000_000


class _TimeIsUp(BaseException):
    """Not an `Exception`, so that a variant that catches those ends too."""


class Variants:
    """Calls variants of a function.

    Parameters
    ----------
    setup : str
        Statements that run after a variant is defined, such as those that put an adapter around it.
    expression : str
        The function that is probed.
    seconds : float
        Processor time for one call.
    keep : collection of int, optional
        Which parts of a returned tuple or list to keep; the others are replaced by None.
    """

    def __init__(self, setup: str, expression: str, seconds: float, keep: Collection[int] | None = None) -> None:
        self._setup = compile(setup, "<setup>", "exec")
        self._expression = compile(expression, "<probe>", "eval")
        self._seconds, self._keep = seconds, keep
        self._code = ""
        self._function: StudentFunction | None = None
        self._inputs: dict[int, tuple[Any, ...]] = {}

    def __call__(self, what: tuple[str, Any, int], *args: Any) -> Any:
        """Call one variant or several.

        Parameters
        ----------
        what : tuple
            ``("call", code, case)`` returns what the variant returns; ``("each", codes, case)`` a list of what each
            returns for copies of the arguments, None for those that raise and, after the first, for those that take
            much longer or return the same; ``("lines", code, case)`` the numbers of the lines that run;
            ``("overflows", code, case)`` whether a number grows too large on the way.
        *args
            Of the student's function. They are kept: the last two need them only once for each case.

        Raises
        ------
        TimeoutError
            A single variant took too long.
        """
        kind, code, case = what
        if kind != "call":
            args = self._inputs.setdefault(case, args)
        if kind == "each":
            return self._each(code, args)
        if kind == "lines":
            return self._lines(code, args)
        if kind == "overflows":
            return self._overflows(code, args)
        return _bounded(self._timed(code, args, self._seconds))

    def _overflows(self, code: str, args: tuple[Any, ...]) -> bool:
        with np.errstate(over="raise"):
            try:
                self._timed(code, copy.deepcopy(args), self._seconds)
            except FloatingPointError:
                return True
            except Exception:  # something else is wrong with it
                return False
        return False

    def _each(self, codes: list[str], args: tuple[Any, ...]) -> list[Any]:
        start = time.process_time()
        own = self._tried(codes[0], args, self._seconds)
        seconds = min(self._seconds, _LEAST_SECONDS + _TIMES_LONGER * (time.process_time() - start))
        others = [self._tried(code, args, seconds) for code in codes[1:]]
        first = encode(own)
        return [own, *(None if encode(one) == first else one for one in others)]

    def _tried(self, code: str, args: tuple[Any, ...], seconds: float) -> Any:
        try:
            result = _bounded(self._timed(code, copy.deepcopy(args), seconds))
        except Exception:
            return None
        if self._keep is None or type(result) not in (list, tuple):
            return result
        return tuple(part if i in self._keep else None for i, part in enumerate(result))

    def _lines(self, code: str, args: tuple[Any, ...]) -> list[int]:
        seen = set[int]()
        notebook = vars(sys.modules["__main__"])
        notebook[RAN] = seen.add
        try:
            self._timed(noting_lines(code), copy.deepcopy(args), self._seconds)
        except Exception:  # the lines up to there have run
            pass
        finally:
            del notebook[RAN]
        return sorted(seen)

    def _timed(self, code: str, args: tuple[Any, ...], seconds: float) -> Any:
        signal.signal(signal.SIGPROF, _stop)
        # Processor time, for a busy machine; and again later, since a variant may catch it.
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_SECONDS)
        try:
            try:
                return self._defined(code)(*args)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
        except _TimeIsUp:  # also where it comes just before the timer is stopped
            signal.setitimer(signal.ITIMER_PROF, 0)
            raise TimeoutError from None

    def _defined(self, code: str) -> StudentFunction:
        if code != self._code or self._function is None:
            self._code, self._function = code, None
            notebook = vars(sys.modules["__main__"])
            exec(compile(code, _NAME, "exec"), notebook)
            exec(self._setup, notebook)
            self._function = eval(self._expression, notebook)
        return self._function


def _bounded(result: Any) -> Any:
    """A result as it is; raises ValueError if it is so large that it could not be sent with others."""
    parts, size = [(result, 0)], 0
    for part, depth in parts:
        inside = part.values() if isinstance(part, dict) else part if isinstance(part, list | tuple) else ()
        size += getattr(part, "nbytes", 0)
        if len(parts) + len(inside) > _MAX_PARTS or depth > _MAX_DEPTH or size > _MAX_BYTES:
            raise ValueError("the result is too large")
        parts += [(one, depth + 1) for one in inside]
    return result


def _stop(number: int, frame: object) -> None:
    raise _TimeIsUp
