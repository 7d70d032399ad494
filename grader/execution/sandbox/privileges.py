"""Capabilities: a process started by root gives them all up before it runs student code."""

import ctypes

from grader.execution.sandbox.errors import LockError
from grader.execution.sandbox.libc import PR_CAP_AMBIENT, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, prctl

_CAP_AMBIENT_CLEAR_ALL = 4
_CAPABILITY_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def refuse_new() -> None:
    """Set `no_new_privs`: no program that the process starts has more privileges than the process.

    Raises
    ------
    LockError
    """
    try:
        prctl(PR_SET_NO_NEW_PRIVS, 1)
    except OSError as error:
        raise LockError(f"no_new_privs could not be set: {error.strerror}") from None


def drop() -> None:
    """Drop all capabilities, so that none can be regained (capabilities(7)).

    Raises
    ------
    LockError
    """
    try:
        prctl(PR_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL)
        _drop_bounding_set()
    except OSError as error:
        raise LockError(f"privileges could not be dropped: {error.strerror}") from None
    header, none = _Header(_CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None).capset(ctypes.byref(header), none) != 0:
        raise LockError("privileges could not be dropped: capset refused")


def _drop_bounding_set() -> None:
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except PermissionError:
            return  # an ordinary user has nothing to drop
        except OSError:
            return  # past the last capability that this kernel knows
