"""One coordinator at a time in a course folder."""

import fcntl
import os
import socket
from contextlib import contextmanager
from datetime import datetime

from grader.errors import CannotStart

_MAX_WORDS = 500


@contextmanager
def alone_in(course_dir, doing):
    """Keep other coordinators out of a course folder.

    The lock ends with the process that holds it, however it ends: a file that is left behind stops nobody.

    Parameters
    ----------
    course_dir : pathlib.Path
    doing : str
        What others are told, such as ``"grades p6_backprop"``.

    Raises
    ------
    CannotStart
        Someone is at work there, or the folder cannot be written to.
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
            who = os.pread(file, _MAX_WORDS, 0).decode(errors="replace").strip() or "Another process works here"
            raise CannotStart(f"{who}. Wait for its end, or end it; then run the same command again.") from None
        os.ftruncate(file, 0)
        since = datetime.now().strftime("%H:%M")
        os.pwrite(file, f"Process {os.getpid()} on {socket.gethostname()} {doing} here since {since}".encode(), 0)
        yield
    finally:
        os.close(file)
