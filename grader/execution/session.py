"""One run of a submission's cells in a locked process, as the judge's side sees it.

The process may send anything. It is told which cell to run; while that cell is a test cell, it may ask once for that
cell's exercise to be examined. On any other message the process is killed.
"""

import math
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

import numpy as np

from course.notebook.failure import Failure
from course.probing.wire import Remote
from grader.errors import NoAnswer
from grader.execution.machine_paths import without_machine_paths
from grader.execution.sandbox.errors import LockError
from grader.execution.waiting import Waiting
from grader.execution.worker.channel import ChannelBroken, ChannelClosed, ChannelTimeout
from grader.execution.worker.supervisor import ExitInfo, Worker

if TYPE_CHECKING:  # importing the model loads all exercises, which `doctor` does not need
    from grader.exercises.model import Case, Exercise

J = TypeVar("J")  # what an examination returns
Message: TypeAlias = dict[str, Any]
"""A message from the student's process; its values may be any plain values."""

_GRACE_SECONDS = 1.0
_POLL_SECONDS = 0.2
_START_SECONDS = 30.0
# How long a cell may wait, as a fraction of its processor time and in seconds at least.
_WAITING_SHARE, _MIN_WAITING = 0.3, 1.0
_MAX_QUESTIONS = 50_000
_MAX_ERROR_LENGTH = 500
_MAX_FAILURES = 50
_KILLED = (
    "the notebook's process was killed from outside, twice, most likely because the machine had no memory left; the "
    "submission kept within its bounds, so have it graded again with --force"
)


class StandIn(Protocol):
    """A judge's function that takes the place of one of the student's."""

    @property
    def exercise(self) -> "Exercise": ...

    def __call__(self, *args: Any) -> Any: ...


class SessionEnded(Exception):
    """The process ended, or was killed, while a cell ran.

    Attributes
    ----------
    status : str
        ``"timeout"``, ``"memory"`` or ``"crashed"``.
    judgement : object or None
        The result of an examination that had begun.
    killed_externally : bool
        Neither the session nor the process caused the end, and the process kept within its limits: the submission may
        not be to blame.
    """

    def __init__(self, status: str, text: str, killed_externally: bool = False) -> None:
        super().__init__(text)
        self.status, self.killed_externally = status, killed_externally
        self.judgement: Any = None


@dataclass
class CellResult(Generic[J]):
    """The result of running one cell.

    Attributes
    ----------
    outputs : list
        As the process sent them.
    error : str
        Type and message of the first exception that the cell raised; empty if none.
    failures : tuple of Failure
        The statements that raised; those after them ran all the same.
    judgement : J or None
        The result of the examination, if the cell probed its exercise.
    status : str
        ``"graded"``, or what went wrong.
    """

    outputs: list[Any]
    error: str = ""
    failures: tuple[Failure, ...] = ()
    judgement: J | None = None
    status: str = "graded"


class Session:
    """A locked process in which cells run one after the other.

    Parameters
    ----------
    worker : Worker
    deadline : float
        Time of `time.monotonic` by which all cells must have run.
    waiting : float, optional
        Seconds that the process may wait in all; by default those of the limits.

    Attributes
    ----------
    waited : float
        Seconds that it has waited.

    Raises
    ------
    LockError
        The process could not lock itself.
    """

    def __init__(self, worker: Worker, deadline: float, waiting: float | None = None) -> None:
        self._limits, self._deadline = worker.limits, deadline
        self._may_wait = worker.limits.waiting_seconds if waiting is None else waiting
        self.waited = 0.0
        self._next_poll = time.monotonic() + _POLL_SECONDS
        self._functions: list[Callable[..., object]] = []
        self._ended_early: SessionEnded | None = None
        self._process = worker.fork()
        try:
            greeting = self._process.channel.receive(time.monotonic() + _START_SECONDS)
        except ChannelClosed:
            self._ended_early = self._classify_exit()
            if not self._ended_early.killed_externally:
                raise LockError("the process did not start") from None
            return
        except (ChannelTimeout, ChannelBroken):
            greeting = {"cannot": "the process did not start"}
        if greeting.get("locked") is not worker.locked:
            self._process.kill()
            raise LockError(greeting.get("cannot", "the process did not lock itself"))

    def close(self) -> None:
        """Kill the process."""
        if self._ended_early is None:
            self._process.kill()

    def run(
        self,
        source: str,
        exercise: "Exercise | None" = None,
        examine: "Callable[[Exercise, Callable[..., tuple[Message, float]]], J] | None" = None,
        seconds: float | None = None,
    ) -> CellResult[J]:
        """Run a cell.

        Parameters
        ----------
        source : str
        exercise : Exercise, optional
            The exercise that the cell may ask to be examined in.
        examine : callable, optional
            ``examine(exercise, ask)``: called once, when the cell probes that exercise. ``ask(exercise, case,
            stand_ins=())`` calls the student's function, with judge's functions in place of some earlier ones; it
            returns the reply and its processor time, or raises `NoAnswer`.
        seconds : float, optional
            Processor time that the cell may take; by default that of the limits.

        Returns
        -------
        CellResult

        Raises
        ------
        SessionEnded
        """
        if self._ended_early is not None:
            raise self._ended_early
        self._seconds = seconds or self._limits.cell_seconds
        self._cpu_start = self._process.cpu_seconds()
        self._until = min(time.monotonic() + self._seconds * self._limits.patience, self._deadline)
        self._waiting, self._waited_before = Waiting(self._process), self.waited
        self._interrupted, self._status, self._late = False, "graded", ""
        # Set by an examination in which the process stops answering.
        self._result: Message | None = None
        self._ended: SessionEnded | None = None
        judgement: J | None = None
        try:
            self._send({"run": source})
            while self._result is None:
                message = self._receive()
                if "ran" in message:
                    self._result = message
                    break
                if "probe" not in message:
                    raise self._kill("crashed", "the notebook's process sent something that is no answer")
                probed = message["probe"] if isinstance(message["probe"], str) else ""
                if exercise is not None and examine is not None and probed == exercise.name and judgement is None:
                    judgement = examine(exercise, self._ask)
                if self._ended is not None:
                    raise self._ended
                if self._result is None:
                    self._send({"done": True})
        except SessionEnded as ended:
            ended.judgement = judgement
            raise
        return self._cell_result(self._result, judgement)

    def _cell_result(self, message: Message, judgement: J | None) -> CellResult[J]:
        failures = _failures(message.get("failures"))
        outputs = message["ran"] if isinstance(message["ran"], list) else []
        if self._interrupted:
            return CellResult(outputs, self._timeout_text(), failures, judgement, "timeout")
        if not failures:
            return CellResult(outputs, "", (), judgement, self._status)
        text = f"{failures[0].kind}: {failures[0].message}"
        no_memory = any(failure.kind == "MemoryError" and not failure.unparsed for failure in failures)
        status = "memory" if no_memory else self._status
        return CellResult(outputs, text, failures, judgement, status)

    def _ask(self, exercise: "Exercise", case: "Case", stand_ins: "Sequence[StandIn]" = ()) -> tuple[Message, float]:
        """Call the student's function on a case; its reply and the processor time that it took."""
        if self._ended is not None or self._result is not None:  # nobody is there to be asked a second time
            raise NoAnswer(f"{exercise.function} gave no answer: it ended its cell in the call before.")
        functions = {self._function_number(arg): arg for arg in (*case.args, *stand_ins) if callable(arg)}
        given = {one.exercise.name: Remote(self._function_number(one)) for one in stand_ins}
        args = tuple(Remote(self._function_number(arg)) if callable(arg) else arg for arg in case.args)
        max_size = _size(case.args)
        try:
            before = self._process.cpu_seconds()
            question = {"args": args, "times": case.times, "after": case.after, "keep": exercise.judged}
            self._send(question | {"given": given})
            reply = self._receive()
            questions = 0
            while "ask" in reply:
                questions += 1
                if questions > _MAX_QUESTIONS:
                    raise self._kill("timeout", f"it asked the grader more than {_MAX_QUESTIONS} questions")
                self._send(_answer(functions, reply, max_size, stand_ins))
                reply = self._receive()
            if reply.get("raised") == "MemoryError":
                self._status = "memory"
            if "raised" in reply:
                reply["message"] = without_machine_paths(_text(reply.get("message")))
            if "ran" not in reply:
                return reply, self._process.cpu_seconds() - before
            self._result = reply
            why = self._timeout_text() if self._interrupted else "it ended its cell"
        except SessionEnded as ended:
            self._ended, why = ended, str(ended)
        raise NoAnswer(f"{exercise.function} gave no answer: {why}.")

    def _function_number(self, function: Callable[..., object]) -> int:
        """The number of a function, which stays the same in a session: the process caches answers by it."""
        if function not in self._functions:
            self._functions.append(function)
        return self._functions.index(function)

    def _timeout_text(self) -> str:
        return self._late or f"it did not finish within {self._seconds:g} s"

    def _send(self, value: object) -> None:
        """Send a message; a process that does not read it is treated like one that does not answer."""
        channel = self._process.channel
        go_on: Callable[[float], None] = partial(channel.send, value)
        while True:
            try:
                with self._waiting:
                    return go_on(min(self._until, self._next_poll))
            except ChannelClosed:
                raise self._classify_exit() from None
            except ChannelTimeout:
                go_on = channel.resume
                self._check_limits()

    def _receive(self) -> Message:
        """Wait for the next message while the cell has time left and the process keeps within its limits."""
        while True:
            self._check_limits()
            try:
                with self._waiting:
                    message = self._process.channel.receive(min(self._until, self._next_poll))
            except ChannelClosed:
                raise self._classify_exit() from None
            except ChannelBroken:
                raise self._kill("crashed", "the notebook's process sent something that is no answer") from None
            except ChannelTimeout:
                continue
            if not isinstance(message, dict):
                raise self._kill("crashed", "the notebook's process sent something that is no answer")
            return message

    def _check_limits(self) -> None:
        """Interrupt a cell whose time is up, and kill the process if that did not help or another limit is exceeded."""
        now = time.monotonic()
        if now >= self._next_poll:
            self._next_poll = now + _POLL_SECONDS
            exceeded = self._process.exceeded_limit()
            if exceeded:
                raise self._kill("crashed", exceeded)
            # Neither counts the time of other processes, so that a busy machine costs nobody points.
            if not self._interrupted and self._process.cpu_seconds() - self._cpu_start > self._seconds:
                self._until = now
            self._check_waiting()
        if now < self._until:
            return
        if self._interrupted:
            raise self._kill("timeout", self._timeout_text())
        self._interrupted = True
        self._until = time.monotonic() + _GRACE_SECONDS
        self._process.interrupt()

    def _check_waiting(self) -> None:
        """Let the cell's time be up when it waits for too long."""
        of_cell, left = max(self._seconds * _WAITING_SHARE, _MIN_WAITING), self._may_wait - self._waited_before
        exceeds = self._waiting.exceeds(min(of_cell, left))
        self.waited = self._waited_before + self._waiting.seconds()
        if exceeds and not self._interrupted:
            self._until = time.monotonic()
            self._late = (
                f"the submission as a whole waited for more than {self._limits.waiting_seconds:g} s"
                if left < of_cell
                else f"it waited for more than {of_cell:g} s, asleep or for something that did not come"
            )

    def _kill(self, status: str, text: str) -> SessionEnded:
        self._process.kill()
        return SessionEnded(status, text)

    def _classify_exit(self) -> SessionEnded:
        """Reap a process that closed its channel, and tell why it ended."""
        exited = self._process.has_exited()
        exit_info = self._process.kill()
        if not exited:
            return SessionEnded("crashed", "the notebook's process closed its channel to the grader")
        number = os.WTERMSIG(exit_info.status) if os.WIFSIGNALED(exit_info.status) else 0
        if number == signal.SIGKILL:
            return self._classify_kill(exit_info)
        if number == signal.SIGXCPU:
            return SessionEnded("timeout", "it used up its processor time")
        if number:
            name = signal.Signals(number).name
            return SessionEnded("crashed", f"the notebook's process crashed ({name}), as by a call into native code")
        return SessionEnded("crashed", "the notebook's process ended itself, as by os._exit")

    def _classify_kill(self, exit_info: ExitInfo) -> SessionEnded:
        """Tell why SIGKILL came. The kernel or another process sent it: seccomp lets the process send no signals."""
        if exit_info.seconds > self._limits.submission_seconds:
            return SessionEnded("timeout", "it used up its processor time")
        if exit_info.memory > self._limits.memory:
            return SessionEnded("memory", "the notebook's process was killed because it used too much memory")
        return SessionEnded("memory", _KILLED, killed_externally=True)


def _failures(values: object) -> tuple[Failure, ...]:
    """The failures that the process reports, as far as they are what they should be."""
    found = []
    for value in values[:_MAX_FAILURES] if isinstance(values, list) else ():
        if isinstance(value, dict) and type(value.get("line")) is int:
            keys = ("kind", "message", "newer_python")
            kind, message, newer = (_text(value.get(key)) for key in keys)
            message = without_machine_paths(message)
            found.append(Failure(value["line"], kind, message, newer, value.get("unparsed") is True))
    return tuple(found)


def _text(value: object) -> str:
    """A text that came from a student's process, cut; printing anything else in its place could take long."""
    return value[:_MAX_ERROR_LENGTH] if isinstance(value, str) else ""


def _answer(
    functions: dict[int, Callable[..., object]], request: Message, max_size: int, stand_ins: "Sequence[StandIn]"
) -> Message:
    """Call one of the judge's functions on arguments from the student's process, unless they are too large."""
    try:
        function = functions[request["ask"]]
        if function in stand_ins:  # it bounds its arguments itself
            return {"told": function(*request["args"])}
        if _size(request["args"]) > max_size:
            return {"refused": "the loss was asked for at parameters of another size"}
        value = function(*request["args"])
    except Exception as error:
        return {"refused": f"the grader could not compute it: {type(error).__name__}: {error}"[:500]}
    return {"told": value}


def _size(value: object) -> int:
    """How many numbers a nested value holds. An axis of length 0 counts as 1: broadcasting could enlarge it."""
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_size, value))
    return math.prod(max(n, 1) for n in np.shape(value)) if isinstance(value, np.ndarray) else 1
