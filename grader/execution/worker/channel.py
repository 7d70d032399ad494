"""Messages over a pair of pipes: a length, then a value in the format of `course.probing.wire`."""

import os
import select
import struct
import time
from typing import Any

from course.probing import wire

MAX_MESSAGE = 64 << 20
_CHUNK = 1 << 16
_LENGTH = struct.Struct(">I")


class ChannelClosed(Exception):
    """The other side closed the channel."""


class ChannelTimeout(Exception):
    """No message came before the deadline."""


class ChannelBroken(Exception):
    """A message was too long or not in the wire format. Nothing can be read after it."""


class Channel:
    """One end of the connection between the judge and a locked process.

    Parameters
    ----------
    read_fd, write_fd : int
    """

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._read_fd, self._write_fd = read_fd, write_fd
        self._received = bytearray()
        self._unsent = memoryview(b"")

    def send(self, value: object, deadline: float | None = None) -> None:
        """Send a value.

        Parameters
        ----------
        value : object
            Nested plain value, as of `course.probing.wire.encode`.
        deadline : float, optional
            Time of `time.monotonic` until which to wait for the reader.

        Raises
        ------
        ChannelClosed
        ChannelTimeout
            `resume` sends the rest.
        """
        data = wire.encode(value)
        self._unsent = memoryview(_LENGTH.pack(len(data)) + data)
        self.resume(deadline)

    def resume(self, deadline: float | None = None) -> None:
        """Send the rest of a value, after a `ChannelTimeout`; parameters and errors are those of `send`."""
        while self._unsent:
            try:
                self._unsent = self._unsent[os.write(self._write_fd, self._unsent) :]
            except BlockingIOError:
                _wait(self._write_fd, select.POLLOUT, deadline)
            except BrokenPipeError:
                raise ChannelClosed from None

    def receive(self, deadline: float | None = None) -> Any:
        """Return the next value, which may be any plain value.

        Parameters
        ----------
        deadline : float, optional
            Time of `time.monotonic` until which to wait. What came before it is kept for the next call.

        Raises
        ------
        ChannelClosed, ChannelTimeout, ChannelBroken
        """
        _check_deadline(deadline)
        self._fill(_LENGTH.size, deadline)
        (length,) = _LENGTH.unpack_from(self._received)
        if length > MAX_MESSAGE:
            raise ChannelBroken(f"a message of {length} bytes")
        end = _LENGTH.size + length
        self._fill(end, deadline)
        data = bytes(self._received[_LENGTH.size : end])
        del self._received[:end]
        try:
            return wire.decode(data)
        except wire.WireError as error:
            raise ChannelBroken(str(error)) from None

    def close(self) -> None:
        """Close both pipes."""
        os.close(self._read_fd)
        os.close(self._write_fd)

    def _fill(self, count: int, deadline: float | None) -> None:
        """Read until `count` bytes are in the buffer."""
        while len(self._received) < count:
            try:
                part = os.read(self._read_fd, max(count - len(self._received), _CHUNK))
            except BlockingIOError:
                _wait(self._read_fd, select.POLLIN, deadline)
                continue
            if not part:
                raise ChannelClosed
            self._received += part
            _check_deadline(deadline)


def _check_deadline(deadline: float | None) -> None:
    # Checked while bytes keep coming too: a flood of them must not outlast the deadline.
    if deadline is not None and time.monotonic() > deadline:
        raise ChannelTimeout


def _wait(fd: int, event: int, deadline: float | None) -> None:
    """Wait until the descriptor is ready or the other side has closed it; raises `ChannelTimeout` at the deadline."""
    poll = select.poll()
    poll.register(fd, event)
    left = None if deadline is None else max(deadline - time.monotonic(), 0) * 1000
    if not poll.poll(left):
        raise ChannelTimeout
