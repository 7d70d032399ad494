"""Messages over a pair of pipes: a length, then a value in the course's wire format."""

import os
import select
import struct
import time

from course.probing import wire

MAX_MESSAGE = 64 << 20
_CHUNK = 1 << 16
_LENGTH = struct.Struct(">I")


class ChannelClosed(Exception):
    """The other side is gone."""


class ChannelTimeout(Exception):
    """No message within the time given."""


class ChannelBroken(Exception):
    """What came is no message: too long, or not in the wire format. Nothing after it can be read."""


class Channel:
    """One side of the conversation between the judge and a locked process.

    Parameters
    ----------
    read_fd, write_fd : int
    """

    def __init__(self, read_fd, write_fd):
        self._read_fd, self._write_fd = read_fd, write_fd
        self._read = bytearray()

    def send(self, value, deadline=None):
        """Send a value; with a deadline (of `time.monotonic`), do not wait for a reader beyond it."""
        data = wire.encode(value)
        left = memoryview(_LENGTH.pack(len(data)) + data)
        while left:
            try:
                left = left[os.write(self._write_fd, left) :]
            except BlockingIOError:
                _wait(self._write_fd, select.POLLOUT, deadline)
            except BrokenPipeError:
                raise ChannelClosed from None

    def receive(self, deadline=None):
        """The next value; with a deadline, `ChannelTimeout` when it passes, and nothing that came is lost."""
        _in_time(deadline)
        self._fill(_LENGTH.size, deadline)
        (length,) = _LENGTH.unpack_from(self._read)
        if length > MAX_MESSAGE:
            raise ChannelBroken(f"a message of {length} bytes")
        end = _LENGTH.size + length
        self._fill(end, deadline)
        data = bytes(self._read[_LENGTH.size : end])
        del self._read[:end]
        try:
            return wire.decode(data)
        except wire.WireError as error:
            raise ChannelBroken(str(error)) from None

    def close(self):
        """Close both pipes."""
        os.close(self._read_fd)
        os.close(self._write_fd)

    def _fill(self, count, deadline):
        while len(self._read) < count:
            try:
                part = os.read(self._read_fd, max(count - len(self._read), _CHUNK))
            except BlockingIOError:
                _wait(self._read_fd, select.POLLIN, deadline)
                continue
            if not part:
                raise ChannelClosed
            self._read += part
            _in_time(deadline)


def _in_time(deadline):
    # Also while bytes keep coming: a flood of them must not outlast the deadline.
    if deadline is not None and time.monotonic() > deadline:
        raise ChannelTimeout


def _wait(fd, event, deadline):
    """Until the descriptor is ready or the other side is gone; `ChannelTimeout` when the deadline passes."""
    poll = select.poll()
    poll.register(fd, event)
    left = None if deadline is None else max(deadline - time.monotonic(), 0) * 1000
    if not poll.poll(left):
        raise ChannelTimeout
