"""Reads a file of a course folder, whatever stands in its place."""

import errno
import os
import stat
from pathlib import Path

from grader.errors import CannotStart

MAX_NOTEBOOK = 200 << 20
MAX_TEXT = 10 << 20


def read_file(path: Path, max_size: int = MAX_TEXT) -> bytes:
    """Read a regular file. Never waits, as reading a named pipe would.

    Parameters
    ----------
    path : pathlib.Path
    max_size : int, optional
        In bytes.

    Returns
    -------
    bytes

    Raises
    ------
    FileNotFoundError
    CannotStart
        It is something else than a file, cannot be read, or is larger than `max_size`; names it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise CannotStart(f"Got {path}, which is not a file; expected a file. Remove it or put it right.")
            data = file.read(max_size + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        why = "a folder or a device" if error.errno in (errno.EISDIR, errno.ENXIO) else error.strerror
        raise CannotStart(f"Got {path}, which cannot be read ({why}); expected a file. Put it right.") from None
    if len(data) > max_size:
        raise CannotStart(f"Got {path}, which is larger than {max_size >> 20} MB; expected a smaller file.")
    return data
