"""Takes the digits from ``longdouble`` that float64 does not have: with them a difference looks like a derivative."""

import ctypes
import platform

import numpy as np

np.finfo(np.longdouble)  # found out once, and with a warning where the digits are missing
_library = ctypes.CDLL(None)
_SIZE = 64  # more than any C library's fenv_t
_PRECISION, _DOUBLE = 0x300, 0x200  # in the control word of the x87, which computes longdouble and nothing else


def round_to_double() -> None:
    """Let this thread, and those that it starts, round all arithmetic to the 53 bits of float64.

    Where ``longdouble`` is not computed by an x87, nothing changes.
    """
    if platform.machine() != "x86_64":
        return
    environment = (ctypes.c_uint16 * (_SIZE // 2))()
    _library.fegetenv(environment)
    environment[0] = environment[0] & ~_PRECISION | _DOUBLE
    _library.fesetenv(environment)
