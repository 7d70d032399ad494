"""System calls for which Python's standard library has no function."""

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4


def syscall(number: int, *args: object) -> int:
    """Make a raw system call and return its result; raises `OSError` with its errno if it fails."""
    return _checked(_libc.syscall(ctypes.c_long(number), *args))


def prctl(option: int, *args: int) -> int:
    """Call prctl(2) and return its result; raises `OSError` with its errno if it fails."""
    return _checked(_libc.prctl(option, *args, *[0] * (4 - len(args))))


def unshare(flags: int) -> None:
    """Call unshare(2); raises `OSError` with its errno if it fails."""
    _checked(_libc.unshare(flags))


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """Call mount(2); raises `OSError` with its errno and the target if it fails."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    _checked(_libc.mount(*texts[:3], ctypes.c_ulong(flags), texts[3]), target)


def pivot_root(new_root: str, put_old: str) -> None:
    """Call pivot_root(2); raises `OSError` with its errno if it fails."""
    _checked(_libc.pivot_root(os.fsencode(new_root), os.fsencode(put_old)))


def detach(mount_point: str) -> None:
    """Take a mount off, with all mounts below it, umount2(2); raises `OSError` with its errno if it fails."""
    _checked(_libc.umount2(os.fsencode(mount_point), _MNT_DETACH))


def _checked(result: int, path: str | None = None) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), path)
    return result


_MNT_DETACH = 2
PR_SET_PDEATHSIG = 1
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
