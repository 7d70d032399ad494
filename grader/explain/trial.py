"""Runs variants of a function in a locked process, and compares what they return with the reference."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from grader.exercises.model import Exercise
from grader.explain.program import Program
from grader.judging.compare import Answer, Reply, compare, right_reply
from grader.judging.quantities import Quantity
from grader.judging.stand_in import StandIn

_NEAR = 1e-2
_BATCH, _PARTS = 16, 1200  # variants in one request; parts that their results may have together

Ask: TypeAlias = Callable[..., tuple[Reply, float]]
"""``ask(exercise, case, stand_ins)``, as of a session."""


class Trial:
    """A function whose code can be changed from call to call.

    Parameters
    ----------
    program : Program
    seed : int
        For the inputs.
    ask : Ask

    Attributes
    ----------
    cases : list of Case
    """

    def __init__(self, program: Program, seed: int, ask: Ask) -> None:
        exercise = program.setup.exercise
        self._exercise, self._ask = exercise, ask
        self._asked = replace(exercise, judged=None)  # `Variants` leaves out what is not judged
        self._stand_ins = [_Renewed(one.exercise, exercise) for one in program.stand_ins]
        self._started, self._theirs = time.process_time(), 0.0
        self.cases = exercise.cases(np.random.default_rng(seed))
        self._known: dict[int, Reply] = {}
        self._sent: set[int] = set()

    @property
    def used(self) -> float:
        """Processor seconds so far, here and in the locked process."""
        return time.process_time() - self._started + self._theirs

    def answer(self, code: str, number: int) -> Answer:
        """Call a variant on a case, as a judge would.

        Raises
        ------
        NoAnswer
        """
        case = self.cases[number]
        reply = self._reply("call", code, number, case.times, tuple(i + 1 for i in case.after))
        changed = reply.get("changed")
        if isinstance(changed, list):
            reply = {**reply, "changed": [i - 1 for i in changed if type(i) is int]}
        return compare(self._exercise, case, self._expected(number), reply)

    def answers_once(self, codes: Sequence[str], number: int) -> list[Answer | None]:
        """Call variants once each on a case; what becomes of the inputs is not compared.

        Returns
        -------
        list of Answer or None
            None for those that raise and, after the first, for those that return the same as the first, or something
            that is wrong wherever the first is.

        Raises
        ------
        NoAnswer
        """
        case = replace(self.cases[number], times=1, after=())
        expected = self._expected(number)
        first = expected["results"][0][0] if self.cases[number].after else expected["results"][0]
        expected = {"results": [first], "changed": []}
        replies = self._reply("each", list(codes), number).get("results")
        results = replies[0] if isinstance(replies, list) and len(replies) == 1 else None
        if not isinstance(results, list) or len(results) != len(codes):
            results = [None] * len(codes)
        before = compare(self._exercise, case, expected, {"results": results[:1]})
        wrong = [] if self._exercise.view else [q for q in before.quantities if not q.is_right]
        return [
            before,
            *(
                None
                if one is None or (wrong and not any(_may_be_right(one, q) for q in wrong))
                else compare(self._exercise, case, expected, {"results": [one]})
                for one in results[1:]
            ),
        ]

    def lines(self, code: str, number: int) -> set[int]:
        """The lines of a code that run for a case."""
        results = self._reply("lines", code, number).get("results")
        lines = results[0] if isinstance(results, list) and results else []
        return {line for line in lines if type(line) is int} if isinstance(lines, list) else set()

    def overflows(self, code: str, number: int) -> bool:
        """Whether a number grows too large on the way of a variant."""
        return self._reply("overflows", code, number).get("results") == [True]

    def batch(self, number: int) -> int:
        """How many variants to call at once on a case."""
        if any(map(callable, self.cases[number].args)):
            return 1  # each may ask the judge thousands of questions
        return max(1, min(_BATCH, _PARTS // _parts(self._expected(number)["results"][0])))

    def _expected(self, number: int) -> Reply:
        if number not in self._known:  # some references take seconds
            self._known[number] = right_reply(self._exercise, self.cases[number])
        return self._known[number]

    def _reply(self, kind: str, code: Any, number: int, times: int = 1, after: tuple[int, ...] = ()) -> Reply:
        case = self.cases[number]
        for one in self._stand_ins:
            one.renew()
        known = number in self._sent and not any(map(callable, case.args))  # a session answers for what it sends
        args = case.args if kind == "call" or not known else ()
        asked = replace(case, args=((kind, code, number), *args), times=times, after=after)
        if kind != "call":
            self._sent.add(number)
        reply, seconds = self._ask(self._asked, asked, self._stand_ins)
        self._theirs += seconds
        return reply


def _may_be_right(result: Any, quantity: Quantity) -> bool:
    """Whether a part of a result is anywhere near what is expected: far cheaper than a comparison of all parts."""
    try:
        for step in quantity.path[1:]:
            result = result[step]
        if isinstance(result, list):
            return True  # of numbers, perhaps
        gap = np.abs(np.subtract(result, quantity.expected, dtype=np.float64)).max(initial=0.0)
    except (TypeError, LookupError, ValueError):
        return False
    return bool(gap <= _NEAR * max(1.0, float(np.abs(quantity.expected).max(initial=0.0))))


def _parts(value: object) -> int:
    if isinstance(value, dict):
        return sum(map(_parts, value.values()))
    return sum(map(_parts, value)) if isinstance(value, list | tuple) else 1


class _Renewed:
    """A stand-in whose bounds hold for one request, not for all together."""

    def __init__(self, exercise: Exercise, later: Exercise) -> None:
        self.exercise, self._later = exercise, later
        self.renew()

    def renew(self) -> None:
        self._current = StandIn(self.exercise, self._later)

    def __call__(self, *args: Any) -> Any:
        return self._current(*args)
