"""What a lock says when it cannot be taken."""


class LockError(OSError):
    """A lock that this machine does not have, or that could not be taken; names the lock and what would help."""
