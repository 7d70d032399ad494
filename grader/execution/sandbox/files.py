"""The lock for files: Landlock where the kernel has it, else a mount namespace."""

import platform
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from grader.execution.sandbox import landlock, mount_namespace
from grader.execution.sandbox.errors import LockError

FileLock: TypeAlias = landlock.Ruleset | mount_namespace.FileView


def name() -> str:
    """Name of the lock that is used on this machine; empty if neither works."""
    if landlock.abi() >= 1:
        return "Landlock"
    return "" if mount_namespace.problem() else "a mount namespace"


def missing() -> str:
    """Why neither lock works on this machine, and what would help; empty if one does."""
    if name():
        return ""
    return (
        f"This kernel, Linux {platform.release()}, has no Landlock, and {mount_namespace.problem()}. One of the two is "
        "needed. Landlock: Linux 5.13 or newer with landlock in the boot option lsm=. A mount namespace: "
        "user namespaces that an ordinary user may make (sysctl user.max_user_namespaces, and on Debian and Ubuntu "
        "kernel.unprivileged_userns_clone=1 or kernel.apparmor_restrict_unprivileged_userns=0). In a container, its "
        "host's kernel and the container's seccomp profile decide."
    )


def lock(readable: Iterable[str | Path], writable: Iterable[str | Path]) -> FileLock:
    """Prepare the lock: the files that may be read and written, as a list of paths.

    Parameters
    ----------
    readable, writable : iterable of path
        Files, or folders with all that they contain. A path that does not exist is left out.

    Returns
    -------
    FileLock
        Its `enforce` restricts the calling process.

    Raises
    ------
    LockError
        Neither lock works on this machine.
    """
    if landlock.abi() >= 1:
        return landlock.Ruleset(readable, writable)
    why = missing()
    if why:
        raise LockError(why)
    return mount_namespace.FileView(readable, writable)
