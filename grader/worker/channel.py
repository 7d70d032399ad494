"""Messages over a pair of pipes: a length, then a value in the course's wire format."""

import os
import select
import struct
import time

from course import wire

MAX_MESSAGE = 64 << 20
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
            if deadline is not None:
                self._wait(deadline, write=True)
            try:
                left = left[os.write(self._write_fd, left) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise ChannelClosed from None

    def receive(self, deadline=None):
        """The next value; with a deadline, `ChannelTimeout` when it passes, and nothing that came is lost."""
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
            if deadline is not None:
                self._wait(deadline)
            part = os.read(self._read_fd, min(count - len(self._read), 1 << 20))
            if not part:
                raise ChannelClosed
            self._read += part

    def _wait(self, deadline, write=False):
        left = deadline - time.monotonic()
        readers, writers = ([], [self._write_fd]) if write else ([self._read_fd], [])
        if left <= 0 or not any(select.select(readers, writers, [], left)):
            raise ChannelTimeout
