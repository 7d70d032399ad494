"""One run of a submission's cells in a locked process, from the outside: what it is told, asked, and allowed.

Nothing the process says is relied upon. It is told which cell to run; while that cell is a test cell it may ask
once for that cell's exercise. Whatever else arrives is a broken channel, and the process is ended.
"""

import math
import os
import signal
import time
from dataclasses import dataclass

import numpy as np

from course.probing.wire import Remote
from grader.errors import NoAnswer
from grader.execution.sandbox.errors import LockError
from grader.execution.worker.channel import ChannelBroken, ChannelClosed, ChannelTimeout

_GRACE_SECONDS = 1.0
_LOOK_SECONDS = 0.2
_START_SECONDS = 30.0
_MAX_ASKS = 50_000
_MAX_WORDS = 2000
_KILLED = (
    "the notebook's process was killed from outside, twice, most likely because the machine had no memory left; the "
    "submission kept within its bounds, so have it graded again with --force"
)


class Stopped(Exception):
    """The process had to be ended, or ended itself, in the middle of a cell.

    Attributes
    ----------
    status : str
        ``"timeout"``, ``"memory"`` or ``"crashed"``.
    judgement : Judgement or None
        Of an examination that had begun.
    from_outside : bool
        Killed by neither us nor itself, while it kept within its bounds: the submission need not be to blame.
    """

    def __init__(self, status, text, from_outside=False):
        super().__init__(text)
        self.status, self.judgement, self.from_outside = status, None, from_outside


@dataclass
class Ran:
    """What came of one cell.

    Attributes
    ----------
    outputs : list
        As the process tells them.
    error : str
        Kind and message of what the cell raised; empty if nothing.
    judgement : Judgement or None
    status : str
        ``"graded"``, or what went wrong.
    """

    outputs: list
    error: str = ""
    judgement: object = None
    status: str = "graded"


class Attempt:
    """A locked process in which cells are run one after the other.

    Parameters
    ----------
    worker : grader.execution.worker.supervisor.Worker
    deadline : float
        Of `time.monotonic`, for all cells together.

    Raises
    ------
    LockError
        The process could not lock itself.
    """

    def __init__(self, worker, deadline):
        self._limits, self._deadline = worker.limits, deadline
        self._look_at = time.monotonic() + _LOOK_SECONDS
        self._functions = []
        self._run, self._lost = worker.fork(), None
        try:
            greeting = self._run.channel.receive(time.monotonic() + _START_SECONDS)
        except ChannelClosed:
            self._lost = self._gone()
            if not self._lost.from_outside:
                raise LockError("the process did not start") from None
            return
        except (ChannelTimeout, ChannelBroken):
            greeting = {"cannot": "the process did not start"}
        if greeting.get("locked") is not worker.locked:
            self._run.end()
            raise LockError(greeting.get("cannot", "the process did not lock itself"))

    def end(self):
        """End the process."""
        if self._lost is None:
            self._run.end()

    def run(self, source, exercise=None, examine=None, seconds=None):
        """Run a cell.

        Parameters
        ----------
        source : str
        exercise : Exercise or None
            What the cell may be examined in.
        examine : callable or None
            ``examine(exercise, ask) -> Judgement``, with ``ask(exercise, case) -> (reply, cpu_seconds)``; called once,
            when the cell probes that exercise.
        seconds : float, optional
            Processor time that it may take; that of the limits when left out.

        Returns
        -------
        Ran

        Raises
        ------
        Stopped
            The process is gone.
        """
        if self._lost is not None:
            raise self._lost
        self._seconds, self._began = seconds or self._limits.cell_seconds, self._run.cpu_seconds()
        self._until = min(time.monotonic() + self._seconds * self._limits.patience, self._deadline)
        self._interrupted, self._ran, self._stopped, self._status = False, None, None, "graded"
        judgement = None
        try:
            self._send({"run": source})
            while self._ran is None:
                message = self._receive()
                if "ran" in message:
                    self._ran = message
                    break
                if "probe" not in message:
                    raise self._stop("crashed", "the notebook's process sent something that is no answer")
                asked_for = message["probe"] if isinstance(message["probe"], str) else ""
                if exercise is not None and asked_for == exercise.name and judgement is None:
                    judgement = examine(exercise, self._ask)
                if self._stopped is not None:
                    raise self._stopped
                if self._ran is None:
                    self._send({"done": True})
        except Stopped as stopped:
            stopped.judgement = judgement
            raise
        return self._result(self._ran, judgement)

    def _result(self, message, judgement):
        error = message.get("error")
        outputs = message["ran"] if isinstance(message["ran"], list) else []
        if self._interrupted:
            return Ran(outputs, self._too_slow(), judgement, "timeout")
        if not isinstance(error, dict):
            return Ran(outputs, "", judgement, self._status)
        kind = str(error.get("ename", ""))
        words = f"{kind}: {error.get('evalue', '')}"[:_MAX_WORDS]
        return Ran(outputs, words, judgement, "memory" if kind == "MemoryError" else self._status)

    def _ask(self, exercise, case):
        """Ask the process for the function's answer to a case; and the processor time it took."""
        functions = {self._number(arg): arg for arg in case.args if callable(arg)}
        args = tuple(Remote(self._number(arg)) if callable(arg) else arg for arg in case.args)
        room = _numbers(case.args)
        try:
            before = self._run.cpu_seconds()
            self._send({"args": args, "times": case.times, "after": case.after, "keep": exercise.judged})
            reply = self._receive()
            asked = 0
            while "ask" in reply:
                asked += 1
                if asked > _MAX_ASKS:
                    raise self._stop("timeout", f"it asked for the loss more than {_MAX_ASKS} times")
                self._send(_told(functions, reply, room))
                reply = self._receive()
            if reply.get("raised") == "MemoryError":
                self._status = "memory"
            if "ran" not in reply:
                return reply, self._run.cpu_seconds() - before
            self._ran = reply
            why = self._too_slow() if self._interrupted else "it left the examination"
        except Stopped as stopped:
            self._stopped, why = stopped, str(stopped)
        raise NoAnswer(f"{exercise.function} gave no answer: {why}.")

    def _number(self, function):
        """Always the same for one function, and no other's: the process remembers what it was told."""
        if function not in self._functions:
            self._functions.append(function)
        return self._functions.index(function)

    def _too_slow(self):
        return f"it did not finish within {self._seconds:g} s"

    def _send(self, value):
        try:
            self._run.channel.send(value, self._until + _GRACE_SECONDS)
        except ChannelClosed:
            raise self._gone() from None
        except ChannelTimeout:
            raise self._stop("timeout", self._too_slow()) from None

    def _receive(self):
        """The next message, while the cell's time lasts and the process keeps within bounds."""
        while True:
            self._look()
            try:
                message = self._run.channel.receive(min(self._until, self._look_at))
            except ChannelClosed:
                raise self._gone() from None
            except ChannelBroken:
                raise self._stop("crashed", "the notebook's process sent something that is no answer") from None
            except ChannelTimeout:
                continue
            if not isinstance(message, dict):
                raise self._stop("crashed", "the notebook's process sent something that is no answer")
            return message

    def _look(self):
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + _LOOK_SECONDS
            excess = self._run.excess()
            if excess:
                raise self._stop("crashed", excess)
            # Processor time, so that a busy machine does not cost anybody points.
            if not self._interrupted and self._run.cpu_seconds() - self._began > self._seconds:
                self._until = now
        if now < self._until:
            return
        if self._interrupted:
            raise self._stop("timeout", self._too_slow())
        self._interrupted = True
        self._until = time.monotonic() + _GRACE_SECONDS
        self._run.interrupt()

    def _stop(self, status, text):
        self._run.end()
        return Stopped(status, text)

    def _gone(self):
        by_itself = self._run.ended_by_itself()
        ended = self._run.end()
        if not by_itself:
            return Stopped("crashed", "the notebook's process closed its channel to the grader")
        number = os.WTERMSIG(ended.status) if os.WIFSIGNALED(ended.status) else 0
        if number == signal.SIGKILL:
            return self._killed(ended)
        if number == signal.SIGXCPU:
            return Stopped("timeout", "it used up its processor time")
        if number:
            name = signal.Signals(number).name
            return Stopped("crashed", f"the notebook's process crashed ({name}), as by a call into native code")
        return Stopped("crashed", "the notebook's process ended itself, as by os._exit")

    def _killed(self, ended):
        """By the kernel, or by someone on this machine: not by us, and it may not send signals itself."""
        if ended.seconds > self._limits.submission_seconds:
            return Stopped("timeout", "it used up its processor time")
        if ended.memory > self._limits.memory:
            return Stopped("memory", "the notebook's process was killed for want of memory")
        return Stopped("memory", _KILLED, from_outside=True)


def _told(functions, request, room):
    """What one of our own functions says to arguments that a student's process made up, if they are no larger."""
    try:
        if _numbers(request["args"]) > room:
            return {"refused": "the loss was asked for at parameters of another size"}
        value = functions[request["ask"]](*request["args"])
    except Exception as error:
        return {"refused": f"the loss could not be computed: {type(error).__name__}: {error}"[:500]}
    return {"told": value}


def _numbers(value):
    """How many numbers a nested value holds; an axis of no length counts as one, for it can be multiplied away."""
    if isinstance(value, dict):
        return sum(map(_numbers, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_numbers, value))
    return math.prod(max(n, 1) for n in np.shape(value)) if isinstance(value, np.ndarray) else 1
