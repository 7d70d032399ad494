"""Exceptions for the people who run the grader. What is wrong with a submission is a finding or a remark instead."""

import errno

_REMEDIES = {
    errno.ENOSPC: "make room on its disk",
    errno.EDQUOT: "make room in the quota",
    errno.EACCES: "make it writable",
    errno.EPERM: "make it writable",
    errno.EROFS: "make it writable",
    errno.EISDIR: "move away the folder that stands in its place",
    errno.ENOTDIR: "move away the file that stands in place of a folder",
    errno.ELOOP: "remove the link that stands in its place",
}
_FULL = ("No space left on device", "disk is full", "Disk quota exceeded")


class CannotStart(Exception):
    """The command cannot start or go on. The message says what was met, what was expected and what to do."""


class NoAnswer(Exception):
    """The student's process cannot answer any more. The message is a sentence for the student."""


class NotRecorded(Exception):
    """The gradebook did not take a submission; the verdict is not affected.

    Parameters
    ----------
    message : str
    affects_all : bool, optional
        Whether no other submission can be recorded either: the database is locked, gone or full.
    """

    def __init__(self, message: str, affects_all: bool = True) -> None:
        super().__init__(message)
        self.affects_all = affects_all


def explained(error: Exception) -> str:
    """Say what stopped a command, and for a disk that is full or cannot be written, what to do.

    Parameters
    ----------
    error : Exception

    Returns
    -------
    str

    Examples
    --------
    >>> explained(OSError(28, "No space left on device", "feedback/ada"))
    'Could not write feedback/ada (No space left on device): make room on its disk, then run the same command again.'
    """
    words = str(error)
    if isinstance(error, OSError) and error.errno in _REMEDIES:
        place = error.filename2 or error.filename or "a file"
        remedy = _REMEDIES[error.errno]
        return f"Could not write {place} ({error.strerror}): {remedy}, then run the same command again."
    if any(full in words for full in _FULL) and "make room" not in words:
        return f"{words.rstrip('.')}: make room on the disk, then run the same command again."
    return words
