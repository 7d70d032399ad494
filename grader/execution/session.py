"""One run of a submission's cells in a locked process, as the judge's side sees it.

The process may send anything. It is told which cell to run; while that cell is a test cell, it may ask once for that
cell's exercise to be examined. On any other message the process is killed.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from course.probing.wire import Remote, WireError
from grader.errors import NoAnswer
from grader.execution.asked_back import Message, StandIn, answer_to, size_of
from grader.execution.cell_result import CellResult, J, SessionEnded, failures_of, text_of
from grader.execution.exit_reason import exit_reason
from grader.execution.machine_paths import without_machine_paths
from grader.execution.sandbox.errors import LockError
from grader.execution.validate_outputs import MAX_IN_ALL, validate_outputs
from grader.execution.waiting import Waiting
from grader.execution.worker.channel import ChannelBroken, ChannelClosed, ChannelTimeout
from grader.execution.worker.supervisor import Worker

if TYPE_CHECKING:  # importing the model loads all exercises, which `doctor` does not need
    from grader.exercises.model import Case, Exercise

_GRACE_SECONDS = 1.0
_POLL_SECONDS = 0.2
_START_SECONDS = 30.0
# How long a cell may wait, as a fraction of its processor time and in seconds at least.
_WAITING_SHARE, _MIN_WAITING = 0.3, 1.0
MAX_ANSWERING = 60.0  # seconds for which the judge computes what a process asks
_MAX_QUESTIONS = 50_000


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
        self._outputs_left, self._answering = MAX_IN_ALL, 0.0
        self._functions: list[Callable[..., object]] = []
        self._ended_early: SessionEnded | None = None
        self._process = worker.fork()
        try:
            greeting = self._process.channel.receive(time.monotonic() + _START_SECONDS)
        except ChannelClosed:
            self._ended_early = exit_reason(self._process, self._limits)
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
        failures = failures_of(message.get("failures"))
        outputs, size = validate_outputs(message["ran"], self._outputs_left)
        self._outputs_left -= size
        if self._interrupted:
            return CellResult(outputs, self._timeout_text(), failures, judgement, "timeout")
        if not failures:
            return CellResult(outputs, "", (), judgement, self._status)
        text = f"{failures[0].kind}: {failures[0].message}"
        no_memory = any(failure.kind == "MemoryError" and not failure.unparsed for failure in failures)
        status = "memory" if no_memory else self._status
        return CellResult(outputs, text, failures, judgement, status)

    def _ask(self, exercise: "Exercise", case: "Case", stand_ins: Sequence[StandIn] = ()) -> tuple[Message, float]:
        """Call the student's function on a case; its reply and the processor time that it took."""
        if self._ended is not None or self._result is not None:  # nobody is there to be asked a second time
            raise NoAnswer(f"{exercise.function} gave no answer: it ended its cell in the call before.")
        functions = {self._function_number(arg): arg for arg in (*case.args, *stand_ins) if callable(arg)}
        given = {one.exercise.name: Remote(self._function_number(one)) for one in stand_ins}
        args = tuple(Remote(self._function_number(arg)) if callable(arg) else arg for arg in case.args)
        max_size = size_of(case.args) if functions else 0
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
                self._answer(functions, reply, max_size, stand_ins)
                reply = self._receive()
            if reply.get("raised") == "MemoryError":
                self._status = "memory"
            if "raised" in reply:
                reply["message"] = without_machine_paths(text_of(reply.get("message")))
            if "ran" not in reply:
                return reply, self._process.cpu_seconds() - before
            self._result = reply
            why = self._timeout_text() if self._interrupted else "it ended its cell"
        except SessionEnded as ended:
            self._ended, why = ended, str(ended)
        raise NoAnswer(f"{exercise.function} gave no answer: {why}.")

    def _answer(
        self,
        functions: dict[int, Callable[..., object]],
        request: Message,
        max_size: int,
        stand_ins: Sequence[StandIn],
    ) -> None:
        """Answer a question, unless the judge has computed for this process for too long or the answer is too large."""
        start = time.process_time()
        answer: Message = {"refused": "the grader was asked for too long"}
        if self._answering < MAX_ANSWERING:
            answer = answer_to(functions, request, max_size, stand_ins)
            self._answering += time.process_time() - start
        try:
            self._send(answer)
        except WireError:
            self._send({"refused": "the answer is too large"})

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
                raise exit_reason(self._process, self._limits) from None
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
                raise exit_reason(self._process, self._limits) from None
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
