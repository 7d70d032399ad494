"""A lock that keeps other coordinators out of a course folder."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from grader.errors import CannotStart

_MAX_LENGTH = 500


@contextmanager
def course_lock(course_dir: Path, doing: str) -> Iterator[None]:
    """Lock a course folder as long as the context is open.

    The kernel releases the lock when the process ends. A lock file that is left behind locks nothing.

    Parameters
    ----------
    course_dir : Path
    doing : str
        Shown to others who want the lock, such as ``"grades p6_backprop"``.

    Raises
    ------
    CannotStart
        Another process holds the lock, or the folder is not writable.
    """
    try:
        file = os.open(course_dir / ".grading", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise CannotStart(
            f"Got the course folder {course_dir}, in which nothing can be written ({error.strerror}), expected one of "
            "your own with room on its disk. Nothing was graded."
        ) from None
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = os.pread(file, _MAX_LENGTH, 0).decode(errors="replace").strip() or "Another process works here"
            raise CannotStart(f"{who}. Wait for its end, or end it; then run the same command again.") from None
        os.ftruncate(file, 0)
        since = datetime.now().strftime("%H:%M")
        os.pwrite(file, f"Process {os.getpid()} on {socket.gethostname()} {doing} here since {since}".encode(), 0)
        yield
    finally:
        os.close(file)
