"""Landlock: restricts the files that a process may open, even if it runs as root.

The kernel's Landlock (landlock(7)) restricts the calling process and its future children to a list of file
hierarchies. What is not listed cannot be opened, listed, created or removed. From ABI 4 on it also refuses TCP, from
ABI 6 on abstract sockets and signals to processes outside.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from grader.execution.sandbox.errors import LockError
from grader.execution.sandbox.libc import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_DIR, _MAKE_REG = 1 << 7, 1 << 8
_TRUNCATE = 1 << 14

READ = _READ_FILE | _READ_DIR
WRITE = READ | _WRITE_FILE | _TRUNCATE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG
_OF_A_FILE = _READ_FILE | _WRITE_FILE | _TRUNCATE

# Number of access rights in each ABI version: 13 in the first, one more in 2, 3 and 5.
_KNOWN_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_TCP = 0b11
_SIGNALS_AND_ABSTRACT_SOCKETS = 0b11


class _RulesetAttr(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneathAttr(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("fd", ctypes.c_int32))


def abi() -> int:
    """Landlock's ABI version in this kernel; 0 without Landlock."""
    try:
        return syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    except OSError:
        return 0


class Ruleset:
    """A list of the files that may be read and written. Each fork of the process that made it can enforce it.

    Parameters
    ----------
    readable, writable : iterable of path
        Files, or folders with all that they contain. A path that does not exist is left out.

    Raises
    ------
    LockError
        The kernel has no Landlock.
    """

    def __init__(self, readable: Iterable[str | Path], writable: Iterable[str | Path]) -> None:
        version = abi()
        if version < 1:
            raise LockError("Landlock is missing: a Linux kernel of 5.13 or newer with Landlock switched on is needed")
        known = (1 << _KNOWN_RIGHTS.get(version, 16)) - 1
        attr = _RulesetAttr(known, _TCP if version >= 4 else 0, _SIGNALS_AND_ABSTRACT_SOCKETS if version >= 6 else 0)
        # Older kernels refuse a structure longer than the one they know.
        size = 8 if version < 4 else 16 if version < 6 else 24
        self.fd = syscall(_CREATE_RULESET, ctypes.byref(attr), ctypes.c_size_t(size), 0)
        for path in readable:
            self._allow(path, READ & known)
        for path in writable:
            self._allow(path, WRITE & known)

    def _allow(self, path: str | Path, rights: int) -> None:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        try:
            if not os.path.isdir(path):
                rights &= _OF_A_FILE
            rule = _PathBeneathAttr(rights, fd)
            syscall(_ADD_RULE, self.fd, _PATH_BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(fd)

    def __del__(self) -> None:
        if hasattr(self, "fd"):
            os.close(self.fd)

    @property
    def descriptors(self) -> tuple[int, ...]:
        """Descriptors that have to stay open until `enforce`."""
        return (self.fd,)

    def enforce(self) -> None:
        """Restrict the calling process. It cannot be undone, and needs `no_new_privs` or root.

        Raises
        ------
        LockError
        """
        try:
            syscall(_RESTRICT_SELF, self.fd, 0)
        except OSError as error:
            raise LockError(f"Landlock could not be enforced: {error.strerror}") from None
        os.close(self.fd)
        del self.fd
