"""The error of a lock that cannot be applied."""


class LockError(OSError):
    """This machine lacks a lock, or it could not be applied. The message names the lock and what would help."""
