"""seccomp: restricts the system calls that a process may make.

The filter lists what a notebook needs and refuses everything else with EPERM: sockets, exec, new processes, signals,
ptrace, mounts, namespaces, keys, bpf, io_uring, changes of mode or owner, links, shared memory, file locks, and
fallocate. The system's libseccomp compiles it once; each fork loads it.
"""

import ctypes
import errno
import os
import tempfile
from typing import TYPE_CHECKING

from grader.execution.sandbox.errors import LockError
from grader.execution.sandbox.libc import PR_SET_SECCOMP, prctl

if TYPE_CHECKING:
    import pyseccomp

_SECCOMP_MODE_FILTER = 2

_MEMORY = "brk munmap mprotect mremap madvise msync mincore membarrier"
_THREADS = (
    "futex futex_waitv set_robust_list get_robust_list rseq set_tid_address sched_yield sched_getaffinity "
    "sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu exit exit_group"
)
_OWN_SIGNALS = (
    "rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait sigaltstack "
    "restart_syscall pause alarm setitimer getitimer"
)
_TIME = "nanosleep gettimeofday time times"
_FILES = (
    "creat close close_range read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2 "
    "lseek stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat "
    "getdents getdents64 getcwd chdir fchdir rmdir unlink unlinkat rename renameat "
    "ftruncate fsync fdatasync fadvise64 sendfile copy_file_range "
    "dup dup2 dup3 pipe pipe2 eventfd2 poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait"
)
_IDENTITY = (
    "getpid gettid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid getgroups "
    "uname sysinfo getrusage getrlimit getrandom getpriority"
)
ALLOWED = " ".join([_MEMORY, _THREADS, _OWN_SIGNALS, _TIME, _FILES, _IDENTITY]).split()

# System calls allowed for some values of an argument: (name, position of the argument, its values).
_ALLOWED_BY_VALUE = (
    ("ioctl", 1, (0x5401, 0x5413, 0x541B, 0x5450, 0x5451)),  # isatty, window size, bytes waiting, close-on-exec
    # Duplicates and flags; not owners, signals or leases. No locks either: two submissions that run at the same time
    # could send each other messages through locks on a file that both may read.
    ("fcntl", 1, (0, 1, 2, 3, 4, 1030)),
    ("prctl", 0, (15, 16)),  # a thread's name
    ("renameat2", 4, (0, 1, 2)),  # not RENAME_WHITEOUT, which creates a device
)
_MAP_TYPE, _MAP_SHARED, _MAP_PRIVATE, _MAP_ANONYMOUS = 0x0F, 0x01, 0x02, 0x20
_PROCESS_CLOCK_BITS = 0xFFFFFFF0
_CLONE_THREAD = 0x00010100  # CLONE_VM and CLONE_THREAD
_CLONE_NAMESPACES = 0x7E020000

# System calls allowed for some bits of an argument: (name, position of the argument, mask, value of the masked bits).
_ALLOWED_BY_BITS = (
    # Threads only: clone with memory and thread group shared.
    ("clone", 0, _CLONE_THREAD | _CLONE_NAMESPACES, _CLONE_THREAD),
    # No clock of another process (a negative number): the judge's processor time would show how it rates an answer.
    *((name, 0, _PROCESS_CLOCK_BITS, 0) for name in ("clock_gettime", "clock_getres", "clock_nanosleep")),
    # A folder without rights for its owner could not be listed or emptied from outside.
    ("mkdir", 1, 0o700, 0o700),
    ("mkdirat", 2, 0o700, 0o700),
    # Bytes written through a shared mapping of a file are not counted as written.
    ("mmap", 3, _MAP_TYPE, _MAP_PRIVATE),
    ("mmap", 3, _MAP_TYPE | _MAP_ANONYMOUS, _MAP_SHARED | _MAP_ANONYMOUS),
    # O_TRUNC only when opened for writing: Landlock before ABI 3 does not check it.
    *(
        rule
        for name, position in (("open", 1), ("openat", 2))
        for rule in (
            (name, position, os.O_TRUNC, 0),
            (name, position, os.O_TRUNC | os.O_WRONLY, os.O_TRUNC | os.O_WRONLY),
            (name, position, os.O_TRUNC | os.O_RDWR, os.O_TRUNC | os.O_RDWR),
        )
    ),
)


def compile_filter() -> bytes:
    """Compile the filter to the kernel's BPF program.

    Returns
    -------
    bytes
        For `load`.

    Raises
    ------
    LockError
        libseccomp is not installed.
    """
    try:
        import pyseccomp
    except (ImportError, RuntimeError):
        raise LockError("seccomp is missing: install the system's libseccomp (Debian: libseccomp2)") from None
    arg = pyseccomp.Arg
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        _add(rules, pyseccomp.ALLOW, name)
    for name, position, values in _ALLOWED_BY_VALUE:
        for value in values:
            _add(rules, pyseccomp.ALLOW, name, arg(position, pyseccomp.EQ, value))
    # Reading limits, not setting them.
    _add(rules, pyseccomp.ALLOW, "prlimit64", arg(0, pyseccomp.EQ, 0), arg(2, pyseccomp.EQ, 0))
    for name, position, mask, value in _ALLOWED_BY_BITS:
        _add(rules, pyseccomp.ALLOW, name, arg(position, pyseccomp.MASKED_EQ, mask, value))
    # A filter cannot see the flags of clone3. ENOSYS makes libc fall back to clone.
    _add(rules, pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return bytes(file.read())


def _add(rules: "pyseccomp.SyscallFilter", action: int, name: str, *args: "pyseccomp.Arg") -> None:
    import pyseccomp

    try:
        number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except (OSError, ValueError):
        number = -1
    if number >= 0:  # a system call that this architecture lacks stays refused
        rules.add_rule(action, number, *args)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def load(program: bytes) -> None:
    """Load a compiled filter into the calling process. It cannot be undone, and needs `no_new_privs` or root.

    Raises
    ------
    LockError
    """
    try:
        fprog = _Program(len(program) // 8, program)
        prctl(PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(fprog))
    except OSError as error:
        raise LockError(f"seccomp could not be loaded: {error.strerror}") from None
